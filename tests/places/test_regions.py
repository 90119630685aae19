"""Regions: known by the names people use, each county list from a named source."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.places import all_counties, all_regions, find_county, find_place, find_region


def test_every_county_of_a_region_is_one_of_the_hundred_and_stands_once() -> None:
    names = {county.name for county in all_counties()}
    for region in all_regions():
        assert set(region.counties) <= names, region.slug
        assert len(set(region.counties)) == len(region.counties) >= 3


def test_every_region_names_its_source_and_its_address() -> None:
    assert all(region.source and region.address.startswith("http") for region in all_regions())
    assert len({region.slug for region in all_regions()}) == len(all_regions())


def test_the_middle_of_a_region_lies_in_the_state() -> None:
    for region in all_regions():
        assert 33.8 < region.point.latitude < 36.6
        assert -84.4 < region.point.longitude < -75.4


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("in the mountains", "mountains"), ("Western NC", "mountains"), ("WNC", "mountains"), ("las montañas", "mountains"),
        ("the Triangle", "triangle"), ("el Triángulo", "triangle"), ("the Triad", "triad"), ("on the coast", None),
        ("the coast", "coast"), ("la costa", "coast"), ("the Outer Banks", "outer-banks"), ("OBX", "outer-banks"),
        ("Eastern NC", "eastern"), ("eastern North Carolina", "eastern"), ("the Sandhills", "sandhills"),
        ("el este de Carolina del Norte", "eastern"), ("the High Country", "high-country"), ("Metrolina", "metrolina"),
    ],
)  # fmt: skip
def test_a_region_is_a_place(text: str, slug: str | None) -> None:
    place = find_place(text)
    if slug is None:
        assert place is None or place.kind == "region"
    else:
        assert place is not None
        assert (place.kind, place.slug) == ("region", slug)
        assert find_county(place.counties[0])


def test_a_town_goes_before_nothing_and_a_county_before_a_region() -> None:
    for text, kind in (("Charlotte area", "town"), ("Pitt County", "county"), ("27858", "zip")):
        place = find_place(text)
        assert place is not None and place.kind == kind


@given(st.text(st.characters(), max_size=150))
def test_any_text_is_a_region_or_none(text: str) -> None:
    found = find_region(text)
    assert found is None or found in all_regions()
