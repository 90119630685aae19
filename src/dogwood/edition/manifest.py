"""``manifest.json``: what an edition is and a checksum for every file in it."""

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Self

from pydantic import BaseModel, ConfigDict, ValidationError

from .errors import EditionCorruptError

MANIFEST_NAME = "manifest.json"


class EditionLine(BaseModel):
    """One line of the editions' history. name: of a printed edition, else ""."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    number: int
    built_at: dt.datetime
    content_hash: str
    name: str = ""


class Manifest(BaseModel):
    """number: 1, 2, 3, … content_hash: over the records in canonical form, so the same content gives the same hash.

    counts: record type → language → how many. files: path inside the folder → SHA-256. history: all editions up to
    this one. seal: SHA-256 over the rest of the manifest, so that a flipped byte in the manifest itself is found.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    number: int
    name: str = ""
    built_at: dt.datetime
    languages: tuple[str, ...]
    counts: dict[str, dict[str, int]]
    schema_version: int
    software_version: str
    content_hash: str
    files: dict[str, str]
    history: tuple[EditionLine, ...] = ()
    seal: str = ""

    @property
    def folder_name(self) -> str:
        return f"{self.number}-{self.content_hash[:8]}"

    def sealed(self) -> Self:
        return self.model_copy(update={"seal": self._expected_seal()})

    def _expected_seal(self) -> str:
        body = self.model_dump(mode="json", exclude={"seal"})
        return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()

    def write(self, folder: Path) -> None:
        (folder / MANIFEST_NAME).write_bytes(self._as_bytes())

    def _as_bytes(self) -> bytes:
        return (json.dumps(self.model_dump(mode="json"), indent=2, ensure_ascii=False) + "\n").encode()

    @classmethod
    def read(cls, folder: Path) -> Self:
        """The manifest in ``folder``. Raises EditionCorruptError when it is missing, broken or was altered."""
        path = folder / MANIFEST_NAME
        try:
            raw = path.read_bytes()
            manifest = cls.model_validate_json(raw)
        except (OSError, ValidationError) as error:
            raise EditionCorruptError(
                f"{path} cannot be read ({type(error).__name__}). Restore it from a backup, or switch to another edition."
            ) from error
        # Byte for byte: a changed space would else go unseen.
        if manifest.seal != manifest._expected_seal() or raw != manifest._as_bytes():
            raise EditionCorruptError(f"{path} was altered after it was written. Switch to another edition.")
        return manifest


def hash_file(path: Path) -> str:
    """SHA-256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def hash_tree(folder: Path) -> dict[str, str]:
    """Path inside ``folder`` → SHA-256, for every file but the manifest."""
    return {
        path.relative_to(folder).as_posix(): hash_file(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path != folder / MANIFEST_NAME
    }
