import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.facts.dates import first_day, last_day, parse_partial_date
from dogwood.facts.errors import FactError

days = st.dates(dt.date(1900, 1, 1), dt.date(2100, 12, 31))


@given(days, st.sampled_from([4, 7, 10]))
def test_a_partial_date_comes_back_as_it_was_and_holds_the_day(day: dt.date, length: int) -> None:
    text = day.isoformat()[:length]
    assert parse_partial_date(f" {text}\n") == text
    assert first_day(text) <= day <= last_day(text)
    assert first_day(text).isoformat()[:length] == last_day(text).isoformat()[:length] == text


@given(days)
def test_the_day_after_the_last_day_is_of_another_month(day: dt.date) -> None:
    month = day.isoformat()[:7]
    assert (last_day(month) + dt.timedelta(days=1)).isoformat()[:7] > month
    assert (first_day(month) - dt.timedelta(days=1)).isoformat()[:7] < month


@pytest.mark.parametrize(
    "text",
    ["", "1899", "1899-12-31", "2101", "2026-13", "2026-00", "2026-02-29", "2026-2", "11/23/2026", "2026-11-23T00:00",
     "２０２６", "2026-", "26", "20261123", "x" * 5000],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_what_would_be_right(text: str) -> None:
    with pytest.raises(FactError, match=r"2026|1900|calendar") as caught:
        parse_partial_date(text)
    assert len(str(caught.value)) < 300


@given(st.text(max_size=12))
def test_any_text_is_a_date_or_an_error_of_facts(text: str) -> None:
    try:
        parsed = parse_partial_date(text)
    except FactError:
        return
    assert parsed.isascii() and first_day(parsed) <= last_day(parsed)
