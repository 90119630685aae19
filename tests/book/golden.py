"""The golden pages: what is compared, and the command that draws them anew.

    python -m tests.book.golden        after a change of the look; look at the pictures before you keep them

Each is one page of the sample edition, as a small grey picture (pdftoppm, 40 dots an inch), and the tags of the whole
document in reading order.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from dogwood.book.plan import Choices, plan_book
from dogwood.book.scope import parse_scopes
from dogwood.book.typeset import typeset
from dogwood.edition.file import EditionReader

from .conftest import ADDRESS, book_records, open_edition
from .reading import open_pdf, tag_names

FOLDER = Path(__file__).parent / "golden"
DOTS = 40
DARK = 96
"""Levels of grey, of 256, from which a dot counts as another one, after both pictures were blurred by one dot."""
TOLERANCE = 0.01
"""Share of dots that may differ: what another version of poppler or of a font's hinting changes, and a moved line does not."""

#: Name → choices and page, counted from 1.
GOLDEN = {
    "cover": (Choices(address=ADDRESS), 1),
    "help-now": (Choices(address=ADDRESS), 2),
    "guide": (Choices(form="leaflet", scopes=parse_scopes(["guide:arm-swelling"]), address=ADDRESS), 1),
    "listings": (Choices(form="leaflet", scopes=parse_scopes(["need:ride"]), address=ADDRESS), 1),
    "large": (Choices(form="booklet", print="large", address=ADDRESS), 2),
    "side-by-side": (
        Choices(
            form="leaflet", scopes=parse_scopes(["guide:rides-and-bills"]), languages=("en", "es"), address=ADDRESS
        ),
        1,
    ),
}


def draw_page(pdf: bytes, page: int, scratch: Path) -> Image.Image:
    """One page in grey. Needs pdftoppm (poppler-utils)."""
    source = scratch / "page.pdf"
    source.write_bytes(pdf)
    command = ["pdftoppm", "-gray", "-png", "-singlefile", "-r", str(DOTS), "-f", str(page), "-l", str(page)]
    subprocess.run([*command, str(source), str(scratch / "page")], check=True)
    with Image.open(scratch / "page.png") as picture:
        return picture.convert("L")


def measure_difference(one: Image.Image, other: Image.Image) -> float:
    """Share of dots that differ; 1 where the sizes do."""
    if one.size != other.size:
        return 1.0
    blurred = [picture.filter(ImageFilter.BoxBlur(1)) for picture in (one, other)]
    counts = ImageChops.difference(*blurred).histogram()
    return sum(counts[DARK:]) / (one.width * one.height)


def tell_structure(pdf: bytes) -> str:
    """The tags in reading order, a line each; runs of the same tag are counted."""
    lines: list[str] = []
    count = 0
    with open_pdf(pdf) as document:
        names = tag_names(document)
    for number, name in enumerate(names):
        count += 1
        if number + 1 == len(names) or names[number + 1] != name:
            lines.append(f"{name[1:]} {count}" if count > 1 else name[1:])
            count = 0
    return "\n".join(lines) + "\n"


def make_all(reader: EditionReader) -> Iterator[tuple[str, int, bytes]]:
    """Name, page and document of each golden page."""
    for name, (choices, page) in GOLDEN.items():
        yield name, page, typeset(plan_book(reader, choices))


def main() -> None:
    if shutil.which("pdftoppm") is None:
        raise SystemExit("pdftoppm is missing. Install poppler-utils.")
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        reader = open_edition(Path(name) / "editions", book_records())
        for key, page, pdf in make_all(reader):
            draw_page(pdf, page, Path(name)).quantize(16).save(FOLDER / f"{key}.png", optimize=True)
            (FOLDER / f"{key}.tags.txt").write_text(tell_structure(pdf), encoding="ascii")
        reader.close()


if __name__ == "__main__":
    main()
