"""Makes the fonts of the printed book (``src/dogwood/book/fonts``) from the packages of Fontsource.

    mkdir fonts && cd fonts
    npm pack @fontsource/atkinson-hyperlegible-next@5.3.0 @fontsource/source-serif-4@5.3.1 @fontsource/noto-sans@5.3.0 \\
        @fontsource/noto-sans-cherokee@5.3.0 @fontsource/noto-sans-arabic@5.3.0 @fontsource/noto-sans-hebrew@5.3.0 \\
        @fontsource/noto-emoji@5.3.2
    python tools/make_book_fonts.py fonts            # needs: pip install fonttools brotli

Fontsource splits each font by script. Each piece becomes a TrueType file with a family name of its own, so that Typst finds
it (of two files with the same family and weight it takes one); the book asks for the pieces one after the other. Outlines
and features stay as they are. ``coverage.json`` says which characters can be printed, as pairs of first and last.
"""

import json
import shutil
import sys
import tarfile
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont

OUT = Path(__file__).parent.parent / "src" / "dogwood" / "book" / "fonts"
SANS, SERIF = "atkinson-hyperlegible-next", "source-serif-4"
#: package, piece, weight, style, family, weight name
FACES = [
    *(
        (SANS, "latin", weight, style, "Atkinson Hyperlegible Next")
        for weight in (400, 700)
        for style in ("normal", "italic")
    ),
    *((SANS, "latin-ext", weight, "normal", "Atkinson Hyperlegible Next Ext") for weight in (400, 700)),
    (SERIF, "latin", 600, "normal", "Source Serif 4"),
    (SERIF, "latin", 400, "italic", "Source Serif 4"),
    (SERIF, "latin-ext", 600, "normal", "Source Serif 4 Ext"),
    *(
        ("noto-sans", piece, 400, "normal", f"Noto Sans {piece.title()}")
        for piece in ("vietnamese", "greek", "cyrillic")
    ),
    ("noto-sans-cherokee", "cherokee", 400, "normal", "Noto Sans Cherokee"),
    ("noto-sans-cherokee", "cherokee", 700, "normal", "Noto Sans Cherokee"),
    ("noto-sans-arabic", "arabic", 400, "normal", "Noto Sans Arabic"),
    ("noto-sans-hebrew", "hebrew", 400, "normal", "Noto Sans Hebrew"),
    ("noto-emoji", "emoji", 400, "normal", "Noto Emoji"),
]
_STYLES = {(400, "normal"): "Regular", (400, "italic"): "Italic", (600, "normal"): "SemiBold", (700, "normal"): "Bold", (700, "italic"): "Bold Italic"}  # fmt: skip
_RIBBI = {"Regular", "Italic", "Bold", "Bold Italic"}


def main(folder: Path) -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    covered: set[int] = set()
    with tempfile.TemporaryDirectory() as scratch:
        for package, piece, weight, style, family in FACES:
            source = _unpack(folder, package, Path(scratch))
            font = TTFont(source / "files" / f"{package}-{piece}-{weight}-{style}.woff2")
            font.flavor = None
            font.recalcTimestamp = False
            _rename(font, family, _STYLES[weight, style])
            font.save(OUT / f"{family.replace(' ', '')}-{_STYLES[weight, style].replace(' ', '')}.ttf")
            covered |= set(font.getBestCmap())
            shutil.copy(source / "LICENSE", OUT / f"LICENSE-{package}.txt")
    (OUT / "coverage.json").write_text(json.dumps(_ranges(covered)) + "\n", encoding="ascii")


def _unpack(folder: Path, package: str, scratch: Path) -> Path:
    target = scratch / package
    if not target.exists():
        archive = next(folder.glob(f"fontsource-{package}-[0-9]*.tgz"))
        with tarfile.open(archive) as tar:
            tar.extractall(target, filter="data")
    return target / "package"


def _rename(font: TTFont, family: str, style: str) -> None:
    """A name table with just what tells this face from its neighbours, and the copyright and licence it had."""
    names = font["name"]
    kept = {number: names.getDebugName(number) for number in (0, 8, 9, 11, 13, 14)}
    names.names = []
    is_usual = style in _RIBBI
    texts = {
        **{number: text for number, text in kept.items() if text},
        1: family if is_usual else f"{family} {style}",
        2: style if is_usual else "Regular",
        4: f"{family} {style}",
        6: f"{family.replace(' ', '')}-{style.replace(' ', '')}",
    }
    if not is_usual:
        texts |= {16: family, 17: style}
    for number, text in sorted(texts.items()):
        names.setName(text, number, 3, 1, 0x409)


def _ranges(points: set[int]) -> list[list[int]]:
    found: list[list[int]] = []
    for point in sorted(points):
        if found and point == found[-1][1] + 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
