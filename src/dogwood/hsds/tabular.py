"""Objects as the API nests them → the tabular data package: a CSV a table, and ``datapackage.json``.

``PackageWriter`` takes objects one by one and keeps rows on disk, so memory does not grow with them but for the ids that
can come twice. Cells are the values themselves (RFC 4180, UTF-8): nothing is put before a "=" for spreadsheets' sake.
"""

import csv
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import IO, Any, BinaryIO, Self

from .fields import NESTED, TABLES, Field, Table
from .values import HsdsObject

DESCRIPTOR = "datapackage.json"
_MANY = frozenset({"organization", "location", "taxonomy_term", "taxonomy"})
"""Tables whose objects stand in many others; the others' ids come once."""
_OWN_KEYS = {"attribute": "link_id", "metadata": "resource_id"}
_KINDS: dict[str, dict[str, str]] = {
    "string": {"type": "string"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "number": {"type": "number"},
    "date": {"type": "date"},
    "time": {"type": "string"},
    "datetime": {"type": "datetime"},
}
"""Kinds → Table Schema. A clock with its offset from UTC is no "time" there, so it is told as text."""
_UNKNOWN_MAY_BE_EMPTY = {"address"}
"""Tables whose required fields are empty where they are not known, such as a place of which only the town is."""
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""Of every file in the archive, so that equal data are equal bytes."""


class PackageWriter:
    """Writes a package into ``out``, a file open for writing bytes, when the ``with`` block ends without an error.

    about: more of the descriptor (``title``, ``licenses``, ``sources``, ``created``). files: name → bytes of files
    that go with it (a licence).
    """

    def __init__(self, out: BinaryIO, about: Mapping[str, Any], files: Mapping[str, bytes] | None = None) -> None:
        self._out = out
        self._about = about
        self._files = files or {}
        self._stack = ExitStack()
        self._writers: dict[str, Any] = {}
        self._files_open: list[IO[str]] = []
        self._seen: dict[str, set[str]] = {name: set() for name in _MANY}
        self.counts: dict[str, int] = {}

    def __enter__(self) -> Self:
        self._folder = Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._stack:
            if kind is None:
                self._finish()

    def add(self, table: str, value: HsdsObject) -> None:
        """Add an object and all that is in it."""
        self._add(TABLES[table], value, {})

    def _add(self, table: Table, value: HsdsObject, above: Mapping[str, str]) -> None:
        own_id = value["id"]
        if table.name in _MANY:
            if own_id in self._seen[table.name]:
                return
            self._seen[table.name].add(own_id)
        row = {name: value[name] for name in table.fields if value.get(name) not in (None, "")}
        for name, known in above.items():
            if name in table.fields:
                row.setdefault(name, known)
        below = {f"{table.name}_id": own_id}
        for key, inner in value.items():
            if key not in NESTED or isinstance(inner, str):
                continue
            name = NESTED[key]
            for one in inner if isinstance(inner, list) else [inner]:
                inner_table = TABLES[name]
                owner = {_OWN_KEYS[name]: own_id} if name in _OWN_KEYS else below if name not in _MANY else {}
                self._add(inner_table, one, owner)
                reference = f"{name}_id"
                if not isinstance(inner, list) and reference in table.fields:
                    row.setdefault(reference, one["id"])
        self._write(table, row)

    def _write(self, table: Table, row: Mapping[str, Any]) -> None:
        if table.name not in self._writers:
            file = self._stack.enter_context((self._folder / table.path).open("w", encoding="utf-8", newline=""))
            self._files_open.append(file)
            self._writers[table.name] = writer = csv.writer(file)
            writer.writerow(table.fields)
        self._writers[table.name].writerow([write_cell(row.get(name)) for name in table.fields])
        self.counts[table.name] = self.counts.get(table.name, 0) + 1

    def _finish(self) -> None:
        for file in self._files_open:
            file.close()
        with zipfile.ZipFile(self._out, "w") as archive:
            descriptor = make_descriptor(self.counts, self._about)
            _put(archive, DESCRIPTOR, (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode())
            for name, data in self._files.items():
                _put(archive, name, data)
            for name in sorted(self.counts):
                path = self._folder / TABLES[name].path
                with archive.open(_make_entry(path.name), "w") as into, path.open("rb") as rows:
                    shutil.copyfileobj(rows, into, 1 << 20)


def write_cell(value: Any) -> str:
    """A value as a cell has it: "" for what is not known."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return repr(value) if isinstance(value, float) else str(value)


def make_descriptor(tables: Iterable[str], about: Mapping[str, Any]) -> dict[str, Any]:
    """``datapackage.json`` of a package with ``tables``. References to tables that are not there are left out: their
    fields are empty."""
    having = set(tables)
    return {
        "profile": "tabular-data-package",
        "name": "human_services_data",
        **about,
        "resources": [_describe(TABLES[name], having) for name in sorted(having)],
    }


def _describe(table: Table, having: set[str]) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": [_describe_field(table, field) for field in table.fields.values()],
        "primaryKey": "id",
        "missingValues": [""],
    }
    links = [
        {"fields": name, "reference": {"resource": "" if target == table.name else target, "fields": "id"}}
        for name, target in table.references.items()
        if target in having
    ]
    if links:
        schema["foreignKeys"] = links
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _describe_field(table: Table, field: Field) -> dict[str, Any]:
    made: dict[str, Any] = {"name": field.name, **_KINDS[field.kind]}
    constraints: dict[str, bool] = {}
    if field.is_required and not (table.name in _UNKNOWN_MAY_BE_EMPTY and field.kind == "string"):
        constraints["required"] = True
    if field.name == "id":
        constraints["unique"] = True
    return {**made, "constraints": constraints} if constraints else made


def _make_entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _MOMENT)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(_make_entry(name), data)
