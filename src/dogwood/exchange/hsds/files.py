"""Files of HSDS: JSON (one object, a list, a page of the API), NDJSON, and the tabular package as an archive or folder."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dogwood.exchange.imports.errors import SourceFileError
from dogwood.hsds.fields import TABLES
from dogwood.hsds.nesting import OLD_COLUMNS, Found, Row, collect_documents, find_table, iterate_documents, nest_rows

from ..imports.spreadsheets.sheets import MOST_BYTES, MOST_CELL, MOST_RATIO, MOST_UNPACKED, decode

MOST_ROWS = 1_000_000
"""Of all tables of a package together."""
_MOST_FILES = 200
_NAMES = "services.csv, organizations.csv, locations.csv, phones.csv"


def read_files(data: bytes, name: str = "") -> tuple[Found, list[str]]:
    """(services and organizations, notes on how the file was read). name: of the file, for messages.

    Raises SourceFileError, which names file and line; then nothing of the file is used.
    """
    if len(data) > MOST_BYTES:
        raise SourceFileError(
            f"The file has {len(data) // 2**20} MB; {MOST_BYTES // 2**20} MB is the most. Split it, or import part by part."
        )
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise SourceFileError("The file is empty.")
    if data.startswith(b"PK\x03\x04"):
        return _read_archive(data)
    if data.startswith(b"\x1f\x8b"):
        raise SourceFileError("This file is compressed (gzip). Unpack it first.")
    text, encoding = decode(data)
    if text.lstrip("\ufeff \t\r\n")[:1] in {"{", "["}:
        documents, form = _parse_json(text.lstrip("\ufeff"), name)
        return collect_documents(iter(documents)), [f"Read as {form} in {encoding}."]
    if find_table(name):
        raise SourceFileError(
            f"{name} is one table of an HSDS package. Give the folder with all its tables ({_NAMES}, …), or the .zip."
        )
    raise SourceFileError(
        "This is neither JSON nor an HSDS package. Give a .json, an .ndjson, a .zip of the tables, or their folder; "
        "“dogwood import spreadsheet” reads other tables."
    )


def pack_folder(folder: Path) -> bytes:
    """The tables and documents in ``folder`` as an archive, the same bytes for the same files. Raises SourceFileError."""
    paths = sorted(path for path in folder.iterdir() if path.suffix.lower() in {".csv", ".json"} and path.is_file())
    if not any(find_table(path.name) for path in paths):
        raise SourceFileError(f"{folder} holds no table of HSDS ({_NAMES}, …). Give the folder in which they stand.")
    size = sum(path.stat().st_size for path in paths)
    if size > MOST_UNPACKED:
        raise SourceFileError(f"{folder} holds {size // 2**20} MB; {MOST_UNPACKED // 2**20} MB is the most. Split it.")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.writestr(zipfile.ZipInfo(path.name, (1980, 1, 1, 0, 0, 0)), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _parse_json(text: str, name: str) -> tuple[list[tuple[str, Any]], str]:
    """Objects with where they stood, and the form's name."""
    try:
        return list(iterate_documents(_load(text), "")), "JSON"
    except RecursionError:
        raise SourceFileError(f"{name or 'The file'} is nested too deep for HSDS. It was not read.") from None
    except ValueError as error:
        lines = [line for line in text.splitlines() if line.strip()]
        if len(lines) < 2 or lines[0].strip()[-1:] != "}" or lines[0].strip()[:1] != "{":
            raise SourceFileError(f"{name or 'The file'} is not JSON: {_tell(error)}. Get it again.") from None
    return list(_parse_lines(text, name)), "NDJSON"


