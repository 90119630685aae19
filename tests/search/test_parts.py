"""Highlights, spelling, reasons and synonyms by themselves."""

from hypothesis import given
from hypothesis import strategies as st

from dogwood.search.analysis import analyze
from dogwood.search.highlights import highlight
from dogwood.search.spelling import Speller
from dogwood.search.synonyms import SynonymTable
from dogwood.search.why import LABELS, Reason, label_reason

WORDS = {"mammogram": 5, "mammograms": 2, "mamografía": 4, "chemotherapy": 3, "ride": 9, "rides": 1}


def test_a_form_of_the_word_is_marked_in_place() -> None:
    tokens = set(analyze("ride swelling", "en"))
    assert highlight("Rides, and (swollen) swelling!", tokens, "en") == [
        ("Rides", True), (", and (swollen) ", False), ("swelling", True), ("!", False),
    ]  # fmt: skip
    assert highlight("", tokens, "en") == [("", False)]
    assert highlight("plain", set(), "en") == [("plain", False)]


@given(st.text(st.characters(), max_size=300), st.sampled_from(["en", "es", "fr"]))
def test_parts_joined_are_the_text(text: str, language: str) -> None:
    parts = highlight(text, set(analyze(text[: len(text) // 2], language)), language)
    assert "".join(part for part, _ in parts) == text


def test_the_nearest_and_most_used_word_is_suggested_with_its_accents() -> None:
    speller = Speller({"en": WORDS})
    assert speller.suggest("mamogram", "en")[0] == "mammogram"
    assert speller.suggest("mamografa", "es")[0] == "mamografía"
    assert speller.suggest("a ride to chemotherepy", "en")[0] == "a ride to chemotherapy"


def test_known_short_and_strange_words_are_left_alone() -> None:
    speller = Speller({"en": WORDS})
    assert speller.suggest("mamografia rid 12345", "es") == []
    assert speller.suggest("zzzzzz", "en") == []
    assert speller.suggest("", "en") == []


def test_every_reason_has_words_in_both_languages() -> None:
    for code, labels in LABELS.items():
        assert set(labels) == {"en", "es"}
        assert label_reason(Reason(code, "free"), "es")
    assert label_reason(Reason("need", "ride"), "es") == "Transporte al tratamiento"
    assert label_reason(Reason("served", "es"), "en") == "In Spanish"
    assert label_reason(Reason("miles", "12"), "fr") == "About 12 miles away"


def test_the_longest_form_of_a_term_is_taken() -> None:
    table = SynonymTable({"en": {"a": ["Metastasis", "cancer that came back"], "b": ["cancer"]}})
    tokens = analyze("my cancer that came back now", "en")
    length, others = table.match(tokens, tokens.index("cancer"), "en")
    assert (length, others) == (3, (("metastasi",),)) or others == (tuple(analyze("Metastasis", "en")),)
    assert table.match(tokens, 0, "es") == (0, ())
