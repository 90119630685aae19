"""Entries (organizations, listings, publications, events, terms) as records."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from typing import Any, TypeVar

from dogwood.checks.standing import FieldStanding, Standing
from dogwood.edition.records import (
    Confirmation,
    EventRecord,
    Hours,
    ListingRecord,
    OrganizationRecord,
    Phone,
    Place,
    PublicationRecord,
    Source,
    Status,
    TermRecord,
    UrgentRecord,
    WebLink,
)
from dogwood.editorial.models import Event, GlossaryTerm, Listing, Organization, Publication, UrgentWords
from dogwood.editorial.models.base import Entry
from dogwood.editorial.models.events import parse_local_time
from dogwood.facts.dates import last_day
from dogwood.facts.errors import FactError
from dogwood.facts.phone import PhoneNumber, parse_phone
from dogwood.facts.schedule import parse_days, parse_time
from dogwood.places import find_county

from ..report import GateReport, Verdict

T = TypeVar("T")
_UNREADABLE = "number_unreadable"
_REPURPOSED = "domain_repurposed"


class EntryCollector:
    """Turns one entry and its twin into a record.

    source: the twin that carries the facts. words: the twin in the record's language (may be the source).
    standings: ``(subject, key)`` → what its checks add up to. language: in which a fault of the facts is told; they are
    the same in all.
    """

    def __init__(
        self,
        standings: Mapping[tuple[str, str], Standing],
        *,
        timezone: str,
        phone_days: int,
        report: GateReport,
        language: str,
        repurposed: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        self.standings = standings
        self.timezone = timezone
        self.phone_days = phone_days
        self.report = report
        self.language = language
        self.repurposed = repurposed or {}

    def organization(self, source: Organization, words: Organization, language: str) -> OrganizationRecord:
        withheld: dict[str, str] = {}
        website = self._web(source.website, ("organization", source.key, language), withheld)
        return OrganizationRecord(
            **self._common("organization", source, words, language),
            withheld=withheld,
            name=source.name,
            other_names=source.other_names,
            parent=source.parent.key if source.parent else "",
            website=website,
        )

    def listing(self, source: Listing, words: Listing, language: str) -> ListingRecord:
        identity = ("listing", source.key, language)
        standing = self.standings.get(("listing", source.key), Standing())
        common = self._common("listing", source, words, language)
        withheld: dict[str, str] = {}
        phones = self._phones(source, language, standing, identity, withheld)
        hours = self._hours(source, language, identity, withheld)
        website = self._web(source.website, identity, withheld)
        web = [link for link in source.web.all() if self._web(link.url, identity, withheld)]
        if phones and common["confirmation"].due_on and "phone" not in standing.fields:
            common["confirmation"] = self._as_phone_check(common["confirmation"])
        organization = source.organization
        return ListingRecord(
            **common,
            withheld=withheld,
            kind=source.kind,
            service_type=source.service_type,
            name=source.name,
            other_names=source.other_names,
            organization=organization.key if organization else "",
            organization_name=organization.name if organization else "",
            summary=words.summary,
            description=words.description,
            needs=source.needs,
            audiences=source.audiences,
            formats=source.formats,
            languages=source.languages,
            cost=source.cost,
            cost_note=words.cost_note,
            eligibility=words.eligibility,
            area=source.area,
            area_counties=source.area_counties,
            area_states=source.area_states,
            area_note=words.area_note,
            website=website,
            web=tuple(WebLink(url=link.url, label=_say(link.label, language)) for link in web),
            email=source.email,
            phones=phones,
            hours=hours,
            hours_note=words.hours_note,
            places=tuple(
                _place(
                    place.name,
                    place.address,
                    place.address_2,
                    place.city,
                    place.state,
                    place.zip,
                    place.county,
                    place.latitude,
                    place.longitude,
                    _say(place.accessibility, language),
                )
                for place in source.places.all()
            ),
            accessibility=words.accessibility,
            documents=words.documents,
            accepting=source.accepting,
            insurance=words.insurance,
            waiting_time=words.waiting_time,
        )

    def publication(self, source: Publication, words: Publication, language: str) -> PublicationRecord:
        organization = source.organization
        withheld: dict[str, str] = {}
        website = self._web(source.website, ("publication", source.key, language), withheld)
        return PublicationRecord(
            **self._common("publication", source, words, language),
            withheld=withheld,
            publication_type=source.publication_type,
            title=source.title,
            authors=source.authors,
            year=source.year or None,
            edition=source.edition,
            publication_language=source.publication_language,
            organization=organization.key if organization else "",
            organization_name=organization.name if organization else "",
            annotation=words.annotation,
            how_to_get=words.how_to_get,
            website=website,
            needs=source.needs,
            audiences=source.audiences,
        )

    def event(self, source: Event, words: Event, language: str) -> EventRecord | None:
        identity = ("event", source.key, language)
        starts = parse_local_time(source.starts)
        if starts is None:
            self._tell("hold_back", identity, "", f"“{source.starts}” is no date.", "Give the event a start.")
            return None
        organization = source.organization
        phone = self._phone(source.phone, "", identity) if source.phone else None
        withheld = {"phone": _UNREADABLE} if source.phone and phone is None else {}
        website = self._web(source.website, identity, withheld)
        has_place = any((source.place_name, source.address, source.city))
        return EventRecord(
            **{**self._common("event", source, words, language), "status": _event_status(source, words)},
            withheld=withheld,
            name=words.name,
            summary=words.summary,
            starts=starts,
            ends=parse_local_time(source.ends),
            timezone=source.timezone,
            recurrence=source.recurrence,
            listing=source.listing.key if source.listing else "",
            organization=organization.key if organization else "",
            organization_name=organization.name if organization else "",
            place=_place(source.place_name, source.address, "", source.city, source.state, source.zip)
            if has_place
            else None,
            online=source.online,
            website=website,
            phone=Phone(written=source.phone, dial=phone.dial, extension=phone.extension) if phone else None,
            cost=source.cost,
            languages=source.languages,
            needs=source.needs,
            audiences=source.audiences,
        )

    def term(self, source: GlossaryTerm, words: GlossaryTerm, language: str) -> TermRecord:
        return TermRecord(
            key=source.key,
            language=language,
            term=words.term,
            definition=words.definition,
            lay=words.lay,
            clinical=words.clinical,
            source=Source(name=source.source_name, url=source.source_url) if source.source_name else None,
        )

    def urgent(self, source: UrgentWords, words: UrgentWords, language: str) -> UrgentRecord:
        return UrgentRecord(
            key=source.key,
            language=language,
            title=words.heading,
            advice=words.advice,
            phrases=words.phrases,
            calm=words.calm,
            level=source.level,
            guide=source.guide,
            listing=source.listing.key if source.listing else "",
            source=Source(name=source.source_name, url=source.source_url),
        )

    def _common(self, subject: str, source: Entry, words: Entry, language: str) -> dict[str, Any]:
        standing = self.standings.get((subject, source.key), Standing())
        return {
            "key": source.key,
            "language": language,
            "status": _status(source, words) if hasattr(source, "successor") else Status(),
            "confirmation": _confirmation(standing.whole),
            "confirmations": {name: _confirmation(found) for name, found in standing.fields.items()},
            "seed_id": source.seed_id,
        }

    def _tell(self, verdict: Verdict, identity: tuple[str, str, str], field: str, reason: str, remedy: str) -> None:
        if identity[2] == self.language:
            self.report.add(verdict, identity, field, reason, remedy)

    def _as_phone_check(self, confirmation: Confirmation) -> Confirmation:
        """A confirmation of a listing with a phone holds no longer than one of a phone number."""
        assert confirmation.due_on is not None and confirmation.lapses_on is not None and confirmation.checked_on
        due_on = min(confirmation.due_on, last_day(confirmation.checked_on) + dt.timedelta(days=self.phone_days))
        return confirmation.model_copy(
            update={"due_on": due_on, "lapses_on": due_on + (confirmation.lapses_on - confirmation.due_on)}
        )

    def _phones(
        self,
        source: Listing,
        language: str,
        standing: Standing,
        identity: tuple[str, str, str],
        withheld: dict[str, str],
    ) -> tuple[Phone, ...]:
        found: list[Phone] = []
        dead = _dialled(standing.dead_values)
        for phone in source.phones.all():
            # A dead number stays dead however it is written; a dead one that the check does not name may be any.
            if {"", phone.written} & standing.dead_values or _dialled([phone.written]) & dead:
                withheld["phone"] = "number_dead"
                self._tell(
                    "hold_back",
                    identity,
                    "phone",
                    f"{phone.written} was found dead.",
                    "Find the new number, or remove it.",
                )
                continue
            number = self._phone(phone.written, phone.extension, identity)
            if number is None:
                withheld["phone"] = _UNREADABLE
                continue
            kind = "toll_free" if phone.kind == "voice" and number.is_toll_free else phone.kind
            found.append(
                Phone(
                    written=phone.written,
                    dial=number.dial,
                    kind=kind,
                    extension=number.extension,
                    languages=phone.languages,
                    label=_say(phone.label, language),
                    place=phone.place,
                )
            )
        return tuple(found)

    def _phone(self, written: str, extension: str, identity: tuple[str, str, str]) -> PhoneNumber | None:
        try:
            return parse_phone(written, extension)
        except FactError as error:
            self._tell("hold_back", identity, "phone", str(error), "Correct the number in the listing, or remove it.")
            return None

    def _web(self, url: str, identity: tuple[str, str, str], withheld: dict[str, str]) -> str:
        """``url``, or "" where its domain is parked or another's now and no editor said otherwise."""
        if url not in self.repurposed.get(identity[1], ()):
            return url
        withheld["website"] = _REPURPOSED
        reason = f"A probe found that the domain of {url} is parked or another's."
        self._tell("hold_back", identity, "website", reason, "Correct the address, or dismiss the probe's finding.")
        return ""

    def _hours(
        self, source: Listing, language: str, identity: tuple[str, str, str], withheld: dict[str, str]
    ) -> tuple[Hours, ...]:
        found: list[Hours] = []
        for row in source.hours.all():
            try:
                found.append(
                    Hours(
                        days=parse_days(row.days),
                        opens=parse_time(row.opens),
                        closes=parse_time(row.closes),
                        timezone=row.timezone or self.timezone,
                        weeks=tuple(int(week) for week in row.weeks),
                        place=row.place,
                        note=_say(row.note, language),
                    )
                )
            except FactError as error:
                withheld["hours"] = "hours_unreadable"
                self._tell("hold_back", identity, "hours", str(error), "Correct the hours in the listing.")
        return tuple(found)


