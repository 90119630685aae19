"""The judged queries over the starter: their layout, their counts, and that each names documents which are there."""

import csv
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

STARTER = Path(__file__).parents[2] / "starter"
JUDGED = Path(__file__).parent / "judged"
HALVES = ("develop", "measured")
LANGUAGES = {"en": 105, "es": 85, "mixed": 25}
"""Language → least number of queries in both halves together."""
KINDS = {"clinical", "drug", "event", "filter", "lay", "old-name", "phone", "place", "publication", "situation", "typo"}
LEVELS = {"emergency", "urgent"}
LEAST_TRIGGERS = 30
"""Triggers in each of the two languages."""
LEAST_CALM = 80

Row = dict[str, Any]


def read_lines(path: Path) -> list[Row]:
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert all(isinstance(row, dict) for row in rows)
    return rows


def read_cells(name: str) -> list[dict[str, str]]:
    with (STARTER / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def documents() -> frozenset[str]:
    """``type/key`` of all that the starter publishes."""
    tables = {
        "listing": "listings",
        "publication": "publications",
        "term": "glossary",
        "event": "events",
        "urgent": "urgent",
    }
    found = {
        f"{kind}/{row['key']}"
        for kind, name in tables.items()
        for row in read_cells(f"{name}.csv")
        if row.get("safety") != "unsafe"
    }
    found |= {f"guide/{path.name.split('.')[0]}" for path in STARTER.glob("guides/*/*.md")}
    found |= {f"page/{path.name.split('.')[0]}" for path in STARTER.glob("pages/*.md")}
    return frozenset(found)


@cache
def queries(half: str) -> tuple[Row, ...]:
    return tuple(read_lines(JUDGED / half / "queries.jsonl"))


@cache
def judgments(half: str) -> tuple[tuple[str, str, str], ...]:
    lines = (JUDGED / half / "qrels" / "test.tsv").read_text(encoding="utf-8").splitlines()
    assert lines[0].split("\t") == ["query-id", "corpus-id", "score"]
    cells = [line.split("\t") for line in lines[1:]]
    assert all(len(row) == 3 for row in cells)
    return tuple((row[0], row[1], row[2]) for row in cells)


@pytest.mark.parametrize("half", HALVES)
def test_each_query_says_its_language_and_kind(half: str) -> None:
    for row in queries(half):
        assert set(row) == {"_id", "text", "metadata"}
        assert row["text"] == row["text"].strip() != ""
        told = row["metadata"]
        assert {"language", "kind"} <= set(told) <= {"language", "kind", "near", "alarm"}
        assert told["language"] in LANGUAGES
        assert told["kind"] in KINDS
        assert told.get("near") != ""
        assert told.get("alarm", "allowed") == "allowed"
        assert row["_id"].startswith(f"{told['language']}-{told['kind']}-")


@pytest.mark.parametrize("half", HALVES)
def test_each_judgment_names_a_query_and_a_document_of_the_starter(half: str) -> None:
    known = {row["_id"] for row in queries(half)}
    rows = judgments(half)
    assert {query for query, _, _ in rows} == known
    assert not {document for _, document, _ in rows} - documents()
    assert not any(document.startswith("urgent/") for _, document, _ in rows)
    assert {score for _, _, score in rows} == {"1", "2"}
    assert len({(query, document) for query, document, _ in rows}) == len(rows)


def test_there_are_enough_of_each_language_and_kind() -> None:
    rows = [row["metadata"] for half in HALVES for row in queries(half)]
    counted = Counter(told["language"] for told in rows)
    assert all(counted[language] >= least for language, least in LANGUAGES.items())
    pairs = {(told["language"], told["kind"]) for told in rows}
    assert {(language, kind) for language in ("en", "es") for kind in KINDS} <= pairs


def test_the_halves_are_equal_and_share_nothing() -> None:
    develop, measured = (queries(half) for half in HALVES)
    assert len(develop) == len(measured)
    assert not {row["_id"] for row in develop} & {row["_id"] for row in measured}
    # One word may be asked in both languages ("Herceptin"); in one language it stands once.
    asked = [(row["metadata"]["language"], row["text"].casefold()) for row in (*develop, *measured)]
    assert len(set(asked)) == len(asked)
    sizes = [
        Counter((row["metadata"]["language"], row["metadata"]["kind"]) for row in half) for half in (develop, measured)
    ]
    assert sizes[0] == sizes[1]


def test_most_queries_have_something_that_is_just_right() -> None:
    for half in HALVES:
        best = {query for query, _, score in judgments(half) if score == "2"}
        assert len(queries(half)) - len(best) <= 1


def test_triggers_name_a_card_or_listing_that_is_there() -> None:
    rows = read_lines(JUDGED / "urgent" / "triggers.jsonl")
    counted = Counter(row["language"] for row in rows)
    assert set(counted) == {"en", "es"}
    assert min(counted.values()) >= LEAST_TRIGGERS
    assert len({row["_id"] for row in rows}) == len({(row["language"], row["text"]) for row in rows}) == len(rows)
    for row in rows:
        assert set(row) == {"_id", "text", "language", "topic", "expects", "also"}
        for wanted in (row["expects"], *row["also"]):
            document, _, level = wanted.partition("#")
            assert document in documents()
            if document.startswith("guide/"):
                (path,) = STARTER.glob(f"guides/*/{document.removeprefix('guide/')}.en.md")
                assert level in LEVELS
                assert f":::care {level}" in path.read_text(encoding="utf-8")
            else:
                assert not level


def test_calm_queries_are_no_triggers() -> None:
    rows = read_lines(JUDGED / "urgent" / "calm.jsonl")
    assert len(rows) >= LEAST_CALM
    assert {row["language"] for row in rows} <= set(LANGUAGES)
    assert all(set(row) == {"_id", "text", "language"} and row["text"].strip() for row in rows)
    assert len({row["_id"] for row in rows}) == len({row["text"] for row in rows}) == len(rows)
    triggers = {row["text"].casefold() for row in read_lines(JUDGED / "urgent" / "triggers.jsonl")}
    assert not triggers & {row["text"].casefold() for row in rows}
