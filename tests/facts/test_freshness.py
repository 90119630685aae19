import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.facts.freshness import Freshness, FreshnessState, freshness

DUE, LAPSES = dt.date(2026, 12, 31), dt.date(2027, 3, 31)
DAY = dt.timedelta(days=1)


def state(today: dt.date, **changed: object) -> FreshnessState:
    facts = {"checked_on": "2026-10-02", "method": "phone", "due_on": DUE, "lapses_on": LAPSES, **changed}
    return freshness(**facts, today=today)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("today", "expected", "until"),
    [
        (dt.date(2026, 10, 2), "fresh", dt.date(2026, 12, 1)),
        (dt.date(2026, 11, 30), "fresh", dt.date(2026, 12, 1)),
        (dt.date(2026, 12, 1), "due", DUE),
        (dt.date(2026, 12, 30), "due", DUE),
        (dt.date(2026, 12, 31), "overdue", LAPSES),
        (dt.date(2027, 3, 30), "overdue", LAPSES),
        (dt.date(2027, 3, 31), "lapsed", None),
        (dt.date(2099, 1, 1), "lapsed", None),
    ],
)
def test_each_boundary(today: dt.date, expected: str, until: dt.date | None) -> None:
    assert state(today) == FreshnessState(Freshness(expected), until)


@pytest.mark.parametrize(
    "changed", [{"method": None}, {"method": "document"}, {"checked_on": None}, {"due_on": None}, {"lapses_on": None}]
)
@pytest.mark.parametrize("today", [dt.date(2026, 10, 2), dt.date(2099, 1, 1)])
def test_what_nobody_confirmed_stays_unconfirmed_whatever_its_age(changed: dict[str, object], today: dt.date) -> None:
    assert state(today, **changed) == FreshnessState(Freshness.UNCONFIRMED, None)


def test_a_check_known_to_the_month_is_fresh_until_that_month_is_over() -> None:
    """With a short policy a month would else be due before it ends."""
    due = dt.date(2026, 12, 7)
    assert state(dt.date(2026, 11, 15), checked_on="2026-11", due_on=due).state is Freshness.FRESH
    assert state(dt.date(2026, 11, 30), checked_on="2026-11", due_on=due).state is Freshness.DUE


@given(
    st.dates(dt.date(2020, 1, 1), dt.date(2027, 1, 1)),
    st.sampled_from([4, 7, 10]),
    st.integers(1, 500),
    st.integers(0, 200),
    st.integers(-100, 900),
)
def test_until_is_the_first_day_of_another_state_and_states_only_worsen(
    checked: dt.date, length: int, days: int, grace: int, offset: int
) -> None:
    facts = {
        "checked_on": checked.isoformat()[:length],
        "due_on": checked + dt.timedelta(days=days),
        "lapses_on": checked + dt.timedelta(days=days + grace),
    }
    today = checked + dt.timedelta(days=offset)
    found = state(today, **facts)
    order = list(Freshness)
    if found.until is None:
        assert found.state is Freshness.LAPSED
        return
    assert found.until > today
    assert state(found.until - DAY, **facts).state is found.state
    assert order.index(state(found.until, **facts).state) > order.index(found.state)
