"""Points and miles."""

from math import pi

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.places import EARTH_RADIUS_MILES, Point, PointError, miles_between

points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


def test_the_radius_is_the_mean_of_the_earth() -> None:
    assert round(EARTH_RADIUS_MILES, 2) == 3958.76


def test_a_quarter_of_the_way_round() -> None:
    assert miles_between(Point(0, 0), Point(0, 90)) == pytest.approx(EARTH_RADIUS_MILES * pi / 2)


def test_one_degree_north_is_69_miles() -> None:
    assert miles_between(Point(35, -79), Point(36, -79)) == pytest.approx(69.09, abs=0.01)


@given(points, points)
def test_distance_is_the_same_both_ways_and_at_most_half_way_round(start: Point, end: Point) -> None:
    there = miles_between(start, end)
    assert 0 <= there <= EARTH_RADIUS_MILES * pi * (1 + 1e-12)
    assert there == pytest.approx(miles_between(end, start), abs=1e-6)


@given(points)
def test_no_way_at_all_to_where_one_is(point: Point) -> None:
    assert miles_between(point, point) == 0


@given(points, points, points)
def test_no_detour_is_shorter(start: Point, middle: Point, end: Point) -> None:
    # Near the far side of the earth the haversine loses digits: asin is steep at 1.
    assert miles_between(start, end) <= miles_between(start, middle) + miles_between(middle, end) + 1e-3


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [(90.1, 0), (-91, 0), (0, 180.5), (float("nan"), 0), (0, float("inf")), (-79.0, 235.5)],
)
def test_numbers_off_the_earth_are_refused_with_the_right_ones(latitude: float, longitude: float) -> None:
    with pytest.raises(PointError, match="give degrees between"):
        Point(latitude, longitude)
