"""An edition's folder: ``manifest.json``, ``records.sqlite``, ``index/`` and ``media/``.

``RecordsWriter`` fills ``records.sqlite`` from records, or from the file of the edition before with only the changes
applied. ``EditionReader`` opens a finished folder read-only and checks the hash of every record it hands out.
"""

import datetime as dt
import errno
import hashlib
import json
import os
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from .changes import Change
from .errors import EditionCorruptError
from .manifest import Manifest, hash_tree
from .records import RECORD_TYPES, SCHEMA_VERSION, Record, canonical_json, record_hash

RECORDS_NAME = "records.sqlite"
INDEX_NAME = "index"
MEDIA_NAME = "media"

Identity = tuple[str, str, str]
"""Record type, key, language."""
R = TypeVar("R", bound=Record)

_SCHEMA = """
CREATE TABLE record (
    record_type TEXT NOT NULL, key TEXT NOT NULL, language TEXT NOT NULL,
    heading TEXT NOT NULL, position INTEGER NOT NULL, sha256 TEXT NOT NULL, json TEXT NOT NULL,
    PRIMARY KEY (record_type, key, language)
) WITHOUT ROWID;
CREATE INDEX record_heading ON record (record_type, language, position, heading, key);
CREATE TABLE facet (
    record_type TEXT NOT NULL, facet TEXT NOT NULL, value TEXT NOT NULL, language TEXT NOT NULL, key TEXT NOT NULL,
    PRIMARY KEY (record_type, facet, value, language, key)
) WITHOUT ROWID;
CREATE INDEX facet_key ON facet (record_type, key, language);
CREATE TABLE change (
    edition INTEGER NOT NULL, built_at TEXT NOT NULL, record_type TEXT NOT NULL, key TEXT NOT NULL,
    language TEXT NOT NULL, heading TEXT NOT NULL, what TEXT NOT NULL, fields TEXT NOT NULL,
    PRIMARY KEY (edition, record_type, key, language)
) WITHOUT ROWID;
"""
_HASHES = "SELECT record_type, key, language, sha256 FROM record"


class RecordsWriter:
    """Writes ``records.sqlite`` in a folder that is being built.

    start_from: the records file of the edition before, copied first so that only changes need writing.
    """

    def __init__(self, folder: Path, start_from: Path | None = None) -> None:
        self.path = folder / RECORDS_NAME
        if start_from is not None:
            shutil.copyfile(start_from, self.path)
        self._db = sqlite3.connect(self.path, isolation_level=None)
        self._db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;")
        if start_from is None:
            self._db.executescript(_SCHEMA)
        self._db.execute("BEGIN")

    def put(self, record: Record) -> None:
        """Add ``record``, replacing an earlier one of the same identity."""
        text = canonical_json(record)
        kind, key, language = record.identity
        self._db.execute(
            "INSERT OR REPLACE INTO record VALUES (?,?,?,?,?,?,?)",
            (kind, key, language, record.heading, getattr(record, "position", 0), record_hash(text), text),
        )
        self._db.execute("DELETE FROM facet WHERE record_type=? AND key=? AND language=?", (kind, key, language))
        self._db.executemany(
            "INSERT INTO facet VALUES (?,?,?,?,?)",
            [(kind, facet, value, language, key) for facet, value in sorted(record.facets())],
        )

    def remove(self, identity: Identity) -> None:
        self._db.execute("DELETE FROM record WHERE record_type=? AND key=? AND language=?", identity)
        self._db.execute("DELETE FROM facet WHERE record_type=? AND key=? AND language=?", identity)

    def hashes(self) -> dict[Identity, str]:
        return _make_hashes(self._db.execute(_HASHES))

    def add_changes(self, edition: int, built_at: dt.datetime, changes: Iterable[Change]) -> None:
        self._db.executemany(
            "INSERT INTO change VALUES (?,?,?,?,?,?,?,?)",
            [
                (
                    edition,
                    built_at.isoformat(),
                    *change.identity,
                    change.heading,
                    change.what,
                    json.dumps(change.fields),
                )
                for change in changes
            ],
        )

    def finish(self) -> None:
        """Write what is still in memory and close the file."""
        self._db.execute("COMMIT")
        self._db.execute("PRAGMA optimize")
        self._db.close()

    def close(self) -> None:
        """Let go of the file, finished or not. May be called twice."""
        self._db.close()


