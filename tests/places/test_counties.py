"""All 100 counties, by every way to write them, and their shapes."""

import re
from importlib.resources import files

import pytest

from dogwood.places import County, all_counties, county_of_fips, county_shapes, find_county

by_name = pytest.mark.parametrize("county", all_counties(), ids=lambda county: county.slug)


def test_there_are_100_in_the_order_of_their_names() -> None:
    names = [county.name for county in all_counties()]
    assert len(set(names)) == 100
    assert names == sorted(names, key=str.casefold)
    assert len({county.slug for county in all_counties()}) == len({county.fips for county in all_counties()}) == 100


@by_name
def test_each_is_inside_the_state(county: County) -> None:
    assert 33.8 < county.latitude < 36.6
    assert -84.4 < county.longitude < -75.4
    assert re.fullmatch("37[0-9]{3}", county.fips)
    assert county.slug == county.name.lower().replace(" ", "-")


@by_name
@pytest.mark.parametrize(
    "written",
    [
        "{0}", "{0} County", "{0} county, ", "condado de {0}", "Condado {0}", "el condado de {0}", "County of {0}",
        "{0} Co.", "  {0}\n",
    ],
)  # fmt: skip
def test_each_is_found_however_it_is_written(county: County, written: str) -> None:
    for text in (written.format(county.name), written.format(county.name).upper(), written.format(county.slug)):
        assert find_county(text) == county


@pytest.mark.parametrize(
    ("text", "name"),
    [("MC DOWELL", "McDowell"), ("McDowell", "McDowell"), ("newhanover", "New Hanover"), ("Péndér", "Pender")],
)
def test_spellings(text: str, name: str) -> None:
    found = find_county(text)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "text", ["", "county", "condado de", "Pit", "Boone", "Fulton County", "Pitt County Pitt", "日本"]
)
def test_what_is_no_county_is_none(text: str) -> None:
    assert find_county(text) is None


def test_by_fips_code() -> None:
    pitt = county_of_fips("37147")
    assert pitt is not None
    assert pitt.name == "Pitt"
    assert county_of_fips("13121") is None


def test_the_map_has_a_shape_for_each_county_with_its_label_inside_the_frame() -> None:
    drawn = county_shapes()
    assert {(s.fips, s.name) for s in drawn.shapes} == {(c.fips, c.name) for c in all_counties()}
    for shape in drawn.shapes:
        assert re.fullmatch(r"(M\d+,\d+l[-\d, ]+z)+", shape.path)
        assert 0 < shape.label_x < drawn.width
        assert 0 < shape.label_y < drawn.height


def test_the_map_stays_small_enough_for_an_old_phone() -> None:
    assert len(files("dogwood.places").joinpath("data/nc_county_shapes.json").read_bytes()) < 40_000


def test_the_map_lies_the_right_way_round() -> None:
    place = {shape.name: (shape.label_x, shape.label_y) for shape in county_shapes().shapes}
    assert place["Cherokee"][0] < place["Buncombe"][0] < place["Wake"][0] < place["Dare"][0]
    assert place["Surry"][1] < place["Iredell"][1] < place["Union"][1] < place["Brunswick"][1]
