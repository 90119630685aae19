"""Cities, towns and post-office communities of North Carolina.

``data/nc_towns.csv`` is made from the ZIP table by ``tools/make_zip_table.py``: every name the mail uses for a place in
the state, with the mean of its ZIP codes' coordinates. So a point is the middle of where mail goes, not a town hall.
"""

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from dogwood.places.distance import Point
from dogwood.places.names import make_key, make_slug, split_words

_OTHER_NAMES = {"RTP": "Research Triangle Park"}


@dataclass(frozen=True, slots=True)
class Town:
    """One town of North Carolina.

    name: as the mail writes it, in full ("Mount Airy"). slug: "mount-airy". county: the one with most of its ZIP codes.
    counties: all counties of its ZIP codes, that one first. latitude, longitude: degrees.
    """

    name: str
    slug: str
    county: str
    counties: tuple[str, ...]
    latitude: float
    longitude: float

    @property
    def point(self) -> Point:
        return Point(self.latitude, self.longitude)


@cache
def all_towns() -> tuple[Town, ...]:
    """Every town, by name."""
    text = files(__package__).joinpath("data/nc_towns.csv").read_text(encoding="utf-8")
    return tuple(
        Town(
            row["name"],
            make_slug(row["name"]),
            row["county"],
            tuple(row["counties"].split("; ")),
            float(row["latitude"]),
            float(row["longitude"]),
        )
        for row in csv.DictReader(text.splitlines())
    )


@cache
def _by_key() -> dict[str, Town]:
    towns = {make_key(split_words(town.name)): town for town in all_towns()}
    for other, name in _OTHER_NAMES.items():
        towns[make_key(split_words(other))] = towns[make_key(split_words(name))]
    return towns


def match_town(words: list[str]) -> Town | None:
    """The town whose whole name is ``words``, as ``split_words`` gives them."""
    return _by_key().get(make_key(words))


def find_town(text: str) -> Town | None:
    """The town that ``text`` names: "Boone", "mt. airy", "WINSTON SALEM". None otherwise; never raises."""
    return match_town(split_words(text))
