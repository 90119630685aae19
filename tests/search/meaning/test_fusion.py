from hypothesis import given
from hypothesis import strategies as st

from dogwood.search.meaning import fuse

NAMES = st.lists(st.integers(0, 99), max_size=80, unique=True)


def test_what_both_find_comes_first() -> None:
    assert fuse(["a", "b", "c"], ["c", "b", "d"])[0] in {"b", "c"}
    assert fuse(["a", "b"], ["b", "a"])[0] == "a"  # a tie goes to the words


def test_without_meaning_the_words_stand() -> None:
    words = [f"w{number}" for number in range(90)]
    assert fuse(words, []) == words


def test_without_words_the_meaning_stands() -> None:
    assert fuse([], ["a", "b"]) == ["a", "b"]


def test_what_was_asked_for_by_name_stays_first() -> None:
    assert fuse(["a", "b", "c"], ["c", "b"], kept=1)[0] == "a"


@given(NAMES, NAMES, st.integers(0, 3))
def test_nothing_is_lost_or_doubled(words: list[int], meaning: list[int], kept: int) -> None:
    fused = fuse(words, meaning, kept=kept)
    assert len(fused) == len(set(fused))
    assert set(words) <= set(fused) <= {*words, *meaning}
    assert fused[:kept] == words[:kept] or len(words) < kept


@given(NAMES, NAMES, st.integers(40, 80))
def test_a_longer_list_of_words_begins_alike(words: list[int], meaning: list[int], cut: int) -> None:
    """So that the second page of an answer follows on the first."""
    short = fuse(words[:cut], meaning)
    assert fuse(words, meaning)[: len(short)] == short