class EditionReader:
    """A finished edition, read-only. Safe to share between threads that each make short reads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.manifest = Manifest.read(folder)
        if self.manifest.schema_version != SCHEMA_VERSION:
            raise EditionCorruptError(
                f"{folder} has record schema {self.manifest.schema_version}, this software reads {SCHEMA_VERSION}. "
                "Run “dogwood upgrade”, which publishes a new edition."
            )
        path = folder / RECORDS_NAME
        if not path.is_file():
            raise EditionCorruptError(f"{path} is missing. Restore it, or switch to another edition.")
        uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"  # a "?" or "#" in the path is part of the path
        self._db = sqlite3.connect(uri, uri=True, check_same_thread=False)

    def close(self) -> None:
        self._db.close()

    def _rows(self, sql: str, values: tuple[object, ...] = ()) -> list[tuple]:
        """All rows of a query. Raises EditionCorruptError where SQLite cannot read the file."""
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise EditionCorruptError(
                f"{self.folder.name}/{RECORDS_NAME} cannot be read ({error}). Switch to another edition."
            ) from error

    def get(self, cls: type[R], key: str, language: str) -> R | None:
        """The record of ``key`` in ``language``, None where there is none. Raises EditionCorruptError."""
        rows = self._rows(
            "SELECT json, sha256 FROM record WHERE record_type=? AND key=? AND language=?",
            (cls.record_type, key, language),
        )
        return _parse(cls, rows[0]) if rows else None

    def get_best(self, cls: type[R], key: str, language: str) -> R | None:
        """The record in ``language``, else in the first of the edition's languages that has it.

        Compare ``record.language`` with what was asked for to learn which.
        """
        for tag in (language, *self.manifest.languages):
            found = self.get(cls, key, tag)
            if found is not None:
                return found
        return None

    def all(self, cls: type[R], language: str) -> list[R]:
        """All records of a type in one language, by position and heading."""
        rows = self._rows(
            "SELECT json, sha256 FROM record WHERE record_type=? AND language=? ORDER BY position, heading, key",
            (cls.record_type, language),
        )
        return [_parse(cls, row) for row in rows]

    def all_best(self, cls: type[R], language: str) -> list[R]:
        """All records of a type, each in ``language`` where it exists in it, else in its own, by heading."""
        found: dict[str, R] = {}
        for tag in (language, *self.manifest.languages):
            for record in self.all(cls, tag):
                found.setdefault(record.key, record)
        return sorted(
            found.values(), key=lambda record: (getattr(record, "position", 0), record.heading.casefold(), record.key)
        )

    def find(self, cls: type[R], language: str, facets: Iterable[tuple[str, str]]) -> list[R]:
        """Records with all of ``facets`` (``("need", "ride")``), in ``language`` or else their own, by heading."""
        keys = self.find_keys(cls, facets)
        found = (self.get_best(cls, key, language) for key in keys)
        records = [record for record in found if record is not None]
        return sorted(
            records, key=lambda record: (getattr(record, "position", 0), record.heading.casefold(), record.key)
        )

    def find_keys(self, cls: type[Record], facets: Iterable[tuple[str, str]]) -> set[str]:
        keys: set[str] | None = None
        for facet, value in facets:
            rows = self._rows(
                "SELECT DISTINCT key FROM facet WHERE record_type=? AND facet=? AND value=?",
                (cls.record_type, facet, value),
            )
            having = {row[0] for row in rows}
            keys = having if keys is None else keys & having
        return keys if keys is not None else self.keys(cls)

    def count_facet(self, cls: type[Record], facet: str) -> dict[str, int]:
        """Value of ``facet`` → how many keys have it."""
        rows = self._rows(
            "SELECT value, COUNT(DISTINCT key) FROM facet WHERE record_type=? AND facet=? GROUP BY value",
            (cls.record_type, facet),
        )
        return dict(rows)

    def keys(self, cls: type[Record]) -> set[str]:
        rows = self._rows("SELECT DISTINCT key FROM record WHERE record_type=?", (cls.record_type,))
        return {row[0] for row in rows}

    def languages_of(self, cls: type[Record], key: str) -> tuple[str, ...]:
        """The languages in which ``key`` exists, in the edition's order."""
        rows = self._rows("SELECT language FROM record WHERE record_type=? AND key=?", (cls.record_type, key))
        having = {row[0] for row in rows}
        return tuple(tag for tag in self.manifest.languages if tag in having)

    def records(self) -> Iterator[Record]:
        """Every record of the edition, by type, key and language."""
        for record_type, text, sha256 in self._rows(
            "SELECT record_type, json, sha256 FROM record ORDER BY record_type, key, language"
        ):
            yield _parse(RECORD_TYPES[record_type], (text, sha256))

    def hashes(self) -> dict[Identity, str]:
        return _make_hashes(self._rows(_HASHES))

    def changes(self, *, since: int = 0, limit: int = 100_000) -> list[Change]:
        """What changed after edition ``since``, newest edition first."""
        rows = self._rows(
            "SELECT edition, built_at, record_type, key, language, heading, what, fields FROM change "
            "WHERE edition>? ORDER BY edition DESC, record_type, heading, language LIMIT ?",
            (since, limit),
        )
        return [
            Change(
                identity=(row[2], row[3], row[4]),
                heading=row[5],
                what=row[6],
                fields=tuple(json.loads(row[7])),
                edition=row[0],
                built_at=dt.datetime.fromisoformat(row[1]),
            )
            for row in rows
        ]


