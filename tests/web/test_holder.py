"""The current edition: verified before it is served, swapped when the pointer moves, never a corrupt one."""

import logging
import threading
from pathlib import Path

import pytest

from dogwood.edition.store import LocalStore
from dogwood.search import EditionSearch, SearchError
from dogwood.search import holder as module
from dogwood.search.holder import EditionHolder, OpenEdition

from .conftest import flip_byte, write_changed_edition, write_edition

pytestmark = pytest.mark.usefixtures("never_wait")


@pytest.fixture
def two(store: LocalStore) -> LocalStore:
    """A store with editions 1 and 2, 2 being current."""
    write_edition(store.root)
    write_changed_edition(store)
    return store


def serve(holder: EditionHolder) -> int | None:
    found = holder.current()
    return found.number if found else None


def test_nothing_is_published_yet(store: LocalStore) -> None:
    holder = EditionHolder(store.root)
    assert serve(holder) is None
    write_edition(store.root)
    assert serve(holder) == 1


def test_the_pointer_is_followed_forth_and_back(two: LocalStore) -> None:
    holder = EditionHolder(two.root)
    assert serve(holder) == 2
    opened = holder.current()
    assert holder.current() is opened
    assert opened is not None and opened.hash == opened.manifest.content_hash
    two.switch(two.find_folder(1))
    assert serve(holder) == 1
    two.switch(two.find_folder(2))
    assert serve(holder) == 2


def test_while_a_new_edition_is_opened_aside_the_one_before_answers(
    two: LocalStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    holder = EditionHolder(two.root, opens_aside=True)
    assert serve(holder) == 2  # the first is waited for
    may_open = threading.Event()
    opened = module.open_edition

    def open_slowly(folder: Path) -> OpenEdition:
        assert may_open.wait(30)
        return opened(folder)

    monkeypatch.setattr(module, "open_edition", open_slowly)
    two.switch(two.find_folder(1))
    assert [serve(holder), serve(holder)] == [2, 2]
    may_open.set()
    holder.settle(30)
    assert serve(holder) == 1


def test_the_pointer_is_looked_at_only_so_often(two: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = EditionHolder(two.root)
    assert serve(holder) == 2
    monkeypatch.setattr("dogwood.search.holder.LOOK_EVERY", 3600)
    two.point_to(two.find_folder(1))
    assert serve(holder) == 2


@pytest.mark.parametrize("name", ["records.sqlite", "manifest.json"])
def test_a_corrupt_new_edition_is_not_taken(store: LocalStore, name: str, caplog: pytest.LogCaptureFixture) -> None:
    write_edition(store.root)
    holder = EditionHolder(store.root)
    assert serve(holder) == 1
    write_changed_edition(store)
    flip_byte(store.current_folder(), name)
    with caplog.at_level(logging.ERROR):
        assert [serve(holder), serve(holder)] == [1, 1]
    errors = [line for line in caplog.records if line.levelno == logging.ERROR]
    assert len(errors) == 1  # told once, and not at every request
    assert name in caplog.text


def test_an_edition_whose_folder_is_gone_is_not_taken(two: LocalStore) -> None:
    holder = EditionHolder(two.root)
    assert serve(holder) == 2
    two.pointer.write_text("9-00000000\n")
    assert serve(holder) == 2
    two.pointer.unlink()
    assert serve(holder) == 2


def test_at_start_the_newest_whole_edition_is_taken(two: LocalStore, caplog: pytest.LogCaptureFixture) -> None:
    write_changed_edition(two)
    flip_byte(two.current_folder())
    with caplog.at_level(logging.ERROR):
        assert serve(EditionHolder(two.root)) == 2
    assert "Serving edition 2 instead" in caplog.text


def test_at_start_with_no_whole_edition_there_is_none(two: LocalStore) -> None:
    for folder in two.folders():
        flip_byte(folder)
    assert serve(EditionHolder(two.root)) is None


def test_a_file_that_cannot_be_read_is_no_reason_to_fall(two: LocalStore, monkeypatch: pytest.MonkeyPatch) -> None:
    holder = EditionHolder(two.root)
    assert serve(holder) == 2
    opened = Path.open

    def refuse(self: Path, *arguments: object, **more: object) -> object:
        if self.name == "records.sqlite":
            raise PermissionError(13, "Permission denied", str(self))
        return opened(self, *arguments, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    two.point_to(two.find_folder(1))
    assert serve(holder) == 2


@pytest.mark.parametrize(("failures", "expected"), [(2, 2), (3, None)])
def test_a_search_index_that_fails_to_open_is_tried_again(
    store: LocalStore, monkeypatch: pytest.MonkeyPatch, failures: int, expected: int | None
) -> None:
    write_edition(store.root)
    write_changed_edition(store)
    tried: list[Path] = []

    def fail_at_first(folder: Path) -> EditionSearch:
        tried.append(folder)
        if len(tried) <= failures or failures == 3:
            raise SearchError("The index could not be opened.")
        return EditionSearch(folder)

    monkeypatch.setattr("dogwood.search.holder.EditionSearch", fail_at_first)
    assert serve(EditionHolder(store.root)) == expected
    assert len(tried) == (3 if expected else 9)  # the current edition, then each that there is
