"""What tests read out of a PDF."""

import re
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2  # type: ignore[import-untyped]


def page_texts(pdf: bytes) -> list[str]:
    """The words of each page, white space as single spaces."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = []
        for page in document:
            text = page.get_textpage()
            found.append(re.sub(r"\s+", " ", text.get_text_range().replace("\ufffe", "").replace("\u0002", "")))
            text.close()
            page.close()
        return found
    finally:
        document.close()


def open_pdf(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def read_stream(page: pikepdf.Page) -> list[tuple[list[Any], str]]:
    """Operands and operator of each step that draws a page."""
    return [(list(step.operands), str(step.operator)) for step in pikepdf.parse_content_stream(page)]


def walk_tags(node: Any) -> list[Any]:
    """Every structure element below ``node``, in reading order."""
    found = []
    children = node.get("/K")
    if children is None:
        return []
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            found += [child, *walk_tags(child)]
    return found


def tag_names(document: pikepdf.Pdf) -> list[str]:
    return [str(tag["/S"]) for tag in walk_tags(document.Root.StructTreeRoot)]
