"""Distances: the formula in SQL, and the box that a search looks into first."""

import sqlite3

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from dogwood.opendata.fhir.near import Near, measure_km, read_near
from dogwood.opendata.problems import ProblemError
from dogwood.places import Point, miles_between

_latitudes, _longitudes = st.floats(-90, 90), st.floats(-180, 180)


@given(_latitudes, _longitudes, _latitudes, _longitudes)
def test_kilometres_are_those_of_places(north: float, east: float, other_north: float, other_east: float) -> None:
    miles = miles_between(Point(north, east), Point(other_north, other_east))
    assert measure_km(north, east, other_north, other_east) == pytest.approx(miles * 1.609344)


def find(near: Near, latitude: float | None, longitude: float | None) -> bool:
    """Whether SQL finds a place there."""
    db = sqlite3.connect(":memory:")
    db.create_function("kilometres", 4, measure_km, deterministic=True)
    sql, values = near.as_sql()
    (count,) = db.execute(f"SELECT COUNT(*) FROM (SELECT ? AS latitude, ? AS longitude) WHERE {sql}", (latitude, longitude, *values)).fetchone()  # fmt: skip
    db.close()
    return bool(count)


@given(_latitudes, _longitudes, st.floats(0.1, 1000), st.floats(-9, 9), st.floats(-30, 30))
def test_nothing_near_is_outside_the_box(north: float, east: float, km: float, up: float, aside: float) -> None:
    other_north = max(-90.0, min(90.0, north + up))
    other_east = (east + aside + 180) % 360 - 180
    away = measure_km(north, east, other_north, other_east)
    assert away is not None
    assume(abs(away - km) > 1e-6)
    assert find(Near(north, east, km), other_north, other_east) is (away < km)


def test_a_place_without_coordinates_is_not_near() -> None:
    assert not find(Near(35, -79, 1000), None, None)
    assert measure_km(35, -79, None, None) is None


@pytest.mark.parametrize(
    ("text", "km"),
    [
        ("35|-79", 50),
        ("35|-79|", 50),
        ("35|-79||", 50),
        ("35|-79|10", 10),
        ("+35.5 | -79 | 10 | km", 10),
        ("35|-79|10|[mi_us]", 16.09347),
    ],
)
def test_units_and_the_distance_where_none_is_given(text: str, km: float) -> None:
    assert read_near(text).km == pytest.approx(km)


@given(st.text(st.sampled_from("0123456789.|-+ekm[]_usi, "), max_size=30))
def test_near_is_read_or_refused(text: str) -> None:
    try:
        found = read_near(text)
    except ProblemError as problem:
        assert problem.status == 400
    else:
        assert abs(found.latitude) <= 90 and abs(found.longitude) <= 180 and 0 < found.km <= 1000
