"""Making a backup: copy the database consistently, pack it with media and editions, read all of it back."""

import datetime as dt
import hashlib
import io
import os
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import IO

import dogwood
from dogwood.edition.store import LocalStore
from dogwood.settings.config import Config

from .archive import (
    DATABASE_NAME,
    FOLDERS,
    MANIFEST_NAME,
    SECRET_KEY_NAME,
    BackupError,
    BackupManifest,
    Member,
    check_archive,
    check_current_edition,
    find_mode,
)


def make_backup(
    config: Config, file: Path, *, with_database: bool = True, with_secret_key: bool = False, now: dt.datetime
) -> BackupManifest:
    """Back up ``config.var`` into ``file`` and return what it holds.

    The processes may go on running; a publish waits until the backup is done. now: aware moment for the manifest.
    The archive is written beside ``file``, read back and compared, and only then given its name (mode 0600: it holds
    the editors' accounts). Raises BackupError; there is then no ``file``.
    """
    mode = find_mode(file)
    _check(config, file, with_database, with_secret_key)
    aside = file.with_name(f".{file.name}.partial-{os.getpid()}")
    try:
        with (
            tempfile.TemporaryDirectory(dir=file.parent, prefix=".dogwood-backup-") as scratch,
            _quiet(config) as store,
        ):
            check_current_edition(store)
            sources = _collect(config, Path(scratch), with_database, with_secret_key)
            with aside.open("xb") as raw:
                aside.chmod(0o600)
                with tarfile.open(fileobj=raw, mode="w:gz" if mode else "w", format=tarfile.PAX_FORMAT) as archive:
                    manifest = _write(archive, sources, store.current_name(), now)
                raw.flush()
                os.fsync(raw.fileno())
        if check_archive(aside) != manifest:
            raise BackupError(f"{file} does not read back as it was written. Check the disk.")
        aside.replace(file)
        _sync_folder(file.parent)
    except OSError as error:
        raise BackupError(
            f"The backup could not be written ({error.strerror or error}). No file was left. "
            f"Make room or choose another place, and try again."
        ) from error
    finally:
        aside.unlink(missing_ok=True)
    return manifest


def _check(config: Config, file: Path, with_database: bool, with_secret_key: bool) -> None:
    if not config.var.is_dir():
        raise BackupError(f"There is no folder {config.var} to back up. Set DOGWOOD_VAR to the right one.")
    if not file.parent.is_dir():
        raise BackupError(f"There is no folder {file.parent}. Make it first.")
    if file.exists():
        raise BackupError(f"{file} exists. A backup never replaces another one: choose a new name.")
    if file.resolve().is_relative_to(config.var.resolve()):
        raise BackupError(f"{file} lies in {config.var}, which a restore replaces. Keep backups elsewhere.")
    if with_database and config.database_url:
        raise BackupError(
            "The database is PostgreSQL (DOGWOOD_DATABASE_URL): back it up with pg_dump, which does it consistently, "
            "and the rest with “dogwood backup --no-database FILE”. Keep the two together."
        )
    if with_database and not config.database_path.is_file():
        raise BackupError(
            f"There is no database {config.database_path}. On a node that has only editions, use --no-database."
        )
    if with_secret_key and not (config.var / SECRET_KEY_NAME).is_file():
        raise BackupError(
            f"There is no file {config.var / SECRET_KEY_NAME}; the key is the setting DOGWOOD_SECRET_KEY. "
            "Keep that one safe yourself, and leave --with-secret-key out."
        )


@contextmanager
def _quiet(config: Config) -> Iterator[LocalStore]:
    """Hold off publishing, so that database and editions belong together."""
    store = LocalStore(config.editions)
    if not config.editions.is_dir():
        yield store
        return
    with store.building():
        yield store


def _collect(config: Config, scratch: Path, with_database: bool, with_secret_key: bool) -> dict[str, Path]:
    """Name in the archive → file to read."""
    sources: dict[str, Path] = {}
    if with_database:
        sources[DATABASE_NAME] = copy_database(config.database_path, scratch / DATABASE_NAME)
    for folder in FOLDERS:
        root = config.var / folder
        for path in _walk(root):
            sources[f"{folder}/{path.relative_to(root).as_posix()}"] = path
    if with_secret_key:
        sources[SECRET_KEY_NAME] = config.var / SECRET_KEY_NAME
    return sources


def _walk(root: Path) -> Iterator[Path]:
    """All files below ``root``, without the locks and half-built editions hidden at the top of ``editions``."""
    if not root.is_dir():
        return
    for path in sorted(root.rglob("*")):
        if root.name == "editions" and path.relative_to(root).parts[0].startswith("."):
            continue
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise BackupError(f"{path} is a link or a device, which a backup cannot hold. Put the file itself there.")
        if path.is_file():
            yield path


def copy_database(source: Path, target: Path) -> Path:
    """Copy a SQLite database that may be in use, through SQLite's backup API, into one whole file.

    Raises BackupError when the source cannot be read, or the copy does not pass SQLite's own check.
    """
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=rw", uri=True, timeout=20)) as old,
            closing(sqlite3.connect(target, isolation_level=None)) as new,
        ):
            old.backup(new)
            new.execute("PRAGMA journal_mode=DELETE")  # no -wal file beside the copy
            found = new.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupError(
            f"The database {source} cannot be copied ({error}). Is there room, and is it readable?"
        ) from error
    if found != "ok":
        raise BackupError(f"The database {source} is damaged ({found}). Restore the last good backup.")
    return target


def _write(archive: tarfile.TarFile, sources: dict[str, Path], edition: str | None, now: dt.datetime) -> BackupManifest:
    members: dict[str, Member] = {}
    for name, path in sources.items():
        with path.open("rb") as file:
            status = os.fstat(file.fileno())
            info = _describe(name, status.st_size, int(status.st_mtime), status.st_mode & 0o777)
            reader = _HashingReader(file)
            archive.addfile(info, reader)
        members[name] = Member(size=status.st_size, sha256=reader.hexdigest())
    manifest = BackupManifest(
        software_version=dogwood.__version__,
        made_at=now,
        has_database=DATABASE_NAME in sources,
        has_secret_key=SECRET_KEY_NAME in sources,
        edition=edition,
        members=members,
    ).sealed()
    text = (manifest.model_dump_json(indent=1) + "\n").encode()
    archive.addfile(_describe(MANIFEST_NAME, len(text), int(now.timestamp()), 0o644), io.BytesIO(text))
    return manifest


def _describe(name: str, size: int, modified: int, mode: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mtime, info.mode = size, modified, mode
    return info


class _HashingReader(io.RawIOBase):
    """Reads a file and keeps a SHA-256 of all that was read."""

    def __init__(self, file: IO[bytes]) -> None:

        self._file = file
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        piece = self._file.read(size)
        self._digest.update(piece)
        return piece

    def hexdigest(self) -> str:
        return self._digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