def _dialled(written: Iterable[str]) -> set[str]:
    """What a phone dials for each number that can be read."""
    found: set[str] = set()
    for text in written:
        with suppress(FactError):
            found.add(parse_phone(text).dial)
    return found


def _status(source: Any, words: Any) -> Status:
    return Status(
        state=source.status,
        since=source.status_date or None,
        became=source.became,
        successor=source.successor.key if source.successor else "",
        note=words.status_note,
    )


def _event_status(source: Event, words: Event) -> Status:
    return Status(state=source.status, note=words.status_note)


def _confirmation(standing: FieldStanding) -> Confirmation:
    return Confirmation(
        checked_on=standing.on or None,
        as_written=standing.on_written,
        method=standing.method or None,
        source=standing.source,
        due_on=standing.due_on,
        lapses_on=standing.lapses_on,
    )


def _say(words: Mapping[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()), "")


def _place(
    name: str,
    address: str,
    address_2: str,
    city: str,
    state: str,
    zip_code: str,
    county: str = "",
    latitude: float | None = None,
    longitude: float | None = None,
    accessibility: str = "",
) -> Place:
    known = find_county(county) if county and state in {"", "NC"} else None
    return Place(
        name=name,
        address=address,
        address_2=address_2,
        city=city,
        state=state,
        zip=zip_code,
        county=known.name if known else county,
        county_fips=known.fips if known else "",
        latitude=latitude,
        longitude=longitude,
        accessibility=accessibility,
    )


EntryBuilder = Callable[[EntryCollector, Any, Any, str], Any]
#: Model → the method that makes its record.
BUILDERS: dict[type[Entry], EntryBuilder] = {
    Organization: EntryCollector.organization,
    Listing: EntryCollector.listing,
    Publication: EntryCollector.publication,
    Event: EntryCollector.event,
    GlossaryTerm: EntryCollector.term,
    UrgentWords: EntryCollector.urgent,
}
