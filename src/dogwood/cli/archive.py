"""What a backup is: a tar archive whose last member, ``backup.json``, holds a checksum for every other one.

Members: ``editorial.sqlite`` (unless it was left out), ``media/…``, ``editions/…`` and, only when asked for,
``secret-key``. Nothing else is let in or out.
"""

import datetime as dt
import gzip
import hashlib
import json
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Literal, Protocol, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from dogwood.edition.errors import EditionError
from dogwood.edition.file import verify_edition
from dogwood.edition.manifest import Manifest
from dogwood.edition.records import SCHEMA_VERSION
from dogwood.edition.store import LocalStore

MANIFEST_NAME = "backup.json"
DATABASE_NAME = "editorial.sqlite"
SECRET_KEY_NAME = "secret-key"  # noqa: S105 - a file's name
FOLDERS = ("media", "editions")
FORMAT = 1
_MANIFEST_BYTES = 256 * 1024 * 1024
_CHUNK = 1024 * 1024


class BackupError(Exception):
    """A backup could not be made, or cannot be restored. The message says what to do."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Member(BaseModel):
    """size: bytes. sha256: of those bytes, in hexadecimal."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    size: int
    sha256: str


class BackupManifest(BaseModel):
    """``backup.json``. has_database: False when the database was left out. edition: folder name of the current one.

    members: path in the archive → size and checksum, for every file but ``backup.json``. seal: SHA-256 over the rest of
    this manifest. All of this finds accidents; who can replace the whole file can replace the checksums too.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    format: int = FORMAT
    software_version: str
    made_at: dt.datetime
    has_database: bool
    has_secret_key: bool
    edition: str | None
    members: dict[str, Member]
    seal: str = ""

    @property
    def size(self) -> int:
        """Bytes of all members, unpacked."""
        return sum(member.size for member in self.members.values())

    def expected_seal(self) -> str:
        body = self.model_dump(mode="json", exclude={"seal"})
        return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()

    def sealed(self) -> Self:
        return self.model_copy(update={"seal": self.expected_seal()})


def find_mode(path: Path) -> Literal["gz", ""]:
    """The compression that the archive's name asks for. Raises BackupError for any other name."""
    name = path.name.lower()
    if name.endswith((".tar.gz", ".tgz")):
        return "gz"
    if name.endswith(".tar"):
        return ""
    raise BackupError(f"{path.name}: a backup's name ends in .tar.gz (compressed) or .tar.")


@contextmanager
def open_archive(path: Path) -> Iterator[tarfile.TarFile]:
    """Open a backup for reading. Whatever shows that its bytes are broken comes out as BackupError."""
    if not path.is_file():
        raise BackupError(f"There is no file {path}.")
    try:
        with tarfile.open(path, "r:*") as archive:
            yield archive
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error, lzma.LZMAError) as error:
        raise BackupError(
            f"{path} is no whole backup ({error}): it was cut short or altered. Nothing was touched. Use another copy."
        ) from error


def check_archive(path: Path) -> BackupManifest:
    """Read all of the backup and compare every byte with its checksums; returns its manifest.

    Writes nothing. Raises BackupError that names the first thing that is wrong: a member that is no plain file, has a
    name that leads elsewhere, is missing, too much, or altered.
    """
    found: dict[str, Member] = {}
    manifest: BackupManifest | None = None
    with open_archive(path) as archive:
        for info in archive:
            check_name(info)
            if info.name in found or (info.name == MANIFEST_NAME and manifest is not None):
                raise BackupError(f"{path} holds {info.name} twice. It is not a backup made by Dogwood.")
            file = archive.extractfile(info)
            assert file is not None, "check_name let only plain files through"
            if info.name == MANIFEST_NAME:
                manifest = _parse(path, file.read(_MANIFEST_BYTES))
            else:
                found[info.name] = hash_stream(file)
        if archive.fileobj is not None:
            hash_stream(archive.fileobj)  # to its end, where a compressed file's own checksum is
    if manifest is None:
        raise BackupError(f"{path} has no {MANIFEST_NAME}: it was cut short, or is not a backup. Use another copy.")
    for name in sorted(found.keys() | manifest.members.keys()):
        if found.get(name) != manifest.members.get(name):
            what = "is missing" if name not in found else "was added" if name not in manifest.members else "was altered"
            raise BackupError(
                f"{path}: {name} {what} after the backup was made. Nothing was touched. Use another copy."
            )
    return manifest


def check_current_edition(store: LocalStore) -> None:
    """Raises BackupError unless the current edition is whole, or there is none. One of another record schema is only
    looked for: “dogwood upgrade” replaces it."""
    if store.current_name() is None:
        return
    try:
        folder = store.current_folder()
        if Manifest.read(folder).schema_version == SCHEMA_VERSION:
            verify_edition(folder)
    except EditionError as error:
        raise BackupError(f"The current edition is not whole: {error}") from error


def check_name(info: tarfile.TarInfo) -> None:
    """Raises BackupError unless the member is a plain file in a place that a backup has."""
    if not info.isreg():
        raise BackupError(f"The archive holds {info.name!r}, which is not a plain file. It is not a backup of Dogwood.")
    parts = PurePosixPath(info.name).parts
    is_single = info.name in (MANIFEST_NAME, DATABASE_NAME, SECRET_KEY_NAME)
    is_in_folder = len(parts) > 1 and parts[0] in FOLDERS and ".." not in parts
    if not (is_single or is_in_folder) or "\\" in info.name or "/".join(parts) != info.name:
        raise BackupError(f"The archive holds {info.name!r}, which has no place in a backup. Nothing was touched.")


def hash_stream(file: Readable) -> Member:
    """Size and SHA-256 of what ``file`` still holds, read in pieces."""
    digest, size = hashlib.sha256(), 0
    while piece := file.read(_CHUNK):
        digest.update(piece)
        size += len(piece)
    return Member(size=size, sha256=digest.hexdigest())


def _parse(path: Path, text: bytes) -> BackupManifest:
    try:
        manifest = BackupManifest.model_validate_json(text)
    except ValidationError:
        raise BackupError(
            f"{path}: {MANIFEST_NAME} cannot be read. It was altered, or made by a later Dogwood than this one."
        ) from None
    if manifest.format != FORMAT:
        raise BackupError(
            f"{path} was made by Dogwood {manifest.software_version} in format {manifest.format}; this software reads "
            f"format {FORMAT}. Install that version first."
        )
    if manifest.seal != manifest.expected_seal():
        raise BackupError(f"{path}: {MANIFEST_NAME} was altered after the backup was made. Use another copy.")
    return manifest
