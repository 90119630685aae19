"""The way in: which kind of document it is, and what is refused before it is read."""

import re
from pathlib import Path

from dogwood.exchange.imports.errors import SourceFileError
from dogwood.exchange.imports.spreadsheets.sheets import decode

from ..document import Document
from .isolate import SECONDS, read_isolated
from .text import read_text
from .word import check_archive

MOST_BYTES = 40 * 1024 * 1024
MOST_TEXT = 10 * 1024 * 1024
"""Bytes of a paste, Markdown or HTML; a directory of 10,000 listings has about four million."""
_FOREIGN = (
    (
        b"\xd0\xcf\x11\xe0",
        "This is an old Word or Excel file, or one with a password. Open it and save it as .docx without a password.",
    ),
    (b"{\\rtf", "This is an RTF document. Open it and save it as .docx."),
    (b"\x89PNG", "This is a picture. Have its text recognised (OCR) first."),
    (b"\xff\xd8\xff", "This is a picture. Have its text recognised (OCR) first."),
    (b"GIF8", "This is a picture. Have its text recognised (OCR) first."),
    (b"II*\x00", "This is a picture. Have its text recognised (OCR) first."),
    (b"MM\x00*", "This is a picture. Have its text recognised (OCR) first."),
    (b"\x1f\x8b", "This file is compressed (gzip). Unpack it first."),
    (b"Rar!", "This file is an archive. Unpack it first."),
    (b"7z\xbc\xaf", "This file is an archive. Unpack it first."),
    (b"SQLite format 3", "This is a database, not a document."),
    (b"%!PS", "This is PostScript. Save it as PDF first."),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body|div|p|h[1-6]|table|ul|ol|dl|center|font|span|article|section|main|meta|title|link)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{3,20})", re.IGNORECASE)


def read_document(source: Path | bytes, name: str = "", *, seconds: int = SECONDS) -> Document:
    """The lines of a document. source: a file, or its bytes. name: of the file; it decides only between plain text and
    Markdown. seconds: the longest that reading may take. Raises SourceFileError with what to do next."""
    if isinstance(source, Path):
        name = name or source.name
        data = _read_file(source)
    else:
        data = source
    _check_size(len(data), MOST_BYTES)
    if not data.strip(b"\x00\t\r\n\x0c \xef\xbb\xbf\xff\xfe"):
        raise SourceFileError("The file is empty.")
    for start, reason in _FOREIGN:
        if data.startswith(start):
            raise SourceFileError(reason)
    if b"%PDF-" in data[:1024]:
        return _check(read_isolated(data, "pdf", seconds=seconds))
    if data.startswith(b"PK\x03\x04"):
        check_archive(data)
        return _check(read_isolated(data, "word", seconds=seconds))
    _check_size(len(data), MOST_TEXT)
    text = _decode(data)
    if (
        re.match(r"\s*(?:MIME-Version|From|Content-Type|Snapshot-Content-Location):", text[:200])
        and "multipart/related" in text[:3000]
    ):
        raise SourceFileError("This is a web archive. Save the page as HTML.")
    if _HTML.match(text):
        return _check(read_isolated(text.encode("utf-8", errors="replace"), "html", seconds=seconds))
    if re.match(r"\s*<\?xml", text):
        raise SourceFileError("This is XML, not a document for people.")
    if text.lstrip()[:1] in "{[" and text.rstrip()[-1:] in "}]" and re.match(r"\s*[\[{]\s*[\"{\[]", text):
        raise SourceFileError("This is JSON, not a document. “dogwood import hsds” reads HSDS in JSON.")
    suffix = name.lower().rpartition(".")[2]
    return _check(read_text(text, is_markdown=True if suffix in {"md", "markdown"} else None))


def _read_file(path: Path) -> bytes:
    try:
        _check_size(path.stat().st_size, MOST_BYTES)
        return path.read_bytes()
    except OSError as error:
        raise SourceFileError(f"{path} cannot be read: {error.strerror}.") from None


def _check_size(size: int, most: int) -> None:
    if size > most:
        raise SourceFileError(f"The document has {size // 2**20} MB; {most // 2**20} MB is the most. Split it.")


def _decode(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    if found:
        try:
            return data.decode(found[1].decode("ascii"), errors="strict")
        except (LookupError, UnicodeDecodeError):
            pass  # pages often say one thing and are another
    try:
        return decode(data)[0]
    except SourceFileError:
        raise SourceFileError(
            "This is no text: the file holds bytes that no letters have. Save it as text, HTML, .docx or PDF."
        ) from None


def _check(document: Document) -> Document:
    if not document.lines:
        raise SourceFileError("The document holds no text.")
    return document
