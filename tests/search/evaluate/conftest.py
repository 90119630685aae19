"""A collection small enough to measure by hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Row = dict[str, Any]
Write = Callable[..., Path]

DOCUMENTS: list[Row] = [
    {
        "_id": "rides",
        "title": "Rides",
        "text": "Volunteers drive you to treatment.\nHow do I ask?\nCall two days before.",
    },
    {"_id": "wigs", "title": "Wigs", "text": "Free wigs for people who lose their hair during treatment."},
    {"_id": "pelucas", "title": "Pelucas", "text": "Pelucas gratis para quien pierde el pelo.", "language": "es"},
]
QUERIES: list[Row] = [
    {"_id": "q1", "text": "wigs", "metadata": {"language": "en", "kind": "lay"}},
    {"_id": "q2", "text": "pelucas", "metadata": {"language": "es", "kind": "lay"}},
]
QRELS = "query-id\tcorpus-id\tscore\nq1\twigs\t2\nq2\tpelucas\t1\n"


def write_rows(path: Path, rows: list[Row]) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """``write(documents=…, queries=…, qrels=…, split=…)``: a collection's folder. documents: None for no corpus."""

    def write_collection(
        documents: list[Row] | None = DOCUMENTS, queries: list[Row] = QUERIES, qrels: str = QRELS, split: str = "test"
    ) -> Path:
        folder = tmp_path / "collection"
        (folder / "qrels").mkdir(parents=True, exist_ok=True)
        if documents is not None:
            write_rows(folder / "corpus.jsonl", documents)
        write_rows(folder / "queries.jsonl", queries)
        (folder / "qrels" / f"{split}.tsv").write_text(qrels, encoding="utf-8")
        return folder

    return write_collection
