"""Spelling: slips are mended, names, drugs and places are not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.search.spelling import Speller, is_drug

ENGLISH = {"mammogram": 40, "lymphedema": 9, "chemotherapy": 30, "insurance": 25, "wig": 8, "wigs": 9, "group": 50,
           "kesem": 2, "sharsheret": 2, "surgery": 20, "after": 90, "support": 60}  # fmt: skip
SPANISH = {"mamografía": 40, "peluca": 9, "quimioterapia": 30, "seno": 60, "hinchazón": 9, "brazo": 9, "grupo": 50}


@pytest.fixture(scope="module")
def speller() -> Speller:
    return Speller({"en": ENGLISH, "es": SPANISH}, {"fever", "metastasis", "linfedema"})


@pytest.mark.parametrize(
    ("text", "language", "read"),
    [
        ("mamogram", "en", "mammogram"), ("lympedema after sugery", "en", "lymphedema after surgery"),
        ("chemotherepy", "en", "chemotherapy"), ("insurence", "en", "insurance"), ("feaver", "en", "fever"),
        ("metastisis", "en", "metastasis"), ("suport group", "en", "support group"), ("Fayettvile", "en", "fayetteville"),
        ("peluka", "es", "peluca"), ("mamografa", "es", "mamografía"), ("kimioterapia", "es", "quimioterapia"),
        ("bulto en el ceno", "es", "bulto en el seno"), ("inchason del braso", "es", "hinchazón del brazo"),
    ],
)  # fmt: skip
def test_slips_are_mended(speller: Speller, text: str, language: str, read: str) -> None:
    found = speller.correct(text, language)
    assert found is not None
    assert found.text == read


@pytest.mark.parametrize(
    "text",
    [
        "mammogram", "kesem", "Sharsheret", "herceptin", "Kisqali", "zoladex", "trastuzumab", "madeupmab", "Lumberton",
        "Winston-Salem", "cat", "xyzzy12", "scared husband", "zzzzzzzz", "mamografia", "quick brown", "", "12345", "🎗️",
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_right_or_a_name_a_drug_or_a_place_stays(speller: Speller, text: str, language: str) -> None:
    assert speller.correct(text, language) is None


def test_spanish_words_that_are_only_unknown_stay(speller: Speller) -> None:
    for text in ("fiebre del heno", "análisis", "tatuaje", "zapatos"):
        assert speller.correct(text, "es") is None


def test_drugs_are_known_by_name_and_by_their_ends() -> None:
    assert is_drug("tamoxifen") and is_drug("ibrance") and is_drug("somethingciclib")
    assert not is_drug("mammogram") and not is_drug("mab")


@given(st.text(st.characters(), max_size=300), st.sampled_from(["en", "es", "zz", ""]))
def test_any_text_can_be_corrected_and_suggested(text: str, language: str) -> None:
    speller = _SMALL
    found = speller.correct(text, language)
    assert found is None or found.changed
    assert len(speller.suggest(text, language)) <= 3


_SMALL = Speller({"en": ENGLISH, "es": SPANISH})
