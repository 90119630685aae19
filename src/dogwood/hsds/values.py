"""What HSDS's types take. Every type excludes null: a value that is not known has no key."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

HsdsObject = dict[str, Any]
"""One object as JSON has it."""

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+\Z")
_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_EMAIL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+\Z")
_FULL_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")


def drop_empty(given: Mapping[str, Any], *, keep: tuple[str, ...] = ()) -> HsdsObject:
    """``given`` without what is empty (None, "", (), []); ``keep`` names what the schema requires all the same."""
    return {name: value for name, value in given.items() if name in keep or value not in (None, "", [], (), {})}


def as_uri(text: str) -> str:
    """``text`` where it is a URI (RFC 3986) with a host, else ""."""
    if not _URI.match(text) or _PERCENT.search(text) or text.count("#") > 1:
        return ""
    try:
        parts = urlsplit(text)
        is_whole = bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        return ""
    in_brackets = "[" in text.partition("://")[2] and "[" not in parts.netloc
    return text if is_whole and not in_brackets else ""


def as_email(text: str) -> str:
    """``text`` where it is one e-mail address, else ""."""
    return text if len(text) <= 254 and _EMAIL.match(text) else ""


def as_date(text: str | None) -> str:
    """A whole ISO date, "" for a partial one: HSDS has no month alone."""
    return text if text and _FULL_DATE.match(text) else ""


def join_paragraphs(*texts: str) -> str:
    return "\n\n".join(text.strip() for text in texts if text.strip())
