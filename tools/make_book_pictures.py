"""Draws the six spreads of ``docs/book`` from the current edition. Needs pdftoppm (poppler-utils) and Pillow.

    dogwood run --setup-only                 once, where there is no edition yet
    python tools/make_book_pictures.py

The day, address and choices are fixed, so the same edition gives the same pictures but for the version of poppler.
"""

import subprocess
import tempfile
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
from PIL import Image

from dogwood.book.plan import Choices, plan_book
from dogwood.book.typeset import typeset
from dogwood.edition.file import EditionReader
from dogwood.edition.store import LocalStore
from dogwood.settings.config import load_config

OUT = Path(__file__).parent.parent / "docs" / "book"
DOTS, COLORS = 58, 40
ADDRESS = "https://directory.example.org"

BOOK = Choices(address=ADDRESS)
BOTH = Choices(address=ADDRESS, languages=("en", "es"))
LARGE = Choices(address=ADDRESS, form="booklet", print="large")
#: Name of the picture → the book, and words that its first page (of those that hold them) begins with below the head.
SPREADS = {
    "1-help-now": (BOOK, "When to get help now"),
    "2-guide": (BOOK, "Advanced medical issues"),
    "3-by-need": (BOOK, "People who can help"),
    "4-by-county": (BOOK, "Care and help by county"),
    "5-side-by-side": (BOTH, "Complementary therapies"),
    "6-large-print": (LARGE, "People who can help"),
}


def main() -> None:
    reader = EditionReader(LocalStore(load_config().editions).current_folder())
    made: dict[Choices, bytes] = {}
    OUT.mkdir(exist_ok=True)
    for name, (choices, words) in SPREADS.items():
        if choices not in made:
            made[choices] = typeset(plan_book(reader, choices), media=reader.folder / "media")
        left = find_page(made[choices], words) // 2 * 2
        draw_spread(made[choices], left).save(OUT / f"{name}.png", optimize=True)
    reader.close()


def find_page(pdf: bytes, words: str) -> int:
    """Number, from 1, of the first page after the contents that has ``words`` as a line of its own and is no other's head."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number, page in enumerate(document, 1):
            lines = [line.strip() for line in page.get_textpage().get_text_range().splitlines()]
            if words in lines and not any("Contents" in line for line in lines[:3]):
                return number
    finally:
        document.close()
    raise SystemExit(f"No page has the heading “{words}”. Was it renamed?")


def draw_spread(pdf: bytes, left: int) -> Image.Image:
    """Pages ``left`` and ``left`` + 1 beside each other."""
    with tempfile.TemporaryDirectory() as name:
        source = Path(name) / "book.pdf"
        source.write_bytes(pdf)
        command = [
            "pdftoppm",
            "-png",
            "-r",
            str(DOTS),
            "-f",
            str(left),
            "-l",
            str(left + 1),
            str(source),
            f"{name}/page",
        ]
        subprocess.run(command, check=True)
        pages = [Image.open(path).convert("RGB") for path in sorted(Path(name).glob("page-*.png"))]
    width, height = pages[0].size
    spread = Image.new("RGB", (width * 2 + 3, height + 2), "#9aa3a4")
    for number, page in enumerate(pages):
        spread.paste(page, (1 + number * (width + 1), 1))
    return spread.quantize(COLORS)


if __name__ == "__main__":
    main()
