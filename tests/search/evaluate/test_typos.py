"""One typo, the same for the same seed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import DamerauLevenshtein

from dogwood.search.evaluate.typos import add_typo


def test_the_same_seed_gives_the_same_typo() -> None:
    text = "a ride to treatment from Lumberton"
    assert add_typo(text, 1, "q1") == add_typo(text, 1, "q1")
    assert len({add_typo(text, seed, "q1") for seed in range(40)}) > 20


@pytest.mark.parametrize("text", ["", "a wig", "4 27834", "el pelo", "\x00🎗️"])
def test_without_a_long_word_nothing_changes(text: str) -> None:
    assert add_typo(text, 1, "q") == text


@given(st.text(max_size=80), st.integers(0, 10**9))
def test_one_word_is_one_slip_away(text: str, seed: int) -> None:
    found = add_typo(text, seed, "q")
    assert DamerauLevenshtein.distance(text, found) <= 1


@pytest.mark.parametrize("seed", range(60))
def test_a_long_word_always_changes(seed: int) -> None:
    text = "quimioterapia aaaaaa"
    found = add_typo(text, seed, "q")
    assert found != text
    assert DamerauLevenshtein.distance(text, found) == 1
