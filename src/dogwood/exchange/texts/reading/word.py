"""Word documents (.docx): paragraphs, headings, lists, tables and links, by way of HTML (``mammoth``)."""

import io
import zipfile

from dogwood.exchange.imports.errors import SourceFileError

from ..document import Document
from .html import read_html

_MOST_UNPACKED = 120 * 1024 * 1024
_MOST_RATIO = 200
_MOST_PARTS = 5000
_STYLES = """
b => b
p[style-name='Title'] => h1:fresh
p[style-name='Subtitle'] => h2:fresh
"""


def check_archive(data: bytes) -> None:
    """Refuse, before anything is unpacked, what is no Word document or would fill the memory. Raises SourceFileError."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError):
        raise SourceFileError(
            "The file begins like a Word document but is damaged or cut off. Open it and save it again."
        ) from None
    names = {part.filename for part in parts}
    if "xl/workbook.xml" in names:
        raise SourceFileError("This is a workbook. “dogwood import spreadsheet” reads it.")
    if "ppt/presentation.xml" in names:
        raise SourceFileError("These are slides. Copy their text into a document first.")
    if "mimetype" in names and "content.xml" in names:
        raise SourceFileError("This is an OpenDocument text. Open it and save it as .docx.")
    if "META-INF/container.xml" in names:
        raise SourceFileError("This is an e-book. Save its pages as HTML or text first.")
    if "word/document.xml" not in names:
        if "EncryptedPackage" in names:
            raise SourceFileError("The document is protected by a password. Open it and save it without.")
        raise SourceFileError("This is an archive, not a document. Unpack it first.")
    unpacked = sum(part.file_size for part in parts)
    bomb = any(part.file_size > 2**20 and part.file_size > _MOST_RATIO * max(part.compress_size, 1) for part in parts)
    if bomb or unpacked > _MOST_UNPACKED or len(parts) > _MOST_PARTS:
        raise SourceFileError(
            f"The document would unpack to {unpacked // 2**20} MB, which no directory does. It was not opened."
        )


def read_word(data: bytes) -> Document:
    """The lines of a .docx file. Raises SourceFileError."""
    import mammoth  # only here: the desk and the worker are smaller without it

    check_archive(data)
    try:
        # Pictures are left where they are: neither read nor fetched.
        result = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=_STYLES,
            convert_image=mammoth.images.img_element(lambda image: {}),
            include_embedded_style_map=False,
        )
    except Exception as error:  # the library raises whatever its XML and ZIP readers do
        raise SourceFileError(f"The document is damaged ({type(error).__name__}). Open it and save it again.") from None
    page = read_html(str(result.value))
    return Document(page.lines, "word", page.notes)
