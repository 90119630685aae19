"""Which records of an edition go into a book, and where each listing stands.

Every listing of the scope stands once: what closed in the list of the closed, what one goes to under its county, all else
under its first need. ``home_of`` is that rule.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from dogwood import vocabulary
from dogwood.edition.file import EditionReader
from dogwood.edition.records import (
    ChapterRecord,
    DirectoryRecord,
    EventRecord,
    GuideRecord,
    ListingRecord,
    ListingsBlock,
    OrganizationRecord,
    PublicationRecord,
    TermRecord,
    UrgentRecord,
)

from .errors import BookError
from .scope import WIDE, Scope

PLACES_OF_CARE = ("mammography", "hospital", "cancer-center", "health-center")


class Home(NamedTuple):
    """Where a listing stands. kind: closed, county or need. key: of the county its name, of a need its key, "" other."""

    kind: str
    key: str = ""


def home_of(listing: ListingRecord) -> Home:
    if listing.status.is_closed:
        return Home("closed")
    county = next((place.county for place in listing.places if place.county_fips), "")
    if listing.area not in WIDE and county:
        return Home("county", county)
    if listing.area == "county" and len(listing.area_counties) == 1:
        return Home("county", listing.area_counties[0])
    return Home("need", listing.needs[0] if listing.needs else "")


@dataclass(frozen=True)
class Gathered:
    """The records of one volume, each in its language or its own. linked: listings by guide, in the order of the guide."""

    language: str
    directory: DirectoryRecord
    scopes: tuple[Scope, ...]
    chapters: list[ChapterRecord]
    guides: list[GuideRecord]
    listings: list[ListingRecord]
    publications: list[PublicationRecord]
    events: list[EventRecord]
    terms: list[TermRecord]
    urgent: list[UrgentRecord]
    organizations: dict[str, OrganizationRecord]
    every_listing: dict[str, ListingRecord]
    every_guide: dict[str, GuideRecord]
    picked: dict[tuple[str, int], list[str]] = field(default_factory=dict)


def gather(reader: EditionReader, language: str, scopes: tuple[Scope, ...]) -> Gathered:
    """Choose what ``scopes`` hold. Raises BookError where that is nothing."""
    guides = {guide.key: guide for guide in reader.all_best(GuideRecord, language)}
    listings = {listing.key: listing for listing in reader.all_best(ListingRecord, language)}
    picked = {
        (guide.key, number): pick_listings(block, listings.values(), listings)
        for guide in guides.values()
        for number, block in enumerate(guide.body)
        if isinstance(block, ListingsBlock)
    }
    for scope in scopes:
        if scope.kind == "guide" and scope.key not in guides:
            raise BookError(f"There is no guide “{scope.key[:60]}” in this edition. There are: {', '.join(guides)}.")
    linked = frozenset(key for scope in scopes if scope.kind == "guide" for key in _linked(guides[scope.key], picked))
    chosen = [item for item in listings.values() if all(scope.takes(item, linked) for scope in scopes)]
    publications = [item for item in reader.all_best(PublicationRecord, language) if _takes_other(item, scopes)]
    own_guides = [item for item in guides.values() if _takes_guide(item, scopes)]
    events = [item for item in reader.all_best(EventRecord, language) if _takes_event(item, scopes)]
    if not (chosen or publications or own_guides or events):
        raise BookError("Nothing in this edition fits that scope. Choose another one.")
    return Gathered(
        language=language,
        directory=next(iter(reader.all_best(DirectoryRecord, language))),
        scopes=scopes,
        chapters=reader.all_best(ChapterRecord, language),
        guides=own_guides,
        listings=sorted(chosen, key=lambda item: (fold(item.name), item.key)),
        publications=publications,
        events=events,
        terms=sorted(reader.all_best(TermRecord, language), key=lambda item: (fold(item.term), item.key)),
        urgent=reader.all_best(UrgentRecord, language),
        organizations={item.key: item for item in reader.all_best(OrganizationRecord, language)},
        every_listing=listings,
        every_guide=guides,
        picked=picked,
    )


def pick_listings(block: ListingsBlock, found: Iterable[ListingRecord], by_key: dict[str, ListingRecord]) -> list[str]:
    """Keys of the listings of a guide's block, as the readers' site picks them: by hand, or by need and audience."""
    if block.keys:
        return [key for key in block.keys if key in by_key]
    if not block.need and not block.audience:
        return []
    fitting = [
        item
        for item in found
        if not item.status.is_closed
        and (not block.need or block.need in item.needs)
        and (not block.audience or block.audience in item.audiences)
    ]
    reach = {"nation": 0, "world": 0, "state": 1, "states": 1}
    fitting.sort(key=lambda item: (not item.phones, reach.get(item.area, 2), item.name.casefold(), item.key))
    return [item.key for item in fitting[: block.limit]]


def _linked(guide: GuideRecord, picked: dict[tuple[str, int], list[str]]) -> list[str]:
    keys = [
        key for scheme, key in sorted({link for block in guide.body for link in block.linked()}) if scheme == "listing"
    ]
    return [key for (name, _), found in picked.items() if name == guide.key for key in found] + keys


def _takes_guide(guide: GuideRecord, scopes: tuple[Scope, ...]) -> bool:
    for scope in scopes:
        if scope.kind == "guide" and scope.key != guide.key:
            return False
        if scope.kind == "need" and scope.key not in guide.needs:
            return False
        if scope.kind == "list" and not _is_in_list("guide", guide.key, scope):
            return False
    return True


def _takes_other(item: PublicationRecord, scopes: tuple[Scope, ...]) -> bool:
    for scope in scopes:
        if scope.kind in {"county", "region", "guide"}:
            return False
        if scope.kind == "need" and scope.key not in item.needs:
            return False
        if scope.kind == "list" and not _is_in_list("publication", item.key, scope):
            return False
    return True


def _takes_event(item: EventRecord, scopes: tuple[Scope, ...]) -> bool:
    for scope in scopes:
        if scope.kind in {"county", "region"} and not (item.place and item.place.county in scope.counties):
            return False
        if scope.kind == "guide":
            return False
        if scope.kind == "need" and scope.key not in item.needs:
            return False
        if scope.kind == "list" and not _is_in_list("event", item.key, scope):
            return False
    return True


def _is_in_list(record_type: str, key: str, scope: Scope) -> bool:
    return any(item.record_type == record_type and item.key == key for item in scope.items)


def fold(text: str) -> str:
    """How names are sorted: lower case, without accents, articles kept, signs in front left aside."""
    spread = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(character for character in spread if not unicodedata.combining(character))
    return plain.lstrip("¿¡\"'“‘«([#$@* ")


def order_needs(keys: Iterable[str]) -> list[str]:
    """Needs in the vocabulary's order; "" (none known) last."""
    order = list(vocabulary.words("needs"))
    return sorted(set(keys), key=lambda key: order.index(key) if key in order else len(order))
