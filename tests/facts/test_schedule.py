"""Opening hours. Dates: 2026-11-23 is a Monday; New York's clock goes back on 2026-11-01, forward on 2027-03-14."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.facts.errors import FactError
from dogwood.facts.schedule import (
    DAYS,
    OpenHours,
    find_timezone,
    format_minutes,
    is_round_the_clock,
    open_now,
    parse_days,
    parse_time,
)

NEW_YORK = "America/New_York"
ZONE = ZoneInfo(NEW_YORK)
EVERY_DAY = tuple(range(7))
MINUTE = dt.timedelta(minutes=1)


def at(text: str, zone: ZoneInfo = ZONE, fold: int = 0) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=zone, fold=fold)


WEEKDAYS = OpenHours((0, 1, 2, 3, 4), 9 * 60, 17 * 60, NEW_YORK)
NIGHT = OpenHours((4,), 22 * 60, 2 * 60, NEW_YORK)
FIRST_AND_THIRD_WEDNESDAY = OpenHours((2,), 18 * 60, 19 * 60 + 30, NEW_YORK, (1, 3))
FIFTH_MONDAY = OpenHours((0,), 10 * 60, 11 * 60, NEW_YORK, (5,))


@pytest.mark.parametrize(
    ("row", "now", "is_open", "until"),
    [
        (WEEKDAYS, "2026-11-23T08:59", False, "2026-11-23T09:00"),
        (WEEKDAYS, "2026-11-23T09:00", True, "2026-11-23T17:00"),
        (WEEKDAYS, "2026-11-23T16:59", True, "2026-11-23T17:00"),
        (WEEKDAYS, "2026-11-23T17:00", False, "2026-11-24T09:00"),
        (WEEKDAYS, "2026-11-27T18:00", False, "2026-11-30T09:00"),  # over the weekend
        (NIGHT, "2026-11-27T23:00", True, "2026-11-28T02:00"),
        (NIGHT, "2026-11-28T01:59", True, "2026-11-28T02:00"),
        (NIGHT, "2026-11-28T02:00", False, "2026-12-04T22:00"),
        (FIRST_AND_THIRD_WEDNESDAY, "2026-11-23T12:00", False, "2026-12-02T18:00"),
        (FIRST_AND_THIRD_WEDNESDAY, "2026-12-02T18:30", True, "2026-12-02T19:30"),
        (FIRST_AND_THIRD_WEDNESDAY, "2026-12-09T18:30", False, "2026-12-16T18:00"),
        (FIFTH_MONDAY, "2026-12-01T12:00", False, "2027-03-29T10:00"),  # 118 days away
        # The night on which the clock goes back is an hour longer, the other an hour shorter.
        (OpenHours((5,), 22 * 60, 6 * 60, NEW_YORK), "2026-10-31T22:00", True, "2026-11-01T06:00"),
        (OpenHours((5,), 22 * 60, 6 * 60, NEW_YORK), "2027-03-13T22:00", True, "2027-03-14T06:00"),
    ],
)  # fmt: skip
def test_open_now(row: OpenHours, now: str, is_open: bool, until: str) -> None:
    state = open_now([row], at(now))
    assert state is not None
    assert state.is_open is is_open
    assert state.until == at(until)


def test_no_hours_known_is_no_answer() -> None:
    assert open_now([], at("2026-11-23T09:00")) is None


def test_the_longer_night_has_nine_hours_and_the_shorter_seven() -> None:
    night = OpenHours((5,), 22 * 60, 6 * 60, NEW_YORK)
    lengths = []
    for start in ("2026-10-31T22:00", "2027-03-13T22:00"):
        now = at(start).astimezone(dt.UTC)
        state = open_now([night], now)
        assert state is not None and state.until is not None
        lengths.append(state.until - now)
    assert lengths == [dt.timedelta(hours=9), dt.timedelta(hours=7)]


def test_hours_inside_the_hour_that_does_not_exist_have_no_length() -> None:
    row = OpenHours((6,), 150, 180, NEW_YORK)  # Sundays 02:30 to 03:00
    state = open_now([row], at("2027-03-14T00:00"))
    assert state is not None and state.until == at("2027-03-21T02:30")


def test_rows_that_touch_or_overlap_are_one_opening() -> None:
    rows = [
        OpenHours((0,), 13 * 60, 17 * 60, NEW_YORK),
        OpenHours((0,), 9 * 60, 13 * 60, NEW_YORK),
        OpenHours((0,), 16 * 60, 18 * 60, "America/Chicago"),
    ]
    state = open_now(rows, at("2026-11-23T10:00"))
    assert state is not None and state.is_open and state.until == at("2026-11-23T19:00")


@pytest.mark.parametrize("row", [OpenHours(EVERY_DAY, 0, 1440, NEW_YORK), OpenHours(EVERY_DAY, 540, 540, NEW_YORK)])
def test_round_the_clock_never_changes(row: OpenHours) -> None:
    state = open_now([row], at("2026-11-01T01:30", fold=1))
    assert is_round_the_clock([WEEKDAYS, row])
    assert state is not None and state.is_open and state.until is None


@pytest.mark.parametrize(
    "row", [WEEKDAYS, OpenHours((0, 1, 2, 3, 4, 5), 0, 1440, NEW_YORK), OpenHours(EVERY_DAY, 0, 1440, NEW_YORK, (1,))]
)
def test_what_closes_at_all_is_not_round_the_clock(row: OpenHours) -> None:
    assert not is_round_the_clock([row])
    state = open_now([row], at("2026-11-02T12:00"))
    assert state is not None and state.until is not None


hours = st.builds(
    OpenHours,
    days=st.sets(st.integers(0, 6), min_size=1).map(lambda days: tuple(sorted(days))),
    opens=st.integers(0, 96).map(lambda quarter: quarter * 15),
    closes=st.integers(0, 96).map(lambda quarter: quarter * 15),
    timezone=st.sampled_from([NEW_YORK, "America/Chicago", "UTC", "Europe/London"]),
    weeks=st.sets(st.integers(1, 5), max_size=3).map(lambda weeks: tuple(sorted(weeks))),
)
#: Around both changes of the clock, and around the end of months.
moments = st.one_of(
    st.datetimes(dt.datetime(2026, 10, 29), dt.datetime(2026, 11, 4)),
    st.datetimes(dt.datetime(2027, 3, 11), dt.datetime(2027, 3, 17)),
    st.datetimes(dt.datetime(2026, 1, 1), dt.datetime(2028, 1, 1)),
).map(lambda moment: moment.replace(second=0, microsecond=0, minute=moment.minute // 5 * 5, tzinfo=dt.UTC))


@given(st.lists(hours, min_size=1, max_size=3), moments)
def test_until_is_the_next_change_and_nothing_changes_before(rows: list[OpenHours], now: dt.datetime) -> None:
    state = open_now(rows, now)
    assert state is not None
    if state.until is None:
        for step in range(0, 130 * 24, 7):
            later = open_now(rows, now + dt.timedelta(hours=step))
            assert later is not None and later.is_open is state.is_open
        return
    assert state.until > now
    after = open_now(rows, state.until)
    assert after is not None and after.is_open is not state.is_open
    before = state.until - MINUTE
    for share in range(9):
        moment = now + (before - now) * share / 8
        same = open_now(rows, max(now, moment))
        assert same is not None and same == state


@given(hours, moments)
def test_open_is_what_the_local_clock_says(row: OpenHours, now: dt.datetime) -> None:
    """Against a second reading of the same rule: walk over the local days and compare wall clocks. Days on which the
    clock changes are left to the tests above."""
    zone = ZoneInfo(row.timezone)
    local = now.astimezone(zone)
    if len({(local + dt.timedelta(days=shift)).utcoffset() for shift in (-2, -1, 0, 1, 2)}) > 1:
        return
    minutes = local.hour * 60 + local.minute

    def holds(day: dt.date) -> bool:
        return day.weekday() in row.days and (not row.weeks or (day.day + 6) // 7 in row.weeks)

    today, yesterday = local.date(), local.date() - dt.timedelta(days=1)
    overnight = row.closes <= row.opens
    expected = (holds(today) and row.opens <= minutes and (overnight or minutes < row.closes)) or (
        overnight and holds(yesterday) and minutes < row.closes and (row.opens < 1440 or True)
    )
    if row.opens == 1440:  # opens at the end of the day: the next day's first minute
        expected = holds(yesterday) and minutes < row.closes
    state = open_now([row], now)
    assert state is not None and state.is_open is expected


@pytest.mark.parametrize(
    ("text", "days"),
    [("mo", (0,)), ("mo-fr", (0, 1, 2, 3, 4)), ("su, MO", (0, 6)), ("fr-mo", (0, 4, 5, 6)), ("mo-fr su", (0, 1, 2, 3, 4, 6))],
)  # fmt: skip
def test_days(text: str, days: tuple[int, ...]) -> None:
    assert parse_days(text) == days


@given(st.sets(st.integers(0, 6), min_size=1))
def test_days_written_one_by_one_come_back(days: set[int]) -> None:
    assert parse_days(" ".join(DAYS[day] for day in days)) == tuple(sorted(days))


@pytest.mark.parametrize("text", ["", "mon", "mo-", "-mo", "mo-fri", "mo--fr", "1", "weekdays", "x" * 9999])
def test_what_are_no_days_is_refused(text: str) -> None:
    with pytest.raises(FactError, match="weekdays"):
        parse_days(text)


@given(st.integers(0, 1440))
def test_minutes_written_and_read(minutes: int) -> None:
    assert parse_time(format_minutes(minutes)) == minutes


@pytest.mark.parametrize("text", ["", "9", "24:01", "24:30", "25:00", "09:60", "9 am", "09:00:00", "٠٩:٠٠"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(FactError, match="24 hours"):
        parse_time(text)


@given(st.text(max_size=30))
def test_any_name_is_a_time_zone_or_an_error_of_facts(name: str) -> None:
    try:
        assert find_timezone(name).key == name
    except FactError as error:
        assert "America/New_York" in str(error)


@pytest.mark.parametrize("name", ["", "America", "Mars/Phobos", "../../etc/passwd", "/etc/passwd", "a\0b", "x" * 5000])
def test_what_is_no_time_zone_is_refused(name: str) -> None:
    with pytest.raises(FactError, match="time zone"):
        find_timezone(name)
