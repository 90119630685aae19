"""Restoring a backup: check all of it, unpack beside ``var``, check what was unpacked, then swap by rename."""

import datetime as dt
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from dogwood.edition.store import LocalStore
from dogwood.settings.config import Config

from .archive import (
    DATABASE_NAME,
    MANIFEST_NAME,
    SECRET_KEY_NAME,
    BackupError,
    BackupManifest,
    check_archive,
    check_current_edition,
    hash_stream,
    open_archive,
)

_SPARE = 16 * 1024 * 1024
"""Bytes that stay free beyond what the backup unpacks to."""


@dataclass(frozen=True)
class Restored:
    """moved_to: where the old ``var`` is now, None when there was none. is_key_kept: the old secret key was carried over."""

    manifest: BackupManifest
    moved_to: Path | None
    is_key_kept: bool


def restore_backup(config: Config, file: Path, *, is_forced: bool = False, now: dt.datetime) -> Restored:
    """Put the backup ``file`` in the place of ``config.var``.

    is_forced: move a ``var`` that holds something aside, to ``var.before-restore-<time>``. now: aware moment, for that
    name. Raises BackupError; ``var`` is then as it was, and nothing half restored is left.
    """
    var = config.var.resolve()
    manifest = check_archive(file)
    is_occupied = var.is_dir() and any(var.iterdir())
    if is_occupied and not is_forced:
        raise BackupError(
            f"{config.var} is not empty. Restore into an empty folder, or use --force, which moves the old one aside."
        )
    old = var.with_name(f"{var.name}.before-restore-{now:%Y%m%dT%H%M%S}") if is_occupied else None
    if old is not None and old.exists():
        raise BackupError(f"{old} exists already. Move it away, then try again.")
    try:
        with _scratch(var) as folder:
            _check_room(folder, manifest)
            _unpack(file, folder)
            _check_unpacked(folder, manifest)
            is_key_kept = _keep_key(var, folder) if is_occupied else False
            _sync_tree(folder)
            _swap(folder, var, old)
    except OSError as error:
        raise BackupError(
            f"The backup could not be restored ({error.strerror or error}: {error.filename or var}). {config.var} is as it "
            "was. It is renamed as a whole, so it must not be a mount point itself: use a folder in one."
        ) from error
    return Restored(manifest, old, is_key_kept)


@contextmanager
def _scratch(var: Path) -> Iterator[Path]:
    """An empty sibling of ``var``, removed afterwards unless it became ``var``. What a killed restore left is cleared."""
    folder = var.with_name(f".{var.name}.restoring")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(mode=0o750, parents=True)
    if var.is_dir():
        shutil.copymode(var, folder)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _check_room(folder: Path, manifest: BackupManifest) -> None:
    free = shutil.disk_usage(folder).free
    if free < manifest.size + _SPARE:
        raise BackupError(
            f"The backup unpacks to {manifest.size // 1_000_000 + 1} MB, and only {free // 1_000_000} MB are free in "
            f"{folder.parent}. Make room, then try again."
        )


def _unpack(file: Path, folder: Path) -> None:
    with open_archive(file) as archive:
        for info in archive:
            if info.name == MANIFEST_NAME:
                continue
            # The filter refuses links, devices and names that lead out of the folder; check_archive did so already.
            archive.extract(info, folder, set_attrs=True, filter="data")


def _check_unpacked(folder: Path, manifest: BackupManifest) -> None:
    """What is on the disk now is what was backed up, and can be used."""
    unpacked = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if unpacked != manifest.members.keys():
        raise BackupError("The archive changed while it was being restored; nothing was changed. Try again.")
    for name, member in manifest.members.items():
        with (folder / name).open("rb") as file:
            if hash_stream(file) != member:
                raise BackupError(f"{name} came out altered. Check the disk, then try again; nothing was changed.")
    if (folder / DATABASE_NAME).is_file():
        _check_database(folder / DATABASE_NAME)
    if (folder / SECRET_KEY_NAME).is_file():
        (folder / SECRET_KEY_NAME).chmod(0o600)
    check_current_edition(LocalStore(folder / "editions"))


def _check_database(path: Path) -> None:
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        found = str(error)
    if found != "ok":
        raise BackupError(f"The backup's database cannot be used ({found}). Nothing was changed. Use another copy.")


def _keep_key(var: Path, folder: Path) -> bool:
    """Carry this machine's secret key over where the backup has none, so that editors stay signed in."""
    if (folder / SECRET_KEY_NAME).exists() or not (var / SECRET_KEY_NAME).is_file():
        return False
    shutil.copy2(var / SECRET_KEY_NAME, folder / SECRET_KEY_NAME)
    return True


def _sync_tree(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _swap(folder: Path, var: Path, old: Path | None) -> None:
    """Two renames; when the second one fails, the first one is taken back."""
    if old is not None:
        var.rename(old)
    try:
        folder.rename(var)  # onto an empty folder, or where there is none
    except OSError:
        if old is not None:
            old.rename(var)
        raise
    descriptor = os.open(var.parent, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
