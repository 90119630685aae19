"""Rows as CSV and XLSX that run nothing when they are opened."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import Any

_DANGER = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_MOST_CELL = 32_767
"""Characters that a cell of a workbook holds."""


def defuse(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet program could take it for a formula; numbers stay.

    After OWASP's advice on CSV injection. The importer takes the apostrophe away again.
    """
    return f"'{text}" if text.startswith(_DANGER) and not _NUMBER.match(text) else text


def write_csv(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """CSV in UTF-8, with a mark of the byte order so that spreadsheet programs read accents right."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([defuse(_CONTROL.sub("", cell)) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def write_xlsx(headings: Sequence[str], rows: Iterable[Sequence[str]], title: str = "Listings") -> bytes:
    """A workbook with one sheet; every cell is text, none a formula."""
    from openpyxl import Workbook  # 15 MB that a desk does without until somebody asks for a workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    sheet.append([_cell(sheet, heading, is_heading=True) for heading in headings])
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _cell(sheet: Any, text: str, *, is_heading: bool = False) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, value="")
    # Set apart from its type: openpyxl would make a formula of a text that begins with "=".
    cell.value = defuse(_CONTROL.sub("", text))[:_MOST_CELL]
    cell.data_type = "s"
    if is_heading:
        cell.font = Font(bold=True)
    return cell
