"""The BEIR layout: ``queries.jsonl``, ``qrels/<split>.tsv`` and ``corpus.jsonl``.

Source: BEIR's description of its format (https://github.com/beir-cellar/beir, “Load your custom dataset”). Beyond it, a
query or document may name its language, and a query the place that the reader chose, at the top or in ``metadata``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import EvaluationError, blame

CORPUS_NAME = "corpus.jsonl"
QUERIES_NAME = "queries.jsonl"
QRELS_NAME = "qrels"
DEFAULT_SPLIT = "test"
LONGEST_LINE = 20_000_000
"""Bytes. What is longer is no document."""
_MOST_NAMED = 5
_HEADS = {"query-id", "query_id", "qid", "queryid"}


@dataclass(frozen=True, slots=True)
class Query:
    """language: of the page that it is typed on, "" where nobody says; "mixed" where it is both. near: the place box.
    kind: what sort of query, "" for none. grades: document id, as written → grade, all above 0."""

    id: str
    text: str
    language: str
    near: str
    kind: str
    grades: dict[str, int]


@dataclass(frozen=True, slots=True)
class Judged:
    """queries: those with at least one document that helps, in the order of their file. lines: document id → the first
    line of ``qrels`` that names it. unjudged: queries of the file that no judgment helps."""

    folder: Path
    qrels: Path
    queries: tuple[Query, ...]
    lines: dict[str, int]
    unjudged: int


@dataclass(frozen=True, slots=True)
class Text:
    """One document of a corpus. language: "" where nobody says. line: of the file, 1 for the first."""

    id: str
    title: str
    text: str
    language: str
    line: int


def read_judged(folder: Path, split: str | None = None) -> Judged:
    """Queries and judgments in ``folder``. split: name of the judgments; else ``test``, else the only ones there are.

    Raises EvaluationError that names file and line.
    """
    path = folder / QUERIES_NAME
    qrels = _find_qrels(folder, split)
    lines: dict[str, int] = {}
    grades: dict[str, dict[str, int]] = {}
    where: dict[str, int] = {}
    for number, query_id, document_id, grade in _read_qrels(qrels):
        if grades.setdefault(query_id, {}).get(document_id, grade) != grade:
            raise blame(qrels, number, f"“{query_id}” and “{document_id}” are judged twice, and not alike. Keep one.")
        grades[query_id][document_id] = grade
        lines.setdefault(document_id, number)
        where.setdefault(query_id, number)
    if not grades:
        raise EvaluationError(f"{qrels}: it holds no judgment. Each line is: query-id, tab, corpus-id, tab, score.")
    queries: list[Query] = []
    seen: set[str] = set()
    for number, row in _read_rows(path):
        found = _make_query(path, number, row, grades)
        if found.id in seen:
            raise blame(path, number, f"the id “{found.id}” stands here a second time.")
        seen.add(found.id)
        queries.append(found)
    for query_id, number in where.items():
        if query_id not in seen:
            raise blame(qrels, number, f"the query “{query_id}” is not in {path}.")
    judged = tuple(query for query in queries if query.grades)
    if not judged:
        raise EvaluationError(f"{qrels}: no query of {path} has a document with a score above 0.")
    return Judged(folder, qrels, judged, lines, len(queries) - len(judged))


def read_corpus(path: Path) -> Iterator[Text]:
    """The documents of ``corpus.jsonl``, one at a time. Raises EvaluationError, also for an id that comes twice."""
    seen: set[str] = set()
    for number, row in _read_rows(path):
        found = Text(
            id=_take_id(path, number, row),
            title=_take_text(path, number, row, "title", default=""),
            text=_take_text(path, number, row, "text", default=""),
            language=_take_language(row),
            line=number,
        )
        if found.id in seen:
            raise blame(path, number, f"the id “{found.id}” stands here a second time.")
        if not (found.title.strip() or found.text.strip()):
            raise blame(path, number, f"the document “{found.id}” has neither title nor text.")
        seen.add(found.id)
        yield found


def check_documents(judged: Judged, known: "set[str] | frozenset[str]", holder: str) -> None:
    """Raises EvaluationError where a judgment names a document outside of ``known``. holder: what has none of them."""
    unknown = [name for name in judged.lines if name not in known]
    if unknown:
        named = ", ".join(f"“{name}”" for name in unknown[:_MOST_NAMED])
        more = f" and {len(unknown) - _MOST_NAMED} more" if len(unknown) > _MOST_NAMED else ""
        raise blame(
            judged.qrels,
            judged.lines[unknown[0]],
            f"{holder} has no {named}{more}. Correct the ids, or leave their lines out with --skip-unknown.",
        )


def leave_out(judged: Judged, known: "set[str] | frozenset[str]") -> tuple[Judged, int]:
    """The same without documents outside of ``known``, and how many of those there were. Raises EvaluationError where
    nothing is left."""
    unknown = {name for name in judged.lines if name not in known}
    kept = []
    for query in judged.queries:
        grades = {name: grade for name, grade in query.grades.items() if name not in unknown}
        if grades:
            kept.append(Query(query.id, query.text, query.language, query.near, query.kind, grades))
    if not kept:
        raise EvaluationError(f"{judged.qrels}: not one of its documents is known.")
    lines = {name: line for name, line in judged.lines.items() if name not in unknown}
    unjudged = judged.unjudged + len(judged.queries) - len(kept)
    return Judged(judged.folder, judged.qrels, tuple(kept), lines, unjudged), len(unknown)


def _find_qrels(folder: Path, split: str | None) -> Path:
    if not folder.is_dir():
        raise EvaluationError(f"{folder} is not a folder. Name one with {QUERIES_NAME} and {QRELS_NAME}/.")
    places = sorted((folder / QRELS_NAME).glob("*.tsv"))
    named = {path.stem: path for path in places}
    having = ", ".join(named) or "none"
    if split is not None:
        if split not in named:
            raise EvaluationError(f"{folder / QRELS_NAME} has no {split}.tsv. Its splits: {having}.")
        return named[split]
    if DEFAULT_SPLIT in named:
        return named[DEFAULT_SPLIT]
    if len(places) == 1:
        return places[0]
    if not places:
        raise EvaluationError(f"{folder / QRELS_NAME} holds no judgments: {DEFAULT_SPLIT}.tsv is missing.")
    raise EvaluationError(f"{folder / QRELS_NAME} has no {DEFAULT_SPLIT}.tsv. Choose with --split: {having}.")


def _read_lines(path: Path) -> Iterator[tuple[int, str]]:
    """Lines that are not empty, with their numbers, one at a time."""
    try:
        with path.open("rb") as file:
            for number, raw in enumerate(iter(lambda: file.readline(LONGEST_LINE + 1), b""), start=1):
                if len(raw) > LONGEST_LINE:
                    raise blame(path, number, f"it is longer than {LONGEST_LINE} bytes.")
                try:
                    line = raw.decode("utf-8-sig" if number == 1 else "utf-8").strip("\r\n")
                except UnicodeDecodeError as error:
                    raise blame(path, number, f"it is not UTF-8 (byte {error.start + 1}).") from None
                if line.strip():
                    yield number, line
    except OSError as error:
        raise EvaluationError(f"{path} cannot be read: {error.strerror}.") from None


def _read_rows(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in _read_lines(path):
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise blame(path, number, f"it is not JSON ({error}).") from None
        if not isinstance(row, dict):
            raise blame(path, number, "it is JSON, but not an object with “_id” and “text”.")
        yield number, row


def _read_qrels(path: Path) -> Iterator[tuple[int, str, str, int]]:
    """(line, query id, document id, grade). A first line whose last column is no number is the header."""
    is_first = True
    for number, line in _read_lines(path):
        cells = [cell.strip() for cell in line.split("\t")]
        if is_first and cells[0].lower() in _HEADS:
            is_first = False
            continue
        is_first = False
        if len(cells) == 4:  # TREC's form: query, 0, document, grade
            cells = [cells[0], cells[2], cells[3]]
        if len(cells) != 3:
            raise blame(path, number, f"it has {len(cells)} columns. Wanted: query-id, tab, corpus-id, tab, score.")
        try:
            grade = int(cells[2])
        except ValueError:
            raise blame(path, number, f"the score “{cells[2]}” is not a whole number.") from None
        if not cells[0] or not cells[1]:
            raise blame(path, number, "an id is empty.")
        yield number, cells[0], cells[1], grade


def _make_query(path: Path, number: int, row: dict[str, Any], grades: dict[str, dict[str, int]]) -> Query:
    query_id = _take_id(path, number, row)
    text = _take_text(path, number, row, "text")
    extra = _extra(row)
    return Query(
        id=query_id,
        text=text,
        language=_take_language(row),
        near=str(extra.get("near") or row.get("near") or ""),
        kind=str(extra.get("kind") or row.get("kind") or ""),
        grades={name: grade for name, grade in grades.get(query_id, {}).items() if grade > 0},
    )


def _take_id(path: Path, number: int, row: dict[str, Any]) -> str:
    found = row.get("_id", row.get("id"))
    if isinstance(found, bool) or not isinstance(found, str | int) or not str(found).strip():
        raise blame(path, number, "there is no “_id”, or it is neither text nor a whole number.")
    return str(found).strip().encode("utf-8", "replace").decode("utf-8")


def _take_text(path: Path, number: int, row: dict[str, Any], name: str, default: str | None = None) -> str:
    found = row.get(name, default)
    if found is None and default is not None:
        found = default
    if not isinstance(found, str):
        raise blame(path, number, f"there is no “{name}”, or it is not text.")
    return found.encode("utf-8", "replace").decode("utf-8")


def _take_language(row: dict[str, Any]) -> str:
    """The tag that the row gives, in lower case and without region, "" for none."""
    extra = _extra(row)
    found = next((here[name] for here in (extra, row) for name in ("language", "lang") if here.get(name)), "")
    return str(found).strip().lower().replace("_", "-").split("-")[0]


def _extra(row: dict[str, Any]) -> dict[str, Any]:
    found = row.get("metadata")
    return found if isinstance(found, dict) else {}
