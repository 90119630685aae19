"""Reading collections: what is allowed, and a message with file and line for what is not."""

from pathlib import Path

import pytest

from dogwood.search.evaluate import EvaluationError, layout, read_judged
from dogwood.search.evaluate.layout import check_documents, leave_out, read_corpus

from .conftest import QRELS, QUERIES, Write


@pytest.mark.parametrize(
    "qrels",
    [
        QRELS,
        "q1\twigs\t2\nq2\tpelucas\t1\n",
        "q1\t0\twigs\t2\r\nq2\t0\tpelucas\t1\r\n",
        "\ufeff" + QRELS,
        QRELS + "\n\n",
        QRELS + "q1\twigs\t2\n",
    ],
)
def test_judgments_with_or_without_header(write: Write, qrels: str) -> None:
    judged = read_judged(write(qrels=qrels))
    assert [(query.id, query.language, query.kind, query.grades) for query in judged.queries] == [
        ("q1", "en", "lay", {"wigs": 2}),
        ("q2", "es", "lay", {"pelucas": 1}),
    ]


def test_a_query_may_say_more(write: Write) -> None:
    rows = [{"_id": 7, "text": "wig", "lang": "EN-us", "metadata": {"near": "Boone"}}]
    judged = read_judged(write(queries=rows, qrels="7\twigs\t1\n"))
    assert (judged.queries[0].id, judged.queries[0].language, judged.queries[0].near) == ("7", "en", "Boone")


def test_queries_that_nothing_helps_are_left_aside_and_counted(write: Write) -> None:
    rows = [*QUERIES, {"_id": "q3", "text": "nothing"}, {"_id": "q4", "text": "only bad"}]
    judged = read_judged(write(queries=rows, qrels=QRELS + "q4\twigs\t0\n"))
    assert [query.id for query in judged.queries] == ["q1", "q2"]
    assert judged.unjudged == 2


def test_the_split_is_chosen_or_the_only_one(write: Write) -> None:
    folder = write(split="dev")
    assert read_judged(folder).qrels.stem == "dev"
    (folder / "qrels" / "train.tsv").write_text("q1\twigs\t1\n", encoding="utf-8")
    assert read_judged(folder, "train").queries[0].grades == {"wigs": 1}
    with pytest.raises(EvaluationError, match="--split: dev, train"):
        read_judged(folder)
    with pytest.raises(EvaluationError, match=r"no best\.tsv.*dev, train"):
        read_judged(folder, "best")


@pytest.mark.parametrize(
    ("qrels", "message"),
    [
        ("", "holds no judgment"),
        ("query-id\tcorpus-id\tscore\n", "holds no judgment"),
        ("q1\twigs\n", "line 1: it has 2 columns"),
        ("q1 wigs 1\n", "line 1: it has 1 columns"),
        (QRELS + "q1\trides\tgood\n", "line 4: the score “good”"),
        (QRELS + "q9\twigs\t1\n", "line 4: the query “q9” is not in"),
        (QRELS + "q1\twigs\t1\n", "line 4: “q1” and “wigs” are judged twice"),
        (QRELS + "\twigs\t1\n", "line 4: an id is empty"),
        ("q1\twigs\t0\n", "no query of"),
    ],
)
def test_bad_judgments_name_file_and_line(write: Write, qrels: str, message: str) -> None:
    with pytest.raises(EvaluationError, match=message) as caught:
        read_judged(write(qrels=qrels))
    assert "test.tsv" in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"_id": "q3", "text": ', "line 3: it is not JSON"),
        ("[1, 2]", "line 3: it is JSON, but not an object"),
        ('{"text": "no id"}', "line 3: there is no “_id”"),
        ('{"_id": true, "text": "wig"}', "line 3: there is no “_id”"),
        ('{"_id": "q3"}', "line 3: there is no “text”"),
        ('{"_id": "q3", "text": ["wig"]}', "line 3: there is no “text”"),
        ('{"_id": "q1", "text": "again"}', "line 3: the id “q1” stands here a second time"),
        ("[" * 100_000, "line 3: it is not JSON"),
    ],
)
def test_bad_queries_name_file_and_line(write: Write, line: str, message: str) -> None:
    folder = write()
    path = folder / "queries.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=message) as caught:
        read_judged(folder)
    assert "queries.jsonl" in str(caught.value)


def test_a_line_without_end_is_not_taken_in(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layout, "LONGEST_LINE", 200)
    folder = write()
    assert read_judged(folder)
    with (folder / "queries.jsonl").open("a") as file:
        file.write('{"_id": "q3", "text": "' + "x" * 500)
    with pytest.raises(EvaluationError, match="line 3: it is longer than 200 bytes"):
        read_judged(folder)


def test_what_is_missing_is_named(write: Write, tmp_path: Path) -> None:
    folder = write()
    (folder / "queries.jsonl").unlink()
    with pytest.raises(EvaluationError, match=r"queries\.jsonl cannot be read: No such file"):
        read_judged(folder)
    with pytest.raises(EvaluationError, match="is not a folder"):
        read_judged(tmp_path / "nowhere")
    (tmp_path / "bare").mkdir()
    with pytest.raises(EvaluationError, match=r"test\.tsv is missing"):
        read_judged(tmp_path / "bare")


def test_what_is_no_utf8_is_named(write: Write) -> None:
    folder = write()
    (folder / "corpus.jsonl").write_bytes(b'{"_id": "a", "text": "x"}\n{"_id": "b", "text": "\xff"}\n')
    with pytest.raises(EvaluationError, match=r"corpus\.jsonl, line 2: it is not UTF-8"):
        list(read_corpus(folder / "corpus.jsonl"))


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"_id": "wigs", "text": "again"}', "line 4: the id “wigs” stands here a second time"),
        ('{"_id": "empty", "title": " ", "text": ""}', "line 4: the document “empty” has neither"),
        ('{"_id": "x", "title": 4}', "line 4: there is no “title”, or it is not text"),
        ("nothing", "line 4: it is not JSON"),
    ],
)
def test_bad_documents_name_file_and_line(write: Write, line: str, message: str) -> None:
    path = write() / "corpus.jsonl"
    path.write_text(path.read_text(encoding="utf-8") + line + "\n", encoding="utf-8")
    with pytest.raises(EvaluationError, match=message):
        list(read_corpus(path))


def test_unknown_documents_stop_or_are_left_out(write: Write) -> None:
    judged = read_judged(write(qrels=QRELS + "q1\tgone\t1\nq1\tgone-too\t1\n"))
    with pytest.raises(EvaluationError, match=r"test\.tsv, line 4: here has no “gone”, “gone-too”") as caught:
        check_documents(judged, {"wigs", "pelucas"}, "here")
    assert "--skip-unknown" in str(caught.value)
    kept, count = leave_out(judged, {"wigs"})
    assert count == 3
    assert [query.grades for query in kept.queries] == [{"wigs": 2}]
    assert kept.unjudged == 1
    with pytest.raises(EvaluationError, match="not one of its documents"):
        leave_out(judged, set())
