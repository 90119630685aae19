"""The embedded engine against the contract, and what belongs to its folder alone."""

import os
import tempfile
from pathlib import Path

import pytest

from dogwood.edition.records import Record
from dogwood.search import SearchIndexError, build_index
from dogwood.search.engines import queries
from dogwood.search.engines.port import SearchEngine
from dogwood.search.engines.tantivy import FORMAT_NAME, TantivyEngine
from tests.search.engines.contract import EngineContract, ask, keys
from tests.support.sample_edition import sample_records


class TestTantivyEngine(EngineContract):
    def make_engine(self, records: list[Record]) -> SearchEngine:
        with tempfile.TemporaryDirectory() as folder:  # an open engine outlives its folder
            build_index(Path(folder), None, records, [])
            return TantivyEngine(Path(folder))


class TestTantivyEngineOfALargeIndex(TestTantivyEngine):
    """The same, with every index taken for a large one: filters go into each part of a query, searches side by side."""

    @pytest.fixture(autouse=True)
    def _is_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(queries, "LARGE", 0)
        monkeypatch.setattr(queries, "FEW", 1.0)


def _state(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.iterdir()}


def test_opening_and_searching_write_nothing_into_the_folder(tmp_path: Path) -> None:
    build_index(tmp_path, None, sample_records(), [])
    before = _state(tmp_path)
    engine = TantivyEngine(tmp_path)
    assert keys(engine, ask("wig"))
    assert engine.words("en")
    assert _state(tmp_path) == before


@pytest.mark.skipif(os.geteuid() == 0, reason="Everything is writable for the superuser.")
def test_a_folder_that_cannot_be_written_can_be_searched(tmp_path: Path) -> None:
    build_index(tmp_path, None, sample_records(), [])
    tmp_path.chmod(0o555)
    try:
        assert keys(TantivyEngine(tmp_path), ask("wig"))
    finally:
        tmp_path.chmod(0o755)


def test_an_index_stays_readable_while_its_folder_is_removed(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    folder.mkdir()
    build_index(folder, None, sample_records(), [])
    engine = TantivyEngine(folder)
    for path in folder.iterdir():
        path.unlink()
    assert keys(engine, ask("wig")) == ["wig-closet-boone"]


def test_a_folder_without_an_index_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(SearchIndexError, match="Publish again"):
        TantivyEngine(tmp_path)


def test_another_format_says_what_to_do(tmp_path: Path) -> None:
    build_index(tmp_path, None, sample_records(), [])
    (tmp_path / FORMAT_NAME).write_text('{"format": 0}')
    with pytest.raises(SearchIndexError, match="format 0"):
        TantivyEngine(tmp_path)


def test_a_broken_index_says_what_to_do(tmp_path: Path) -> None:
    build_index(tmp_path, None, sample_records(), [])
    (tmp_path / "meta.json").write_text("{")
    with pytest.raises(SearchIndexError, match="cannot be opened"):
        TantivyEngine(tmp_path)
