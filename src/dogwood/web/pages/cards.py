"""Everything that can be saved, as one file: the same for every reader, so that asking for it tells nothing.

The saved list and "near me" pick from it on the device. It is asked for only where a reader has a list or presses "near
me", and is fetched once an edition.
"""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from dogwood.edition.records import (
    Confirmation,
    EventRecord,
    GuideRecord,
    Hours,
    ListingRecord,
    Phone,
    Place,
    PublicationRecord,
)

from ..templating import format_date, format_days, format_moment, format_time, label, show_host
from ..visit import Visit
from .search_cards import find_point

_DECIMALS = 3
"""Of coordinates: about a hundred yards."""


def cards(visit: Visit, query: Mapping[str, str]) -> HttpResponse:
    """``{"edition", "language", "cards": {"listing/<key>": {…}, …}}``; docs/readers-tools.md names the fields."""
    found: dict[str, dict[str, Any]] = {}
    for listing in visit.reader.all_best(ListingRecord, visit.language):
        found[f"listing/{listing.key}"] = _listing_card(visit, listing)
    for event in visit.reader.all_best(EventRecord, visit.language):
        found[f"event/{event.key}"] = _event_card(visit, event)
    for guide in visit.reader.all_best(GuideRecord, visit.language):
        found[f"guide/{guide.key}"] = {"name": guide.title, "about": guide.main_message, "kind": _("Guide")}
    for item in visit.reader.all_best(PublicationRecord, visit.language):
        found[f"publication/{item.key}"] = _publication_card(item)
    body = {
        "edition": visit.edition.number,
        "language": visit.language,
        "cards": {name: {field: value for field, value in card.items() if value} for name, card in found.items()},
    }
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, content_type="application/json; charset=utf-8")


def _listing_card(visit: Visit, listing: ListingRecord) -> dict[str, Any]:
    card: dict[str, Any] = {
        "name": listing.name,
        "about": listing.summary,
        "kind": label("service_types", listing.service_type) or label("kinds", listing.kind),
    }
    if listing.status.is_closed:
        return {**card, "closed": listing.status.note or label("statuses", listing.status.state)}
    return card | {
        "needs": " ".join(listing.needs),
        "phones": [_phone(phone) for phone in listing.phones if phone.kind != "fax"],
        "hours": [*map(_hours, listing.hours), *([listing.hours_note] if listing.hours_note else [])],
        "places": [_place(place) for place in listing.places],
        "email": listing.email,
        "web": [listing.website, show_host(listing.website)] if listing.website else None,
        "checked": check_words(visit, listing.confirmation),
    }


def _event_card(visit: Visit, event: EventRecord) -> dict[str, Any]:
    dates = visit.clock.next_dates(event)
    length = int((event.ends - event.starts).total_seconds() // 60) if event.ends else 0
    return {
        "name": event.name,
        "about": event.summary,
        "kind": _("Event"),
        "phones": [_phone(event.phone)] if event.phone else [],
        "hours": [format_moment(start) for start in dates[:3]] or [_("It is over.")],
        "starts": [start.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ") for start in dates],
        "minutes": length,
        "places": [_place(event.place)] if event.place else [],
        "web": [event.website, show_host(event.website)] if event.website else None,
        "checked": check_words(visit, event.confirmation),
    }


def _publication_card(item: PublicationRecord) -> dict[str, Any]:
    about = ", ".join(part for part in (*item.authors, format_date(item.year)) if part)
    return {
        "name": item.title,
        "about": about,
        "kind": label("publication_types", item.publication_type),
        "hours": [item.how_to_get] if item.how_to_get else [],
        "web": [item.website, show_host(item.website)] if item.website else None,
    }


def _phone(phone: Phone) -> list[str]:
    """[number as shown, address to press, what it is]."""
    shown = phone.number.display
    if phone.extension:
        shown += " " + _("ext. %(digits)s") % {"digits": phone.extension}
    kind = {"tty": _("TTY"), "text": _("Text")}.get(phone.kind, "")
    href = f"sms:{phone.dial}" if phone.kind == "text" else phone.number.href
    return [shown, href, " ".join(part for part in (kind, phone.label) if part)]


def _hours(row: Hours) -> str:
    if row.opens == 0 and row.closes == 1440:
        times = _("day and night")
    else:
        times = f"{format_time(row.opens)} – {format_time(row.closes)}"
    return f"{format_days(row.days)}, {times}" + (f" ({row.note})" if row.note else "")


def _place(place: Place) -> list[Any]:
    """[address, latitude, longitude, 1 where it names a street]; without coordinates [address]."""
    text = join_address(place)
    found = find_point(place)
    if found is None:
        return [text]
    latitude, longitude = found
    return [text, round(latitude, _DECIMALS), round(longitude, _DECIMALS), *([1] if place.address else [])]


def join_address(place: Place) -> str:
    """On one line: "200 Example Avenue, Lumberton, NC 28358"."""
    return _join((place.address, place.address_2, place.city, f"{place.state} {place.zip}"))


def _join(parts: Iterable[str]) -> str:
    return ", ".join(part.strip() for part in parts if part.strip())


def check_words(visit: Visit, confirmation: Confirmation) -> str:
    """How sure we are, on one line, as ``parts/checked.html`` has it."""
    state = visit.clock.freshness(confirmation)
    words = label("freshness", state)
    if not confirmation.checked_on:
        return f"{words}."
    if state == "unconfirmed":
        return f"{words}. " + _("From a document of %(date)s.") % {"date": format_date(confirmation.checked_on)}
    return f"{words}: {format_date(confirmation.checked_on)}, {label('check_methods', confirmation.method or '')}."
