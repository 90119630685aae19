"""The hundred counties, by map and by list."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dogwood import vocabulary
from dogwood.edition.records import EventRecord, ListingRecord
from dogwood.places import all_counties

from ..page import Page
from ..visit import Visit, sort_listings

_ORDER = ("cancer-center", "screening-program", "support-group", "fund", "hospital", "mammography", "health-center")


def counties(visit: Visit, query: Mapping[str, str]) -> Page:
    return Page(
        "counties",
        title=_("Counties of North Carolina"),
        description=_("Choose your county by name or on the map to see what is near you."),
        context={"counties": all_counties()},
    )


def county(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    """What stands in a county and what serves it, by type; then what serves the whole state."""
    found = next((item for item in all_counties() if item.slug == key), None)
    if found is None:
        return None
    reader = visit.reader
    near = reader.find_keys(ListingRecord, [("in_county", found.name)])
    near |= reader.find_keys(ListingRecord, [("serves_county", found.name)])
    listings = sort_listings([item for item in map(visit.listing, sorted(near)) if item is not None])
    order = {name: number for number, name in enumerate(_ORDER)}
    types = sorted({item.service_type for item in listings}, key=lambda name: (order.get(name, 3), name))
    statewide = [
        item for item in reader.find(ListingRecord, visit.language, [("area", "state")]) if not item.status.is_closed
    ]
    return Page(
        "county",
        title=_("%(county)s County") % {"county": found.name},
        description=_("Care and help in %(county)s County, North Carolina.") % {"county": found.name},
        context={
            "county": found,
            "groups": [(name, [item for item in listings if item.service_type == name]) for name in types],
            "count": len(listings),
            "statewide": statewide,
            "events": visit.clock.sort_events(reader.find(EventRecord, visit.language, [("in_county", found.name)])),
            "needs": list(vocabulary.words("needs").values())[:8],
        },
        crumbs=[(_("Counties"), visit.url("counties"))],
    )
