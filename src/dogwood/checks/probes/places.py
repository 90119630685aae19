"""Whether the parts of a street address agree with each other: ZIP code, town, county, state."""

from collections.abc import Iterable

from dogwood.editorial.models import Listing
from dogwood.editorial.models.listings import ListingPlace
from dogwood.places import Zip, find_county, find_state, find_town, find_zip
from dogwood.places.distance import Point, miles_between
from dogwood.places.names import make_key, split_words

from .problems import ADDRESSES, LOW, MEDIUM, Holder, Look, Seen, kinds_of

NEAR_TOWN = 15.0
"""Miles. The mail uses names of towns nearby for a ZIP code; within this the two agree."""
NEAR_COUNTY = 30.0
"""Miles from the middle of a county to the middle of a ZIP code. A ZIP code can lie in several counties, of which the table
knows one; within this the two may agree."""


def look_at_places(listing: Listing) -> Look:
    """What the addresses of ``listing`` tell."""
    holder = Holder("listing", listing.key, "address", listing.name)
    seen = [one for place in listing.places.all() for one in _look_at_one(place, holder)]
    unique = {(one.kind, one.value): one for one in seen}
    return Look(tuple(unique.values()), kinds_of(ADDRESSES), is_reached=True)


def _look_at_one(place: ListingPlace, holder: Holder) -> Iterable[Seen]:
    value = ", ".join(part for part in (place.address, place.city, place.state, place.zip, place.county) if part)[:500]
    if not place.zip:
        return
    found = find_zip(place.zip)
    if found is None:
        yield Seen("zip-unknown", holder, value, f"{place.zip} is not a ZIP code that the mail uses for a place.")
        return
    state = find_state(place.state) if place.state else None
    if state is not None and state.code != found.state:
        yield Seen("zip-state", holder, value, f"{found.code} is in {found.city}, {found.state}, not in {state.name}.")
        return
    if place.city and not _is_city_near(place.city, found):
        severity = MEDIUM if found.state == "NC" else LOW
        yield Seen("zip-city", holder, value, f"The mail knows {found.code} as {found.city}, {found.state}, not as {place.city}.", severity=severity)  # fmt: skip
    if place.county and found.county and not _is_county_near(place.county, found):
        yield Seen("zip-county", holder, value, f"Most of {found.code} lies in {found.county}, not in {place.county}.")


def _is_city_near(city: str, found: Zip) -> bool:
    if make_key(split_words(city)) == make_key(split_words(found.city)):
        return True
    town = find_town(city) if found.state == "NC" else None
    return bool(town and found.point and miles_between(town.point, found.point) <= NEAR_TOWN)


def _is_county_near(county: str, found: Zip) -> bool:
    if make_key(split_words(county)) == make_key(split_words(found.county or "")):
        return True
    if found.state != "NC":
        return False
    known = find_county(county)
    if known is None:
        return False
    if known.name == found.county:
        return True
    point: Point | None = found.point
    return bool(point and miles_between(known.point, point) <= NEAR_COUNTY)
