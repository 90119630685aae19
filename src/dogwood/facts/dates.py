"""Dates as sources give them: a day, a month or only a year.

Written in ISO 8601's reduced forms: ``2026-11-23``, ``2026-11``, ``2026``.
"""

import calendar
import datetime as dt
import re

from .errors import FactError

FIRST_YEAR = 1900
"""Nothing in a directory is older; an earlier year is a slip of the pen."""
LAST_YEAR = 2100

_PARTIAL = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")


def parse_partial_date(text: str) -> str:
    """Return ``text`` as an ISO partial date (``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``).

    Raises FactError when it is none, does not exist, or its year lies outside 1900 to 2100.
    """
    text = text.strip()
    found = _PARTIAL.match(text)
    if not found:
        raise FactError(f"“{text[:60]}” is not a date. Write it as 2026-11-23, 2026-11 or 2026.")
    year = int(found[1])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise FactError(f"The year {year} cannot be right. Use a year from {FIRST_YEAR} to {LAST_YEAR}.")
    try:
        dt.date(year, int(found[2] or 1), int(found[3] or 1))
    except ValueError as error:
        raise FactError(f"“{text}” does not exist in the calendar ({error}).") from None
    return text


def first_day(partial: str) -> dt.date:
    """The first day that a partial date can mean: ``2026-11`` is 2026-11-01."""
    year, month, day = _parts(partial)
    return dt.date(year, month or 1, day or 1)


def last_day(partial: str) -> dt.date:
    """The last day that a partial date can mean: ``2026-11`` is 2026-11-30."""
    year, month, day = _parts(partial)
    month = month or 12
    return dt.date(year, month, day or calendar.monthrange(year, month)[1])


def _parts(partial: str) -> tuple[int, int | None, int | None]:
    found = _PARTIAL.match(parse_partial_date(partial))
    assert found is not None  # parse_partial_date raised otherwise
    return int(found[1]), int(found[2]) if found[2] else None, int(found[3]) if found[3] else None
