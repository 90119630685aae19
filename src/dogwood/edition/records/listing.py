"""What a reader turns to: listings, the organizations that run them, publications and events.

They follow HSDS 3.x in meaning (organization, service, location, phone, schedule, …), not in form.
"""

import datetime as dt
from typing import ClassVar

from dogwood.facts.phone import PhoneNumber
from dogwood.facts.schedule import OpenHours

from .base import Confirmation, LanguageTag, Part, PartialDate, Record, Status


class Phone(Part):
    """A number. written: as the source writes it. dial: E.164 or a short code. place: 1, 2, … or None for all places.

    confirmation: of this number where it was checked by itself, else None (the listing's own holds).
    """

    written: str
    dial: str
    kind: str = "voice"
    extension: str = ""
    languages: tuple[LanguageTag, ...] = ()
    label: str = ""
    place: int | None = None
    confirmation: Confirmation | None = None

    @property
    def number(self) -> PhoneNumber:
        return PhoneNumber(self.written, self.dial, self.extension)


class Place(Part):
    """Where one goes. county: name without "County"; county_fips: five digits, "" outside the area or unknown.

    latitude, longitude: WGS 84 degrees, None unknown.
    """

    name: str = ""
    address: str = ""
    address_2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""
    county: str = ""
    county_fips: str = ""
    latitude: float | None = None
    longitude: float | None = None
    accessibility: str = ""


class Hours(Part):
    """Opening hours. days: 0 is Monday. opens, closes: minutes after local midnight. weeks: of the month, () every."""

    days: tuple[int, ...]
    opens: int
    closes: int
    timezone: str
    weeks: tuple[int, ...] = ()
    place: int | None = None
    note: str = ""

    @property
    def open_hours(self) -> OpenHours:
        return OpenHours(self.days, self.opens, self.closes, self.timezone, self.weeks)


class WebLink(Part):
    url: str
    label: str = ""


class _Resource(Record):
    """What listings, publications, events and organizations share.

    confirmation: of the whole. confirmations: of single fields, by field name. withheld: fields that the gate held
    back, with the reason as a key of the interface's texts (``{"phone": "number_dead"}``).
    """

    status: Status = Status()
    confirmation: Confirmation = Confirmation()
    confirmations: dict[str, Confirmation] = {}
    withheld: dict[str, str] = {}
    seed_id: int | None = None

    def references(self) -> set[tuple[str, str]]:
        return {(self.record_type, self.status.successor)} if self.status.successor else set()


class OrganizationRecord(_Resource):
    """Who runs listings. other_names: old and other names. parent: key of the organization above it."""

    record_type: ClassVar[str] = "organization"
    name: str
    other_names: tuple[str, ...] = ()
    parent: str = ""
    website: str = ""

    @property
    def heading(self) -> str:
        return self.name

    def references(self) -> set[tuple[str, str]]:
        return super().references() | ({("organization", self.parent)} if self.parent else set())


class ListingRecord(_Resource):
    """A service or trial that a reader can turn to.

    kind: ``service`` or ``trial``. service_type, needs, audiences, formats, cost, area, accepting: words of the
    vocabulary; "" or () unknown. languages: in which one is served, () unknown. area_counties: county names.
    organization_name: copied for display.
    """

    record_type: ClassVar[str] = "listing"
    kind: str = "service"
    service_type: str = ""
    name: str
    other_names: tuple[str, ...] = ()
    organization: str = ""
    organization_name: str = ""
    summary: str = ""
    description: str = ""
    needs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    languages: tuple[LanguageTag, ...] = ()
    cost: str = ""
    cost_note: str = ""
    eligibility: str = ""
    area: str = ""
    area_counties: tuple[str, ...] = ()
    area_states: tuple[str, ...] = ()
    area_note: str = ""
    website: str = ""
    web: tuple[WebLink, ...] = ()
    email: str = ""
    phones: tuple[Phone, ...] = ()
    hours: tuple[Hours, ...] = ()
    hours_note: str = ""
    places: tuple[Place, ...] = ()
    accessibility: str = ""
    documents: str = ""
    accepting: str = ""
    insurance: str = ""
    waiting_time: str = ""

    @property
    def heading(self) -> str:
        return self.name

    @property
    def open_hours(self) -> list[OpenHours]:
        return [row.open_hours for row in self.hours]

    def references(self) -> set[tuple[str, str]]:
        return super().references() | ({("organization", self.organization)} if self.organization else set())

    def facets(self) -> set[tuple[str, str]]:
        found = {("kind", self.kind), ("area", self.area or "unknown")}
        found |= {("need", word) for word in self.needs}
        found |= {("audience", word) for word in self.audiences}
        found |= {("in_county", place.county) for place in self.places if place.county_fips}
        found |= {("serves_county", county) for county in self.area_counties}
        if self.service_type:
            found.add(("service_type", self.service_type))
        if self.organization:
            found.add(("organization", self.organization))
        if self.status.is_closed:
            found.add(("closed", "yes"))
        return found


class PublicationRecord(_Resource):
    """A book, booklet, video, magazine or web site. year, edition: as the source gives them."""

    record_type: ClassVar[str] = "publication"
    publication_type: str = "book"
    title: str
    authors: tuple[str, ...] = ()
    year: PartialDate | None = None
    edition: str = ""
    publication_language: str = ""
    organization: str = ""
    organization_name: str = ""
    annotation: str = ""
    how_to_get: str = ""
    website: str = ""
    needs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        return self.title

    def references(self) -> set[tuple[str, str]]:
        return super().references() | ({("organization", self.organization)} if self.organization else set())

    def facets(self) -> set[tuple[str, str]]:
        return (
            {("publication_type", self.publication_type)}
            | {("need", word) for word in self.needs}
            | {("audience", word) for word in self.audiences}
        )


class EventRecord(_Resource):
    """An event, once or repeating. starts, ends: naive local time in ``timezone``. recurrence: RFC 5545 rule or ""."""

    record_type: ClassVar[str] = "event"
    name: str
    summary: str = ""
    starts: dt.datetime
    ends: dt.datetime | None = None
    timezone: str = "America/New_York"
    recurrence: str = ""
    listing: str = ""
    organization: str = ""
    organization_name: str = ""
    place: Place | None = None
    online: str = ""
    website: str = ""
    phone: Phone | None = None
    cost: str = ""
    languages: tuple[LanguageTag, ...] = ()
    needs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        return self.name

    def references(self) -> set[tuple[str, str]]:
        found = super().references()
        if self.listing:
            found.add(("listing", self.listing))
        if self.organization:
            found.add(("organization", self.organization))
        return found

    def facets(self) -> set[tuple[str, str]]:
        found = {("need", word) for word in self.needs} | {("audience", word) for word in self.audiences}
        if self.place and self.place.county_fips:
            found.add(("in_county", self.place.county))
        return found
