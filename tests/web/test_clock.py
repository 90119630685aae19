"""Until when a page is true."""

import datetime as dt
from itertools import permutations

import pytest

from dogwood.edition.records import Confirmation, EventRecord, Hours, ListingRecord
from dogwood.web.clock import Clock
from tests.support.sample_listings import CALLED, READ, TIMEZONE, WEEKDAYS

NOW = dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)


def listing(opens: int = 480, closes: int = 1020, days: tuple[int, ...] = WEEKDAYS) -> ListingRecord:
    hours = (Hours(days=days, opens=opens, closes=closes, timezone=TIMEZONE),)
    return ListingRecord(key="x", language="en", name="X", hours=hours)


def clock(now: dt.datetime = NOW) -> Clock:
    return Clock(now, TIMEZONE)


def test_what_asks_nothing_is_true_for_ever() -> None:
    assert clock().until is None


def test_today_is_that_of_the_directory() -> None:
    assert clock(dt.datetime(2026, 11, 24, 4, 59, tzinfo=dt.UTC)).today == dt.date(2026, 11, 23)
    assert clock(dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)).today == dt.date(2026, 11, 24)


def test_open_until_closing() -> None:
    here = clock()
    state = here.open_now(listing())
    assert state is not None and state.is_open
    assert here.until == state.until == dt.datetime(2026, 11, 23, 22, 0, tzinfo=dt.UTC)


def test_unknown_and_endless_hours_set_no_end() -> None:
    here = clock()
    assert here.open_now(listing(0, 1440, tuple(range(7)))).until is None  # type: ignore[union-attr]
    assert here.open_now(ListingRecord(key="x", language="en", name="X")) is None
    assert here.until is None


def test_freshness_ends_at_midnight_of_the_directory() -> None:
    here = clock()
    assert here.freshness(CALLED) == "fresh"
    assert here.until == dt.datetime(2026, 12, 4, 5, 0, tzinfo=dt.UTC)  # due from 30 days before January 3
    unsure = clock()
    assert unsure.freshness(READ) == unsure.freshness(Confirmation()) == "unconfirmed"
    assert unsure.until is None


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_the_earliest_end_counts_in_any_order(order: tuple[int, ...]) -> None:
    here = clock()
    asks = [lambda: here.open_now(listing()), lambda: here.freshness(CALLED), lambda: here.open_now(listing(540, 900))]
    for number in order:
        asks[number]()
    assert here.until == dt.datetime(2026, 11, 23, 20, 0, tzinfo=dt.UTC)


def test_dates_of_events_are_true_for_today() -> None:
    event = EventRecord(
        key="x", language="en", name="X", starts=dt.datetime(2026, 11, 23, 9, 0), recurrence="FREQ=DAILY"
    )
    once = event.model_copy(update={"recurrence": "", "key": "once"})
    over = once.model_copy(update={"starts": dt.datetime(2026, 11, 22, 9, 0), "key": "over"})
    here = clock()  # at ten: what began at nine still stands
    assert here.next_dates(event, 2)[0] == dt.datetime(2026, 11, 23, 14, 0, tzinfo=dt.UTC)
    assert here.until == dt.datetime(2026, 11, 24, 5, 0, tzinfo=dt.UTC)
    assert [item.key for _, item in here.sort_events([over, event, once])] == ["once", "x"]
