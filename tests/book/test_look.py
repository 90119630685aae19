"""Black-and-white safe, every character printable in every face, numbers that settle, lines that tell how sure we are."""

import datetime as dt
import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
import typst

from dogwood.book import typeset as typesetting
from dogwood.book.errors import BookError
from dogwood.book.plan import Choices, plan_book
from dogwood.book.typeset import typeset
from dogwood.edition.file import EditionReader
from dogwood.edition.records import Confirmation, ListingRecord

from .conftest import book_records, open_edition
from .reading import page_texts

TEMPLATES = files("dogwood.book").joinpath("templates")
SPACES = {0x00, 0x0D, 0x20, 0xA0, 0xAD}


def luminance(color: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2.2)."""
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_of_words_is_dark_on_every_ground_in_grey_too() -> None:
    """7:1 on white and on the tints (WCAG AAA): a photocopy keeps it, as contrast is measured by lightness alone."""
    look = TEMPLATES.joinpath("look.typ").read_text(encoding="utf-8")
    colors = dict(re.findall(r'#let (\w+) = rgb\("(#[0-9a-f]{6})"\)', look))
    grounds = [luminance(colors[name]) for name in ("mint", "blush")] + [1.0]
    for name in ("ink", "soft", "rose", "leaf", "alert"):
        assert min((ground + 0.05) / (luminance(colors[name]) + 0.05) for ground in grounds) >= 7, name


def test_levels_of_urgency_are_told_in_words_not_by_colour_alone() -> None:
    assert "upper(b.tag)" in TEMPLATES.joinpath("guide.typ").read_text(encoding="utf-8")


def test_every_character_that_coverage_names_is_set_in_every_face() -> None:
    """PDF/UA-1 stops at a character without a glyph, so what ``tidy`` lets through must have one in each chain of fonts."""
    fonts = str(files("dogwood.book").joinpath("fonts"))
    pairs = json.loads(files("dogwood.book").joinpath("fonts/coverage.json").read_text(encoding="ascii"))
    points = [point for first, last in pairs for point in range(first, last + 1) if point not in SPACES]
    text = " ".join(map(chr, points))
    look = typesetting._templates() | {
        "data.json": b'{"volumes": [], "print": "standard", "paper": "letter", "form": "book", "beside": false}'
    }
    for family in ("sans", "serif"):
        source = (
            f'#import "look.typ": {family}\n#set document(title: "x")\n#set text(font: {family}, fallback: false)\n'
            f"#let s = {json.dumps(text, ensure_ascii=False)}\n"
            '#text(weight: "regular", s) #strong(s) #emph(s) #strong(emph(s)) #text(weight: 600, s)'
        )
        sources: dict[str, bytes] = {**look, "main": source.encode()}
        compiler = typst.Compiler(sources, font_paths=[fonts], ignore_system_fonts=True)  # type: ignore[misc]
        assert compiler.compile(format="pdf", pdf_standards=["ua-1"])


def test_what_lapses_soon_asks_to_check_the_number_today(tmp_path: Path) -> None:
    def line(name: str, lapses: dt.date) -> ListingRecord:
        checked = Confirmation(checked_on="2026-09-01", method="phone", due_on=dt.date(2026, 12, 1), lapses_on=lapses)
        return ListingRecord(
            key=name.lower().replace(" ", "-"), language="en", name=name, needs=("ride",), confirmation=checked
        )

    records = [*book_records(), line("Soon Line", dt.date(2027, 1, 10)), line("Sure Line", dt.date(2027, 9, 1))]
    reader = open_edition(tmp_path / "editions", records)
    text = " ".join(page_texts(typeset(plan_book(reader, Choices(form="booklet")))))
    reader.close()
    told = "Check the number today. We last checked it September 1, 2026; this was printed on November 23, 2026."
    soon, sure = (text.index(f"{name} We know only the name") for name in ("Soon Line", "Sure Line"))
    assert told in text[soon : soon + 200]
    assert told not in text[sure : sure + 200]


def test_numbers_that_do_not_settle_are_said_not_printed(
    reader: EditionReader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that has as many pages more as it had in the round before."""
    endless = b"#context { for _ in range(counter(page).final().first()) { pagebreak() } }"
    monkeypatch.setattr(typesetting, "_templates", lambda: {"main": b'#set document(title: "x")\n' + endless})
    with pytest.raises(BookError, match="do not settle"):
        typeset(plan_book(reader, Choices(form="leaflet")))


def test_progress_is_told(reader: EditionReader) -> None:
    told: list[str] = []
    typeset(plan_book(reader, Choices(form="leaflet")), tell=told.append)
    assert told == ["Setting pages …", "Done setting pages."]


def test_the_signs_are_explained_on_every_spread_of_entries(reader: EditionReader) -> None:
    pages = page_texts(typeset(plan_book(reader, Choices(form="book"))))
    starts = [number for number, text in enumerate(pages) if "People who can help" in text and "Contents" not in text]
    legends = [number for number, text in enumerate(pages) if "you pay nothing" in text and "for deaf callers" in text]
    for number in starts:  # pages 2 and 3 face each other: index 1 and 2
        spread = {number, number + 1} if number % 2 else {number - 1, number}
        assert spread & set(legends), f"page {number + 1}"
