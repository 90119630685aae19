"""Places inside of questions: those that are meant, and names and words that only look like one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.places import all_counties
from dogwood.search import understand
from dogwood.search.locate import find_loose_place, find_place_in


def _place(text: str, language: str = "en") -> str | None:
    found = understand(text, language=language).place
    return found.name if found else None


@pytest.mark.parametrize("county", [county.name for county in all_counties()])
def test_every_county_is_found_when_it_is_called_one(county: str) -> None:
    assert _place(f"a ride in {county} County") == county
    assert _place(f"transporte en el condado de {county}", "es") == county


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("support group in the mountains", "the mountains"), ("grupo de apoyo en las montañas", "the mountains"),
        ("rides in eastern NC", "Eastern North Carolina"), ("hospitals in the Triangle", "the Triangle"),
        ("ayuda en el este de Carolina del Norte", "Eastern North Carolina"), ("wnc wigs", "the mountains"),
        ("mammogram on the coast", "the coast"), ("Asheville support group", "Asheville"), ("Durham wig", "Durham"),
        ("hospital Wilson", "Wilson"), ("near Madison a ride", "Madison"), ("wig in Wilson", "Wilson"),
        ("mammogram Winston Salem", "Winston-Salem"), ("ride from mt airy to treatment", "Mount Airy"),
        ("grupo de apoyo cerca de Boone", "Boone"), ("support group Concord NC", "Concord"), ("wig in Concord", "Concord"),
        ("hope mills ride to chemo", "Hope Mills"),
    ],
)  # fmt: skip
def test_a_place_that_is_meant_is_found(text: str, place: str) -> None:
    assert _place(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "hope scarves", "hope", "Dr Madison", "woodrow wilson", "duke", "duke cancer", "susan g komen", "jane davis",
        "colon cancer", "help in person", "faith and healing", "young women", "black women", "ride near me",
        "i need hope", "hope lodge", "planning in advance", "star trial", "support in Greenville, SC", "turkey tail mushroom",
        "mills", "lump in breast", "pain in my arm", "cancer in my bones", "group in spanish",
    ],
)  # fmt: skip
def test_names_and_words_are_no_places(text: str) -> None:
    assert _place(text) is None


@given(st.text(st.characters(), max_size=260))
def test_any_text_has_a_place_or_none(text: str) -> None:
    for find in (find_place_in, find_loose_place):
        place, rest = find(text)
        assert place is not None or rest == text
