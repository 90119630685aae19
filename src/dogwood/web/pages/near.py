"""Near me: by typing a place, by the county map, or by the device's position, which never leaves the device."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from dogwood import vocabulary
from dogwood.edition.records import ListingRecord
from dogwood.edition.records import Place as RecordPlace
from dogwood.places import Place, all_counties, county_shapes, find_place
from dogwood.places.distance import Point, miles_between

from ..page import Page
from ..projection import constants, frame_points, place_on_map
from ..visit import Visit
from .search_cards import find_point

MOST = 20
"""Places on one page."""


@dataclass(frozen=True, slots=True)
class NearBy:
    """listing: that is near. place: of it, the nearest. miles: as the crow flies. number: of its pin; x, y: on the map."""

    listing: ListingRecord
    place: RecordPlace
    miles: float
    number: int
    x: int
    y: int


def near(visit: Visit, query: Mapping[str, str]) -> Page:
    """The nearest places to ``at`` (ZIP code, town or county), all or those for one ``need``."""
    typed = " ".join(query.get("at", "").split())[:80]
    need = query.get("need", "")
    chosen_need = need if need in vocabulary.words("needs") else ""
    here = find_place(typed) if typed else None
    found = find_near(visit, here.point, chosen_need) if here and here.point else []
    counts = visit.reader.count_facet(ListingRecord, "need")
    return Page(
        "near",
        title=_("Near me"),
        description=_(
            "Find care and help near you: type a place, choose your county on the map, or use where your device is."
        ),
        context={
            "typed": typed,
            "here": here,
            "here_words": _name(here) if here else "",
            "here_at": place_on_map(here.point) if here and here.point else None,
            "need": chosen_need,
            "found": found,
            "view": frame_points([(row.x, row.y) for row in found], county_shapes().width, county_shapes().height),
            "counties": {county.fips: county for county in all_counties()},
            "needs": [word for word in vocabulary.words("needs").values() if counts.get(word.key)],
            "projection": constants(),
        },
        is_indexed=not query,
    )


def find_near(visit: Visit, here: Point, need: str = "", limit: int = MOST) -> list[NearBy]:
    """Open listings with a place, by distance from ``here``; the nearest place of each."""
    if need:
        listings = visit.reader.find(ListingRecord, visit.language, [("need", need)])
    else:
        listings = visit.reader.all_best(ListingRecord, visit.language)
    rows: list[tuple[float, str, Any]] = []
    for listing in listings:
        if listing.status.is_closed:
            continue
        places = [
            (miles_between(here, Point(*at)), Point(*at), item) for item in listing.places if (at := find_point(item))
        ]
        if places:
            nearest = min(places, key=lambda row: row[0])
            rows.append((nearest[0], listing.key, (listing, nearest)))
    rows.sort(key=lambda row: row[:2])
    return [
        NearBy(listing, place, miles, number, *place_on_map(point))
        for number, (_miles, _key, (listing, (miles, point, place))) in enumerate(rows[:limit], 1)
    ]


def _name(place: Place) -> str:
    """What the distances are measured from, in words."""
    names = {
        "zip": _("the middle of ZIP code %(name)s"),
        "town": _("the middle of %(name)s"),
        "county": _("the middle of %(name)s County"),
        "region": _("the middle of %(name)s"),
    }
    return names[place.kind] % {"name": place.name}
