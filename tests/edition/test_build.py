"""Building: aside, verified, switched; and the current edition stays whatever happens on the way."""

import errno
import os
import shutil
import sqlite3
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.edition import build as building
from dogwood.edition import file as editing
from dogwood.edition.build import Content, build_edition
from dogwood.edition.errors import EditionBaseError, EditionBusyError
from dogwood.edition.file import EditionReader, verify_edition
from dogwood.edition.records import ListingRecord, Status
from dogwood.edition.store import LocalStore
from tests.support.made_records import LANGUAGES, NOW, make_content, make_listing, make_records, write_few_files

from .store_contract import build, damage


def read(store: LocalStore) -> EditionReader:
    return EditionReader(store.current_folder())


def test_what_goes_in_comes_out(store: LocalStore) -> None:
    records = make_records(12)
    manifest = build_edition(store, Content(records, LANGUAGES), build_index=write_few_files, now=NOW)
    assert manifest is not None
    assert manifest.counts == {
        "directory": {"en": 1, "es": 1},
        "organization": {"en": 2},
        "listing": {"en": 12, "es": 6},
    }
    assert {record.identity: record for record in read(store).records()} == {
        record.identity: record for record in records
    }
    assert verify_edition(store.current_folder()) == manifest
    assert read(store).changes() == []  # everything in the first edition is new, and that is no news


def test_content_that_did_not_change_makes_no_edition(store: LocalStore) -> None:
    build(store)
    assert build(store) is None
    assert len(store.folders()) == 1


def test_the_order_of_records_does_not_matter(store: LocalStore) -> None:
    build(store, 8)
    records = make_records(8)[::-1]
    assert build_edition(store, Content(records, LANGUAGES), build_index=write_few_files, now=NOW) is None


def test_a_name_makes_an_edition_of_the_same_content(store: LocalStore) -> None:
    first, named = build(store), build(store, name="2027")
    assert first and named
    assert named.content_hash == first.content_hash and named.number == 2
    assert [(line.number, line.name) for line in named.history] == [(1, ""), (2, "2027")]


def test_what_is_gone_goes_and_is_told(store: LocalStore) -> None:
    build(store, 6)
    records = make_records(6)
    closed = make_listing(0).model_copy(update={"status": Status(state="defunct")})
    kept = [record for record in records if record.key not in {"listing-5", "listing-0"}]
    build_edition(store, Content([*kept, closed, make_listing(77)], LANGUAGES), build_index=write_few_files, now=NOW)
    reader = read(store)
    assert reader.get(ListingRecord, "listing-5", "en") is reader.get(ListingRecord, "listing-5", "es") is None
    assert "listing-5" not in reader.find_keys(ListingRecord, [("need", "ride")])
    told = {(change.identity, change.what) for change in reader.changes()}
    assert told == {
        (("listing", "listing-5", "en"), "removed"),
        (("listing", "listing-5", "es"), "removed"),
        (("listing", "listing-0", "en"), "closed"),
        (("listing", "listing-77", "en"), "added"),
    }


@given(st.data())
def test_applying_changes_gives_the_content_hash_of_building_anew(tmp_path_factory: Any, data: st.DataObject) -> None:
    root = tmp_path_factory.mktemp("incremental")
    first = {record.identity: record for record in make_records(8)}
    changed = data.draw(st.lists(st.integers(0, 12), unique=True, max_size=5))
    removed = data.draw(st.lists(st.sampled_from(sorted(first)), unique=True, max_size=4))
    fresh = [make_listing(number, turn=9) for number in changed]
    second = {identity: record for identity, record in first.items() if identity not in removed}
    second.update({record.identity: record for record in fresh})
    gone = [identity for identity in removed if identity not in second]

    steps, whole = LocalStore(root / "steps"), LocalStore(root / "whole")
    build_edition(steps, Content(list(first.values()), LANGUAGES), build_index=write_few_files, now=NOW)
    build_edition(steps, Content(fresh, LANGUAGES, True, gone), build_index=write_few_files, now=NOW)
    build_edition(whole, Content(list(second.values()), LANGUAGES), build_index=write_few_files, now=NOW)
    ours, anew = read(steps), read(whole)
    assert ours.manifest.content_hash == anew.manifest.content_hash
    assert ours.manifest.counts == anew.manifest.counts
    assert list(ours.records()) == list(anew.records())
    assert ours.count_facet(ListingRecord, "need") == anew.count_facet(ListingRecord, "need")
    verify_edition(steps.current_folder())
    for reader in (ours, anew):
        reader.close()
    shutil.rmtree(root)


