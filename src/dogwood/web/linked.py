"""What a page is about, for search engines and assistants: schema.org as JSON-LD.

Only what the page itself says, and only what is on record: no review that nobody signed, no hours nobody gave, and of
what is closed neither a number nor a place nor hours.
"""

import datetime as dt
from collections.abc import Iterable
from itertools import zip_longest
from typing import Any
from urllib.parse import urlsplit

from dogwood.edition.records import (
    Block,
    DirectoryRecord,
    EventRecord,
    GuideRecord,
    Hours,
    ListingRecord,
    Phone,
    Place,
    PublicationRecord,
    QuestionBlock,
)
from dogwood.facts.prose import plain_text

from .gentle import speaks_of_dying

Data = dict[str, Any]
_CONTEXT = "https://schema.org"
_PLACES = {
    "hospital": "Hospital",
    "cancer-center": "MedicalClinic",
    "health-center": "MedicalClinic",
    "mammography": "MedicalClinic",
}
"""Types of listings that are a place one goes to; the others are services."""
_READS = {"book": "Book", "booklet": "Book", "website": "WebSite", "video": "VideoObject", "magazine": "Periodical"}
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CONTACT_TYPES = {"tty": "TTY", "text": "text message"}
_GOES_ON = {"care", "points", "statistic", "text", "key_facts", "quotation", "figure"}
"""Blocks that go on with the answer above them: without them it would be half an answer."""


def describe_site(directory: DirectoryRecord, language: str, site: str) -> Data:
    """The home page: a WebSite that can be searched. site: its address without a slash."""
    target = {"@type": "EntryPoint", "urlTemplate": f"{site}/{language}/search?q={{search_term_string}}"}
    return {
        "@context": _CONTEXT,
        "@type": "WebSite",
        "name": directory.name,
        "url": f"{site}/{language}/",
        "inLanguage": language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": target,
            "query-input": "required name=search_term_string",
        },
    }


def describe_guide(guide: GuideRecord) -> Data:
    """MedicalWebPage; ``lastReviewed`` and ``reviewedBy`` only where a named person signed on a day.

    It is a FAQPage too where its answers may be shown elsewhere: a guide that still carries a notice, or that is
    announced before it is shown, keeps them on its page. Answers that go on in another block are left out.
    """
    data: Data = {
        "@context": _CONTEXT,
        "@type": "MedicalWebPage",
        "name": guide.title,
        "description": guide.main_message,
        "inLanguage": guide.language,
        "audience": {"@type": "MedicalAudience", "audienceType": "Patient"},
        "citation": [source.url or source.name for source in guide.sources],
    }
    if guide.changed:
        data["dateModified"] = guide.changed.isoformat()
    if guide.review.state == "reviewed" and guide.review.by and guide.review.on:
        data["lastReviewed"] = guide.review.on
        data["reviewedBy"] = _filled("Person", name=guide.review.by, jobTitle=guide.review.role)
    questions = [] if guide.notices or speaks_of_dying(guide) else _list_questions(guide.body)
    if questions:
        data["@type"] = ["MedicalWebPage", "FAQPage"]
        data["mainEntity"] = questions
    return data


def _list_questions(body: tuple[Block, ...]) -> list[Data]:
    found = []
    for block, following in zip_longest(body, body[1:]):
        if isinstance(block, QuestionBlock) and block.text and (following is None or following.type not in _GOES_ON):
            answer = {"@type": "Answer", "text": plain_text(block.text)}
            found.append({"@type": "Question", "name": block.question, "acceptedAnswer": answer})
    return found


def describe_listing(listing: ListingRecord, directory: DirectoryRecord, address: str) -> Data:
    """A place (Hospital, MedicalClinic), a trial, a government's service or another service. address: of its page."""
    place_type = _PLACES.get(listing.service_type)
    data: Data = {"@context": _CONTEXT, "@type": place_type or _type_of_service(listing), "name": listing.name}
    if listing.summary:
        data["description"] = listing.summary
    data["mainEntityOfPage"] = address
    if listing.other_names:
        data["alternateName"] = list(listing.other_names)
    if listing.status.is_closed:
        return data  # where nobody answers, nobody is sent
    if listing.website:
        data["url"] = listing.website
    if data["@type"] == "MedicalTrial":
        return data | _filled_only(sponsor=_named_organization(listing.organization_name))
    data |= _filled_only(areaServed=_area(listing, directory))
    number, place = next(((i, p) for i, p in enumerate(listing.places, 1) if p.address), (None, None))
    phones = [p for p in listing.phones if p.kind != "fax" and p.place in {None, number}]
    points = [_contact(phone, listing) for phone in phones]
    hours = [_opening(row) for row in listing.hours if row.place in {None, number} and not row.weeks]
    if place_type:
        if listing.email:
            points.append({"@type": "ContactPoint", "email": listing.email})
        return data | _filled_only(
            parentOrganization=_named_organization(_other_name(listing)),
            telephone=phones[0].dial if phones and phones[0].kind != "text" else None,
            contactPoint=points,
            address=_address(place),
            geo=_point(place),
            openingHoursSpecification=hours,
        )
    channels = [_filled("ServiceChannel", servicePhone=point) for point in points]
    if place:
        location = _filled("Place", name=place.name, address=_address(place), geo=_point(place))
        channels.append(_filled("ServiceChannel", serviceLocation=location, availableLanguage=list(listing.languages)))
    provider = "serviceOperator" if data["@type"] == "GovernmentService" else "provider"
    return data | _filled_only(
        **{provider: _named_organization(_other_name(listing))},
        availableChannel=channels,
        hoursAvailable=hours,
        offers={"@type": "Offer", "price": 0, "priceCurrency": "USD"} if listing.cost == "free" else None,
    )


