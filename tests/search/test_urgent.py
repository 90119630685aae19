"""Urgent words: nothing urgent is missed, nothing calm alarms, and the card is the right one."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.edition.records import Source, UrgentRecord
from dogwood.search import EditionSearch
from dogwood.search.lexicon import Lexicon
from dogwood.search.urgent import UrgentTable
from tests.support.sample_edition import build_sample_edition, sample_records

ROOT = Path(__file__).parents[2]
JUDGED = Path(__file__).parent / "judged"


def _urgent(key: str, *phrases: str, language: str = "en", level: str = "urgent", **more: Any) -> UrgentRecord:
    return UrgentRecord(
        key=key,
        language=language,
        title=f"{key} {language}",
        advice="Call now.",
        phrases=phrases,
        level=level,
        source=Source(name="Made", url="https://www.example.org"),
        **more,
    )


def _starter_records() -> list[UrgentRecord]:
    """What ``starter/urgent.csv`` comes to, in both languages."""
    with (ROOT / "starter" / "urgent.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        UrgentRecord(
            key=row["key"],
            language=tag,
            title=row[f"heading_{tag}"],
            advice=row[f"advice_{tag}"],
            phrases=tuple(row[f"phrases_{tag}"].split("; ")),
            calm=tuple(part for part in row[f"calm_{tag}"].split("; ") if part),
            level=row["level"],
            guide=row["guide"],
            listing=row["listing"],
            source=Source(name=row["source_name"], url=row["source_url"]),
        )
        for row in rows
        for tag in ("en", "es")
    ]


STARTER = UrgentTable(_starter_records())
SPELLER = Lexicon({"en": {}, "es": {}}, urgent=STARTER).speller
SMALL = UrgentTable(
    [
        _urgent("fever", "fever + chemo", "burning up", calm=("hay fever",)),
        _urgent("die", "want to die", "end my life", listing="line"),
        _urgent("die", "quiero morir", "matarme", "no quiero vivir", language="es", calm=("no quiero vivir en",)),
        _urgent("breath", "can't breathe", "trouble breathing", level="emergency"),
    ]
)


def _find(text: str, language: str = "en", table: UrgentTable = SMALL) -> list[str]:
    return [record.key for record in table.find([text], language)]


def _lines(name: str) -> list[dict[str, Any]]:
    path = JUDGED / name
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    "text",
    ["I want to die", "want to just die", "i want so badly to die", "WANT TO DIE!!!", "wants to die", "quiero morir"],
)
def test_words_in_order_and_near_each_other_are_urgent(text: str) -> None:
    assert _find(text) == ["die"]


@pytest.mark.parametrize(
    "text", ["die want to", "i want a long ride because his plants die", "end of life care", "the end", "", "matar"]
)
def test_words_in_another_order_far_apart_or_without_their_own_are_not(text: str) -> None:
    assert _find(text) == []


@pytest.mark.parametrize(
    "text",
    ["can't breathe", "cant breathe", "can’t breath", "cannot breathe", "can not really breathe", "i can t breathe"],
)
def test_contractions_are_one_word_however_they_are_written(text: str) -> None:
    assert _find(text) == ["breath"]


def test_a_plus_takes_any_order_and_a_calm_phrase_covers_only_its_own_words() -> None:
    assert _find("chemo yesterday and today a bad fever") == ["fever"]
    assert _find("hay fever and chemo") == []
    assert _find("hay fever before, now fever after chemo") == ["fever"]
    assert _find("ya no quiero vivir") == ["die"]
    assert _find("no quiero vivir en un asilo") == []
    assert _find("quiero matarme") == ["die"]


def test_an_emergency_goes_first_and_the_readers_language_is_taken_where_there_is_one() -> None:
    assert _find("i want to die, i can't breathe") == ["breath", "die"]
    assert [record.title for record in SMALL.find(["want to die"], "es")] == ["die es"]
    assert [record.title for record in SMALL.find(["can't breathe"], "es")] == ["breath en"]


def test_the_words_as_corrected_count_too() -> None:
    assert [record.key for record in SMALL.find(["trobble breething", "trouble breathing"], "en")] == ["breath"]


@given(st.lists(st.text(st.characters(), max_size=300), max_size=2), st.sampled_from(["en", "es", "zz", ""]))
def test_any_text_is_urgent_or_not(texts: list[str], language: str) -> None:
    assert isinstance(STARTER.find(texts, language), tuple)


@given(st.text("+;'\" ’-", max_size=60))
def test_any_phrase_of_an_editor_can_be_read(phrase: str) -> None:
    assert UrgentTable([_urgent("odd", phrase, calm=(phrase,))]).find(["want to die"], "en") == ()


@pytest.mark.parametrize("query", _lines("urgent/triggers.jsonl"), ids=lambda query: query["_id"])
def test_nothing_urgent_is_missed_and_the_first_card_is_the_right_one(query: dict[str, Any]) -> None:
    page = "es" if query["language"] == "es" else "en"
    fixed = SPELLER.correct(query["text"], page)
    found = STARTER.find([query["text"], *([fixed.text] if fixed else [])], page)
    assert found, query["text"]
    shown = {f"listing/{found[0].listing}", f"guide/{found[0].guide}#{found[0].level}"}
    assert shown & {query["expects"], *query["also"]}, found[0].key


@pytest.mark.parametrize("query", _lines("urgent/calm.jsonl"), ids=lambda query: query["_id"])
def test_what_is_calm_raises_no_alarm(query: dict[str, Any]) -> None:
    assert _find(query["text"], "en", STARTER) == []


def test_the_judged_queries_raise_no_alarm() -> None:
    calm = [query for query in _lines("develop/queries.jsonl") if query["metadata"].get("alarm") != "allowed"]
    alarmed = {query["text"]: _find(query["text"], "en", STARTER) for query in calm}
    assert {text: keys for text, keys in alarmed.items() if keys} == {}


def test_every_row_of_the_starter_names_its_source_and_speaks_both_languages() -> None:
    records = _starter_records()
    assert len(records) >= 30
    for record in records:
        assert record.title and record.advice and record.phrases and record.source.name
        assert record.source.url.startswith("http")
        assert record.guide or record.listing
        assert len(record.title) <= 120


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditionSearch]:
    made = [_urgent("breath", "can't breathe", level="emergency", listing="sample-helpline")]
    folder = build_sample_edition(
        tmp_path_factory.mktemp("editions"), records=[*sample_records(), *made]
    ).current_folder()
    opened = EditionSearch(folder)
    yield opened
    opened.close()


def test_an_answer_carries_what_is_urgent_whatever_else_it_finds(edition: EditionSearch) -> None:
    assert [record.key for record in edition.search("help I can't breathe").urgent] == ["breath"]
    assert [record.key for record in edition.search("cant braethe").urgent] == ["breath"]
    assert edition.search("wig").urgent == ()
    assert "breath" not in {result.key for result in edition.search("can't breathe").results}
