"""Regions of North Carolina as people name them: "in the mountains", "the Triangle", "el este de Carolina del Norte".

No law draws them. ``data/nc_regions.csv`` takes the counties of each from one public source, which its row names; where
sources differ a reader at the edge sees a few counties more or fewer, never another state. A region without a source at
hand ("the Piedmont", "the foothills") is left out.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dogwood.places.counties import find_county
from dogwood.places.distance import Point
from dogwood.places.names import make_key, split_words


@dataclass(frozen=True, slots=True)
class Region:
    """name, name_es: as they stand in a sentence ("the Triangle"). slug: "triangle". counties: names; the one that the
    region is most known by first in some, else by name. source, address: who says so, and where."""

    slug: str
    name: str
    name_es: str
    other_names: tuple[str, ...]
    counties: tuple[str, ...]
    source: str
    address: str

    @property
    def point(self) -> Point:
        """The mean of its counties' points; its middle, not a place to go to."""
        points = [county.point for name in self.counties if (county := find_county(name)) is not None]
        return Point(
            round(sum(point.latitude for point in points) / len(points), 5),
            round(sum(point.longitude for point in points) / len(points), 5),
        )


@cache
def all_regions() -> tuple[Region, ...]:
    """Every region, in the order of the table."""
    text = files(__package__).joinpath("data/nc_regions.csv").read_text(encoding="utf-8")
    return tuple(
        Region(
            row["slug"],
            row["name"],
            row["name_es"],
            tuple(row["other_names"].split("; ")),
            tuple(row["counties"].split("; ")),
            row["source"],
            row["address"],
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def _by_key() -> dict[str, Region]:
    return {
        make_key(split_words(name)): region
        for region in all_regions()
        for name in (region.slug, region.name, region.name_es, *region.other_names)
    }


def match_region(words: list[str]) -> Region | None:
    """The region whose whole name is ``words``, as ``split_words`` gives them."""
    return _by_key().get(make_key(words)) if words else None


def find_region(text: str) -> Region | None:
    """The region that ``text`` names: "the mountains", "WNC", "la costa". None otherwise; never raises."""
    return match_region(split_words(text))
