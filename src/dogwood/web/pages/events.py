"""Events, and their calendars (iCalendar, RFC 5545)."""

import datetime as dt
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, vRecur

from dogwood import vocabulary
from dogwood.edition.records import EventRecord
from dogwood.facts.schedule import find_timezone
from dogwood.places import all_counties

from ..contentlines import clean
from ..linked import describe_event
from ..page import Page
from ..visit import Visit

CALENDAR = "text/calendar; charset=utf-8"


def events(visit: Visit, query: Mapping[str, str]) -> Page:
    found = visit.reader.all_best(EventRecord, visit.language)
    return Page(
        "events",
        title=_("Events"),
        description=_("Groups that meet, walks and talks, with their next dates."),
        context={"coming": visit.clock.sort_events(found), "count": len(found)},
    )


def event(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    found = visit.reader.get_best(EventRecord, key, visit.language)
    if found is None:
        return None
    dates = visit.clock.next_dates(found)
    return Page(
        "event",
        title=found.name,
        description=found.summary,
        context={
            "event": found,
            "dates": dates,
            "listing": visit.listing(found.listing) if found.listing else None,
            "freshness": visit.clock.freshness(found.confirmation),
        },
        data=describe_event(found, dates, settings.READERS_ADDRESS + visit.record_url(found)),
        crumbs=[(_("Events"), visit.url("events"))],
        kind="article",
    )


def event_calendar(visit: Visit, query: Mapping[str, str], key: str) -> HttpResponse | None:
    found = visit.reader.get_best(EventRecord, key, visit.language)
    return None if found is None else _calendar(visit, [found], found.name)


def events_calendar(visit: Visit, query: Mapping[str, str]) -> HttpResponse:
    return _calendar(visit, visit.reader.all_best(EventRecord, visit.language), visit.directory.name)


def county_calendar(visit: Visit, query: Mapping[str, str], key: str) -> HttpResponse | None:
    """Events in a county. It answers for every county, so that one may subscribe before there is an event."""
    county = next((item for item in all_counties() if item.slug == key), None)
    if county is None:
        return None
    found = visit.reader.find(EventRecord, visit.language, [("in_county", county.name)])
    return _calendar(visit, found, _name(visit, _("%(county)s County") % {"county": county.name}))


def need_calendar(visit: Visit, query: Mapping[str, str], key: str) -> HttpResponse | None:
    """Events that meet a need."""
    word = vocabulary.words("needs").get(key)
    if word is None:
        return None
    found = visit.reader.find(EventRecord, visit.language, [("need", key)])
    return _calendar(visit, found, _name(visit, word.label(visit.language)))


def _name(visit: Visit, part: str) -> str:
    return f"{visit.directory.short_name or visit.directory.name}: {part}"


def _calendar(visit: Visit, found: Iterable[EventRecord], name: str) -> HttpResponse:
    calendar = Calendar()
    calendar.add("prodid", "-//Dogwood//Directory//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean(name))
    calendar.add("x-published-ttl", "P1D")
    for item in found:
        calendar.add_component(_component(visit, item))
    calendar.add_missing_timezones()
    if not calendar.subcomponents:  # a calendar holds one component at least (RFC 5545, 3.6)
        calendar.add_component(Timezone.from_tzid(visit.directory.timezone))
    return HttpResponse(calendar.to_ical(), content_type=CALENDAR)


def _component(visit: Visit, item: EventRecord) -> Event:
    zone = find_timezone(item.timezone)
    component = Event()
    component.add("uid", f"{item.key}@event.dogwood")
    component.add("dtstamp", visit.edition.manifest.built_at.astimezone(dt.UTC))
    component.add("dtstart", item.starts.replace(tzinfo=zone))
    if item.ends:
        component.add("dtend", item.ends.replace(tzinfo=zone))
    if item.recurrence:
        component.add("rrule", vRecur.from_ical(item.recurrence))
    component.add("summary", clean(item.name))
    component.add("description", clean(" ".join(part for part in (item.summary, item.status.note) if part)))
    if item.status.is_closed:
        component.add("status", "CANCELLED")
    component.add("url", settings.READERS_ADDRESS + visit.record_url(item))
    if item.place:
        parts = (item.place.name, item.place.address, item.place.city, item.place.state, item.place.zip)
        component.add("location", clean(", ".join(part for part in parts if part)))
    return component
