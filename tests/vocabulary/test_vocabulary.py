import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood import vocabulary
from dogwood.checks.models import Check
from dogwood.vocabulary import UnknownWordError, choices, find_word, label, sort_words, words

LISTS = [
    "kinds", "needs", "audiences", "service_types", "publication_types", "formats", "costs", "statuses", "becames", "areas",
    "acceptings", "phone_kinds", "check_methods", "check_outcomes", "freshness",
]  # fmt: skip


@pytest.mark.parametrize("name", LISTS)
def test_every_word_has_a_label_in_both_languages(name: str) -> None:
    assert words(name)
    for word in words(name).values():
        assert word.labels.keys() >= {"en", "es"} and all(word.labels.values()), word
        assert len(word.key) <= 40, "the database keeps 40 characters"
        assert ";" not in word.key and "\n" not in word.key


def test_labels() -> None:
    assert label("needs", "ride", "es") == "Transporte al tratamiento"
    assert label("needs", "ride", "fr") == "A ride to treatment"
    assert find_word("needs", "ride").hint("fr") == find_word("needs", "ride").hint("en") != ""
    assert find_word("costs", "free").hint("en") == ""
    assert choices("costs", "es")[0] == ("free", "Gratis")


@pytest.mark.parametrize("key", ["rid", "Ride", "", "x" * 5000])
def test_a_word_that_is_none_is_told_with_those_that_are(key: str) -> None:
    with pytest.raises(UnknownWordError, match="talk-now, peer-support") as caught:
        find_word("needs", key)
    assert len(str(caught.value)) < 1000


@given(st.lists(st.sampled_from(list(vocabulary.words("needs")))))
def test_sorted_words_are_in_readers_order_without_repeats(keys: list[str]) -> None:
    found = sort_words("needs", keys)
    assert set(found) == set(keys) and len(set(found)) == len(found)
    assert list(found) == [key for key in words("needs") if key in found]
    assert sort_words("needs", found) == found


def test_the_words_that_code_relies_on_exist() -> None:
    assert {"confirmed", "changed", "dead", "closed"} <= words("check_outcomes").keys()
    assert "document" in words("check_methods") and {"active", "defunct"} <= words("statuses").keys()
    assert {key for key, _ in Check._meta.get_field("method").choices} == words("check_methods").keys()
