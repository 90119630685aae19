"""Hours as RFC 5545's fields, there and back."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.hsds.schedules import Opening, merge_openings, read_clock, read_opening, write_opening

NOVEMBER, JULY = dt.date(2026, 11, 23), dt.date(2026, 7, 1)
openings = st.builds(
    Opening,
    st.lists(st.integers(0, 6), unique=True, min_size=1).map(lambda days: tuple(sorted(days))),
    st.integers(0, 1439),
    st.integers(1, 1440),
    st.lists(st.integers(1, 5), unique=True).map(lambda weeks: tuple(sorted(weeks))),
)


@given(openings, st.sampled_from(["America/New_York", "Asia/Kolkata", "UTC"]))
def test_what_is_written_is_read_back(opening: Opening, timezone: str) -> None:
    assert read_opening(write_opening(opening, timezone, NOVEMBER)) == opening


def test_the_fields_of_rfc_5545() -> None:
    assert write_opening(Opening((0, 2), 540, 1020), "America/New_York", NOVEMBER) == {
        "timezone": -5,
        "freq": "WEEKLY",
        "interval": 1,
        "byday": "MO,WE",
        "opens_at": "09:00-05:00",
        "closes_at": "17:00-05:00",
    }
    monthly = write_opening(Opening((3,), 540, 1440, (1, 3)), "America/New_York", JULY)
    assert (monthly["freq"], monthly["byday"], monthly["timezone"]) == ("MONTHLY", "1TH,3TH", -4)
    assert monthly["closes_at"] == "00:00-04:00"


@pytest.mark.parametrize(
    "given_",
    [
        {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00"},
        {"freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00", "interval": 2},
        {"freq": "MONTHLY", "byday": "-1FR", "opens_at": "09:00", "closes_at": "17:00"},
        {"freq": "MONTHLY", "byday": "1MO,3WE", "opens_at": "09:00", "closes_at": "17:00"},
        {"freq": "MONTHLY", "bymonthday": "15", "opens_at": "09:00", "closes_at": "17:00"},
        {"freq": "DAILY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00"},
        {"weekday": "Someday", "opens_at": "09:00", "closes_at": "17:00"},
        {"description": "By appointment"},
    ],
)
def test_what_a_row_cannot_hold_is_not_read(given_: dict[str, Any]) -> None:
    assert read_opening(given_) is None


@pytest.mark.parametrize(
    ("text", "minutes"),
    [("09:00", 540), ("9:00 am", 540), ("12:00 AM", 0), ("12:30PM", 750), ("17:30:00Z", 1050), ("24:00", 1440),
     ("13:00 pm", None), ("noon", None), (None, None), ("25:00", None)],
)  # fmt: skip
def test_clocks_of_all_versions(text: str | None, minutes: int | None) -> None:
    assert read_clock(text) == minutes


def test_a_row_a_day_becomes_one_row() -> None:
    rows = [read_opening({"weekday": day, "opens_at": "9:00", "closes_at": "17:00"}) for day in ("Monday", "tue", "WE")]
    assert merge_openings(row for row in rows if row) == [Opening((0, 1, 2), 540, 1020)]


@given(
    st.dictionaries(
        st.sampled_from(["byday", "weekday", "opens_at", "closes_at", "freq", "interval"]),
        st.text(max_size=12) | st.none() | st.integers(),
    )
)
def test_no_schedule_breaks_the_reader(given_: dict[str, Any]) -> None:
    found = read_opening(given_)
    assert found is None or (found.days and 0 <= found.opens <= 1440)
