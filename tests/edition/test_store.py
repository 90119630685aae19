import os
from pathlib import Path

import pytest

from dogwood.edition.store import LocalStore

from .store_contract import StoreContract, build


class TestLocalStore(StoreContract):
    """The store in a local folder keeps the contract."""


def test_what_died_is_cleared_away(store: LocalStore) -> None:
    build(store)
    left = store.root / ".building-999999"
    left.mkdir()
    (left / "records.sqlite").write_text("half")
    aside = store.root / ".current-999999"
    aside.write_text("9-00000000")
    os.utime(aside, (0, 0))
    build(store, turn=1)
    assert not left.exists() and not aside.exists()
    assert sorted(path.name for path in store.root.iterdir() if path.name.startswith(".")) == [".lock"]


def test_a_folder_with_signs_in_its_name(tmp_path: Path) -> None:
    store = LocalStore(tmp_path / "what? 100% #1")
    assert build(store)
    assert build(store, turn=1)


@pytest.mark.parametrize("pointer", ["", "\n", "ñ"])
def test_a_pointer_without_a_name_is_no_current_edition(store: LocalStore, pointer: str) -> None:
    build(store)
    store.pointer.write_text(pointer, encoding="utf-8")
    assert store.current_name() is None
    manifest = build(store, turn=1)
    assert manifest and manifest.number == 2 and store.current_name() == manifest.folder_name
