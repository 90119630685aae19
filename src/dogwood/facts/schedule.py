"""Opening hours and the question "is it open now?".

Rows follow the meaning of HSDS ``schedule``: weekdays, opening and closing time in a named time zone, and the weeks
of the month where a service keeps only some (``weeks=(1, 3)``: the first and third).
"""

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .errors import FactError

DAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
"""Weekday codes, Monday first, as in RFC 5545 (lower case)."""

_TIME = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])\Z")
_LOOK_AHEAD = dt.timedelta(days=8)
"""Long enough to meet the next change of rows that hold every week."""
_LOOK_FAR_AHEAD = dt.timedelta(days=130)
"""Long enough for rows that hold in some weeks of the month: two fifth Mondays stand up to 14 weeks apart."""


@dataclass(frozen=True, slots=True)
class OpenHours:
    """One row of opening hours.

    days: weekday numbers, 0 is Monday. opens, closes: minutes after local midnight, 0 to 1440; a closing time at or
    before the opening time is on the next day. weeks: weeks of the month (1 to 5), empty for all.
    """

    days: tuple[int, ...]
    opens: int
    closes: int
    timezone: str
    weeks: tuple[int, ...] = ()

    def spans(self, start: dt.datetime, end: dt.datetime) -> Iterable[tuple[dt.datetime, dt.datetime]]:
        """Aware open spans that touch ``start`` to ``end`` (aware datetimes), in UTC order of their days."""
        zone = find_timezone(self.timezone)
        day = start.astimezone(zone).date() - dt.timedelta(days=1)
        last = end.astimezone(zone).date()
        while day <= last:
            if day.weekday() in self.days and (not self.weeks or (day.day - 1) // 7 + 1 in self.weeks):
                closing_day = day if self.closes > self.opens else day + dt.timedelta(days=1)
                opens, closes = _local(day, self.opens, zone), _local(closing_day, self.closes, zone)
                # A span inside a daylight-saving gap has no length.
                if opens < closes and closes > start and opens < end:
                    yield opens, closes
            day += dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class OpenState:
    """Whether it is open, and until when that stays so.

    is_open: the answer. until: the aware moment of the next change, None when it never changes (round the clock) or
    no further opening is known.
    """

    is_open: bool
    until: dt.datetime | None


def open_now(rows: Sequence[OpenHours], now: dt.datetime) -> OpenState | None:
    """Is it open at ``now`` (aware)? None where no hours are known.

    This one function answers for a reader's page, the desk and the book.
    """
    if not rows:
        return None
    end = now + (_LOOK_FAR_AHEAD if any(row.weeks for row in rows) else _LOOK_AHEAD)
    spans = sorted(span for row in rows for span in row.spans(now, end))
    closes: dt.datetime | None = None
    for opens, span_closes in spans:
        if closes is None:
            if opens > now:
                return OpenState(False, opens)
            closes = span_closes
        elif opens <= closes:
            closes = max(closes, span_closes)
        else:
            break
    if closes is None:
        return OpenState(False, None)
    return OpenState(True, None if closes >= end else closes)


def is_round_the_clock(rows: Sequence[OpenHours]) -> bool:
    """True when some row covers every hour of every week."""
    return any(len(set(row.days)) == 7 and not row.weeks and (row.closes - row.opens) % 1440 == 0 for row in rows)


def parse_days(text: str) -> tuple[int, ...]:
    """Read ``mo tu``, ``mo-fr`` or ``mo-fr su`` as weekday numbers in order. Raises FactError."""
    days: set[int] = set()
    for part in re.split(r"[\s,;]+", text.strip().lower()):
        first, dash, last = part.partition("-")
        if first not in DAYS or (dash and last not in DAYS):
            raise FactError(f"“{text[:40]}” are not weekdays. Use {' '.join(DAYS)} or a range such as mo-fr.")
        start, stop = DAYS.index(first), DAYS.index(last or first)
        days.update((start + step) % 7 for step in range((stop - start) % 7 + 1))
    return tuple(sorted(days))


def parse_time(text: str) -> int:
    """Read ``HH:MM`` (00:00 to 24:00) as minutes after midnight. Raises FactError."""
    found = _TIME.match(text.strip())
    minutes = int(found[1]) * 60 + int(found[2]) if found else -1
    if not 0 <= minutes <= 1440:
        raise FactError(f"“{text[:20]}” is not a time of day. Use 24 hours, such as 09:00 or 17:30.")
    return minutes


def format_minutes(minutes: int) -> str:
    """Minutes after midnight as ``HH:MM``."""
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def find_timezone(name: str) -> ZoneInfo:
    """The IANA time zone ``name``. Raises FactError when there is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise FactError(f"“{name[:60]}” is not a time zone. Use an IANA name such as America/New_York.") from None


def _local(day: dt.date, minutes: int, zone: ZoneInfo) -> dt.datetime:
    day += dt.timedelta(days=minutes // 1440)
    minutes %= 1440
    # By way of UTC, so that a moment inside a daylight-saving gap becomes a real one.
    return dt.datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=zone).astimezone(dt.UTC)
