"""``dogwood evaluate search``: figures, JSON, and messages that name file and line."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dogwood.settings.config import Config
from tests.support.sample_edition import build_sample_edition

from .conftest import invoke


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    folder = tmp_path / "collection"
    (folder / "qrels").mkdir(parents=True)
    (folder / "corpus.jsonl").write_text('{"_id": "w", "title": "Wigs", "text": "Free wigs."}\n', encoding="utf-8")
    (folder / "queries.jsonl").write_text('{"_id": "q", "text": "a wig"}\n', encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text("q\tw\t1\n", encoding="utf-8")
    return folder


def test_a_collection_is_measured(collection: Path) -> None:
    result = invoke("evaluate", "search", "--corpus", str(collection), "--json")
    assert result.exit_code == 0, result.output
    overall = json.loads(result.output)["overall"]
    assert (overall["ndcg@10"], overall["success@1"], overall["recall@100"]) == (1.0, 1.0, 1.0)
    assert "ndcg@10" in invoke("evaluate", "search", "--corpus", str(collection), "--typos", "7").output


def test_queries_are_asked_of_the_edition_that_is_named(
    collection: Path, set_up: Callable[..., Config], tmp_path: Path
) -> None:
    build_sample_edition(set_up(var=tmp_path / "var").editions)
    (collection / "qrels" / "test.tsv").write_text("q\tlisting/robeson-rides\t1\n", encoding="utf-8")
    (collection / "corpus.jsonl").unlink()
    for more in ([], ["--edition", "1"]):
        result = invoke("evaluate", "search", "--queries", str(collection), *more, "--json")
        assert result.exit_code == 0, result.output
        assert json.loads(result.output)["searched"].startswith("edition 1 (")


def test_what_is_wrong_ends_with_status_1_and_names_the_line(collection: Path) -> None:
    (collection / "queries.jsonl").write_text('{"_id": "q", "text": "a wig"}\n{broken\n', encoding="utf-8")
    result = invoke("evaluate", "search", "--corpus", str(collection))
    assert result.exit_code == 1
    assert "queries.jsonl, line 2: it is not JSON" in result.output
    assert "Traceback" not in result.output


def test_unknown_ids_can_be_left_out(collection: Path) -> None:
    (collection / "qrels" / "test.tsv").write_text("q\tw\t1\nq\tgone\t1\n", encoding="utf-8")
    result = invoke("evaluate", "search", "--corpus", str(collection))
    assert result.exit_code == 1
    assert "test.tsv, line 2:" in result.output and "gone" in result.output
    assert invoke("evaluate", "search", "--corpus", str(collection), "--skip-unknown").exit_code == 0


def test_a_folder_is_wanted(tmp_path: Path) -> None:
    assert invoke("evaluate", "search").exit_code == 2
    assert invoke("evaluate", "search", "--corpus", str(tmp_path / "nowhere")).exit_code == 2
