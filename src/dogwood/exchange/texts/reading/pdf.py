"""PDF: letters with their places become lines, columns are read one after the other, large letters are headings."""

import ctypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2  # type: ignore[import-untyped]
from pypdfium2 import raw

from dogwood.exchange.imports.errors import SourceFileError

from ..document import Document, Line, number_lines
from .text import split_marker

MOST_PAGES = 800
MOST_LETTERS = 4_000_000
_BOLD = re.compile(rb"bold|black|heavy|demi", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[-–—\s]*(?:page\s)?[0-9]{1,4}(?:\sof\s[0-9]{1,4})?[-–—\s]*", re.IGNORECASE)
_FACT = re.compile(r"[0-9]{3}[-.) ]{1,2}[0-9]{3}[-. ][0-9]{4}|@|www\.|https?:|\$[0-9]|[0-9]{5}\Z")


@dataclass(slots=True)
class Segment:
    """Letters in a row without a wide gap. x0, x1: in points from the left. y: of the middle, from the bottom. bold: how
    many letters at its start are."""

    x0: float
    x1: float
    y: float
    size: float
    text: str
    bold: int


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter. y: of its base line. is_apart: a space stands before it in the file."""

    x0: float
    x1: float
    y: float
    size: float
    letter: str
    is_bold: bool
    is_apart: bool


Row = list[Segment]


def read_pdf(data: bytes) -> Document:
    """The lines of a PDF. Raises SourceFileError for a broken, locked or scanned one."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise SourceFileError("The PDF is protected by a password. Save a copy without one.") from None
        raise SourceFileError("The PDF is damaged or cut off. Open it and save it again.") from None
    notes: list[str] = []
    pages: list[list[list[Row]]] = []
    letters = 0
    try:
        count = len(document)
        if count > MOST_PAGES:
            notes.append(f"The PDF has {count} pages; the first {MOST_PAGES} were read.")
        for number in range(min(count, MOST_PAGES)):
            try:
                rows, read = _read_page(document, number)
            except pypdfium2.PdfiumError:
                notes.append(f"Page {number + 1} is damaged and was not read.")
                rows, read = [], 0
            letters += read
            if letters > MOST_LETTERS:
                notes.append(f"Only the first {number + 1} pages were read: the text is too long.")
                break
            pages.append(order_rows(rows))
    finally:
        document.close()
    if not letters:
        raise SourceFileError(
            "The PDF holds pictures of pages and no text. Have it recognised (OCR) first, or type the entries."
        )
    return Document(number_lines(_make_lines(pages, notes)), "pdf", tuple(notes))


def _read_page(document: pypdfium2.PdfDocument, number: int) -> tuple[list[Row], int]:
    """(rows from top to bottom, letters) of one page."""
    page = document[number]
    text = page.get_textpage()
    try:
        count = text.count_chars()
        glyphs: list[Glyph] = []
        is_apart = False
        name = ctypes.create_string_buffer(120)
        flags = ctypes.c_int()
        for index in range(min(count, MOST_LETTERS)):
            code = raw.FPDFText_GetUnicode(text.raw, index)
            if code <= 32 or code in {0xA0, 0xFFFE, 0xFFFF, 0xAD} or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
                if code in {0xFFFE, 0xAD}:  # a hyphen at the end of a line
                    code = 0x2D
                else:
                    is_apart = is_apart or code in {32, 0xA0}
                    continue
            box = raw.FS_RECTF()
            if not raw.FPDFText_GetLooseCharBox(text.raw, index, ctypes.byref(box)):
                continue
            raw.FPDFText_GetFontInfo(text.raw, index, name, 120, ctypes.byref(flags))
            height = box.top - box.bottom
            origin_x, origin_y = ctypes.c_double(), ctypes.c_double()
            has_origin = raw.FPDFText_GetCharOrigin(text.raw, index, ctypes.byref(origin_x), ctypes.byref(origin_y))
            base = origin_y.value if has_origin else box.bottom
            # The font size that the file names is before scaling; the height of the line box is as it is seen.
            size = max(min(0.87 * height, 400.0), 1.0)
            is_bold = bool(_BOLD.search(name.value)) or raw.FPDFText_GetFontWeight(text.raw, index) >= 600
            glyphs.append(Glyph(box.left, box.right, base, size, chr(code), is_bold, is_apart))
            is_apart = False
        return _join_glyphs(glyphs), len(glyphs)
    finally:
        text.close()
        page.close()


def _join_glyphs(glyphs: Sequence[Glyph]) -> list[Row]:
    """Letters on one base line make a row; a wide gap parts its segments."""
    by_line: dict[int, list[Glyph]] = {}
    for glyph in glyphs:
        key = round(glyph.y / 2.5)
        near = (
            one
            for one in (key, key - 1, key + 1)
            if one in by_line and abs(by_line[one][0].y - glyph.y) <= 0.35 * glyph.size
        )
        by_line.setdefault(next(near, key), []).append(glyph)
    rows: list[Row] = []
    for line in sorted(by_line.values(), key=lambda one: -one[0].y):
        row: Row = []
        for glyph in sorted(line, key=lambda one: one.x0):
            last = row[-1] if row else None
            gap = glyph.x0 - last.x1 if last else 0.0
            if last is None or gap > 1.4 * glyph.size:
                row.append(Segment(glyph.x0, glyph.x1, glyph.y, glyph.size, glyph.letter, int(glyph.is_bold)))
                continue
            if gap > 0.24 * glyph.size or (glyph.is_apart and gap > 0.02 * glyph.size):
                last.bold += last.bold == len(last.text) and glyph.is_bold
                last.text += " "
            last.bold += last.bold == len(last.text) and glyph.is_bold
            last.text += glyph.letter
            last.x1 = max(last.x1, glyph.x1)
        rows.append(row)
    return rows


def order_rows(rows: list[Row], depth: int = 2) -> list[list[Row]]:
    """Rows in the order of reading, column by column, as blocks whose rows stand below each other."""
    gutter = find_gutter(rows) if depth else None
    if gutter is None:
        return [rows] if rows else []
    blocks: list[list[Row]] = []
    left: list[Row] = []
    right: list[Row] = []
    for row in [*rows, None]:
        if row is None or any(one.x0 < gutter - 4 and one.x1 > gutter for one in row):
            for side in (left, right):
                blocks.extend(order_rows(side, depth - 1))
            left, right = [], []
            if row is not None:
                blocks.append([row])
            continue
        if near := [one for one in row if one.x0 < gutter - 4]:
            left.append(near)
        if far := [one for one in row if one.x0 >= gutter - 4]:
            right.append(far)
    return blocks


def find_gutter(rows: Sequence[Row]) -> float | None:
    """Where the right column begins, in points; None for one column or a table."""
    if len(rows) < 8:
        return None
    low = min(one.x0 for row in rows for one in row)
    high = max(one.x1 for row in rows for one in row)
    width = high - low
    starts = Counter(round(one.x0 / 3) for row in rows for one in row)
    best: tuple[int, float] | None = None
    for place, _ in starts.most_common(12):
        x = place * 3.0
        if not low + 0.2 * width <= x <= low + 0.8 * width:
            continue
        left = sum(1 for row in rows if any(one.x1 <= x + 1 for one in row))
        right = [row for row in rows if any(one.x0 >= x - 4 for one in row)]
        crossing = sum(1 for row in rows if any(one.x0 < x - 4 and one.x1 > x for one in row))
        at = sum(1 for row in rows if any(abs(one.x0 - x) <= 4 for one in row))
        if at < 5 or at < 0.4 * len(right) or left < 5 or crossing > 0.34 * len(rows):
            continue
        both = [row for row in right if any(one.x1 <= x + 1 for one in row)]
        facts_left = sum(1 for row in both if any(_FACT.search(one.text) for one in row if one.x1 <= x + 1))
        facts_right = sum(1 for row in both if any(_FACT.search(one.text) for one in row if one.x0 >= x - 4))
        if both and facts_right >= 0.6 * len(both) and facts_left <= 0.2 * len(both):
            continue
        if best is None or at > best[0]:
            best = (at, x)
    return best[1] if best else None


def _make_lines(pages: Sequence[list[list[Row]]], notes: list[str]) -> list[Line]:
    sizes = Counter[int]()
    pitches = Counter[int]()
    for page in pages:
        for block in page:
            for above, below in pairwise(block):
                pitches[round(above[0].y - below[0].y)] += 1
            for row in block:
                for one in row:
                    sizes[round(one.size * 2)] += len(one.text)
    body = (sizes.most_common(1)[0][0] / 2) if sizes else 10.0
    pitch = next((value for value, _ in pitches.most_common() if value >= 0.8 * body), round(1.2 * body))
    repeated = _find_repeated(pages)
    if repeated:
        notes.append(f"{len(repeated)} lines that stand on every page were left out.")
    lines: list[Line] = []
    for number, page in enumerate(pages, 1):
        heights = [row[0].y for block in page for row in block]
        edges = {max(heights), min(heights)} if len(heights) > 2 else set()
        for block in page:
            left = min((one.x0 for row in block for one in row), default=0.0)
            previous: Row | None = None
            for row in block:
                is_number = row[0].y in edges and len(row) == 1 and _PAGE_NUMBER.fullmatch(row[0].text)
                if _squeeze(row) in repeated or is_number:
                    continue
                lines.append(_make_line(row, previous, number, left, body, pitch))
                previous = row
    return lines


def _make_line(row: Row, previous: Row | None, page: int, left: float, body: float, pitch: float) -> Line:
    text = "   ".join(one.text for one in row).strip()
    size = row[0].size
    heading = 0
    if size >= 1.15 * body and len(text) <= 120:
        heading = 1 if size >= 1.7 * body else 2 if size >= 1.35 * body else 3
    gap = previous[0].y - row[0].y if previous else 0.0
    starts = previous is None or gap > 1.3 * pitch or gap < 0
    words, marker = split_marker(text)
    bold = row[0].bold if len(row) == 1 or row[0].bold < len(row[0].text) else len(row[0].text)
    if marker:
        bold = max(0, bold - (len(text) - len(words)))
    return Line(
        words,
        page=page,
        starts=starts or bool(marker),
        indent=round((row[0].x0 - left) / (0.5 * body)),
        heading=heading,
        marker=marker,
        bold=min(bold, len(words)),
    )


def _squeeze(row: Row) -> str:
    return re.sub(r"[0-9\W]+", "#", " ".join(one.text for one in row))


def _find_repeated(pages: Sequence[list[list[Row]]]) -> set[str]:
    """Running heads and feet: first or last rows that most pages share but for numbers."""
    if len(pages) < 3:
        return set()
    counts = Counter[str]()
    for page in pages:
        rows = sorted((row for block in page for row in block), key=lambda row: -row[0].y)
        most = 2 if len(rows) >= 8 else 1
        counts.update({_squeeze(row) for row in [*rows[:most], *rows[-most:]]})
    return {words for words, count in counts.items() if count >= max(3, 0.5 * len(pages))}
