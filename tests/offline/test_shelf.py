"""The packs' folders: found, kept for a while, never half written."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from dogwood.offline.shelf import Shelf, ShelfBusyError, hash_site


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "page.html").write_text("one")
    return Shelf(tmp_path / "packs", tmp_path / "site")


def test_packs_are_found_by_edition_and_by_file(shelf: Shelf) -> None:
    assert not shelf.has("1-aa") and shelf.find_best("1-aa") is None
    with shelf.building():
        shelf.write("1-aa", [("en.json", b"{}"), ("abc/en/core.pack", b"x")])
    assert shelf.has("1-aa")
    assert shelf.find_file("abc/en/core.pack") is not None and shelf.find_file("abc/en/other.pack") is None
    # Until those of a newer edition are made, the older ones serve.
    assert shelf.find_best("2-bb") == shelf.root / shelf.name_of("1-aa")


def test_two_folders_stay(shelf: Shelf) -> None:
    with shelf.building():
        for number in range(1, 5):
            folder = shelf.write(f"{number}-aa", [("en.json", b"{}")])
            os.utime(folder, (number, number))
    assert sorted(path.name.split("-")[0] for path in shelf.root.iterdir() if path.is_dir()) == ["3", "4"]


def test_only_one_builds_at_a_time(shelf: Shelf) -> None:
    with shelf.building(), pytest.raises(ShelfBusyError, match="being made already"), shelf.building():
        pass
    with shelf.building():
        pass


def test_what_breaks_off_leaves_nothing(shelf: Shelf) -> None:
    def broken() -> Iterator[tuple[str, bytes]]:
        yield "en.json", b"{}"
        raise OSError("No space left on device")

    with shelf.building(), pytest.raises(OSError, match="No space"):
        shelf.write("1-aa", broken())
    assert not shelf.has("1-aa") and [path.name for path in shelf.root.iterdir()] == [".lock"]


def test_other_pages_are_other_packs(tmp_path: Path, shelf: Shelf) -> None:
    with shelf.building():
        shelf.write("1-aa", [("en.json", b"{}")])
    (tmp_path / "site" / "page.html").write_text("two")
    hash_site.cache_clear()
    assert not Shelf(tmp_path / "packs", tmp_path / "site").has("1-aa")
