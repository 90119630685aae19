"""Files of a whole edition: HSDS as lines and as tables, guides, publications and events as lines, one SQLite file, licence,
checksums.

Made once an edition, beside the data of the API and from them. Alerts and offsets from UTC are those of the day on which
the files were made, which stands in ``files.json``.
"""

import csv
import datetime as dt
import gzip
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypedDict

from dogwood.edition.manifest import hash_file
from dogwood.edition.records import DirectoryRecord
from dogwood.hsds.fields import TABLES, Table
from dogwood.hsds.tabular import PackageWriter

from .beside import KINDS as BESIDE_KINDS
from .catalogue import Catalogue
from .query import Query
from .render import read_directory

LINES, PACKAGE, DATABASE, LICENCE, SUMS = (
    "services.ndjson.gz", "hsds-tables.zip", "directory.sqlite", "LICENSE.txt", "SHA256SUMS",
)  # fmt: skip
BESIDE = {f"{kind}s.ndjson.gz": kind for kind in BESIDE_KINDS}
"""Files of what the profile adds → kind."""
LIST = "files.json"
KINDS = {
    LINES: "application/gzip",
    **dict.fromkeys(BESIDE, "application/gzip"),
    PACKAGE: "application/zip",
    DATABASE: "application/vnd.sqlite3",
    LICENCE: "text/plain; charset=utf-8",
    SUMS: "text/plain; charset=utf-8",
}
_CHUNK = 1000


class FileEntry(TypedDict):
    """bytes: size. sha256: of its bytes, in hexadecimal."""

    name: str
    bytes: int
    sha256: str


def write_files(catalogue: Catalogue, folder: Path, today: dt.date, site: str) -> None:
    """Write all files into ``folder``, which is there and empty."""
    directory = read_directory(catalogue.reader, catalogue.reader.manifest.languages[0])
    licence = describe_licence(catalogue, directory, site).encode()
    (folder / LICENCE).write_bytes(licence)
    _write_lines(folder / LINES, _stream(catalogue, "service", today))
    for name, kind in BESIDE.items():
        _write_lines(folder / name, _stream_beside(catalogue, kind, today))
    _write_package(catalogue, folder / PACKAGE, today, directory, licence)
    _write_database(folder / PACKAGE, folder / DATABASE)
    entries: list[FileEntry] = [
        {"name": name, "bytes": (folder / name).stat().st_size, "sha256": hash_file(folder / name)}
        for name in (LINES, *BESIDE, PACKAGE, DATABASE, LICENCE)
    ]
    (folder / SUMS).write_text("".join(f"{row['sha256']}  {row['name']}\n" for row in entries), encoding="ascii")
    manifest = catalogue.reader.manifest
    about = {
        "edition": manifest.number,
        "built_at": manifest.built_at.isoformat(),
        "made_for": today.isoformat(),
        "licence": directory.licence,
        "licence_url": directory.licence_url,
        "files": entries,
    }
    (folder / LIST).write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def describe_licence(catalogue: Catalogue, directory: DirectoryRecord, site: str) -> str:
    """What may be done with the data, and what to name."""
    manifest = catalogue.reader.manifest
    licence = " ".join(filter(None, (directory.licence, directory.licence_url))) or "not stated by the directory"
    lines = [
        f"{directory.name}, edition {manifest.number} of {manifest.built_at.date().isoformat()}",
        f"Licence: {licence}",
        f"Please name: {directory.name}, edition {manifest.number}{f', {site}' if site else ''}",
        directory.credit,
        "The form of the data follows the Human Services Data Specification 3.1 (docs.openreferral.org), CC BY-SA 4.0.",
        "The data inform. Call before you send a person anywhere, and look for the next edition.",
    ]
    return "\n".join(filter(None, lines)) + "\n"


def _write_lines(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 6, raw, mtime=0) as out:
        for part in parts:
            out.write(part)


def _stream(catalogue: Catalogue, kind: str, today: dt.date) -> Iterator[bytes]:
    query = Query(is_full=kind != "organization", language=catalogue.reader.manifest.languages[0])
    return catalogue.stream(kind, catalogue.find(kind, query), query, today)


def _stream_beside(catalogue: Catalogue, kind: str, today: dt.date) -> Iterator[bytes]:
    """Guides, publications or events: a line for each language in which there is one."""
    for language in catalogue.reader.manifest.languages:
        query = Query(is_full=True, language=language)
        for part in catalogue.stream(kind, catalogue.find(kind, query), query, today, 1):
            if json.loads(part)["language"] == language:
                yield part


def _write_package(
    catalogue: Catalogue, path: Path, today: dt.date, directory: DirectoryRecord, licence: bytes
) -> None:
    manifest = catalogue.reader.manifest
    about: dict[str, Any] = {
        "title": directory.name,
        "description": "HSDS 3.1 (docs.openreferral.org).",
        "version": f"edition {manifest.number}",
        "created": manifest.built_at.isoformat(),
    }
    if directory.licence:
        own = {"name": directory.licence.replace(" ", "-"), "title": directory.licence}
        about["licenses"] = [{**own, **({"path": directory.licence_url} if directory.licence_url else {})}]
    with path.open("wb") as out, PackageWriter(out, about, {LICENCE: licence}) as package:
        for kind in ("organization", "service"):
            for part in _stream(catalogue, kind, today):
                for line in part.splitlines():
                    package.add(kind, json.loads(line))
        for term in catalogue.terms.terms.values():
            package.add("taxonomy_term", term)


def _write_database(package: Path, path: Path) -> None:
    """The tables of the package as SQLite, with keys, and an index on each."""
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.execute("PRAGMA journal_mode=OFF")
        db.execute("BEGIN")
        with zipfile.ZipFile(package) as archive:
            having = [table for table in TABLES.values() if table.path in archive.namelist()]
            names = {table.name for table in having}
            for table in having:
                db.execute(_create_table(table, names))
            for table in having:
                with archive.open(table.path) as file:
                    _fill_table(db, table, io.TextIOWrapper(file, encoding="utf-8", newline=""))
            for table in having:
                for field, target in table.references.items():
                    if target in names:
                        db.execute(f'CREATE INDEX "{table.name}_{field}" ON "{table.name}" ("{field}")')
        db.execute("COMMIT")
        db.execute("VACUUM")
    finally:
        db.close()


def _create_table(table: Table, names: set[str]) -> str:
    columns = [f'"{field.name}" {"REAL" if field.kind == "number" else "TEXT"}' for field in table.fields.values()]
    columns[0] += " PRIMARY KEY"
    links = [
        f'FOREIGN KEY ("{field}") REFERENCES "{target}" ("id")'
        for field, target in table.references.items()
        if target in names
    ]
    return f'CREATE TABLE "{table.name}" ({", ".join((*columns, *links))})'


def _fill_table(db: sqlite3.Connection, table: Table, file: io.TextIOWrapper) -> None:
    rows = csv.reader(file)
    next(rows)
    marks = ",".join("?" * len(table.fields))
    insert = f'INSERT INTO "{table.name}" VALUES ({marks})'  # noqa: S608 - a name of ours
    batch: list[list[str | None]] = []
    for row in rows:
        batch.append([cell or None for cell in row])
        if len(batch) == _CHUNK:
            db.executemany(insert, batch)
            batch.clear()
    db.executemany(insert, batch)