def test_damage_is_not_carried_on_into_the_next_edition(store: LocalStore) -> None:
    build(store, 6)
    damage(store.current_folder() / "records.sqlite", -20)
    manifest = build(store, 6, turn=1)
    assert manifest and manifest.number == 2
    assert verify_edition(store.current_folder()) == manifest


@pytest.mark.parametrize("is_missing", [True, False])
def test_changes_alone_make_no_edition_where_the_current_one_is_not_sound(store: LocalStore, is_missing: bool) -> None:
    build(store, 6)
    before = store.current_name()
    if is_missing:
        store.current_folder().rename(store.root / "elsewhere")
    else:
        damage(store.current_folder() / "records.sqlite", -20)
    partial = Content([make_listing(1, turn=5)], LANGUAGES, is_partial=True)
    with pytest.raises(EditionBaseError, match="from all records"):
        build_edition(store, partial, build_index=write_few_files, now=NOW)
    assert store.current_name() == before
    whole = build(store, 6, turn=1)
    assert whole and whole.number == 2


def test_two_builds_at_once_make_two_editions_one_after_the_other(store: LocalStore) -> None:
    started, go_on = threading.Event(), threading.Event()

    def slow_index(folder: Path, *rest: Any) -> None:
        started.set()
        go_on.wait(10)
        write_few_files(folder, *rest)

    def first() -> None:
        build_edition(store, make_content(3), build_index=slow_index, now=NOW)

    thread = threading.Thread(target=first)
    thread.start()
    started.wait(10)
    with pytest.raises(EditionBusyError):
        build(store, turn=1, wait=False)
    second = threading.Thread(target=lambda: build(store, turn=1))
    second.start()
    time.sleep(0.05)
    assert store.current_name() is None
    go_on.set()
    thread.join(10)
    second.join(10)
    assert [manifest.number for manifest in store.manifests()] == [1, 2]
    assert verify_edition(store.current_folder()).number == 2


def no_room(*_: Any, **__: Any) -> Any:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def no_room_in_sqlite(writer: editing.RecordsWriter, record: Any) -> None:
    """SQLite's own answer to a full disk, brought about by a file that may not grow."""
    writer._db.execute("PRAGMA cache_size=1")
    writer._db.execute(f"PRAGMA max_page_count={writer._db.execute('PRAGMA page_count').fetchone()[0]}")
    writer._db.execute("CREATE TABLE filler AS SELECT zeroblob(100000)")


@pytest.mark.parametrize(
    ("owner", "name", "failure"),
    [
        (shutil, "copyfile", no_room),
        (os, "fsync", no_room),
        (Path, "write_bytes", no_room),
        (Path, "write_text", no_room),
        (Path, "rename", no_room),
        (Path, "replace", no_room),
        (building, "hash_tree", no_room),
        (editing.RecordsWriter, "put", no_room_in_sqlite),
    ],
)
def test_a_full_disk_leaves_the_current_edition(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, failure: Any
) -> None:
    first = build(store)
    assert first
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, failure)
        with pytest.raises(OSError) as caught:
            build(store, turn=1)
    assert caught.value.errno == errno.ENOSPC
    assert store.current_name() == first.folder_name
    assert verify_edition(store.current_folder()) == first
    assert not list(store.root.glob(".building-*"))
    later = build(store, turn=1)
    assert later and verify_edition(store.current_folder()) == later


def test_an_index_that_fails_leaves_the_current_edition(store: LocalStore) -> None:
    first = build(store)
    with pytest.raises(ZeroDivisionError):
        build_edition(store, make_content(3, turn=1), build_index=lambda *_: 1 / 0, now=NOW)  # type: ignore[arg-type,return-value]
    assert first and store.current_name() == first.folder_name and len(store.folders()) == 1


def test_other_errors_of_sqlite_are_not_taken_for_a_full_disk() -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), editing.naming_disk_errors():
        sqlite3.connect(":memory:").execute("SELECT * FROM absent")
