"""Golden pages, by structure and by image. ``python -m tests.book.golden`` draws them anew."""

import shutil
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from dogwood.book.plan import plan_book
from dogwood.book.typeset import typeset
from dogwood.edition.file import EditionReader

from .golden import FOLDER, GOLDEN, TOLERANCE, draw_page, measure_difference, tell_structure


@pytest.fixture(scope="session")
def made(reader: EditionReader) -> dict[str, bytes]:
    return {name: typeset(plan_book(reader, choices)) for name, (choices, _) in GOLDEN.items()}


@pytest.mark.parametrize("name", GOLDEN)
def test_the_structure_is_the_golden_one(name: str, made: dict[str, bytes]) -> None:
    assert tell_structure(made[name]) == (FOLDER / f"{name}.tags.txt").read_text(encoding="ascii")


@pytest.mark.parametrize("name", GOLDEN)
def test_the_page_looks_like_the_golden_one(name: str, made: dict[str, bytes], tmp_path: Path) -> None:
    if shutil.which("pdftoppm") is None:
        pytest.skip("pdftoppm (poppler-utils) is not installed")
    with Image.open(FOLDER / f"{name}.png") as golden:
        found = measure_difference(draw_page(made[name], GOLDEN[name][1], tmp_path), golden.convert("L"))
    assert found <= TOLERANCE, f"{found:.2%} of {name} differs; python -m tests.book.golden draws it anew"


def test_a_black_line_too_many_is_seen() -> None:
    with Image.open(FOLDER / "listings.png") as picture:
        golden = picture.convert("L")
    spoilt = golden.copy()
    ImageDraw.Draw(spoilt).rectangle((20, 200, golden.width - 20, 206), fill=0)
    assert measure_difference(golden, golden) == 0
    assert measure_difference(spoilt, golden) > TOLERANCE
