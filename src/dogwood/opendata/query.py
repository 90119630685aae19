"""The parameters of a request: what is there, what it may be, and what is said when it is not.

Every endpoint names its parameters; another one, the same one twice, or a value out of bounds is a problem that names it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dogwood.hsds.identity import read_id
from dogwood.places import Zip, find_zip

from .problems import ProblemError

DEFAULT_SIZE = 50
MOST_SIZE = 500
MOST_FULL = 100
"""Nested objects on one page; whoever wants all takes ndjson."""
MOST_FULL_ORGANIZATIONS = 25
MOST_FULL_GUIDES = 10
"""With their text."""
MOST_PAGE = 1_000_000
LONGEST_SEARCH = 200
"""Characters."""
FARTHEST = 1_000_000
"""Metres of ``proximity``."""
METRES_A_MILE = 1609.344

_MOMENT = re.compile(
    r"(\d{4}-\d{2}-\d{2})(?:[Tt ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(?: ?([Zz]|[+-]?\d{2}:\d{2}))?)?\Z", re.ASCII
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_INTEGER = re.compile(r"-?\d{1,12}\Z", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,12}(\.\d{1,9})?\Z", re.ASCII)
_ZIP = re.compile(r"\d{5}(-\d{4})?\Z", re.ASCII)
_YES, _NO = {"true", "1"}, {"false", "0"}

PAGING = ("page", "per_page", "format")
SERVICES = (
    "search", *PAGING, "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "minimal", "full", "language",
)  # fmt: skip
ORGANIZATIONS = ("search", *PAGING, "taxonomy_term_id", "taxonomy_id", "full", "full_service", "language")
LINKS = (
    "search", *PAGING, "taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after", "full", "postcode",
    "proximity", "language",
)  # fmt: skip
TAXONOMIES = ("search", *PAGING)
TERMS = ("search", *PAGING, "taxonomy_id", "top_only", "parent_id")
GUIDES = ("search", *PAGING, "taxonomy_term_id", "taxonomy_id", "modified_after", "minimal", "full", "language")
PUBLICATIONS = (*GUIDES, "organization_id")
EVENTS = (*PUBLICATIONS, "from", "until")
CHANGES = ("since", "language")
FEED = ("language",)
ONE = ("language",)
ONE_ORGANIZATION = ("full_service", "language")


@dataclass(frozen=True)
class Query:
    """What was asked, read. Filters that were not given are "" or None; ids are in canonical form.

    size: objects a page, None for all of them. is_stream: ndjson. postcode, metres: where, and how far around it.
    modified_after: aware. first_day, last_day: of ``from`` and ``until``, where an event is.
    """

    page: int = 1
    size: int | None = DEFAULT_SIZE
    is_stream: bool = False
    search: str = ""
    term: str = ""
    taxonomy: str = ""
    organization: str = ""
    parent: str = ""
    modified_after: dt.datetime | None = None
    is_minimal: bool = False
    is_full: bool = False
    is_full_service: bool = False
    is_top_only: bool = False
    postcode: Zip | None = None
    metres: float | None = None
    language: str = ""
    since: int = 0
    first_day: dt.date | None = None
    last_day: dt.date | None = None

    @property
    def filters(self) -> tuple[object, ...]:
        """What decides which objects are in the answer, whatever the page."""
        place = self.postcode.code if self.postcode else ""
        return (
            self.search, self.term, self.taxonomy, self.organization, self.parent, self.modified_after, place, self.metres,
            self.first_day, self.last_day,
        )  # fmt: skip


def read_query(
    given: Mapping[str, list[str]], allowed: Iterable[str], languages: tuple[str, ...], *, most_full: int = MOST_FULL
) -> Query:
    """given: parameter → values. allowed: those of the endpoint. languages: of the edition. Raises ProblemError."""
    known = tuple(allowed)
    values: dict[str, str] = {}
    for name, texts in given.items():
        if name not in known:
            raise _wrong(
                name, f"“{name[:40]}” is no parameter of this address. It takes: {', '.join(known) or 'none'}."
            )
        if len(texts) > 1:
            raise _wrong(name, f"“{name}” is given {len(texts)} times. Give it once.")
        values[name] = texts[0]
    is_minimal, is_full = _read_flag(values, "minimal"), _read_flag(values, "full")
    is_full_service = _read_flag(values, "full_service")
    if is_minimal and is_full:
        raise _wrong("minimal", "“minimal” and “full” exclude each other. Give one of them.")
    most = most_full if is_full or is_full_service else MOST_SIZE
    size: int | None = _read_integer(values, "per_page", least=1, most=most, default=min(DEFAULT_SIZE, most))
    if is_minimal and "per_page" not in values:
        size = None
    postcode = _read_postcode(values)
    metres = _read_metres(values)
    if metres is not None and postcode is None:
        raise _wrong("proximity", "“proximity” is the distance from a postcode: give “postcode” too.")
    if metres is not None and postcode is not None and postcode.point is None:
        raise _unknown(postcode.code)
    first_day, last_day = _read_day(values, "from"), _read_day(values, "until")
    if first_day and last_day and first_day > last_day:
        raise _wrong("until", "“until” is a day before “from”. Give one on or after it.")
    return Query(
        page=_read_integer(values, "page", least=1, most=MOST_PAGE, default=1),
        size=size,
        is_stream=_read_choice(values, "format", ("json", "ndjson"), "json") == "ndjson",
        search=_read_search(values),
        term=_read_id(values, "taxonomy_term_id"),
        taxonomy=_read_id(values, "taxonomy_id"),
        organization=_read_id(values, "organization_id"),
        parent=_read_id(values, "parent_id"),
        modified_after=_read_moment(values),
        is_minimal=is_minimal,
        is_full=is_full,
        is_full_service=is_full_service,
        is_top_only=_read_flag(values, "top_only"),
        postcode=postcode,
        metres=metres,
        language=_read_choice(values, "language", languages, languages[0]),
        since=_read_integer(values, "since", least=0, most=MOST_PAGE, default=0),
        first_day=first_day,
        last_day=last_day,
    )


def read_path_id(text: str) -> str:
    """The id in an address. Raises ProblemError."""
    found = read_id(text)
    if found is None:
        raise _wrong("id", f"“{text[:60]}” is no UUID. Ids look like 4d0ea097-6420-5321-84b4-924594dcf98e.")
    return found


def _read_flag(values: Mapping[str, str], name: str) -> bool:
    text = values.get(name, "false").lower()
    if text in _YES or text in _NO:
        return text in _YES
    raise _wrong(name, f"“{name}” is true or false.")


def _read_integer(values: Mapping[str, str], name: str, *, least: int, most: int, default: int) -> int:
    text = values.get(name)
    if text is None:
        return default
    if not _INTEGER.match(text) or not least <= int(text) <= most:
        raise _wrong(name, f"“{name}” is a whole number from {least} to {most}.")
    return int(text)


def _read_choice(values: Mapping[str, str], name: str, choices: tuple[str, ...], default: str) -> str:
    text = values.get(name, default)
    if text not in choices:
        raise _wrong(name, f"“{name}” is one of: {', '.join(choices)}.")
    return text


def _read_search(values: Mapping[str, str]) -> str:
    text = values.get("search", "").strip()
    if len(text) > LONGEST_SEARCH:
        raise _wrong("search", f"“search” takes at most {LONGEST_SEARCH} characters.")
    return text


def _read_id(values: Mapping[str, str], name: str) -> str:
    text = values.get(name)
    if text is None:
        return ""
    found = read_id(text)
    if found is None:
        raise _wrong(name, f"“{name}” is a UUID, such as 4d0ea097-6420-5321-84b4-924594dcf98e.")
    return found


def _read_moment(values: Mapping[str, str]) -> dt.datetime | None:
    text = values.get("modified_after")
    return None if text is None else read_moment(text, "modified_after")


def _read_day(values: Mapping[str, str], name: str) -> dt.date | None:
    text = values.get(name)
    if text is None:
        return None
    try:
        if _DAY.match(text):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise _wrong(name, f"“{name}” is a day, such as 2026-11-23.")


def read_moment(text: str, name: str) -> dt.datetime:
    """A date, or a date and a time (RFC 3339); without an offset it is UTC. A "+" that an address turned into a space is
    read as it was meant. Raises ProblemError."""
    found = _MOMENT.match(text)
    wrong = _wrong(name, f"“{name}” is a date (2026-11-23) or a moment (2026-11-23T09:30:00Z).")
    if not found:
        raise wrong
    day, clock, offset = found[1], found[2] or "00:00", (found[3] or "Z").upper()
    if offset[0].isdigit():
        offset = f"+{offset}"
    try:
        moment = dt.datetime.fromisoformat(f"{day}T{clock[:15]}{'+00:00' if offset == 'Z' else offset}")
        return moment.astimezone(dt.UTC)
    except (ValueError, OverflowError):
        raise wrong from None


def _read_postcode(values: Mapping[str, str]) -> Zip | None:
    text = values.get("postcode")
    if text is None:
        return None
    if not _ZIP.match(text):
        raise _wrong("postcode", "“postcode” is a ZIP code of five digits, such as 27834.")
    found = find_zip(text)
    if found is None:
        raise _unknown(text)
    return found


def _read_metres(values: Mapping[str, str]) -> float | None:
    text = values.get("proximity")
    if text is None:
        return None
    if not _NUMBER.match(text) or not 0 < float(text) <= FARTHEST:
        raise _wrong("proximity", f"“proximity” is a distance in metres, more than 0 and at most {FARTHEST}.")
    return float(text)


def _wrong(name: str, detail: str) -> ProblemError:
    return ProblemError("parameter", detail, parameter=name[:40])


def _unknown(code: str) -> ProblemError:
    return ProblemError(
        "unknown-postcode", f"No place is known for the postcode {code}. Try one beside it.", parameter="postcode"
    )
