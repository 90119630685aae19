"""Content lines, the form that vCard (RFC 6350, 3.2) and iCalendar (RFC 5545, 3.1) share."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""Control characters that a text must not hold."""
_LONGEST = 75
"""Octets of a line without its end."""


def clean(text: str) -> str:
    """``text`` without control characters, its line ends as ``\\n``."""
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def escape_text(text: str) -> str:
    """A value of type TEXT: backslash, comma, semicolon and line end are escaped."""
    text = clean(text).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\n", "\\n")


def fold_line(line: str) -> str:
    """A line as lines of at most 75 octets, each further one begun with a space; no character is cut. Ends with CRLF."""
    parts: list[str] = []
    held, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST:
            parts.append(held)
            held, size = " ", 1
        held += letter
        size += width
    return "\r\n".join([*parts, held]) + "\r\n"
