"""The restore drill: back up, lose all, restore, and find every byte again. And all that must be refused."""

import errno
import gzip
import io
import os
import shutil
import socket
import tarfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from dogwood.cli import restore as module
from dogwood.cli.archive import BackupError, check_archive
from dogwood.cli.backup import make_backup
from dogwood.cli.restore import restore_backup
from dogwood.edition.file import verify_edition
from dogwood.edition.store import LocalStore
from dogwood.settings.config import Config

from .conftest import NOW, find_free_port, invoke, publish_term, read_rows, read_tree, write_row


def assert_untouched(config: Config, before: dict[str, bytes]) -> None:
    """``var`` is as it was, and nothing lies about beside it."""
    assert read_tree(config.var) == before
    assert [path.name for path in config.var.parent.iterdir()] == ["var"]


def test_the_drill(config: Config, backup_file: Path) -> None:
    media, editions = read_tree(config.media), read_tree(config.editions)
    shutil.rmtree(config.var)
    result = invoke("restore", str(backup_file))
    assert result.exit_code == 0, result.output
    assert "dogwood upgrade" in result.output
    assert "a new one is made" in result.output
    assert read_tree(config.media) == media
    assert read_tree(config.editions) == editions
    assert read_rows(config.database_path) == ["first"]
    store = LocalStore(config.editions)
    assert verify_edition(store.current_folder()).number == 1
    publish_term(config.var, "A new sentence.")
    assert store.current_folder().name.startswith("2-")
    assert sorted(path.name for path in config.var.iterdir()) == ["editions", "editorial.sqlite", "media"]


def test_refuses_what_is_not_empty(config: Config, backup_file: Path) -> None:
    before = read_tree(config.var)
    result = invoke("restore", str(backup_file))
    assert result.exit_code == 1
    assert "--force" in result.output
    assert_untouched(config, before)


def test_force_moves_the_old_one_aside_and_keeps_its_key(config: Config, backup_file: Path) -> None:
    write_row(config.database_path, "written after the backup")
    result = invoke("restore", "--force", str(backup_file))
    assert result.exit_code == 0, result.output
    (aside,) = config.var.parent.glob("var.before-restore-*")
    assert read_rows(config.database_path) == ["first"]
    assert read_rows(aside / "editorial.sqlite") == ["first", "written after the backup"]
    assert (config.var / "secret-key").read_text() == "not a real key"
    assert "was kept" in result.output


def test_a_key_in_the_backup_comes_back_for_its_owner_only(config: Config, tmp_path: Path) -> None:
    make_backup(config, tmp_path / "key.tar", with_secret_key=True, now=NOW)
    (config.var / "secret-key").write_text("another key")
    restore_backup(config, tmp_path / "key.tar", is_forced=True, now=NOW)
    assert (config.var / "secret-key").read_text() == "not a real key"
    assert (config.var / "secret-key").stat().st_mode & 0o777 == 0o600


def test_an_empty_folder_is_no_obstacle(config: Config, backup_file: Path) -> None:
    shutil.rmtree(config.var)
    config.var.mkdir()
    assert restore_backup(config, backup_file, now=NOW).moved_to is None


@pytest.mark.parametrize("name", ["a.tar.gz", "a.tar"])
@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_truncated_file_is_refused(config: Config, tmp_path: Path, name: str, share: float) -> None:
    file = tmp_path / name
    make_backup(config, file, now=NOW)
    before = read_tree(config.var)
    size = file.stat().st_size
    if name.endswith(".tar"):
        size -= 10240  # the zeroes at a tar file's end say nothing
    with file.open("r+b") as raw:
        raw.truncate(int(size * share))
    with pytest.raises(BackupError, match=r"cut short|no whole backup"):
        restore_backup(config, file, is_forced=True, now=NOW)
    assert_untouched(config, before)


