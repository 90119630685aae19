import datetime as dt
import time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.facts.errors import FactError
from dogwood.facts.recurrence import next_occurrences, parse_recurrence

NEW_YORK = "America/New_York"
ZONE = ZoneInfo(NEW_YORK)
STARTS = dt.datetime(2026, 9, 17, 17, 30)
NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)


def local(*parts: int) -> dt.datetime:
    return dt.datetime(*parts, tzinfo=ZONE)


def test_the_third_thursday_keeps_its_hour_when_the_clock_changes() -> None:
    found = next_occurrences(STARTS, "FREQ=MONTHLY;BYDAY=3TH", NEW_YORK, local(2026, 10, 1, 0, 0), limit=3)
    assert found == [local(2026, 10, 15, 17, 30), local(2026, 11, 19, 17, 30), local(2026, 12, 17, 17, 30)]
    assert [start.utcoffset() for start in found] == [dt.timedelta(hours=-4), *[dt.timedelta(hours=-5)] * 2]


def test_an_event_that_happens_once_is_over_after_it_began() -> None:
    start = STARTS.replace(tzinfo=ZONE)
    assert next_occurrences(STARTS, "", NEW_YORK, start) == [start]
    assert next_occurrences(STARTS, "", NEW_YORK, start + dt.timedelta(seconds=1)) == []


def test_an_occurrence_at_this_very_moment_counts() -> None:
    now = local(2026, 12, 17, 17, 30)
    assert next_occurrences(STARTS, "FREQ=MONTHLY;BYDAY=3TH", NEW_YORK, now.astimezone(dt.UTC))[0] == now


def test_count_and_until_end_it() -> None:
    assert next_occurrences(STARTS, "FREQ=WEEKLY;COUNT=3", NEW_YORK, NOW) == []
    assert len(next_occurrences(STARTS, "FREQ=WEEKLY;UNTIL=20261210T235959", NEW_YORK, NOW)) == 3


def test_an_end_in_utc_is_read_in_utc() -> None:
    """RFC 5545 wants UNTIL in UTC. 2026-12-17 17:30 in New York is 22:30 in UTC."""
    rule = parse_recurrence("RRULE:FREQ=MONTHLY;BYDAY=3TH;UNTIL=20261217T223000Z")
    assert next_occurrences(STARTS, rule, NEW_YORK, NOW) == [local(2026, 12, 17, 17, 30)]
    assert next_occurrences(STARTS, rule.replace("223000Z", "222959Z"), NEW_YORK, NOW) == []


def test_in_the_hour_that_comes_twice_nothing_past_is_announced() -> None:
    """01:30 stands for the first 01:30; at the second 01:20 it is 50 minutes past."""
    second = dt.datetime(2026, 11, 1, 1, 20, tzinfo=ZONE, fold=1)
    found = next_occurrences(dt.datetime(2026, 10, 31, 1, 30), "FREQ=DAILY", NEW_YORK, second, limit=1)
    assert found == [local(2026, 11, 2, 1, 30)]


@pytest.mark.parametrize(
    "rule", ["FREQ=DAILY", "freq=weekly;byday=mo,we", "RRULE:FREQ=MONTHLY;BYDAY=-1FR", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"]
)  # fmt: skip
def test_a_rule_read_again_is_the_same(rule: str) -> None:
    parsed = parse_recurrence(rule)
    assert parse_recurrence(parsed) == parsed
    assert next_occurrences(STARTS, parsed, NEW_YORK, NOW, limit=1)


@pytest.mark.parametrize(
    "rule",
    ["", "every third Thursday", "FREQ=HOURLY", "FREQ=MINUTELY", "FREQ=DAILY;BYHOUR=1,2", "FREQ=DAILY;INTERVAL=0",
     "FREQ=DAILY;INTERVAL=00", "BYDAY=MO", "FREQ=MONTHLY;BYDAY=3XX", "FREQ=WEEKLY;UNTIL=20261399", "FREQ=WEEKLY;COUNT=X",
     "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYDAY=9TH", "FREQ=YEARLY;COUNT=1;BYMONTH=2;BYMONTHDAY=30",
     "DTSTART:20260101\nRRULE:FREQ=DAILY", "FREQ=DAILY;" + "BYMONTH=1;" * 50],
)  # fmt: skip
def test_what_is_no_rule_or_never_comes_is_refused_at_once(rule: str) -> None:
    began = time.monotonic()
    with pytest.raises(FactError):
        parse_recurrence(rule)
    assert time.monotonic() - began < 1


rules = st.builds(
    lambda freq, interval, days, end: f"FREQ={freq};INTERVAL={interval}" + (f";BYDAY={','.join(sorted(days))}" if days else "") + end,
    st.sampled_from(["DAILY", "WEEKLY", "MONTHLY"]),
    st.integers(1, 6),
    st.sets(st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"]), max_size=3),
    st.sampled_from(["", ";COUNT=20", ";UNTIL=20271231"]),
)  # fmt: skip


@given(rules, st.datetimes(dt.datetime(2026, 9, 1), dt.datetime(2027, 6, 1)))
def test_occurrences_are_in_order_after_now_and_at_the_same_local_time(rule: str, naive: dt.datetime) -> None:
    now = naive.replace(tzinfo=dt.UTC)
    found = next_occurrences(STARTS, parse_recurrence(rule), NEW_YORK, now, limit=4)
    moments = [start.astimezone(dt.UTC) for start in found]
    assert moments == sorted(set(moments)) and len(found) <= 4
    assert all(moment >= now for moment in moments)
    assert all((start.hour, start.minute) == (17, 30) for start in found)
    if found:  # asked again from the first one, it is found again
        assert next_occurrences(STARTS, rule, NEW_YORK, moments[0], limit=4) == found


@given(
    st.text(max_size=30)
    | st.from_regex(
        r"(FREQ|BYDAY|COUNT|UNTIL|WKST|BYSETPOS|BYEASTER)=[A-Z0-9,+-]{0,8}(;(FREQ|BYDAY|COUNT|UNTIL|BYWEEKNO)=[A-Z0-9,+-]{0,8}){0,2}",
        fullmatch=True,
    )
)
def test_any_text_is_a_rule_or_an_error_of_facts(text: str) -> None:
    try:
        rule = parse_recurrence(text)
    except FactError:
        return
    assert isinstance(next_occurrences(STARTS, rule, NEW_YORK, NOW), list)
