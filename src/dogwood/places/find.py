"""From the words a reader typed to a place: a ZIP code, a county, a town or a region, in English or Spanish."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from dogwood.places.counties import County, find_county, match_county_phrase
from dogwood.places.distance import Point
from dogwood.places.names import split_words
from dogwood.places.regions import Region, match_region
from dogwood.places.states import find_state
from dogwood.places.towns import Town, match_town
from dogwood.places.zips import Zip, find_zip

Kind = Literal["zip", "county", "town", "region"]

_HOME = "NC"


def _phrases(text: str) -> tuple[tuple[str, ...], ...]:
    """Phrases parted by "; ", as words, the longest first so that "cerca de" goes before "cerca"."""
    return tuple(sorted((tuple(split_words(phrase)) for phrase in text.split("; ")), key=len, reverse=True))


_BEFORE = _phrases(
    "near; near to; nearby; close to; next to; around; about; in; at; by; from; within; outside; outside of; "
    "i live in; i am in; im in; city of; town of; village of; the town of; the city of; zip; zip code; zipcode; "
    "my zip is; my zip code is; cerca de; cerca del; cerca; alrededor de; alrededores de; en; por; desde; junto a; "
    "vivo en; estoy en; ciudad de; la ciudad de; pueblo de; el pueblo de; de; zona de; el area de; codigo postal; "
    "el codigo postal; cp"
)
_AFTER = _phrases(
    "nc; n c; north carolina; carolina del norte; usa; us; u s a; united states; estados unidos; ee uu; area; region"
)


@dataclass(frozen=True, slots=True)
class Place:
    """What a reader's words stand for.

    kind: "zip", "county", "town" or "region". name: the county without the word county ("Pitt"), the town, the five
    digits, or the region ("the Triangle").
    slug: the name in an address; unique within a kind. state: two capitals, "NC" for every county and town.
    counties: names of the counties it lies in, the main one first; empty where unknown.
    point: its middle, None where unknown (some ZIP codes outside of North Carolina).
    """

    kind: Kind
    name: str
    slug: str
    state: str
    counties: tuple[str, ...]
    point: Point | None


def place_of_county(county: County) -> Place:
    return Place("county", county.name, county.slug, _HOME, (county.name,), county.point)


def place_of_town(town: Town) -> Place:
    return Place("town", town.name, town.slug, _HOME, town.counties, town.point)


@cache
def place_of_region(region: Region) -> Place:
    return Place("region", region.name, region.slug, _HOME, region.counties, region.point)


def place_of_zip(found: Zip) -> Place:
    counties = (found.county,) if found.county else ()
    return Place("zip", found.code, found.code, found.state, counties, found.point)


def find_place(text: str) -> Place | None:
    """The place that ``text`` names, or None. Never raises, whatever the text.

    Takes "the mountains", "27858", "Boone", "near Boone, NC", "cerca de Asheville", "Pitt County", "condado de Pitt", "Boone NC 28607".
    A ZIP code wins; then a county that is called one ("Henderson County"); then a region; then a town; then a county by its bare name.
    ZIP codes are those of the whole country, counties and towns those of North Carolina: "Greenville, SC" is None.
    """
    return next(iter(find_places(text)), None)


def find_places(text: str) -> tuple[Place, ...]:
    """Every reading of ``text``, the one of ``find_place`` first: "Henderson" is a town, and a county elsewhere."""
    for words in _strip_phrases(split_words(text)):
        if found := _match_places(words):
            return found
    return ()


def _strip_phrases(words: list[str]) -> Iterator[list[str]]:
    """``words`` as they stand, then with the words around a place taken off one by one, those at its end first."""
    while words:
        yield words
        last = next((phrase for phrase in _AFTER if tuple(words[-len(phrase) :]) == phrase), None)
        first = next((phrase for phrase in _BEFORE if tuple(words[: len(phrase)]) == phrase), None)
        if last:
            words = words[: -len(last)]
        elif first:
            words = words[len(first) :]
        else:
            return


def _match_places(words: list[str]) -> tuple[Place, ...]:
    if found := _match_zip(words):
        return (place_of_zip(found),)
    if county := match_county_phrase(words):
        return (place_of_county(county),)
    if region := match_region(words):
        return (place_of_region(region),)
    town, bare = match_town(words), find_county(" ".join(words))
    return (*((place_of_town(town),) if town else ()), *((place_of_county(bare),) if bare else ()))


def _match_zip(words: list[str]) -> Zip | None:
    """A ZIP code alone, or after its own city, its state, or a place of North Carolina ("Boone NC 28607")."""
    digits = 2 if len(words) > 1 and words[-1].isdigit() and len(words[-1]) == 4 else 1
    found = find_zip(" ".join(words[-digits:]))
    if found is None or len(words) == digits:
        return found
    before = words[:-digits]
    if " ".join(before) in _addresses(found):
        return found
    return found if any(_is_home_place(rest) for rest in _strip_phrases(before)) else None


def _addresses(found: Zip) -> set[str]:
    """How the line before a ZIP code can read: its city, its state by code or name, or both."""
    city = " ".join(split_words(found.city))
    state = find_state(found.state)
    names = {found.state, state.name, state.name_es} if state else {found.state}
    states = {" ".join(split_words(name)) for name in names}
    return {city, *states, *(f"{city} {name}" for name in states)}


def _is_home_place(words: list[str]) -> bool:
    return bool(match_town(words) or find_county(" ".join(words)))


def find_county_of_place(place: Place) -> County | None:
    """The North Carolina county that a place mainly lies in; None outside of the state."""
    if place.state != _HOME or not place.counties:
        return None
    return find_county(place.counties[0])