def test_a_flipped_byte_is_refused_wherever_it_is(config: Config, tmp_path: Path) -> None:
    file = tmp_path / "a.tar"
    make_backup(config, file, now=NOW)
    before, whole = read_tree(config.var), file.read_bytes()
    with tarfile.open(file) as archive:
        spots = [info.offset_data + info.size // 2 for info in archive if info.size]
        spots += [info.offset + 2 for info in archive]
    for spot in spots:
        file.write_bytes(whole[:spot] + bytes([whole[spot] ^ 1]) + whole[spot + 1 :])
        with pytest.raises(BackupError):
            restore_backup(config, file, is_forced=True, now=NOW)
    assert_untouched(config, before)


def holds_the_same(flipped: bytes, whole: bytes) -> bool:
    try:
        return gzip.decompress(flipped) == gzip.decompress(whole)
    except (gzip.BadGzipFile, EOFError, zlib.error):
        return False


def test_a_flipped_byte_in_a_compressed_file_is_refused(config: Config, backup_file: Path) -> None:
    whole = backup_file.read_bytes()
    for spot in range(100, len(whole) - 8, len(whole) // 20):
        flipped = whole[:spot] + bytes([whole[spot] ^ 0x10]) + whole[spot + 1 :]
        if holds_the_same(flipped, whole):
            continue  # a bit that deflate leaves unused
        backup_file.write_bytes(flipped)
        result = invoke("restore", "--force", str(backup_file))
        assert result.exit_code == 1
        assert result.output.startswith("Error: ")


def repack(source: Path, target: Path, change: Callable[[tarfile.TarFile], None]) -> Path:
    """Copy a backup, with ``change`` adding members before all others."""
    with tarfile.open(source) as old, tarfile.open(target, "w") as new:
        change(new)
        for info in old:
            new.addfile(info, old.extractfile(info))
    return target


def add_file(name: str) -> Callable[[tarfile.TarFile], None]:
    def add(archive: tarfile.TarFile) -> None:
        info = tarfile.TarInfo(name)
        info.size = 4
        archive.addfile(info, io.BytesIO(b"evil"))

    return add


def add_special(kind: bytes, target: str = "") -> Callable[[tarfile.TarFile], None]:
    def add(archive: tarfile.TarFile) -> None:
        info = tarfile.TarInfo("media/special")
        info.type, info.linkname = kind, target
        archive.addfile(info)

    return add


@pytest.mark.parametrize(
    "change",
    [
        add_file("../evil"),
        add_file("media/../../evil"),
        add_file("/tmp/dogwood-evil"),
        add_file("media//evil"),
        add_file("media\\..\\evil"),
        add_file("elsewhere/evil"),
        add_file("media"),
        add_special(tarfile.SYMTYPE, "/etc"),
        add_special(tarfile.LNKTYPE, "editorial.sqlite"),
        add_special(tarfile.CHRTYPE),
        add_special(tarfile.FIFOTYPE),
        add_special(tarfile.DIRTYPE),
    ],
)
def test_an_archive_that_leads_elsewhere_is_refused(
    config: Config, backup_file: Path, tmp_path: Path, change: Callable[[tarfile.TarFile], None]
) -> None:
    before = read_tree(config.var)
    evil = repack(backup_file, tmp_path / "evil.tar", change)
    with pytest.raises(BackupError, match=r"not a plain file|no place in a backup"):
        restore_backup(config, evil, is_forced=True, now=NOW)
    assert_untouched(config, before)
    assert not (tmp_path / "evil").exists()


def test_a_member_too_many_or_twice_is_refused(config: Config, backup_file: Path, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="was added"):
        check_archive(repack(backup_file, tmp_path / "a.tar", add_file("media/evil")))
    with pytest.raises(BackupError, match="twice"):
        check_archive(repack(backup_file, tmp_path / "b.tar", add_file("editorial.sqlite")))


def test_what_is_no_backup_is_refused(config: Config, tmp_path: Path) -> None:
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(b"nothing of the kind"))
    (tmp_path / "b.tar").write_bytes(b"")
    with tarfile.open(tmp_path / "c.tar", "w") as archive:
        add_file("media/a")(archive)
    for name in ("a.tar.gz", "b.tar", "c.tar", "missing.tar"):
        result = invoke("restore", "--force", str(tmp_path / name))
        assert result.exit_code == 1
        assert result.output.startswith("Error: ")


def test_a_full_disk_half_way_changes_nothing(
    config: Config, backup_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_tree(config.var)
    real, calls = tarfile.TarFile.extract, []

    def extract(self: tarfile.TarFile, member: tarfile.TarInfo, *rest: object, **named: object) -> None:
        calls.append(member.name)
        if len(calls) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(self, member, *rest, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(tarfile.TarFile, "extract", extract)
    with pytest.raises(BackupError, match="No space left on device"):
        restore_backup(config, backup_file, is_forced=True, now=NOW)
    assert len(calls) == 3
    assert_untouched(config, before)


def test_too_little_room_is_seen_before_unpacking(
    config: Config, backup_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_tree(config.var)
    monkeypatch.setattr(module, "_SPARE", 10**18)
    with pytest.raises(BackupError, match="Make room"):
        restore_backup(config, backup_file, is_forced=True, now=NOW)
    assert_untouched(config, before)


def test_a_failed_rename_is_taken_back(config: Config, backup_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = read_tree(config.var)
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name.endswith(".restoring"):
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(BackupError, match="mount point"):
        restore_backup(config, backup_file, is_forced=True, now=NOW)
    assert_untouched(config, before)


def test_refuses_while_the_desk_listens(config: Config, backup_file: Path, set_up: Callable[..., Config]) -> None:
    with socket.socket() as listener:
        port = find_free_port()
        listener.bind(("127.0.0.1", port))
        listener.listen()
        set_up(desk_port=port)
        result = invoke("restore", "--force", str(backup_file))
    assert result.exit_code == 1
    assert f"port {port}: stop the desk" in result.output
