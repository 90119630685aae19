"""Suggestions: what begins so, in both languages, whatever is typed."""

import time
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.edition.file import EditionReader
from dogwood.search import suggest as module
from dogwood.search.suggest import MOST_SUGGESTIONS, PLACES, Suggester
from tests.support.sample_edition import build_sample_edition


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditionReader]:
    reader = EditionReader(build_sample_edition(tmp_path_factory.mktemp("editions")).current_folder())
    yield reader
    reader.close()


@pytest.fixture(scope="module")
def suggester(edition: EditionReader) -> Suggester:
    return Suggester(edition)


def texts(suggester: Suggester, prefix: str, language: str = "en") -> list[str]:
    return [found.text for found in suggester.suggest(prefix, language)]


@pytest.mark.parametrize(
    ("prefix", "language", "expected"),
    [
        ("ri", "en", "A ride to treatment"),
        ("RIDE TO", "en", "A ride to treatment"),
        ("mamografia", "es", "Mamografía"),
        ("mamografía", "en", "Mamografía"),
        ("quimio", "es", "quimio"),
        ("swell", "en", "Swelling of the arm after surgery"),
        ("surg", "en", ""),
        ("robeson r", "en", "Robeson Rides to Care"),
        ("rob", "en", "Robeson County"),
        ("condado de rob", "es", "Condado de Robeson"),
        ("lumb", "en", "Lumberton"),
        ("eating", "en", "Eating Well During Chemotherapy"),
        ("greenville s", "en", "Greenville Sample Walk"),
    ],
)
def test_what_begins_so_is_suggested(suggester: Suggester, prefix: str, language: str, expected: str) -> None:
    found = texts(suggester, prefix, language)
    assert (expected in found) if expected else not any("Swelling" in text for text in found)


def test_the_readers_language_comes_first(suggester: Suggester) -> None:
    for language in ("en", "es"):
        found = suggester.suggest("ma", language)
        assert found[0].language == language
        order = [suggestion.language == language for suggestion in found]
        assert order == sorted(order, reverse=True)


def test_kinds_are_mixed_and_can_be_chosen(suggester: Suggester) -> None:
    found = suggester.suggest("gre", "en", kinds=PLACES)
    assert {suggestion.kind for suggestion in found} <= PLACES
    assert found[0].kind == "county"


def test_a_county_or_need_comes_in_one_language(suggester: Suggester) -> None:
    for language, name in (("en", "Robeson County"), ("es", "Condado de Robeson")):
        assert [each.text for each in suggester.suggest("robeson", language, kinds=PLACES)] == [name]
    assert "Condado de Robeson" in texts(suggester, "condado de robe", "en")


def test_no_text_comes_twice_and_no_closed_listing_at_all(suggester: Suggester, edition: EditionReader) -> None:
    for prefix in ("sa", "ma", "co", "ro", "li"):
        found = texts(suggester, prefix)
        assert len({text.casefold() for text in found}) == len(found) <= MOST_SUGGESTIONS
    closed = [
        record.heading for record in edition.records() if getattr(getattr(record, "status", None), "is_closed", 0)
    ]
    assert closed
    for name in closed:
        assert name not in texts(suggester, name)


@pytest.mark.parametrize("prefix", ["", "r", " r ", "x" * 61, "zzzz", "\x00", "🎗️", "%", "' OR 1=1", "*"])
def test_too_little_too_much_or_nothing_alike(suggester: Suggester, prefix: str) -> None:
    assert suggester.suggest(prefix, "en") == []


@given(st.text(max_size=80), st.sampled_from(["en", "es", "zz", ""]))
def test_any_text_is_taken(suggester: Suggester, prefix: str, language: str) -> None:
    assert len(suggester.suggest(prefix, language)) <= MOST_SUGGESTIONS


def test_it_is_quick(suggester: Suggester) -> None:
    """Under a millisecond each, the middle of many; a busy machine gets five times that."""
    times = []
    for prefix in ("ri", "ca", "co", "the", "condado", "san", "mammo", "green"):
        start = time.perf_counter()
        suggester.suggest(prefix, "en")
        times.append(time.perf_counter() - start)
    assert sorted(times)[len(times) // 2] < 0.005


def test_a_type_with_too_many_records_is_left_out(edition: EditionReader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_OF_A_TYPE", 3)
    small = Suggester(edition)
    assert "Robeson Rides to Care" not in texts(small, "robeson r")
    assert "A ride to treatment" in texts(small, "ride")
