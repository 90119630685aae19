"""A plan as PDF: tagged (PDF/UA-1), by Typst, with the book's own fonts and nothing of the machine's.

The plan travels as one JSON file beside the templates, so no text of it is ever markup.
"""

import json
from collections.abc import Callable
from functools import cache
from importlib.resources import as_file, files
from io import BytesIO
from pathlib import Path
from typing import Literal, cast

import pikepdf
import typst

from .beside import align
from .errors import BookError
from .plan import Plan
from .saying import Plain

_STANDARD: Literal["ua-1"] = "ua-1"


def _tell_nobody(words: str) -> None:
    pass


def typeset(plan: Plan, *, media: Path | None = None, tell: Callable[[str], None] = _tell_nobody) -> bytes:
    """The book as PDF. media: folder of the edition's pictures. tell: gets a line of progress now and then.

    Raises BookError where it cannot be set.
    """
    data = plan.data | ({"volumes": list(align(*plan.data["volumes"]))} if plan.data["beside"] else {})
    sources = {
        **_templates(),
        "data.json": json.dumps(data, ensure_ascii=False).encode(),
        **_read_images(plan.data, media),
    }
    tell("Setting pages …")
    with as_file(files(__package__).joinpath("fonts")) as fonts:
        # The stubs know one file alone; Typst takes a folder of them, as names and bytes.
        compiler = typst.Compiler(cast(str, sources), font_paths=[str(fonts)], ignore_system_fonts=True)
        try:
            made, warnings = compiler.compile_with_warnings(format="pdf", pdf_standards=[_STANDARD])
        except typst.TypstError as error:
            raise BookError(
                f"The book could not be set: {error}. Please report it with the edition’s number."
            ) from error
    assert isinstance(made, bytes)
    if any("did not converge" in str(warning) for warning in warnings):
        raise BookError("The page numbers do not settle. Choose another paper, or leave something out, and report it.")
    tell("Done setting pages.")
    return made


def count_pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


@cache
def _templates() -> dict[str, bytes]:
    """Name → source; the one that is compiled is called ``main``."""
    folder = files(__package__).joinpath("templates")
    found = {item.name: item.read_bytes() for item in folder.iterdir() if item.name.endswith(".typ")}
    found["main"] = found.pop("book.typ")
    return found


def _read_images(data: Plain, media: Path | None) -> dict[str, bytes]:
    """The pictures of guides, by the path that the plan names. A picture that is missing stops the book."""
    found: dict[str, bytes] = {}
    for volume in data["volumes"]:
        for part in volume["parts"]:
            for guide in part.get("guides", ()):
                for block in guide.get("blocks", ()):
                    if block["type"] == "figure":
                        path = (media / Path(block["image"]).name) if media else None
                        if path is None or not path.is_file():
                            raise BookError(
                                f"The picture {block['image']} is missing from the edition. Publish it again."
                            )
                        found[block["image"]] = path.read_bytes()
    return found
