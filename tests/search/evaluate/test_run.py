"""Whole runs on collections whose figures are known beforehand."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dogwood.edition.records import GuideRecord, QuestionBlock
from dogwood.search import SearchAnswer
from dogwood.search.evaluate import EvaluationError, evaluate_search, open_corpus
from dogwood.search.evaluate.corpus import make_record
from dogwood.search.evaluate.layout import Text
from dogwood.search.evaluate.report import COLUMNS
from tests.support.sample_edition import build_sample_edition

from .conftest import QRELS, QUERIES, Row, Write


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_sample_edition(tmp_path_factory.mktemp("editions")).current_folder()


def nowhere() -> Path:
    raise AssertionError("The corpus is searched, no edition.")


def test_a_corpus_is_indexed_and_searched(write: Write) -> None:
    report = evaluate_search(write(), nowhere)
    assert report.overall.values == (1.0, 1.0, 1.0, 1.0, 1.0)
    assert report.overall.queries == 2
    assert set(report.languages) == {"en", "es"}
    assert set(report.kinds) == {"lay"}
    assert 0.0 < report.overall.p50 <= report.overall.p95
    assert (report.searched, report.documents, report.split) == ("corpus.jsonl", 3, "test")


def test_figures_are_the_means_that_a_hand_finds(write: Write) -> None:
    # q1 finds wigs first, and rides nowhere: it has no such word. q3's document cannot be found by its words at all.
    queries = [QUERIES[0], {"_id": "q3", "text": "zebra"}]
    report = evaluate_search(write(queries=queries, qrels="q1\twigs\t1\nq1\trides\t1\nq3\trides\t1\n"), nowhere)
    ndcg = 1.0 / (1.0 + 0.6309298)
    for value, expected in zip(report.overall.values, (ndcg / 2, 0.5, 0.5, 0.5, 0.25), strict=True):
        assert value == pytest.approx(expected, abs=1e-6)


def test_the_report_reads_and_parses(write: Write) -> None:
    report = evaluate_search(write(), nowhere, typos=3, limit=1)
    found = report.as_dict()
    assert set(found["overall"]) == {"queries", *COLUMNS, "p50_ms", "p95_ms"}
    assert (found["typos"], found["overall"]["queries"], list(found["languages"])) == (3, 1, ["en"])
    text = report.as_text()
    assert "ndcg@10" in text and "Each query has one typo (seed 3)." in text


def test_text_becomes_passages_as_a_guides_does() -> None:
    text = "A lead.\nMore of it.\nWhat is a port?\nA small device.\n\nIs it safe?\nWhy?\nYes."
    record = make_record(Text("x", "Ports", text, "", 1), 0, "en")
    assert isinstance(record, GuideRecord)
    assert record.main_message == "A lead."
    asked = [block.question for block in record.body if isinstance(block, QuestionBlock)]
    assert asked == ["What is a port?", "Why?"]


def test_languages_are_told_or_guessed(write: Write) -> None:
    rows: list[Row] = [
        {"_id": "1", "title": "", "text": "Este es un texto para las personas que no tienen seguro médico."},
        {"_id": "2", "title": "Of no language we know", "text": "…", "metadata": {"language": "fr"}},
    ]
    folder = write(documents=rows)
    with open_corpus(folder / "corpus.jsonl") as opened:
        assert opened.search.edition.manifest.counts == {"guide": {"en": 1, "es": 1}}
        found = opened.search.search("seguro médico", language="es").results
        assert [opened.call(result.url) for result in found] == ["1"]


@pytest.mark.parametrize("text", ["\ud800 lone", "\x00\x01 control", "x" * 20_000, "مرحبا", "🎗️ " * 900])
def test_odd_documents_are_taken(write: Write, text: str) -> None:
    folder = write(documents=[{"_id": "wigs", "text": text}, {"_id": "pelucas", "title": text}])
    assert evaluate_search(folder, nowhere).documents == 2


def test_what_is_temporary_is_removed(write: Write) -> None:
    with open_corpus(write() / "corpus.jsonl") as opened:
        folder = opened.search.edition.folder
        assert folder.is_dir()
    assert not folder.exists()


def test_an_empty_corpus_is_refused(write: Write) -> None:
    with pytest.raises(EvaluationError, match="it holds no document"):
        evaluate_search(write(documents=[]), nowhere)


def test_without_a_corpus_the_edition_is_asked(write: Write, edition: Path) -> None:
    queries = [
        {"_id": "a", "text": "ride to chemo", "metadata": {"language": "en", "near": "Lumberton", "kind": "place"}},
        {"_id": "b", "text": "linfedema", "metadata": {"language": "es", "kind": "clinical"}},
    ]
    qrels = "a\t/en/listing/robeson-rides/\t2\na\trobeson-rides\t1\nb\tterm/lymphedema\t1\nb\tarm-swelling\t1\n"
    report = evaluate_search(write(documents=None, queries=queries, qrels=qrels), lambda: edition)
    assert report.searched.startswith("edition 1 (")
    assert report.kinds["place"].values[3] == 1.0
    assert report.kinds["clinical"].values[4] == 1.0


def test_unknown_records_are_named_or_left_out(write: Write, edition: Path) -> None:
    folder = write(documents=None, qrels="q1\tguide/nowhere\t1\nq1\tguide/arm-swelling\t1\n")
    with pytest.raises(EvaluationError, match=r"line 1: edition 1 has no “guide/nowhere”"):
        evaluate_search(folder, lambda: edition)
    assert evaluate_search(folder, lambda: edition, skip_unknown=True).skipped == 1


def test_queries_may_lie_elsewhere(write: Write, tmp_path: Path) -> None:
    corpus = write()
    other = tmp_path / "other"
    (other / "qrels").mkdir(parents=True)
    (other / "queries.jsonl").write_text('{"_id": "z", "text": "rides"}\n', encoding="utf-8")
    (other / "qrels" / "test.tsv").write_text("z\trides\t1\n", encoding="utf-8")
    assert evaluate_search(corpus, nowhere, queries=other).overall.values[2] == 1.0


def test_care_cards_are_counted(write: Write, edition: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    card = SimpleNamespace(record_type="guide", key="arm-swelling")

    def search(self: object, text: str, *, language: str, **_: Any) -> SearchAnswer:
        urgent = (card,) if "breathe" in text else ()
        return SearchAnswer(text, language, intent=None, urgent=urgent)  # type: ignore[arg-type]

    monkeypatch.setattr("dogwood.search.service.EditionSearch.search", search)
    rows: list[Row] = [
        {"_id": "q1", "text": "cannot breathe", "metadata": {"kind": "urgent"}},
        {"_id": "q2", "text": "wigs", "metadata": {"kind": "urgent"}},
        {"_id": "q3", "text": "breathe easy", "metadata": {"kind": "lay"}},
    ]
    qrels = "".join(f"q{number}\tguide/arm-swelling\t1\n" for number in (1, 2, 3))
    report = evaluate_search(write(documents=None, queries=rows, qrels=qrels), lambda: edition)
    assert report.urgent == {"asked": 2, "shown": 1, "shown_elsewhere": 1}
    assert [outcome.values[2] for outcome in report.outcomes] == [1.0, 0.0, 1.0]
    assert "for 1 of 2 urgent queries, and for 1 others" in report.as_text()


def test_documents_are_read_one_at_a_time(write: Write) -> None:
    """Many documents, and memory that holds one at a time; of each only what it means is kept, at most 30,000."""
    import tracemalloc

    from dogwood.search.meaning.table import load_table

    load_table()  # once a process, whatever is measured

    rows = [{"_id": f"d{number}", "title": f"Title {number}", "text": "word " * 300} for number in range(600)]
    folder = write(
        documents=[*rows, {"_id": "wigs", "text": "wigs"}, {"_id": "pelucas", "text": "pelucas"}], qrels=QRELS
    )
    tracemalloc.start()
    try:
        assert evaluate_search(folder, nowhere, limit=1).documents == 602
        assert tracemalloc.get_traced_memory()[1] < 12_000_000
    finally:
        tracemalloc.stop()
