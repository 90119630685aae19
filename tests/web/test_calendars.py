"""Calendars of events by county and by need."""

import datetime as dt
from types import SimpleNamespace
from typing import Any, cast

import pytest
from django.test import Client, override_settings
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from dogwood.edition.records import EventRecord
from dogwood.web.contentlines import clean
from dogwood.web.pages.events import _component

from .conftest import ADDRESS, parse


def read(client: Client, path: str) -> Calendar:
    response = client.get(path)
    assert response.status_code == 200 and response.headers["Content-Type"].startswith("text/calendar")
    return Calendar.from_ical(response.content)


@pytest.mark.parametrize("path", ["county/pitt.ics", "need/wellness.ics"])
def test_the_events_of_a_part_are_those_of_the_whole(client: Client, path: str) -> None:
    whole = {event["uid"]: event.to_ical() for event in read(client, "/en/events.ics").walk("VEVENT")}
    calendar = read(client, f"/en/{path}")
    found = {event["uid"]: event.to_ical() for event in calendar.walk("VEVENT")}
    assert "sample-walk@event.dogwood" in found
    assert found.items() <= whole.items()  # the same identity in each, so that nobody has an event twice
    assert [zone["tzid"] for zone in calendar.walk("VTIMEZONE")] == ["America/New_York"]


def test_only_what_belongs_there(client: Client) -> None:
    need = {str(event["uid"]) for event in read(client, "/en/need/wellness.ics").walk("VEVENT")}
    county = {str(event["uid"]) for event in read(client, "/en/county/pitt.ics").walk("VEVENT")}
    assert need == {"sample-walk@event.dogwood"}
    assert county == need | {"english-only-talk@event.dogwood"}


def test_a_calendar_has_a_name_in_its_language(client: Client) -> None:
    assert read(client, "/es/county/pitt.ics")["x-wr-calname"] == "Sample: Condado de Pitt"


@pytest.mark.parametrize("path", ["/en/county/ashe.ics", "/es/need/ride.ics"])
def test_where_there_is_no_event_yet_one_can_subscribe(client: Client, path: str) -> None:
    calendar = read(client, path)
    assert not calendar.walk("VEVENT") and len(calendar.subcomponents) == 1


@pytest.mark.parametrize("path", ["/en/county/nowhere.ics", "/en/need/nothing.ics"])
def test_no_calendar_of_nothing(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(("path", "is_there"), [("county/pitt", True), ("need/wellness", True), ("county/ashe", False),
                                                ("need/ride", False)])  # fmt: skip
def test_the_page_leads_to_it_where_events_come(client: Client, language: str, path: str, is_there: bool) -> None:
    links = parse(client.get(f"/{language}/{path}/").content).select('main a[href$=".ics"]')
    assert [link["href"] for link in links] == [f"/{language}/{path}.ics"] * is_there


VISIT = SimpleNamespace(
    edition=SimpleNamespace(manifest=SimpleNamespace(built_at=dt.datetime(2026, 11, 23, tzinfo=dt.UTC))),
    record_url=lambda item: f"/en/event/{item.key}/",
)


@given(name=st.text(min_size=1), summary=st.text())
def test_any_words_come_back_as_they_were(name: str, summary: str) -> None:
    item = EventRecord(key="x", language="en", name=name, summary=summary, starts=dt.datetime(2026, 12, 1, 18))
    with override_settings(READERS_ADDRESS=ADDRESS):
        made = _component(cast(Any, VISIT), item).to_ical()
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    back = Calendar.from_ical(made)
    assert str(back["summary"]) == clean(name)
    assert str(back["description"]) == clean(summary)
    assert back["url"] == f"{ADDRESS}/en/event/x/"