def _parse_lines(text: str, name: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            yield f"line {number}", _load(line)
        except (ValueError, RecursionError) as error:
            raise SourceFileError(
                f"{name or 'The file'}, line {number}: is not JSON: {_tell(error)}. Nothing of the file is imported. "
                "Get it again, or take the line out."
            ) from None


def _load(text: str) -> Any:
    return json.loads(text, parse_constant=_refuse_constant)


def _refuse_constant(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")


def _tell(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, character {error.colno}"
    return str(error)


def _read_archive(data: bytes) -> tuple[Found, list[str]]:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = [one for one in archive.infolist() if not one.is_dir() and not one.filename.startswith("__MACOSX/")]
        _check_parts(parts)
        tables = [(one, table) for one in parts if (table := _table_of(one))]
        if tables:
            return _read_tables(((one.filename, table, archive.read(one)) for one, table in tables), parts)
        documents = [one for one in parts if one.filename.lower().endswith((".json", ".ndjson"))]
        if len(documents) == 1:
            return read_files(archive.read(documents[0]), documents[0].filename)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
        raise SourceFileError("The archive is damaged or cut off, or it has a password. Get it again.") from None
    raise SourceFileError(f"The archive holds no table of HSDS ({_NAMES}, …). Is it the right one?")


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    if len(parts) > _MOST_FILES:
        raise SourceFileError(f"The archive holds {len(parts)} files; a package has fewer than {_MOST_FILES}.")
    if sum(one.file_size for one in parts) > MOST_UNPACKED:
        raise SourceFileError(f"The archive would unpack to more than {MOST_UNPACKED // 2**20} MB. Split it.")
    for one in parts:
        if one.file_size > 2**20 and one.file_size > MOST_RATIO * max(one.compress_size, 1):
            raise SourceFileError(f"{one.filename} in the archive is packed as no table is. It was not opened.")


def _table_of(part: zipfile.ZipInfo) -> str:
    return find_table(part.filename) if part.filename.lower().endswith(".csv") else ""


def _read_tables(files: Iterable[tuple[str, str, bytes]], parts: list[zipfile.ZipInfo]) -> tuple[Found, list[str]]:
    tables: dict[str, list[Row]] = {}
    notes: list[str] = []
    count = 0
    for name, table, data in files:
        rows, unknown = _read_table(name, table, data)
        count += len(rows)
        if count > MOST_ROWS:
            raise SourceFileError(f"The package has more than {MOST_ROWS} rows. Split it.")
        tables.setdefault(table, []).extend(rows)
        if unknown:
            notes.append(f"{name}: columns that HSDS does not have and that are not read: {', '.join(unknown)[:300]}.")
    left = [one.filename for one in parts if one.filename.lower().endswith(".csv") and not _table_of(one)]
    if left:
        notes.append(f"Files that are no tables of HSDS and are not read: {', '.join(left[:20])}.")
    notes.insert(0, f"Read as a tabular package: {', '.join(f'{len(rows)} {name}' for name, rows in tables.items())}.")
    if not tables.get("service") and not tables.get("organization"):
        raise SourceFileError("The package has neither services nor organizations: services.csv is missing or empty.")
    return nest_rows(tables), notes


def _read_table(name: str, table: str, data: bytes) -> tuple[list[Row], list[str]]:
    """(rows, columns that are not of HSDS 3.x though the table is)."""
    if not data.strip():
        return [], []
    text, _ = decode(data)
    csv.field_size_limit(16 * 1024 * 1024)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""))
    rows: list[Row] = []
    line = 1
    try:
        headings = [cell.strip().lower() for cell in next(reader, [])]
        line = reader.line_num + 1
        for cells in reader:
            where = f"{name.rsplit('/', 1)[-1]}, line {line}"
            line = reader.line_num + 1
            if len(cells) > len(headings):
                raise SourceFileError(
                    f"{where}: has {len(cells)} cells, but the first line names {len(headings)} columns. A comma without "
                    "quotation marks does that. Correct the line; nothing of the package is imported."
                )
            if any(len(cell) > MOST_CELL for cell in cells):
                raise SourceFileError(
                    f"{where}: a cell holds more than {MOST_CELL} characters. Is a quotation mark missing?"
                )
            values = {heading: cell for heading, cell in zip(headings, cells, strict=False) if cell.strip()}
            if values:
                rows.append(Row(where, values))
    except csv.Error as error:
        raise SourceFileError(f"{name}, line {line}: is not CSV ({error}). Check its quotation marks.") from None
    if rows and table in {"service", "organization", "location"} and "id" not in headings:
        raise SourceFileError(f"{name}: its first line names no column “id”. HSDS needs it: other tables refer to it.")
    known = {*TABLES[table].fields, *OLD_COLUMNS.get(table, ())} if table in TABLES else set(headings)
    return rows, [heading for heading in headings if heading and heading not in known]
