"""Needs: what a reader wants, in plain words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dogwood import vocabulary
from dogwood.edition.records import EventRecord, GuideRecord, ListingRecord, PublicationRecord
from dogwood.places import County, all_counties, find_county

from ..page import Page
from ..visit import Visit

MOST_ROWS = 60
"""Rows of one list; more places are found by county."""
_WIDE = {"state", "states", "nation", "world"}


def needs(visit: Visit, query: Mapping[str, str]) -> Page:
    counts = visit.reader.count_facet(ListingRecord, "need")
    return Page(
        "needs",
        title=_("What I need"),
        description=_("Choose what would help you, in plain words."),
        context={
            "needs": [word for word in vocabulary.words("needs").values() if counts.get(word.key)],
            "counts": counts,
        },
    )


def need(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    """Who meets a need: near a county where one is chosen, then the state's and the nation's."""
    word = vocabulary.words("needs").get(key)
    if word is None:
        return None
    found = visit.reader.find(ListingRecord, visit.language, [("need", key)])
    open_ones = [listing for listing in found if not listing.status.is_closed]
    county = find_county(query.get("county", "")) if query.get("county") else None
    wide = [listing for listing in open_ones if listing.area in _WIDE]
    local = [listing for listing in open_ones if listing.area not in _WIDE]
    here = [listing for listing in local if county and serves(listing, county)]
    shown = here if county else local
    return Page(
        "need",
        title=word.label(visit.language),
        description=_("%(need)s: who can help in North Carolina and by phone.") % {"need": word.label(visit.language)},
        context={
            "need": word,
            "county": county,
            "counties": all_counties(),
            "wide": wide[:MOST_ROWS],
            "local": shown[:MOST_ROWS],
            "left": max(0, len(shown) - MOST_ROWS),
            "guides": visit.reader.find(GuideRecord, visit.language, [("need", key)]),
            "publications": visit.reader.find(PublicationRecord, visit.language, [("need", key)])[:8],
            "events": visit.clock.sort_events(visit.reader.find(EventRecord, visit.language, [("need", key)])),
        },
        crumbs=[(_("What I need"), visit.url("needs"))],
    )


def serves(listing: ListingRecord, county: County) -> bool:
    """True where a listing stands in a county or names it among those it serves."""
    return county.name in listing.area_counties or any(place.county_fips == county.fips for place in listing.places)
