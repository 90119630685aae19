"""Dates, hours and addresses as people read them."""

import datetime as dt
import json
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from dogwood.edition.records import Place, WebLink
from dogwood.web import templating
from dogwood.web.templating import (
    as_json_ld,
    format_clock,
    format_date,
    format_days,
    format_moment,
    format_time,
    map_link,
    query,
    shorten,
    show_host,
    static_url,
)


@pytest.mark.parametrize(
    ("value", "english", "spanish"),
    [
        ("2026", "2026", "2026"),
        ("2026-11", "November 2026", "noviembre de 2026"),
        ("2026-11-03", "November 3, 2026", "3 de noviembre de 2026"),
        (dt.date(2026, 1, 31), "January 31, 2026", "31 de enero de 2026"),
        (None, "", ""),
        ("", "", ""),
    ],
)
def test_dates(value: str | dt.date | None, english: str, spanish: str) -> None:
    with translation.override("en"):
        assert format_date(value) == english
    with translation.override("es"):
        assert format_date(value).lower() == spanish


def test_moments() -> None:
    moment = dt.datetime(2026, 12, 17, 17, 30)
    with translation.override("en"):
        assert format_moment(moment) == "Thursday, December 17, 2026, 5:30 pm"
        assert format_clock(dt.datetime(2026, 11, 23, 22, 0, tzinfo=dt.UTC), ZoneInfo("America/New_York")) == "5 pm"
    with translation.override("es"):
        assert format_moment(moment).lower().startswith("jueves, 17 de diciembre de 2026")


@pytest.mark.parametrize(
    ("minutes", "text"),
    [(0, "midnight"), (1440, "midnight"), (720, "noon"), (1, "12:01 am"), (540, "9 am"), (750, "12:30 pm"), (1439, "11:59 pm")],
)  # fmt: skip
def test_times(minutes: int, text: str) -> None:
    with translation.override("en"):
        assert format_time(minutes) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [
        ((0, 1, 2, 3, 4), "Monday to Friday"),
        ((0, 1, 2, 3, 4, 5, 6), "Every day"),
        ((0, 2), "Monday, Wednesday"),
        ((0, 1), "Monday, Tuesday"),
        ((6,), "Sunday"),
        ((0, 1, 2, 4), "Monday, Tuesday, Wednesday, Friday"),
    ],
)
def test_days(days: tuple[int, ...], text: str) -> None:
    with translation.override("en"):
        assert format_days(days) == text


@given(st.dictionaries(st.text(), st.text()))
def test_json_cannot_end_its_block(value: dict[str, str]) -> None:
    text = as_json_ld(value | {"x": "</script><!--&"})
    assert not set("<>&") & set(str(text))
    assert json.loads(text) == value | {"x": "</script><!--&"}


@given(st.text(max_size=300), st.integers(1, 200))
def test_shortened_text_is_no_longer_than_asked(text: str, length: int) -> None:
    assert len(shorten(text, length)) <= length + 1


def test_shortened_at_a_word() -> None:
    assert shorten("one two, three", 10) == "one two…"
    assert shorten("one  two", 10) == "one two"


def test_addresses() -> None:
    assert show_host("https://www.example.org/") == "example.org"
    assert show_host(WebLink(url="https://example.org/a/b")) == "example.org/a/b"
    place = Place(address="1 A & B St", city="Boone", state="NC", zip="28607")
    assert (
        map_link(place) == "https://www.openstreetmap.org/search?query=1%20A%20%26%20B%20St%2C%20Boone%2C%20NC%2028607"
    )
    assert query(q="a b&c", near="", page=None) == "q=a+b%26c"


def test_a_static_address_holds_the_hash_of_the_file() -> None:
    version = static_url("site.css").split("/")[2]
    assert len(version) == 10 and static_url("flower.svg").split("/")[2] != version


def test_an_unknown_name_in_a_template_is_an_error() -> None:
    environment = templating.make_environment(autoescape=True)
    with pytest.raises(Exception, match="nothing"):
        environment.from_string("{{ nothing }}").render()
    assert environment.from_string("{{ x }}").render(x="<b>") == "&lt;b&gt;"
