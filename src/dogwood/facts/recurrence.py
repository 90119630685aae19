"""Events that repeat: RFC 5545 recurrence rules read in the event's own time zone."""

import datetime as dt
import re
from itertools import islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from .errors import FactError
from .schedule import find_timezone

_ALLOWED = re.compile(r"[A-Z0-9=;,+\-]+\Z")
_SLOW = re.compile(r"FREQ=(SECONDLY|MINUTELY|HOURLY)|BYSECOND|BYMINUTE|BYHOUR|BYSETPOS=-?\d{3,}|INTERVAL=0*(;|\Z)")
_UNTIL = re.compile(r"UNTIL=(\d{8}T\d{6})Z")
_SEARCHED_YEARS = 12
"""How far ahead a next date is looked for. A 29 February comes at least every eighth year."""
_LAST_YEARS = dt.datetime(9970, 1, 1)
"""dateutil looks for a date until the year 9999. From here a rule that never comes true (a 30 February) is soon found."""


def parse_recurrence(text: str) -> str:
    """Return ``text`` as a recurrence rule, upper case without ``RRULE:``.

    Raises FactError when it is not one, repeats more often than daily, or never comes true.
    """
    rule = text.strip().upper().removeprefix("RRULE:")
    if not _ALLOWED.match(rule) or _SLOW.search(rule) or len(rule) > 200:
        raise FactError(f"“{text[:60]}” is not a recurrence. Use a rule such as FREQ=MONTHLY;BYDAY=3TH.")
    try:
        _read(rule, dt.datetime(2026, 1, 1), ZoneInfo("UTC"), dt.datetime(2026, 1, 1))
        next(iter(rrulestr(re.sub(r";?UNTIL=[0-9TZ]+", "", rule), dtstart=_LAST_YEARS)))
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, OverflowError) as error:
        raise FactError(f"“{text[:60]}” is not a recurrence rule ({error}).") from None
    except StopIteration:
        raise FactError(f"“{text[:60]}” never comes true. Correct the rule.") from None
    return rule


def next_occurrences(
    starts: dt.datetime, rule: str, timezone: str, after: dt.datetime, limit: int = 6
) -> list[dt.datetime]:
    """Up to ``limit`` aware starts at or after ``after`` (aware), earliest first, at most twelve years ahead.

    starts: the first start, naive local time in ``timezone``. rule: "" for an event that happens once.
    """
    zone = find_timezone(timezone)
    moment = after.astimezone(dt.UTC)
    if not rule:
        first = starts.replace(tzinfo=zone)
        return [first] if first.astimezone(dt.UTC) >= moment else []
    local = after.astimezone(zone).replace(tzinfo=None)
    # From a day earlier: at a change of the clock the order of local times is not the order of moments.
    occurrences = _read(rule, starts, zone, max(local, starts)).xafter(local - dt.timedelta(days=1), inc=True)
    aware = (occurrence.replace(tzinfo=zone) for occurrence in occurrences)
    return list(islice((start for start in aware if start.astimezone(dt.UTC) >= moment), limit))


def _read(rule: str, starts: dt.datetime, zone: ZoneInfo, after: dt.datetime) -> rrule:
    """The rule with an end. RFC 5545 gives UNTIL in UTC; here it is local, as the starts are."""

    def localize(found: re.Match[str]) -> str:
        until = dt.datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=dt.UTC)
        return f"UNTIL={until.astimezone(zone):%Y%m%dT%H%M%S}"

    rule = _UNTIL.sub(localize, rule)
    if "UNTIL=" not in rule:
        rule += f";UNTIL={min(after.year + _SEARCHED_YEARS, dt.MAXYEAR):04d}1231T235959"
    found = rrulestr(rule, dtstart=starts)
    assert isinstance(found, rrule)  # the characters allowed make no set
    return found