def describe_event(event: EventRecord, dates: list[dt.datetime], address: str) -> Data | None:
    """The next date of an event; None where none comes, or where it is closed. dates: aware starts to come."""
    if not dates or event.status.is_closed:
        return None
    start = dates[0]
    end = start + (event.ends - event.starts) if event.ends else None
    where = []
    if event.place:
        name = event.place.name or event.place.city or event.place.address
        where.append(_filled("Place", name=name, address=_address(event.place), geo=_point(event.place)))
    if event.online:
        where.append({"@type": "VirtualLocation", "url": event.online})
    mode = "Mixed" if len(where) == 2 else "Online" if event.online else "Offline"
    return {"@context": _CONTEXT} | _filled(
        "Event",
        name=event.name,
        description=event.summary,
        url=address,
        startDate=start.isoformat(),
        endDate=end.isoformat() if end else None,
        eventStatus="https://schema.org/EventScheduled",
        eventAttendanceMode=f"https://schema.org/{mode}EventAttendanceMode" if where else None,
        location=where[0] if len(where) == 1 else where,
        organizer=_named_organization(event.organization_name),
        inLanguage=list(event.languages),
        isAccessibleForFree=True if event.cost == "free" else None,
    )


def describe_publication(publication: PublicationRecord) -> Data:
    """Book, WebSite, VideoObject or Periodical. The address of a site that is gone is left out."""
    kind = _READS.get(publication.publication_type, "CreativeWork")
    return {"@context": _CONTEXT} | _filled(
        kind,
        name=publication.title,
        author=[
            {"@type": "Organization" if name == publication.organization_name else "Person", "name": name}
            for name in publication.authors
        ],
        datePublished=publication.year,
        bookEdition=publication.edition if kind == "Book" else None,
        publisher=_named_organization(publication.organization_name),
        inLanguage=publication.publication_language,
        url=None if publication.status.is_closed else publication.website,
    )


def _type_of_service(listing: ListingRecord) -> str:
    if listing.kind == "trial":
        return "MedicalTrial"
    host = (urlsplit(listing.website).hostname or "") if listing.website else ""
    return "GovernmentService" if host.endswith(".gov") else "Service"


def _contact(phone: Phone, listing: ListingRecord) -> Data:
    return _filled(
        "ContactPoint",
        telephone=f"{phone.dial} ext. {phone.extension}" if phone.extension else phone.dial,
        contactType=phone.label or _CONTACT_TYPES.get(phone.kind, "phone"),
        contactOption={"toll_free": "TollFree", "tty": "HearingImpairedSupported"}.get(phone.kind),
        availableLanguage=list(phone.languages or listing.languages),
    )


def _opening(row: Hours) -> Data:
    """Midnight at the end of a day is 23:59: as 00:00 it would be the beginning of it."""
    closes = "23:59" if row.closes == 1440 else _clock(row.closes)
    return _filled(
        "OpeningHoursSpecification",
        dayOfWeek=[_DAYS[day] for day in row.days],
        opens=_clock(row.opens % 1440),
        closes=closes,
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"


def _area(listing: ListingRecord, directory: DirectoryRecord) -> list[Data]:
    if listing.area == "county":
        end = f", {directory.state}" if directory.state else ""
        return [{"@type": "AdministrativeArea", "name": f"{name} County{end}"} for name in listing.area_counties]
    if listing.area in {"state", "states"}:
        states = listing.area_states or ((directory.state,) if listing.area == "state" and directory.state else ())
        return [{"@type": "State", "name": directory.area_name if s == directory.state else s} for s in states]
    return [{"@type": "Country", "name": "US"}] if listing.area == "nation" else []


def _address(place: Place | None) -> Data | None:
    if place is None or not (place.address or place.city):
        return None
    return _filled(
        "PostalAddress",
        streetAddress=", ".join(part for part in (place.address, place.address_2) if part),
        addressLocality=place.city,
        addressRegion=place.state,
        postalCode=place.zip,
        addressCountry="US",
    )


def _point(place: Place | None) -> Data | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}


def _named_organization(name: str) -> Data | None:
    return {"@type": "Organization", "name": name} if name else None


def _other_name(listing: ListingRecord) -> str:
    """Of the organization, where it is not the listing's own."""
    return listing.organization_name if listing.organization_name != listing.name else ""


def _filled(kind: str, **values: Any) -> Data:
    return {"@type": kind, **_filled_only(**values)}


def _filled_only(**values: Any) -> Data:
    empty: Iterable[Any] = (None, "", [], {})
    return {name: value for name, value in values.items() if value not in empty}
