"""What a document says of where, when and how to call, in the plain values that an index keeps."""

import re
from collections.abc import Iterable

from dogwood.edition.records import Hours, Phone, Place
from dogwood.facts.schedule import is_round_the_clock
from dogwood.places import Point, county_of_fips, find_town, find_zip

from .analysis import split_plain

_WEEKDAYS, _WEEKEND = frozenset(range(5)), frozenset({5, 6})
_EVENING = 18 * 60 + 30
"""Minutes after midnight: who closes then or later can be reached after work."""
_MARK = re.compile(r"\s+[-–—]\s+|\s+at\s+|/|,|\s+in\s+", re.IGNORECASE)


def place_words_of(places: Iterable[Place]) -> list[str]:
    return [word for place in places for word in (place.city, place.county, place.zip, place.state) if word]


def counties_of(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(place.county for place in places if place.county_fips))


def points_of(places: Iterable[Place]) -> tuple[tuple[float, float], ...]:
    """Where the places are; one without coordinates stands in the middle of its ZIP code, town or county."""
    found: list[tuple[float, float]] = []
    for place in places:
        if place.latitude is not None and place.longitude is not None:
            found.append((place.latitude, place.longitude))
        elif point := _guess_point(place):
            found.append((point.latitude, point.longitude))
    return tuple(found)


def _guess_point(place: Place) -> Point | None:
    zip_code = find_zip(place.zip)
    if zip_code is not None and zip_code.point is not None:
        return zip_code.point
    if place.state not in {"", "NC"}:
        return None
    known = find_town(place.city) or county_of_fips(place.county_fips)
    return known.point if known else None


def opens_of(rows: Iterable[Hours]) -> tuple[str, ...]:
    """When it is open, in the coarse words of the facet "open"; () where no hours are known."""
    hours = [row.open_hours for row in rows]
    found = ["day"] if hours else []
    if any(set(row.days) & _WEEKDAYS and (row.closes >= _EVENING or row.closes <= row.opens) for row in hours):
        found.append("evening")
    if any(set(row.days) & _WEEKEND for row in hours):
        found.append("weekend")
    if is_round_the_clock(hours):
        found.append("always")
    return tuple(found)


def brand_of(name: str) -> str:
    """What many places of one house share of their names: what stands before a mark or "at", else the first two words."""
    head = _MARK.split(name, maxsplit=1)[0]
    words = split_plain(head)
    return " ".join(words if len(head) < len(name) and words else words[:2])


def digits_of(phones: Iterable[Phone]) -> tuple[str, ...]:
    """Each number as ten digits and as its last seven; a short code as it is."""
    found: list[str] = []
    for phone in phones:
        digits = phone.dial.lstrip("+")
        if phone.dial.startswith("+1") and len(digits) == 11:
            found += [digits[1:], digits[4:]]
        elif digits:
            found.append(digits)
    return tuple(dict.fromkeys(found))
