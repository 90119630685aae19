"""Tables out of files: CSV, TSV and XLSX of any encoding, delimiter and amount of junk above the headings.

What is no spreadsheet, or would fill the memory, is refused before it is read.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from dataclasses import dataclass, field

from charset_normalizer import from_bytes

from ..errors import SourceFileError

MOST_BYTES = 60 * 1024 * 1024
MOST_UNPACKED = 250 * 1024 * 1024
MOST_RATIO = 200
"""Unpacked to packed bytes of a workbook's parts above 1 MB; real sheets stay below 40."""
MOST_ROWS = 100_000
MOST_COLUMNS = 300
MOST_CELL = 50_000
_ENCODINGS = ["cp1252", "mac_roman", "cp850", "latin_1", "utf_16", "utf_16_le", "utf_16_be"]
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe"}
_FOREIGN = (
    (b"%PDF", "This is a PDF. “dogwood import text” reads documents."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel or Word file. Open it and save it as .xlsx or .csv."),
    (b"{\\rtf", "This is an RTF document. “dogwood import text” reads documents; save it as .docx first."),
    (b"\x89PNG", "This is a picture, not a spreadsheet."),
    (b"\xff\xd8\xff", "This is a picture, not a spreadsheet."),
    (b"GIF8", "This is a picture, not a spreadsheet."),
    (b"\x1f\x8b", "This file is compressed (gzip). Unpack it first."),
    (b"Rar!", "This file is an archive. Unpack it first."),
    (b"7z\xbc\xaf", "This file is an archive. Unpack it first."),
    (b"SQLite format 3", "This is a database. Export its table as CSV."),
)


@dataclass
class Table:
    """headings: as the file has them, unique. rows: (row number as people count, cells). notes: what was decided."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]
    notes: list[str] = field(default_factory=list)


def read_table(data: bytes, name: str = "", *, sheet: str = "") -> Table:
    """The table in the file ``data``. name: of the file, for messages. sheet: of a workbook, "" for the fullest.

    Raises SourceFileError.
    """
    if len(data) > MOST_BYTES:
        raise SourceFileError(
            f"The file has {len(data) // 2**20} MB; {MOST_BYTES // 2**20} MB is the most. Split it, or leave out columns."
        )
    if not data.strip(b"\x00\t\r\n \xef\xbb\xbf\xff\xfe"):
        raise SourceFileError("The file is empty.")
    for start, reason in _FOREIGN:
        if data.startswith(start):
            raise SourceFileError(reason)
    if data.startswith(b"PK\x03\x04"):
        raw, notes = _read_workbook(data, sheet)
    else:
        raw, notes = _read_text(data)
    return _find_table(raw, notes)


def decode(data: bytes) -> tuple[str, str]:
    """(text, name of the encoding). Raises SourceFileError for what is no text."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding), encoding
            except UnicodeDecodeError:
                raise SourceFileError(f"The file says that it is {encoding}, but byte by byte it is not.") from None
    try:
        text = data.decode("utf-8")
        encoding = "utf-8"
    except UnicodeDecodeError:
        best = from_bytes(data[:200_000], cp_isolation=_ENCODINGS).best()
        encoding = best.encoding if best else "cp1252"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            encoding, text = "cp1252", data.decode("cp1252", errors="replace")
    if "\0" in text:
        encoding = "utf-16-le" if data[1::2].count(0) > data[0::2].count(0) else "utf-16-be"
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            text = "\0"
    odd = sum(1 for c in text[:20_000] if ord(c) < 32 and c not in "\t\n\r\x0b\x0c\x1a")
    if "\0" in text or odd > len(text[:20_000]) * 0.02:
        raise SourceFileError(
            "This is not a spreadsheet: the file holds bytes that are no text. Save it as .csv or .xlsx."
        )
    return text, encoding


def _read_text(data: bytes) -> tuple[list[tuple[int, list[str]]], list[str]]:
    text, encoding = decode(data)
    if re.match(r"\s*<(?:!doctype|html|\?xml)", text, re.IGNORECASE):
        raise SourceFileError("This is a web page or XML, not a spreadsheet. “dogwood import text” reads web pages.")
    if text.lstrip()[:1] in "{[" and text.rstrip()[-1:] in "}]":
        raise SourceFileError("This is JSON, not a spreadsheet. “dogwood import hsds” reads HSDS in JSON.")
    delimiter = _guess_delimiter(text)
    csv.field_size_limit(16 * 1024 * 1024)
    rows: list[tuple[int, list[str]]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    try:
        for row in reader:
            _add(rows, start, row)
            start = reader.line_num + 1
    except csv.Error as error:
        raise SourceFileError(f"Line {start} is not CSV ({error}). Check its quotation marks.") from None
    return rows, [f"Read as text in {encoding}, cells parted by {_DELIMITERS[delimiter]}."]


def _add(rows: list[tuple[int, list[str]]], number: int, row: list[str]) -> None:
    if len(row) > MOST_COLUMNS:
        row = row[:MOST_COLUMNS]
    if any(len(cell) > MOST_CELL for cell in row):
        raise SourceFileError(
            f"A cell in row {number} holds more than {MOST_CELL} characters. A quotation mark that never ends does that."
        )
    if len(rows) >= MOST_ROWS:
        raise SourceFileError(f"The file has more than {MOST_ROWS} rows. Split it.")
    cells = [_undo_defusing(cell.strip()) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    rows.append((number, cells))


def _undo_defusing(cell: str) -> str:
    """Without the apostrophe that exports put before what could be taken for a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def _guess_delimiter(text: str) -> str:
    """The delimiter that gives the most rows of one and the same width above one."""
    sample = text[:100_000]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        widths: dict[int, int] = {}
        try:
            for number, row in enumerate(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter)):
                if number >= 200:
                    break
                if len(row) > 1:
                    widths[len(row)] = widths.get(len(row), 0) + 1
        except csv.Error:
            continue
        if widths:
            width, count = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
            score = count / (sum(widths.values()) or 1) * count * min(width, 12) ** 0.5
            if score > best_score:
                best, best_score = delimiter, score
    return best


def _read_workbook(data: bytes, sheet: str) -> tuple[list[tuple[int, list[str]]], list[str]]:
    from openpyxl import load_workbook  # 15 MB that a desk does without until somebody brings a workbook

    _check_zip(data)
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except Exception as error:
        raise SourceFileError(f"The workbook is damaged ({type(error).__name__}). Open it and save it again.") from None
    try:
        names = [one.title for one in book.worksheets]
        if sheet and sheet not in names:
            raise SourceFileError(f"There is no sheet “{sheet}”. There are: {', '.join(names)}.")
        best: tuple[str, list[tuple[int, list[str]]]] = ("", [])
        for one in book.worksheets:
            if sheet and one.title != sheet:
                continue
            one.reset_dimensions()  # what a file says of its size is often wrong
            rows: list[tuple[int, list[str]]] = []
            for number, row in enumerate(one.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1):
                cells = [_write_cell(value) for value in row]
                if any(cells):
                    _add(rows, number, cells)
            if len(rows) > len(best[1]) or not best[0]:
                best = (one.title, rows)
    except SourceFileError:
        raise
    except Exception as error:
        raise SourceFileError(f"The workbook is damaged ({type(error).__name__}). Open it and save it again.") from None
    finally:
        book.close()
    others = [name for name in names if name != best[0]]
    notes = [f"Read the sheet “{best[0]}”" + (f"; not read: {', '.join(others)}." if others else ".")]
    return best[1], notes


def _check_zip(data: bytes) -> None:
    """Refuse what is no workbook and what unpacks to more than memory holds."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise SourceFileError("The file begins like a workbook but is damaged or cut off.") from None
    names = {part.filename for part in parts}
    if "word/document.xml" in names:
        raise SourceFileError("This is a Word document. “dogwood import text” reads documents.")
    if "content.xml" in names and "mimetype" in names:
        raise SourceFileError("This is an OpenDocument file. Save it as .xlsx or .csv.")
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        raise SourceFileError("This is an archive, not a spreadsheet. Unpack it first.")
    unpacked = sum(part.file_size for part in parts)
    bombs = [
        part.filename
        for part in parts
        if part.file_size > 2**20 and part.file_size > MOST_RATIO * max(part.compress_size, 1)
    ]
    if unpacked > MOST_UNPACKED or bombs or len(parts) > 5000:
        raise SourceFileError(
            f"The workbook would unpack to {unpacked // 2**20} MB, which no sheet of listings does. It was not opened."
        )


def _write_cell(value: object) -> str:
    """A workbook's value as people see it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "minutes")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return str(value)


def _find_table(raw: list[tuple[int, list[str]]], notes: list[str]) -> Table:
    """Find the row of headings among the first rows; what stands above it is junk, and said to be."""
    from .columns import rate_headings

    filled = [(number, cells) for number, cells in raw if any(cells)]
    if not filled:
        raise SourceFileError("The file holds no cell with anything in it.")
    width = max(len(cells) for _, cells in filled)
    if width < 2 and len(filled) < 2:
        raise SourceFileError("The file holds one cell. A spreadsheet has a row of headings and rows below it.")
    scores = [(rate_headings(cells), -index) for index, (_, cells) in enumerate(filled[:40])]
    score, negative = max(scores)
    at = -negative
    if score <= 0:
        notes.append(
            "No row of headings was found: columns are known by their letters and guessed from their contents."
        )
        headings, body = [""] * width, filled
    else:
        if at:
            notes.append(f"Skipped {at} row{'s' if at > 1 else ''} above the headings in row {filled[at][0]}.")
        headings, body = list(filled[at][1]), filled[at + 1 :]
    headings += [""] * (width - len(headings))
    again = [cells for _, cells in body if score > 0 and cells == filled[at][1]]
    if again:
        notes.append(f"Skipped {len(again)} rows that repeat the headings.")
        body = [(number, cells) for number, cells in body if cells != filled[at][1]]
    if not body:
        raise SourceFileError("The file has headings but no rows below them.")
    rows = [(number, cells + [""] * (width - len(cells))) for number, cells in body]
    return Table(_name_headings(headings), rows, notes)


def _name_headings(headings: list[str]) -> list[str]:
    """Every heading once: empty ones get their letter, twins a number."""
    seen: dict[str, int] = {}
    named = []
    for number, heading in enumerate(headings):
        text = " ".join(heading.split())[:120] or f"Column {_letter(number)}"
        seen[text] = seen.get(text, 0) + 1
        named.append(text if seen[text] == 1 else f"{text} ({seen[text]})")
    return named


def _letter(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
