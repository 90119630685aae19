"""What a reader types, and the place it stands for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.places import (
    County,
    all_counties,
    find_county,
    find_county_of_place,
    find_place,
    find_places,
    find_state,
    find_town,
    find_zip,
    place_of_county,
)

any_text = st.text(st.characters(), max_size=10_000)  # lone surrogates included


@pytest.mark.parametrize(
    ("text", "kind", "slug"),
    [
        ("27858", "zip", "27858"), ("27858-4353", "zip", "27858"), ("zip code 28607", "zip", "28607"),
        ("código postal 28607", "zip", "28607"), ("Boone NC 28607", "zip", "28607"),
        ("near Boone, NC 28607-1234", "zip", "28607"),
        ("Richmond, VA 23220", "zip", "23220"), ("Watauga County 28607", "zip", "28607"),
        ("２７８５８", "zip", "27858"),
        ("Boone", "town", "boone"), ("near Boone", "town", "boone"), ("cerca de Asheville", "town", "asheville"),
        ("cerca de Boone, Carolina del Norte", "town", "boone"), ("Fort Bragg, N.C.", "town", "fort-bragg"),
        ("I live in Kill Devil Hills", "town", "kill-devil-hills"), ("Charlotte area", "town", "charlotte"),
        ("town of Cary", "town", "cary"), ("en Durham", "town", "durham"), ("I'm in Elkin", "town", "elkin"),
        ("Pitt County", "county", "pitt"), ("near Pitt County NC", "county", "pitt"),
        ("condado de Wilkes", "county", "wilkes"),
        ("en el condado de New Hanover", "county", "new-hanover"), ("Watauga", "county", "watauga"),
        ("Durham County", "county", "durham"), ("Wake", "county", "wake"),
    ],
)  # fmt: skip
def test_words_become_a_place(text: str, kind: str, slug: str) -> None:
    for written in (text, text.upper(), f"  {text}. "):
        place = find_place(written)
        assert place is not None, written
        assert (place.kind, place.slug) == (kind, slug)


@pytest.mark.parametrize(
    "text",
    ["", " ", "near", "cerca de", "in", "county", "Greenville, SC", "near me", "12345 Main Street", "breast cancer",
     "99999",     "Atlantis 28607", "North Carolina", "28607 28608", "a" * 10_000, "Boone " * 1000],
)  # fmt: skip
def test_what_names_no_place_is_none(text: str) -> None:
    assert find_place(text) is None
    assert find_places(text) == ()


@pytest.mark.parametrize("county", all_counties(), ids=lambda county: county.slug)
def test_every_county_is_a_place(county: County) -> None:
    expected = place_of_county(county)
    for text in (f"{county.name} County", f"condado de {county.name}", f"near {county.name} County, NC"):
        assert find_place(text) == expected
    assert expected in find_places(county.name)
    assert find_county_of_place(expected) == county


def test_a_name_of_two_places_is_the_town_first_and_the_county_second() -> None:
    readings = find_places("Henderson")
    assert [(place.kind, place.counties) for place in readings] == [("town", ("Vance",)), ("county", ("Henderson",))]
    assert find_place("Henderson") == readings[0]


def test_a_zip_code_of_another_state_has_no_county_here() -> None:
    there = find_place("23220")
    assert there is not None
    assert there.state == "VA"
    assert find_county_of_place(there) is None


def test_a_zip_code_without_a_known_point_says_so() -> None:
    place = find_place("96917")
    assert place is not None
    assert (place.state, place.counties, place.point) == ("GU", (), None)


@given(any_text)
def test_no_text_makes_a_search_fail(text: str) -> None:
    for find in (find_place, find_county, find_zip, find_town, find_state):
        find(text)


near_misses = st.lists(
    st.sampled_from(
        ["near", "cerca de", "27858", "-", "1234", "Boone", "condado", "County", "NC", "N.C.", "mt", "²", "é"]
    ),
    max_size=30,
)


@given(near_misses.map(" ".join))
def test_words_that_are_almost_places_never_fail_and_agree(text: str) -> None:
    assert find_place(text) == next(iter(find_places(text)), None)
