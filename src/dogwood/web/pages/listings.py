"""Listings, organizations, and the list of all names."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from dogwood.edition.records import EventRecord, GuideRecord, ListingRecord, OrganizationRecord, PublicationRecord
from dogwood.search.analysis import fold

from ..linked import describe_listing
from ..page import Page
from ..visit import Visit, sort_listings


def listing(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    found = visit.listing(key)
    if found is None:
        return None
    reader = visit.reader
    events = [item for item in reader.all_best(EventRecord, visit.language) if item.listing == key]
    need = found.needs[0] if found.needs else ""
    return Page(
        "listing",
        title=found.name,
        description=found.summary,
        context={
            "listing": found,
            "open_state": visit.clock.open_now(found),
            "freshness": visit.clock.freshness(found.confirmation),
            "successor": visit.listing(found.status.successor) if found.status.successor else None,
            "took_over": find_predecessors(visit, found),
            "organization": reader.get_best(OrganizationRecord, found.organization, visit.language)
            if found.organization
            else None,
            "events": visit.clock.sort_events(events),
            "need": need,
        },
        data=describe_listing(found, visit.directory, settings.READERS_ADDRESS + visit.record_url(found)),
        crumbs=[(_("What I need"), visit.url("needs"))],
        kind="article",
    )


def find_predecessors(visit: Visit, listing: ListingRecord) -> list[ListingRecord]:
    """Closed listings whose successor this is."""
    closed = visit.reader.find(ListingRecord, visit.language, [("closed", "yes")])
    return [item for item in closed if item.status.successor == listing.key]


def organization(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    found = visit.reader.get_best(OrganizationRecord, key, visit.language)
    if found is None:
        return None
    organizations = visit.reader.all_best(OrganizationRecord, visit.language)
    by_key = {item.key: item for item in organizations}
    return Page(
        "organization",
        title=found.name,
        description=found.status.note or _("What %(name)s offers.") % {"name": found.name},
        context={
            "organization": found,
            "listings": sort_listings(visit.reader.find(ListingRecord, visit.language, [("organization", key)])),
            "parent": by_key.get(found.parent),
            "children": [item for item in organizations if item.parent == key],
            "successor": by_key.get(found.status.successor),
        },
        crumbs=[(_("A to Z"), visit.url("a-z"))],
    )


def a_to_z(visit: Visit, query: Mapping[str, str]) -> Page:
    """Guides, listings, publications and organizations by name, old names included.

    Places of which there are hundreds alike (mammography rooms, health centers, hospitals) stand on the county pages.
    """
    many = {"mammography", "health-center", "hospital"}
    names: list[tuple[str, str, str]] = []
    for listing in visit.reader.all_best(ListingRecord, visit.language):
        if listing.service_type in many:
            continue
        names.append((listing.name, visit.record_url(listing), ""))
        names += [(old, visit.record_url(listing), listing.name) for old in listing.other_names]
    for cls in (GuideRecord, PublicationRecord):
        names += [(item.heading, visit.record_url(item), "") for item in visit.reader.all_best(cls, visit.language)]
    known = {name for name, _url, _now in names}
    for item in visit.reader.all_best(OrganizationRecord, visit.language):
        if item.name not in known:
            names.append((item.name, visit.record_url(item), ""))
        names += [(old, visit.record_url(item), item.name) for old in item.other_names if old not in known]
    names.sort(key=lambda row: (fold(row[0]), row[1]))
    letters: dict[str, list[tuple[str, str, str]]] = {}
    for row in names:
        first = fold(row[0]).lstrip("¿¡\"'“[(")[:1].upper()
        letters.setdefault(first if first.isalpha() else "0–9", []).append(row)
    return Page(
        "a_to_z",
        title=_("A to Z"),
        description=_("Everything by name, old names too."),
        context={"letters": letters},
    )
