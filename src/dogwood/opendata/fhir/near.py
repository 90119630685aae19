"""``near``: what lies around a point, the nearest first."""

import re
from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from dogwood.opendata.problems import ProblemError
from dogwood.places import EARTH_RADIUS_MILES

from .words import DISTANCE, UNITS

DEFAULT_KM = 50.0
FARTHEST_KM = 1_000.0
_DIAMETER_KM = 2 * EARTH_RADIUS_MILES * 1.609344
_UNITS = {"km": 1.0, "[mi_us]": 1.609347219}
"""Unit of UCUM → kilometres."""
_KM_A_DEGREE = 110.5
"""At least, of latitude."""
_NEAR_A_POLE = 85.0
_NUMBER = re.compile(r"[+-]?\d{1,6}(\.\d{1,20})?\Z", re.ASCII)


@dataclass(frozen=True)
class Near:
    """latitude, longitude: WGS 84 degrees."""

    latitude: float
    longitude: float
    km: float

    def as_sql(self) -> tuple[str, tuple[object, ...]]:
        """A condition on a row with ``latitude`` and ``longitude``, and its values."""
        sql = "latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ? AND kilometres(?,?,latitude,longitude)<=?"
        return sql, (*self._box(), self.latitude, self.longitude, self.km)

    def _box(self) -> tuple[float, float, float, float]:
        """South, north, west and east of what can be near, in degrees; all longitudes at the poles and the date line."""
        reach = self.km / _KM_A_DEGREE + 0.01
        south, north = self.latitude - reach, self.latitude + reach
        farthest = max(abs(south), abs(north))
        if farthest >= _NEAR_A_POLE:
            return south, north, -180.0, 180.0
        aside = reach / cos(radians(farthest))
        if abs(self.longitude) + aside > 180:
            return south, north, -180.0, 180.0
        return south, north, self.longitude - aside, self.longitude + aside

    def as_order(self) -> tuple[str, tuple[object, ...]]:
        return "kilometres(?,?,latitude,longitude)", (self.latitude, self.longitude)


def read_near(text: str, name: str = "near") -> Near:
    """Read ``latitude|longitude|distance|units``. Raises ProblemError."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) not in {2, 3, 4} or not (_NUMBER.match(parts[0]) and _NUMBER.match(parts[1])):
        raise _wrong(name, "is latitude|longitude|distance|units, such as 35.6|-77.4|25|[mi_us].")
    latitude, longitude = float(parts[0]), float(parts[1])
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):
        raise _wrong(name, "has a latitude from -90 to 90 and a longitude from -180 to 180.")
    unit = parts[3] if len(parts) == 4 and parts[3] else "km"
    if unit not in _UNITS:
        raise _wrong(name, "takes the units km and [mi_us].")
    km = DEFAULT_KM
    if len(parts) > 2 and parts[2]:
        if not _NUMBER.match(parts[2]) or not 0 < float(parts[2]) * _UNITS[unit] <= FARTHEST_KM:
            raise _wrong(name, f"takes a distance of more than 0 and at most {FARTHEST_KM:.0f} km.")
        km = float(parts[2]) * _UNITS[unit]
    return Near(latitude, longitude, km)


def measure_km(
    latitude: float, longitude: float, other_latitude: float | None, other_longitude: float | None
) -> float | None:
    """Kilometres between two points as the crow flies, None where the second is not known. For SQL too, a row at a time: so
    it is the formula of ``places.miles_between`` without its points."""
    if other_latitude is None or other_longitude is None:
        return None
    north, other_north = radians(latitude), radians(other_latitude)
    half_north = sin((other_north - north) / 2)
    half_east = sin(radians(other_longitude - longitude) / 2)
    square = half_north * half_north + cos(north) * cos(other_north) * half_east * half_east
    return _DIAMETER_KM * asin(min(1.0, sqrt(square)))


def write_distance(km: float) -> dict[str, object]:
    """The extension of a match's ``search`` that says how far away it is."""
    value = {"value": round(km, 2), "unit": "km", "system": UNITS, "code": "km"}
    return {"url": DISTANCE, "valueDistance": value}


def _wrong(name: str, detail: str) -> ProblemError:
    return ProblemError("parameter", f"“{name}” {detail}", parameter=name)
