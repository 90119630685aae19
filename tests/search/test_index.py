"""Building an edition's index, whole and from the one before."""

import time
from pathlib import Path

import pytest

from dogwood.edition.build import Content, build_edition
from dogwood.edition.file import INDEX_NAME, verify_edition
from dogwood.edition.records import GuideRecord, ListingRecord, Record, TermRecord
from dogwood.search import SearchIndexError, build_index
from dogwood.search.engines.port import StructuredQuery
from dogwood.search.engines.tantivy import FORMAT_NAME, TantivyEngine
from dogwood.search.synonyms import SynonymTable
from tests.search.engines.contract import ask, keys
from tests.support.sample_edition import BUILT_AT, LANGUAGES, build_sample_edition, sample_records


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _all(folder: Path, language: str = "en") -> set[tuple[str, str, int, str]]:
    hits = TantivyEngine(folder).search(StructuredQuery(language), limit=1_000)
    documents = (hit.document for hit in hits)
    return {(document.record_type, document.key, document.position, document.summary) for document in documents}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    folder = _folder(tmp_path / "base")
    build_index(folder, None, sample_records(), [])
    return folder


def _changed(records: list[Record], key: str, **values: object) -> list[Record]:
    return [record.model_copy(update=values) for record in records if record.key == key and record.language == "en"]


def test_an_index_from_the_one_before_equals_a_whole_one(tmp_path: Path, base: Path) -> None:
    records = sample_records()
    changed = _changed(records, "wig-closet-boone", summary="Now with hats.")
    added: list[Record] = [ListingRecord(key="new-one", language="en", name="New One", summary="Just opened.")]
    removed = [("guide", "arm-swelling", "en"), ("listing", "boone-imaging", "en")]
    build_index(_folder(tmp_path / "next"), base, [*changed, *added], removed)
    gone = {*removed, *(record.identity for record in changed)}
    kept = [record for record in records if record.identity not in gone]
    build_index(_folder(tmp_path / "whole"), None, [*kept, *changed, *added], [])
    assert _all(tmp_path / "next") == _all(tmp_path / "whole")
    assert not any(key == "arm-swelling" for _, key, _, _ in _all(tmp_path / "next"))
    assert keys(TantivyEngine(tmp_path / "next"), ask("hats")) == ["wig-closet-boone"]
    assert any(key == "arm-swelling" for _, key, _, _ in _all(tmp_path / "next", "es"))


def test_the_one_before_stays_as_it_was(tmp_path: Path, base: Path) -> None:
    before = {path.name: path.read_bytes() for path in base.iterdir()}
    build_index(_folder(tmp_path / "next"), base, [], [("guide", "arm-swelling", "en")])
    assert {path.name: path.read_bytes() for path in base.iterdir()} == before


def test_only_final_files_that_others_may_read_are_left(tmp_path: Path, base: Path) -> None:
    build_index(_folder(tmp_path / "next"), base, _changed(sample_records(), "wig-closet-boone", summary="New."), [])
    for folder in (base, tmp_path / "next"):
        assert not [path.name for path in folder.iterdir() if path.suffix in {".lock", ".tmp"}]
        assert all(path.stat().st_mode & 0o444 == 0o444 for path in folder.iterdir())


def test_changed_terms_change_the_synonyms(tmp_path: Path, base: Path) -> None:
    term = TermRecord(key="lymphedema", language="en", term="Lymphedema", definition="Swelling.", lay=("puffiness",))
    build_index(_folder(tmp_path / "next"), base, [term], [("term", "chemotherapy", "en")])
    forms = SynonymTable.read(tmp_path / "next").forms
    assert forms["en"]["lymphedema"] == ["Lymphedema", "puffiness"]
    assert "chemotherapy" not in forms["en"]
    assert "chemotherapy" in forms["es"]


def test_thirty_editions_stay_in_few_pieces(tmp_path: Path) -> None:
    store = build_sample_edition(tmp_path)
    records = [record for record in sample_records() if isinstance(record, ListingRecord)]
    for number in range(30):
        one = records[number % len(records)].model_copy(update={"description": f"Version {number}"})
        content = Content([one], LANGUAGES, is_partial=True)
        build_edition(store, content, build_index=build_index, now=BUILT_AT)
    folder = store.current_folder()
    verify_edition(folder)
    engine = TantivyEngine(folder / INDEX_NAME)
    assert engine._searcher.num_segments <= 12
    assert keys(engine, ask("Version 28"))
    assert len({hit.document.key for hit in engine.search(StructuredQuery("en"), limit=500)}) == len(
        {document.key for document in sample_records() if document.language == "en"}
        - {"directory", "living-with-cancer", "paying-for-care", "sample-cancer-alliance"}
    )


def test_an_index_of_another_format_is_built_again_from_its_edition(tmp_path: Path) -> None:
    store = build_sample_edition(tmp_path / "editions")
    old = store.current_folder() / INDEX_NAME
    (old / FORMAT_NAME).write_text('{"format": 0}')
    build_index(_folder(tmp_path / "next"), old, [], [("guide", "arm-swelling", "en")])
    found = {key for _, key, _, _ in _all(tmp_path / "next")}
    assert "robeson-rides" in found
    assert "arm-swelling" not in found


def test_an_old_index_without_its_edition_says_what_to_do(tmp_path: Path, base: Path) -> None:
    (base / FORMAT_NAME).unlink()
    with pytest.raises(SearchIndexError, match="publish again"):
        build_index(_folder(tmp_path / "next"), base, [], [])


def test_a_guide_that_lost_a_question_loses_its_passage(tmp_path: Path, base: Path) -> None:
    guide = next(record for record in sample_records() if isinstance(record, GuideRecord))
    build_index(_folder(tmp_path / "next"), base, [guide.model_copy(update={"body": guide.body[:1]})], [])
    assert len([key for _, key, _, _ in _all(tmp_path / "next") if key == guide.key]) == 2


@pytest.mark.slow
def test_one_change_among_five_thousand_listings_takes_well_under_a_second(tmp_path: Path) -> None:
    sample = next(record for record in sample_records() if isinstance(record, ListingRecord))
    listings: list[Record] = [sample.model_copy(update={"key": f"copy-{number}"}) for number in range(5_000)]
    build_index(_folder(tmp_path / "base"), None, listings, [])
    changed = [listings[7].model_copy(update={"summary": "Changed."})]
    start = time.process_time()
    build_index(_folder(tmp_path / "next"), tmp_path / "base", changed, [])
    assert time.process_time() - start < 0.5
