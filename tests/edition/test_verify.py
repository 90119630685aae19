"""No byte of an edition can change unseen."""

import random
import shutil
from pathlib import Path

import pytest

from dogwood.edition.errors import EditionCorruptError, EditionError
from dogwood.edition.file import EditionReader, verify_edition
from dogwood.edition.manifest import Manifest
from dogwood.edition.records import ListingRecord
from dogwood.edition.store import LocalStore

from .store_contract import build


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = LocalStore(tmp_path_factory.mktemp("verify"))
    build(store, 30)
    return store.current_folder()


def files_of(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def copy(edition: Path, to: Path) -> Path:
    return Path(shutil.copytree(edition, to / edition.name))


def test_every_file_is_there(edition: Path) -> None:
    assert files_of(edition) == [
        "index/manifest.json", "index/meta.json", "index/segments/one.bin", "manifest.json", "records.sqlite",
    ]  # fmt: skip
    verify_edition(edition)


@pytest.mark.parametrize("seed", range(12))
def test_a_flipped_byte_is_found_in_every_file_wherever_it_is(edition: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    folder = copy(edition, tmp_path)
    for name in files_of(folder):
        path = folder / name
        whole = path.read_bytes()
        at = chance.randrange(len(whole))
        broken = bytearray(whole)
        broken[at] ^= chance.choice([0x01, 0x07, 0x20, 0xFF])  # 0x07 makes a line feed a carriage return
        path.write_bytes(broken)
        with pytest.raises(EditionCorruptError) as caught:
            verify_edition(folder)
        assert name.rpartition("/")[2] in str(caught.value), f"byte {at} of {name}"
        path.write_bytes(whole)
    verify_edition(folder)


def test_every_byte_of_the_manifest_counts(edition: Path, tmp_path: Path) -> None:
    folder = copy(edition, tmp_path)
    path = folder / "manifest.json"
    whole = path.read_bytes()
    for at in range(0, len(whole), 3):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x07]) + whole[at + 1 :])
        with pytest.raises(EditionCorruptError):
            Manifest.read(folder)


def test_files_that_are_missing_cut_short_or_too_many(edition: Path, tmp_path: Path) -> None:
    for number, (name, change, reason) in enumerate(
        [
            ("index/meta.json", lambda path: path.unlink(), "is missing"),
            ("manifest.json", lambda path: path.unlink(), "cannot be read"),
            ("records.sqlite", lambda path: path.write_bytes(path.read_bytes()[:-1]), "has changed"),
            ("index/manifest.json", lambda path: path.write_text(""), "has changed"),
            ("media/new.png", lambda path: (path.parent.mkdir(), path.write_text("x")), "not of this edition"),
        ]
    ):
        folder = copy(edition, tmp_path / str(number))
        change(folder / name)
        with pytest.raises(EditionCorruptError, match=reason):
            verify_edition(folder)


def test_an_edition_under_another_name_is_refused(edition: Path, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(edition, tmp_path / "9-00000000"))
    with pytest.raises(EditionCorruptError, match=edition.name):
        verify_edition(folder)


@pytest.mark.parametrize("seed", range(6))
def test_a_reader_gives_the_record_that_was_published_or_an_error(edition: Path, tmp_path: Path, seed: int) -> None:
    """A page is served without hashing the whole file first; each record's own hash guards it."""
    chance = random.Random(seed)
    sound = EditionReader(edition)
    expected = {key: sound.get(ListingRecord, key, "en") for key in sound.keys(ListingRecord)}
    sound.close()
    folder = copy(edition, tmp_path)
    path = folder / "records.sqlite"
    broken = bytearray(path.read_bytes())
    for _ in range(60):
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    path.write_bytes(broken)
    reader = EditionReader(folder)
    refused = 0
    for key, record in expected.items():
        try:
            found = reader.get(ListingRecord, key, "en")
        except EditionError:
            refused += 1
            continue
        assert found is None or found == record
    with pytest.raises(EditionError):
        verify_edition(folder)
    reader.close()


def test_a_records_file_that_is_missing_or_none_is_named(edition: Path, tmp_path: Path) -> None:
    folder = copy(edition, tmp_path)
    (folder / "records.sqlite").write_bytes(b"not a database" * 100)
    reader = EditionReader(folder)
    with pytest.raises(EditionCorruptError, match=r"records\.sqlite"):
        reader.all(ListingRecord, "en")
    (folder / "records.sqlite").unlink()
    with pytest.raises(EditionCorruptError, match="is missing"):
        EditionReader(folder)


def test_an_edition_of_another_schema_says_what_to_do(edition: Path, tmp_path: Path) -> None:
    folder = copy(edition, tmp_path)
    Manifest.read(folder).model_copy(update={"schema_version": 99}).sealed().write(folder)
    with pytest.raises(EditionCorruptError, match="dogwood upgrade"):
        EditionReader(folder)
