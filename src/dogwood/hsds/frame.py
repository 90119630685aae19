"""What the mapping needs beside a record."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from .terms import Terms


def _no_name(record_type: str, key: str) -> str:
    return ""


def _no_moment(record_type: str, key: str) -> dt.datetime | None:
    return None


@dataclass(frozen=True)
class Frame:
    """One edition on one day, in one language.

    languages: of the directory, the first is the default. today: decides freshness and offsets from UTC, nothing else.
    state: two letters, for counties' identifiers. directory: its name. site: address of the readers' site, "" for none.
    name_of: (record type, key) → what readers know it by, "" unknown. modified: (record type, key) → aware moment of the
    edition in which it last changed, None unknown. licence, licence_url: of the directory's words, "" unknown.
    """

    language: str
    languages: tuple[str, ...]
    today: dt.date
    state: str = ""
    directory: str = ""
    site: str = ""
    name_of: Callable[[str, str], str] = _no_name
    modified: Callable[[str, str], dt.datetime | None] = _no_moment
    terms: Terms = field(default_factory=lambda: Terms(("en",)))
    licence: str = ""
    licence_url: str = ""


def make_frame(
    language: str,
    languages: tuple[str, ...],
    today: dt.date,
    *,
    state: str = "",
    directory: str = "",
    site: str = "",
    name_of: Callable[[str, str], str] = _no_name,
    modified: Callable[[str, str], dt.datetime | None] = _no_moment,
    terms: Terms | None = None,
    licence: str = "",
    licence_url: str = "",
) -> Frame:
    """A frame whose terms are those of its languages and site. terms: made before, for many frames of one edition."""
    own = terms or Terms(languages, site)
    return Frame(language, languages, today, state, directory, site, name_of, modified, own, licence, licence_url)
