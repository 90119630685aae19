"""Where a point of the earth stands on the county map (``places.county_shapes``).

The map is drawn by ``tools/make_county_map.mjs`` in a conformal cone (Lambert, on a sphere; Snyder, "Map Projections: A
Working Manual", 1987, equations 15-1 to 15-4). Its scale and origin were fitted to the counties' internal points and the
middles of their shapes: half of them agree to 0.6 units, about 0.3 miles.
"""

from collections.abc import Sequence
from math import cos, log, pi, radians, sin, tan

from dogwood.places.distance import Point

_SOUTH, _NORTH = radians(34 + 20 / 60), radians(36 + 10 / 60)
_MERIDIAN = -79.0
_SCALE, _LEFT, _TOP = 7880.67, 601.76, 5341.93
"""Units a radian at the standard parallels; x of the meridian; y of the cone's origin."""

_NARROWEST, _AROUND = 260, 60
"""Units of the map: the least that is shown, and the room around what is found."""


def _stretch(latitude: float) -> float:
    return tan(pi / 4 + latitude / 2)


CONE = log(cos(_SOUTH) / cos(_NORTH)) / log(_stretch(_NORTH) / _stretch(_SOUTH))
_RADIUS = cos(_SOUTH) * _stretch(_SOUTH) ** CONE / CONE


def place_on_map(point: Point) -> tuple[int, int]:
    """(x, y) in the map's units, y downwards; a point outside of the state lies outside of the map."""
    radius = _RADIUS / _stretch(radians(point.latitude)) ** CONE
    angle = CONE * radians(point.longitude - _MERIDIAN)
    return round(_SCALE * radius * sin(angle) + _LEFT), round(_TOP - _SCALE * (_RADIUS - radius * cos(angle)))


def frame_points(points: Sequence[tuple[int, int]], width: int, height: int) -> str:
    """The ``viewBox`` of the part of the map (``width`` x ``height``) that holds ``points``; all of it for none."""
    if not points:
        return f"0 0 {width} {height}"
    xs, ys = [x for x, _ in points], [y for _, y in points]
    wide = min(width, max(_NARROWEST, max(xs) - min(xs) + _AROUND, (max(ys) - min(ys) + _AROUND) * 2))
    high = min(height, wide / 2)
    left = max(0.0, min(width - wide, (min(xs) + max(xs) - wide) / 2))
    top = max(0.0, min(height - high, (min(ys) + max(ys) - high) / 2))
    return f"{round(left)} {round(top)} {round(wide)} {round(high)}"


def constants() -> str:
    """What ``static/near.js`` needs to do the same with the device's position: cone, radius, scale, left, top, meridian."""
    return f"{CONE:.7f} {_RADIUS:.7f} {_SCALE} {_LEFT} {_TOP} {_MERIDIAN}"