def content_hash(hashes: dict[Identity, str]) -> str:
    """One SHA-256 over the hashes of all records, in the order of their identities."""
    lines = (f"{kind}\t{key}\t{language}\t{sha256}\n" for (kind, key, language), sha256 in sorted(hashes.items()))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def verify_edition(folder: Path) -> Manifest:
    """Check every byte of the edition in ``folder`` and return its manifest.

    Files against their checksums, records against their hashes and schema, the whole against the content hash, counts
    against the manifest. Raises EditionCorruptError that names the first thing that is wrong.
    """
    manifest = Manifest.read(folder)
    verify_files(folder, manifest)
    if folder.name != manifest.folder_name:
        raise EditionCorruptError(f"{folder.name} holds edition {manifest.folder_name}.")
    reader = EditionReader(folder)
    try:
        counts: dict[str, dict[str, int]] = {}
        for record in reader.records():
            by_language = counts.setdefault(record.record_type, {})
            by_language[record.language] = by_language.get(record.language, 0) + 1
        if counts != manifest.counts:
            raise EditionCorruptError(f"{folder.name}: the counts of its records differ from its manifest.")
        if content_hash(reader.hashes()) != manifest.content_hash:
            raise EditionCorruptError(f"{folder.name}: its records differ from its content hash.")
    finally:
        reader.close()
    return manifest


def verify_files(folder: Path, manifest: Manifest) -> None:
    """Check every file in ``folder`` against the checksums. Raises EditionCorruptError that names the first one."""
    found = hash_tree(folder)
    for path in sorted(found.keys() | manifest.files.keys()):
        if found.get(path) != manifest.files.get(path):
            what = (
                "is missing" if path not in found else "is not of this edition" if path not in manifest.files else None
            )
            raise EditionCorruptError(f"{folder.name}/{path} {what or 'has changed since it was written'}.")


@contextmanager
def naming_disk_errors() -> Iterator[None]:
    """Turn SQLite's own words for a full or broken disk into OSError, which every caller knows."""
    try:
        yield
    except sqlite3.OperationalError as error:
        number = {sqlite3.SQLITE_FULL: errno.ENOSPC, sqlite3.SQLITE_IOERR: errno.EIO}.get(error.sqlite_errorcode & 0xFF)
        if number is None:
            raise
        raise OSError(number, os.strerror(number), RECORDS_NAME) from error


def _make_hashes(rows: Iterable[tuple]) -> dict[Identity, str]:
    return {(row[0], row[1], row[2]): row[3] for row in rows}


def _parse(cls: type[R], row: tuple[str, str]) -> R:
    text, sha256 = row
    if not isinstance(text, str) or record_hash(text) != sha256:
        raise EditionCorruptError(f"A {cls.record_type} record is not what was published. Switch to another edition.")
    return cls.model_validate_json(text)
