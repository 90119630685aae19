"""The ZIP table, the towns made from it, and the states."""

import subprocess
import sys

import pytest

from dogwood.places import (
    Point,
    Town,
    all_counties,
    all_states,
    all_towns,
    find_state,
    find_town,
    find_zip,
    miles_between,
    zips_of_state,
)
from dogwood.places.zips import _table

COUNTIES = {county.name: county for county in all_counties()}


@pytest.mark.parametrize("text", ["27858", " 27858 ", "27858-4353", "278584353", "27858 4353"])
def test_a_zip_code_is_found(text: str) -> None:
    found = find_zip(text)
    assert found is not None
    assert (found.code, found.city, found.state, found.county) == ("27858", "Greenville", "NC", "Pitt")
    assert found.point == Point(35.5866, -77.3485)


@pytest.mark.parametrize(
    "text", ["", "2785", "278581", "27858-43", "00000", "99999", "٢٧٨٥٨", "a27858", "27858" + " " * 99]
)
def test_what_is_no_zip_code_is_none(text: str) -> None:
    assert find_zip(text) is None


def test_every_line_of_the_table_is_found_by_its_code() -> None:
    codes = [line[:5].decode() for line in _table().splitlines()]
    assert codes == sorted(set(codes))
    assert len(codes) > 41_000
    for code in (*codes[:50], *codes[::97], *codes[-50:]):
        found = find_zip(code)
        assert found is not None
        assert found.code == code


def test_every_zip_code_of_the_state_has_a_county_and_a_point_near_it() -> None:
    rows = list(zips_of_state("NC"))
    assert len(rows) == 1091
    for row in rows:
        assert row.county in COUNTIES, row
        assert row.point is not None, row
        assert miles_between(row.point, COUNTIES[row.county].point) < 40, row
    assert {row.county for row in rows} == set(COUNTIES)


def test_an_unknown_point_is_none_and_never_zero() -> None:
    for state in ("VI", "GU", "NJ", "DC"):
        for row in zips_of_state(state):
            assert (row.latitude is None) == (row.longitude is None) == (row.point is None)
            assert row.latitude != 0


def test_every_state_in_the_table_is_a_state() -> None:
    codes = {state.code for state in all_states()}
    assert {line.rsplit(b",", 4)[1].decode() for line in _table().splitlines() if b'"' not in line} <= codes
    assert len(codes) == 59


@pytest.mark.parametrize(
    ("text", "code"),
    [("nc", "NC"), ("N.C.", "NC"), ("Carolina del Norte", "NC"), ("WEST VIRGINIA", "WV"), ("nuevo mexico", "NM")],
)
def test_a_state_is_found_by_code_or_name(text: str, code: str) -> None:
    found = find_state(text)
    assert found is not None
    assert found.code == code


def test_what_is_no_state_is_none() -> None:
    assert find_state("AE") is find_state("") is find_state("Carolina") is None


def town_named(text: str) -> Town:
    town = find_town(text)
    assert town is not None, text
    return town


@pytest.mark.parametrize("town", all_towns(), ids=lambda town: town.slug)
def test_each_town_is_found_by_its_own_name_and_lies_near_its_county(town: Town) -> None:
    assert find_town(town.name) == find_town(town.slug) == find_town(town.name.upper()) == town
    assert town.county == town.counties[0]
    assert set(town.counties) <= set(COUNTIES)
    assert miles_between(town.point, COUNTIES[town.county].point) < 40


def test_slugs_are_names_that_no_two_towns_share() -> None:
    assert len({town.slug for town in all_towns()}) == len(all_towns()) > 800


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mt. Airy", "Mount Airy"), ("winston salem", "Winston-Salem"), ("Mc Leansville", "McLeansville"),
        ("St. Pauls", "Saint Pauls"), ("N Wilkesboro", "North Wilkesboro"), ("RTP", "Research Triangle Park"),
        ("carolina bch", "Carolina Beach"), ("ft bragg", "Fort Bragg"), ("Rocky Mount", "Rocky Mount"),
        ("mint hill", "Mint Hill"), ("surf city", "Surf City"), ("n. topsail beach", "North Topsail Beach"),
    ],
)  # fmt: skip
def test_town_spellings(text: str, name: str) -> None:
    assert town_named(text).name == name


def test_a_town_in_two_counties_names_both() -> None:
    assert town_named("Rocky Mount").counties == ("Nash", "Edgecombe")


def test_nothing_is_read_before_it_is_asked_for_and_the_zip_package_never() -> None:
    code = (
        "import sys, dogwood.places as p, dogwood.places.zips as z, dogwood.places.towns as t;"
        "assert z._table.cache_info().currsize == t.all_towns.cache_info().currsize == 0;"
        "assert p.find_place('27858') and p.find_place('Boone') and 'zipcodes' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_table_takes_less_than_two_megabytes() -> None:
    assert len(_table()) < 2_000_000
