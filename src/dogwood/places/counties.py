"""The 100 counties of North Carolina and the shapes that draw them on a map.

``data/nc_counties.csv`` holds FIPS code, name and internal point, from the U.S. Census Bureau, 2024 (public domain).
``data/nc_county_shapes.json`` is drawn by ``tools/make_county_map.mjs`` from the Census Bureau's 2017 boundaries.
"""

import csv
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dogwood.places.distance import Point
from dogwood.places.names import make_key, split_words

_BEFORE = (("el", "condado", "de"), ("condado", "de"), ("condado",), ("county", "of"), ("the", "county", "of"))
_AFTER = (("county",), ("co",), ("cnty",), ("condado",))


@dataclass(frozen=True, slots=True)
class County:
    """One county of North Carolina.

    fips: five digits ("37147"). name: without the word county ("Pitt"). slug: the name in an address ("new-hanover").
    latitude, longitude: the Census Bureau's internal point, in degrees.
    """

    fips: str
    name: str
    slug: str
    latitude: float
    longitude: float

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)


@dataclass(frozen=True, slots=True)
class CountyShape:
    """The outline of a county: fips and name as in County, path for an SVG ``d``, and where a label fits best."""

    fips: str
    name: str
    path: str
    label_x: int
    label_y: int


@dataclass(frozen=True, slots=True)
class CountyMap:
    """width, height: of the viewBox, whose origin is 0 0; one unit is about half a mile. shapes: by FIPS code."""

    width: int
    height: int
    shapes: tuple[CountyShape, ...]


@cache
def all_counties() -> tuple[County, ...]:
    """The 100 counties, by name."""
    text = files(__package__).joinpath("data/nc_counties.csv").read_text(encoding="utf-8")
    return tuple(
        County(row["fips"], row["name"], row["slug"], float(row["latitude"]), float(row["longitude"]))
        for row in csv.DictReader(text.splitlines())
    )


@cache
def _by_fips() -> dict[str, County]:
    return {county.fips: county for county in all_counties()}


@cache
def _by_key() -> dict[str, County]:
    return {make_key(split_words(county.name)): county for county in all_counties()}


def county_of_fips(fips: str) -> County | None:
    """The county of a five-digit FIPS code ("37147"); None for a code that is not one of North Carolina's counties."""
    return _by_fips().get(fips)


def find_county(text: str) -> County | None:
    """The county that ``text`` names: "Pitt", "pitt county", "condado de Pitt"; else None. Never raises."""
    words = split_words(text)
    return match_county_phrase(words) or _by_key().get(make_key(words))


def match_county_phrase(words: list[str]) -> County | None:
    """The county of ``words`` (from ``split_words``) that say so outright ("pitt county"); None for a bare name."""
    for before in _BEFORE:
        if tuple(words[: len(before)]) == before and (found := _by_key().get(make_key(words[len(before) :]))):
            return found
    for after in _AFTER:
        if tuple(words[-len(after) :]) == after and (found := _by_key().get(make_key(words[: -len(after)]))):
            return found
    return None


@cache
def county_shapes() -> CountyMap:
    """The map of all 100 counties, for an inline SVG: ``viewBox="0 0 {width} {height}"`` and one path a county."""
    drawn = json.loads(files(__package__).joinpath("data/nc_county_shapes.json").read_text(encoding="utf-8"))
    width, height = drawn["viewBox"]
    return CountyMap(width, height, tuple(CountyShape(**shape) for shape in drawn["shapes"]))
