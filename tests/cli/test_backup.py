"""``dogwood backup``: whole, consistent, checked, and never half there."""

import datetime as dt
import errno
import json
import os
import sqlite3
import tarfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dogwood.cli.archive import BackupError, check_archive
from dogwood.cli.backup import make_backup
from dogwood.settings.config import Config

from .conftest import NOW, invoke


def read_member(file: Path, name: str) -> bytes:
    with tarfile.open(file) as archive:
        member = archive.extractfile(name)
        assert member is not None
        return member.read()


def test_holds_database_media_editions_and_a_checksum_for_each(config: Config, backup_file: Path) -> None:
    with tarfile.open(backup_file) as archive:
        names = archive.getnames()
    manifest = json.loads(read_member(backup_file, "backup.json"))
    assert names[-1] == "backup.json"
    assert set(manifest["members"]) == set(names) - {"backup.json"}
    assert {"editorial.sqlite", "media/images/tree.png", "media/mammogram – guía.txt", "editions/current"} <= set(names)
    assert not any(name.startswith("static") for name in names)
    assert manifest["edition"].startswith("1-")
    assert check_archive(backup_file).model_dump(mode="json") == manifest


def test_leaves_the_secret_key_out_unless_asked(config: Config, backup_file: Path, tmp_path: Path) -> None:
    assert "secret-key" not in check_archive(backup_file).members
    with_key = tmp_path / "with-key.tar"
    assert invoke("backup", "--with-secret-key", str(with_key)).exit_code == 0
    assert read_member(with_key, "secret-key") == b"not a real key"


def test_only_its_owner_may_read_it(backup_file: Path) -> None:
    assert backup_file.stat().st_mode & 0o777 == 0o600


def test_copies_what_is_committed_while_the_database_is_in_use(config: Config, tmp_path: Path) -> None:
    with closing(sqlite3.connect(config.database_path, isolation_level=None)) as writer:
        writer.execute("INSERT INTO note VALUES ('still in the write-ahead log')")
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("INSERT INTO note VALUES ('never committed')")
        make_backup(config, tmp_path / "busy.tar", now=NOW)
    copy = tmp_path / "copy.sqlite"
    copy.write_bytes(read_member(tmp_path / "busy.tar", "editorial.sqlite"))
    with closing(sqlite3.connect(copy)) as database:
        rows = database.execute("SELECT text FROM note").fetchall()
    assert rows == [("first",), ("still in the write-ahead log",)]


def test_a_half_built_edition_is_left_out(config: Config, tmp_path: Path) -> None:
    (config.editions / ".building-1").mkdir()
    (config.editions / ".building-1" / "records.sqlite").write_text("half")
    manifest = make_backup(config, tmp_path / "a.tar", now=NOW)
    assert not any("/." in name for name in manifest.members)


def test_postgresql_is_sent_to_pg_dump(config: Config, set_up: Callable[..., Config], tmp_path: Path) -> None:
    set_up(database_url="postgresql://dogwood:hush@db.example/dogwood")
    refused = invoke("backup", str(tmp_path / "a.tar.gz"))
    assert refused.exit_code == 1
    assert "pg_dump" in refused.output
    assert "--no-database" in refused.output
    assert "hush" not in refused.output
    done = invoke("backup", "--no-database", str(tmp_path / "a.tar.gz"))
    assert done.exit_code == 0
    assert "Database: NO" in done.output
    assert "editorial.sqlite" not in check_archive(tmp_path / "a.tar.gz").members


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("dogwood.zip", "ends in .tar.gz"),
        ("missing/dogwood.tar", "Make it first"),
        ("site/var/dogwood.tar", "Keep backups elsewhere"),
        ("taken.tar", "never replaces"),
    ],
)
def test_refuses_a_place_that_cannot_be_right(config: Config, tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "taken.tar").write_text("an older backup")
    result = invoke("backup", str(tmp_path / name))
    assert result.exit_code == 1
    assert words in result.output
    assert (tmp_path / "taken.tar").read_text() == "an older backup"


def test_refuses_a_link(config: Config, tmp_path: Path) -> None:
    (config.media / "away").symlink_to("/etc")
    with pytest.raises(BackupError, match="is a link"):
        make_backup(config, tmp_path / "a.tar", now=NOW)


def test_refuses_a_damaged_edition(config: Config, tmp_path: Path) -> None:
    records = next(config.editions.glob("1-*/records.sqlite"))
    records.write_bytes(records.read_bytes()[:-1] + b"!")
    with pytest.raises(BackupError, match="not whole"):
        make_backup(config, tmp_path / "a.tar", now=NOW)


def test_refuses_a_damaged_database(config: Config, tmp_path: Path) -> None:
    config.database_path.write_bytes(b"this is no database" * 100)
    with pytest.raises(BackupError, match="cannot be copied"):
        make_backup(config, tmp_path / "a.tar", now=NOW)


def test_a_full_disk_leaves_no_file(config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(tarfile.TarFile, "addfile", fail)
    target = tmp_path / "out"
    target.mkdir()
    with pytest.raises(BackupError, match=r"No space left on device.*Make room"):
        make_backup(config, target / "a.tar.gz", now=NOW)
    assert list(target.iterdir()) == []


def test_bytes_that_do_not_read_back_are_no_backup(
    config: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def spoil(descriptor: int) -> None:
        os.pwrite(descriptor, b"\0" * 64, 2000)
        real(descriptor)

    monkeypatch.setattr("dogwood.cli.backup.os.fsync", spoil)
    target = tmp_path / "out"
    target.mkdir()
    with pytest.raises(BackupError):
        make_backup(config, target / "a.tar.gz", now=dt.datetime.now(dt.UTC))
    assert list(target.iterdir()) == []
