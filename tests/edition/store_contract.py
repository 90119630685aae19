"""What every store of editions must do. A store's test module inherits ``StoreContract`` and gives it a store.

Needs a fixture ``store``: an empty store with ``building``, ``finish``, ``point_to``, ``switch``, ``current_name``,
``current_folder``, ``folders``, ``manifests``, ``find_folder``, ``next_number`` and ``prune``.
"""

import threading
import time
from pathlib import Path

import pytest

from dogwood.edition.build import build_edition
from dogwood.edition.errors import EditionBusyError, EditionCorruptError, EditionMissingError
from dogwood.edition.file import verify_edition
from dogwood.edition.manifest import Manifest
from dogwood.edition.store import KEPT, LocalStore
from tests.support.made_records import NOW, make_content, write_few_files


def build(store: LocalStore, count: int = 3, *, turn: int = 0, name: str = "", **options: bool) -> Manifest | None:
    return build_edition(
        store, make_content(count, turn=turn), build_index=write_few_files, now=NOW, name=name, **options
    )


def damage(path: Path, offset: int = -1) -> None:
    """Flip one byte of a file."""
    raw = bytearray(path.read_bytes())
    raw[offset] ^= 0x07
    path.write_bytes(raw)


class StoreContract:
    def test_an_empty_store_has_no_current_edition(self, store: LocalStore) -> None:
        assert store.current_name() is None
        assert store.folders() == store.manifests() == []
        assert store.next_number() == 1
        with pytest.raises(EditionMissingError, match="edition build"):
            store.current_folder()

    def test_what_was_built_is_current(self, store: LocalStore) -> None:
        first = build(store)
        second = build(store, turn=1)
        assert first and second
        assert store.current_name() == store.current_folder().name == second.folder_name
        assert [manifest.number for manifest in store.manifests()] == [1, 2]
        assert store.find_folder(1).name == first.folder_name
        assert verify_edition(store.find_folder(1)) == first

    def test_switching_back_and_forth(self, store: LocalStore) -> None:
        build(store)
        build(store, turn=1)
        assert store.switch(store.find_folder(1)).number == 1
        assert Manifest.read(store.current_folder()).number == 1
        store.switch(store.find_folder(2))
        assert Manifest.read(store.current_folder()).number == 2

    def test_a_damaged_edition_never_becomes_current(self, store: LocalStore) -> None:
        build(store)
        build(store, turn=1)
        before = store.current_name()
        damage(store.find_folder(1) / "index" / "meta.json")
        with pytest.raises(EditionCorruptError, match=r"meta\.json"):
            store.switch(store.find_folder(1))
        assert store.current_name() == before

    def test_a_number_is_never_given_twice(self, store: LocalStore) -> None:
        """Not after a roll-back, and not when the last edition's folder is gone."""
        build(store)
        build(store, turn=1)
        store.switch(store.find_folder(1))
        third = build(store, turn=2)
        assert third and third.number == 3
        store.current_folder().rename(store.root / "elsewhere")
        assert store.next_number() == 4

    def test_asking_for_what_is_not_there_lists_what_is(self, store: LocalStore) -> None:
        build(store)
        build(store, turn=1)
        with pytest.raises(EditionMissingError, match=r"no edition 9.*1, 2"):
            store.find_folder(9)

    def test_a_current_edition_that_vanished_is_named(self, store: LocalStore) -> None:
        build(store)
        store.current_folder().rename(store.root / "elsewhere")
        with pytest.raises(EditionMissingError, match=r"1-\w{8}"):
            store.current_folder()

    def test_building_leaves_nothing_behind(self, store: LocalStore) -> None:
        with pytest.raises(RuntimeError), store.building() as folder:
            (folder / "half").write_text("half")
            raise RuntimeError
        assert not folder.exists()
        assert store.folders() == []

    def test_a_second_build_is_told_that_one_is_running(self, store: LocalStore) -> None:
        with store.building(), pytest.raises(EditionBusyError, match="Try again"), store.building(wait=False):
            pytest.fail("two builds at once")
        with store.building(wait=False) as folder:
            assert folder.is_dir()

    def test_a_second_build_waits_for_the_first(self, store: LocalStore) -> None:
        order: list[str] = []
        began = threading.Event()

        def second() -> None:
            began.set()
            with store.building():
                order.append("second")

        with store.building() as folder:
            thread = threading.Thread(target=second)
            thread.start()
            began.wait()
            time.sleep(0.1)
            order.append("first")
            assert folder.is_dir()
        thread.join(10)
        assert order == ["first", "second"]

    def test_old_editions_go_but_named_ones_and_the_current_one_stay(self, store: LocalStore) -> None:
        build(store)
        named = build(store, name="2027")
        current = build(store, turn=1)
        assert named and current
        for turn in range(2, KEPT + 4):
            build(store, turn=turn, switch=False)
        removed = store.prune()
        assert removed[0].startswith("1-") and named.folder_name not in removed
        assert current.folder_name == store.current_name() and current.folder_name not in removed
        numbers = [manifest.number for manifest in store.manifests()]
        assert numbers[:2] == [2, 3] and len(numbers) == KEPT + 2
