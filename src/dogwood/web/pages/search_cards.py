"""A search result as a card: why it is there, whom to call, how sure we are, and where it is."""

from collections.abc import Iterable
from dataclasses import dataclass

from dogwood.edition.records import EventRecord, ListingRecord, Place
from dogwood.places import county_of_fips, find_town, find_zip
from dogwood.search import SearchResult
from dogwood.search.why import label_reason

from ..visit import Visit

_DECIMALS = 2
"""Of coordinates on the page: about a kilometre, enough to sort by."""


@dataclass(frozen=True, slots=True)
class Card:
    """result: what the search gave. reasons: why, in the reader's words. listing: the record where one can call it.
    points: "latitude,longitude" in degrees, rounded, one after another with a space; "" for what is nowhere."""

    result: SearchResult
    reasons: tuple[str, ...]
    listing: ListingRecord | None = None
    points: str = ""


def make_cards(visit: Visit, results: Iterable[SearchResult]) -> list[Card]:
    """Cards in the order of ``results``."""
    return [_make_card(visit, result) for result in results]


def _make_card(visit: Visit, result: SearchResult) -> Card:
    reasons = tuple(label_reason(reason, visit.language) for reason in result.reasons)
    record_type = result.url.split("/")[2]
    if record_type == ListingRecord.record_type:
        listing = visit.listing(result.key)
        return Card(result, reasons, listing, _points(listing.places) if listing else "")
    if record_type == EventRecord.record_type:
        event = visit.reader.get_best(EventRecord, result.key, visit.language)
        return Card(result, reasons, None, _points((event.place,)) if event and event.place else "")
    return Card(result, reasons)


def _points(places: Iterable[Place]) -> str:
    found = [point for place in places if (point := find_point(place)) is not None]
    return " ".join(dict.fromkeys(f"{round(north, _DECIMALS)},{round(east, _DECIMALS)}" for north, east in found))


def find_point(place: Place) -> tuple[float, float] | None:
    """Where a place is; without coordinates the middle of its ZIP code, town or county."""
    if place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude
    if (zip_code := find_zip(place.zip)) is not None and zip_code.point is not None:
        return zip_code.point.latitude, zip_code.point.longitude
    known = (find_town(place.city) or county_of_fips(place.county_fips)) if place.state in {"", "NC"} else None
    return (known.latitude, known.longitude) if known else None
