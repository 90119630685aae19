"""Opening hours as HSDS ``schedule`` (fields of RFC 5545) and back. The only file that knows how HSDS tells hours.

freq is WEEKLY or MONTHLY and nothing else; days in certain weeks of the month are MONTHLY with ``1MO,3MO``. ``timezone`` is
a number, hours from UTC: it says what holds on one day, so the note names the time zone. A closing time at or before
the opening time is on the next day; midnight is 00:00.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dogwood.facts.errors import FactError
from dogwood.facts.schedule import find_timezone, format_minutes

from .values import HsdsObject

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PART = re.compile(r"([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)\Z")
_CLOCK = re.compile(
    r"(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*([AaPp]\.?[Mm]\.?)?\s*(Z|[+-]\d{2}:?\d{2})?\Z"
)  # 09:00, 09:00:00, 09:00-05:00, 9:00 am
_NAMES = {
    name: number
    for number, names in enumerate(
        ("monday mon mo", "tuesday tue tu", "wednesday wed we", "thursday thu th", "friday fri fr", "saturday sat sa", "sunday sun su")
    )
    for name in names.split()
}  # fmt: skip
_WHOLE_DAY = 1440


@dataclass(frozen=True, slots=True)
class Opening:
    """days: weekday numbers, 0 is Monday. opens, closes: minutes after local midnight. weeks: of the month, () every."""

    days: tuple[int, ...]
    opens: int
    closes: int
    weeks: tuple[int, ...] = ()


def write_opening(opening: Opening, timezone: str, on: dt.date) -> HsdsObject:
    """The fields of RFC 5545 and the clock. timezone: IANA name. on: the day whose offset from UTC is told."""
    offset = _offset(timezone, on)
    days = [DAYS[day] for day in sorted(opening.days)]
    is_monthly = bool(opening.weeks)
    byday = [f"{week}{day}" for week in sorted(opening.weeks) for day in days] if is_monthly else days
    hours = offset.total_seconds() / 3600
    return {
        "timezone": int(hours) if hours == int(hours) else hours,
        "freq": "MONTHLY" if is_monthly else "WEEKLY",
        "interval": 1,
        "byday": ",".join(byday),
        "opens_at": format_minutes(opening.opens % _WHOLE_DAY) + _sign(offset),
        "closes_at": format_minutes(opening.closes % _WHOLE_DAY) + _sign(offset),
    }


def read_opening(given: Mapping[str, Any]) -> Opening | None:
    """A schedule of any HSDS version as opening hours; None for one that says more than a row can hold (every second
    week, a day of the month, a season), or less."""
    if str(given.get("interval") or "1") not in {"1", "1.0"}:
        return None
    if any(given.get(name) for name in ("bymonthday", "byyearday", "byweekno", "count", "until", "valid_to")):
        return None
    days = _read_days(str(given.get("byday") or given.get("weekday") or ""))
    opens, closes = read_clock(given.get("opens_at")), read_clock(given.get("closes_at"))
    if days is None or opens is None or closes is None or not days[0]:
        return None
    freq = str(given.get("freq") or "WEEKLY").upper()
    if freq not in {"WEEKLY", "MONTHLY"} or (freq == "MONTHLY") != bool(days[1]):
        return None
    return Opening(days[0], opens, closes or _WHOLE_DAY, days[1])


def read_clock(value: object) -> int | None:
    """Minutes after midnight of a clock as HSDS files write it; None where it is none."""
    found = _CLOCK.match(str(value or "").strip())
    if not found:
        return None
    hour, minute = int(found[1]), int(found[2])
    if found[3]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[3].lower().startswith("p") else 0)
    minutes = hour * 60 + minute
    return minutes if minute < 60 and minutes <= _WHOLE_DAY else None


def merge_openings(openings: Iterable[Opening]) -> list[Opening]:
    """Rows of the same clock as one row with all their days (HSDS 1.x has a row a day)."""
    days: dict[tuple[int, int, tuple[int, ...]], set[int]] = {}
    for opening in openings:
        days.setdefault((opening.opens, opening.closes, opening.weeks), set()).update(opening.days)
    return [Opening(tuple(sorted(found)), *clock) for clock, found in days.items()]


def _read_days(text: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Weekdays and weeks of the month of ``MO,TU``, ``1MO,3MO`` or ``Monday``; None for others."""
    days: set[int] = set()
    pairs: set[tuple[int, int]] = set()
    for part in filter(None, re.split(r"[,;\s]+", text.strip())):
        found = _PART.match(part.upper())
        day = DAYS.index(found[2]) if found else _NAMES.get(part.lower())
        if day is None:
            return None
        if found and found[1]:
            if not 1 <= int(found[1]) <= 5:
                return None  # the last week is no number
            pairs.add((int(found[1]), day))
        days.add(day)
    weeks = {week for week, _ in pairs}
    if pairs and pairs != {(week, day) for week in weeks for day in days}:
        return None
    return tuple(sorted(days)), tuple(sorted(weeks))


def _offset(timezone: str, on: dt.date) -> dt.timedelta:
    try:
        zone = find_timezone(timezone)
    except FactError:
        return dt.timedelta()
    return dt.datetime(on.year, on.month, on.day, 12, tzinfo=zone).utcoffset() or dt.timedelta()


def _sign(offset: dt.timedelta) -> str:
    minutes = int(offset.total_seconds() // 60)
    return "Z" if not minutes else f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"
