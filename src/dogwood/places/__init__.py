"""Counties, ZIP codes, towns, states and the miles between them.

A reader types "27858", "near Boone" or "condado de Pitt"; ``find_place`` says which place that is and where:

    from dogwood.places import find_place, miles_between
    home = find_place("near Boone")             # Place(kind="town", name="Boone", counties=("Watauga",), …)
    there = find_place("Asheville")
    miles_between(home.point, there.point)      # 64.8, as the crow flies

What stands where:

- ``find``: words → ``Place`` (a ZIP code, a county or a town). ``find_places`` gives every reading, the best first.
- ``counties``: the 100 counties of North Carolina, and ``county_shapes`` to draw them as an SVG map.
- ``regions``: what people call parts of the state, with a source for each county list.
- ``zips``: every ZIP code of the country. ``towns``: the places of North Carolina that the mail knows.
- ``states``: two-letter codes and names, in English and Spanish. ``distance``: ``Point`` and ``miles_between``.
- ``names``: how names are compared (case, accents, hyphens, "Mt" and "Mount").
- ``data/``: the tables, with origin and licence of each in its README. They are made by two scripts in ``tools/``.

Every ``find_*`` takes any text and gives None for what it does not know; none guesses at misspellings, which is the
work of ``dogwood.search``. A bare word can be a county (Person, Union, Lee): who looks for places inside a longer
question has to weigh that. Tables are read at their first use and kept; nothing is read at import. Imports nothing
of ours.
"""

from dogwood.places.counties import (
    County,
    CountyMap,
    CountyShape,
    all_counties,
    county_of_fips,
    county_shapes,
    find_county,
)
from dogwood.places.distance import EARTH_RADIUS_MILES, Point, PointError, miles_between
from dogwood.places.find import (
    Place,
    find_county_of_place,
    find_place,
    find_places,
    place_of_county,
    place_of_region,
    place_of_town,
    place_of_zip,
)
from dogwood.places.regions import Region, all_regions, find_region
from dogwood.places.states import State, all_states, find_state
from dogwood.places.towns import Town, all_towns, find_town
from dogwood.places.zips import Zip, find_zip, zips_of_state

__all__ = [
    "EARTH_RADIUS_MILES",
    "County",
    "CountyMap",
    "CountyShape",
    "Place",
    "Point",
    "PointError",
    "Region",
    "State",
    "Town",
    "Zip",
    "all_counties",
    "all_regions",
    "all_states",
    "all_towns",
    "county_of_fips",
    "county_shapes",
    "find_county",
    "find_county_of_place",
    "find_place",
    "find_places",
    "find_region",
    "find_state",
    "find_town",
    "find_zip",
    "miles_between",
    "place_of_county",
    "place_of_region",
    "place_of_town",
    "place_of_zip",
    "zips_of_state",
]
