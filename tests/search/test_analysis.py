"""Text → tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.search.analysis import LONGEST_TOKEN, analyze, clean_text, split_plain, split_written, tidy_text

any_text = st.text(st.characters(), max_size=2_000)  # lone surrogates included


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "Mammograms", "mammogram"), ("en", "RIDES", "ride"), ("en", "swelling", "swell"),
        ("es", "Mamografías", "mamografia"), ("es", "mujeres", "MUJER"), ("es", "niños", "nino"), ("es", "doctores", "doctor"),
        ("es", "metástasis", "metastasis"),
        ("es", "hinchazo\u0301n", "hinchazón"), ("fr", "Écoute", "ecoute"), ("en", "ＷＩＧ", "wig"),
    ],
)  # fmt: skip
def test_forms_of_a_word_are_one_token(language: str, one: str, other: str) -> None:
    assert analyze(one, language) == analyze(other, language) != []


def test_small_words_are_left_out_and_genes_kept() -> None:
    assert analyze("the BRCA1 and HER2 genes", "en") == ["brca1", "her2", "gene"]
    assert analyze("el cáncer de la mama", "es") == analyze("Cáncer mama", "es") != []


def test_other_scripts_pass() -> None:
    assert analyze("乳腺癌 支持", "zh-Hant") == ["乳腺癌", "支持"]


def test_what_is_shown_keeps_its_signs() -> None:
    assert tidy_text("½ cup\x00… ™ e\u0301") == "½ cup … ™ é"


def test_plain_and_written_words_keep_their_endings() -> None:
    assert split_plain("Piedras Únicas de Boone") == ["piedras", "unicas", "de", "boone"]
    assert split_written("Mamografías") == ["mamografías"]


@given(any_text, st.sampled_from(["en", "es", "fr"]))
def test_any_text_gives_usable_tokens(text: str, language: str) -> None:
    for token in analyze(text, language):
        assert token
        assert len(token) <= LONGEST_TOKEN * 4
        token.encode()


@given(any_text)
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
