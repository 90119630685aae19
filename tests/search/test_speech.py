"""The language of a question, and questions in two languages at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.search.lexicon import Lexicon
from dogwood.search.speech import guess_language, is_mixed

LEXICON = Lexicon(
    {
        "en": {"wig": 9, "lump": 5, "group": 9, "support": 9, "free": 5},
        "es": {"peluca": 9, "bulto": 5, "grupo": 9, "apoyo": 9},
    }
)


@pytest.mark.parametrize(
    ("text", "otherwise", "language"),
    [
        ("peluca", "en", "es"), ("bulto", "en", "es"), ("wig", "es", "en"), ("lump", "es", "en"), ("hotel", "en", "en"),
        ("hotel", "es", "es"), ("mamografía", "en", "es"), ("where can I get a wig", "es", "en"), ("", "es", "es"),
        ("grupo de apoyo", "en", "es"),
    ],
)  # fmt: skip
def test_words_of_the_edition_tell_the_language(text: str, otherwise: str, language: str) -> None:
    assert guess_language(text, otherwise, LEXICON) == language


@pytest.mark.parametrize(
    ("text", "mixed"),
    [("grupo de apoyo near me", True), ("free peluca", True), ("grupo de apoyo", False), ("support group", False)],
)
def test_two_languages_at_once_are_seen(text: str, mixed: bool) -> None:
    assert is_mixed(text, LEXICON) is mixed


@given(st.text(st.characters(), max_size=300), st.sampled_from(["en", "es"]))
def test_any_text_has_a_language(text: str, otherwise: str) -> None:
    assert guess_language(text, otherwise, LEXICON) in {"en", "es"}
    assert is_mixed(text, LEXICON) in {True, False}
