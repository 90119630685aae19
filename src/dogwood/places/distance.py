"""Points on the earth and the miles between them, as the crow flies."""

from dataclasses import dataclass
from math import asin, cos, isfinite, radians, sin, sqrt

_KILOMETRES_A_MILE = 1.609344
_EQUATORIAL_KILOMETRES = 6378.137
_POLAR_KILOMETRES = 6356.752

EARTH_RADIUS_MILES = (2 * _EQUATORIAL_KILOMETRES + _POLAR_KILOMETRES) / 3 / _KILOMETRES_A_MILE
"""3,958.76 statute miles: the mean radius R1 of the International Union of Geodesy and Geophysics, which is
(2 × equatorial + polar radius) / 3 of the WGS 84 ellipsoid. Taking the earth as a sphere is right to
about 0.5%."""


class PointError(ValueError):
    """Numbers that are no point on the earth. The message says which, and what would be right."""


@dataclass(frozen=True, slots=True)
class Point:
    """latitude: degrees, north positive, -90 to 90. longitude: degrees, east positive, -180 to 180.

    Raises PointError for anything else, "not a number" included.
    """

    latitude: float
    longitude: float

    def __post_init__(self) -> None:
        for what, value, limit in (("latitude", self.latitude, 90), ("longitude", self.longitude, 180)):
            if not isfinite(value) or abs(value) > limit:
                raise PointError(
                    f"{value} is not a {what}: give degrees between -{limit} and {limit}. "
                    "Latitude comes first; in North Carolina it is about 35 and the longitude about -79."
                )


def miles_between(start: Point, end: Point) -> float:
    """Statute miles along the great circle from ``start`` to ``end`` (haversine formula); 0 or more, same both ways."""
    north_1, north_2 = radians(start.latitude), radians(end.latitude)
    half_north = sin((north_2 - north_1) / 2)
    half_east = sin(radians(end.longitude - start.longitude) / 2)
    square = half_north * half_north + cos(north_1) * cos(north_2) * half_east * half_east
    return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(square)))
