"""``dogwood book``: what a person types, what is written and what is said."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dogwood.cli.book import book
from dogwood.settings.config import load_config

from .conftest import book_records, open_edition
from .reading import open_pdf, page_texts


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    open_edition(tmp_path / "var" / "editions", book_records()).close()
    monkeypatch.setenv("DOGWOOD_VAR", str(tmp_path / "var"))
    monkeypatch.setenv("DOGWOOD_READERS_URL", "https://directory.example")
    load_config.cache_clear()
    yield tmp_path
    load_config.cache_clear()


def run(*words: str) -> Result:
    return CliRunner().invoke(book, [str(word) for word in words])


def test_a_leaflet_with_an_estimate(var: Path) -> None:
    out = var / "leaflet.pdf"
    told = run("build", "--form", "leaflet", "--scope", "need:ride", "--estimate", "0.05", "--out", str(out))
    assert told.exit_code == 0, told.output
    with open_pdf(out.read_bytes()) as document:
        pages = len(document.pages)
    assert f"{pages} pages" in told.output
    assert f"{pages} pages × 0.050 = {pages * 0.05:.2f} a copy." in told.output


def test_the_edition_and_day_default_to_the_current_one_and_its_own(var: Path) -> None:
    one, other = var / "one.pdf", var / "other.pdf"
    assert run("build", "--form", "leaflet", "--out", str(one)).exit_code == 0
    words = ("--edition", "1", "--as-of", "2026-11-23")
    assert run("build", "--form", "leaflet", *words, "--out", str(other)).exit_code == 0
    assert one.read_bytes() == other.read_bytes()
    assert run("build", "--form", "leaflet", "--as-of", "2027-11-23", "--out", str(other)).exit_code == 0
    assert one.read_bytes() != other.read_bytes()


def test_both_languages_stand_in_one_leaflet(var: Path) -> None:
    out = var / "both.pdf"
    assert run("build", "--form", "leaflet", "--lang", "both", "--scope", "need:ride", "--out", str(out)).exit_code == 0
    first = page_texts(out.read_bytes())[0]
    assert "Sample Health Directory" in first
    assert "Directorio de salud de muestra" in first


@pytest.mark.parametrize(("ending", "begin"), [("epub", b"PK"), ("txt", b"SAMPLE"), ("brf", b"SAMPLE")])
def test_the_ending_of_the_file_says_what_is_made(var: Path, ending: str, begin: bytes) -> None:
    out = var / f"book.{ending}"
    assert run("build", "--out", str(out)).exit_code == 0
    assert out.read_bytes().startswith(begin)


def test_an_imposed_booklet_counts_its_sheets(var: Path) -> None:
    out = var / "booklet.pdf"
    told = run("build", "--form", "leaflet", "--paper", "half", "--impose", "--out", str(out))
    assert told.exit_code == 0, told.output
    with open_pdf(out.read_bytes()) as document:
        assert f"{len(document.pages) // 2} sheets" in told.output


def test_a_proof_lists_its_marks(var: Path) -> None:
    told = run("build", "--form", "booklet", "--proof", "--cut", "10", "--out", str(var / "proof.pdf"))
    assert "cut: " in told.output
    assert "listing/" in told.output


def test_without_an_address_it_says_that_the_cover_has_no_code(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOGWOOD_READERS_URL", "")
    load_config.cache_clear()
    assert "the cover has no code" in run("build", "--form", "leaflet", "--out", str(var / "plain.pdf")).output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("build", "--out", "book.doc"), "has no ending that says what to make"),
        (("build", "--impose", "--out", "book.pdf"), "--impose is for --paper half"),
        (("build", "--scope", "county:atlantis", "--out", "book.pdf"), "There is no county"),
        (("build", "--lang", "fr", "--out", "book.pdf"), "has no “fr”"),
        (("build", "--form", "leaflet", "--out", "no/such/folder/book.pdf"), "could not be written"),
        (("errata", "--from", "1999"), "There is no edition “1999”"),
        (("errata", "--from", "1", "--out", "sheet.epub"), "written as .pdf or .txt"),
    ],
)
def test_what_cannot_be_made_is_refused_in_words(
    var: Path, words: tuple[str, ...], told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(var)
    found = run(*words)
    assert found.exit_code == 1
    assert told in found.output
    assert [path.name for path in var.iterdir()] == ["var"]


def test_a_change_sheet_is_printed_here_or_written(var: Path) -> None:
    assert "Nothing in it has to be corrected." in run("errata", "--from", "1").output
    out = var / "sheet.pdf"
    assert run("errata", "--from", "1", "--out", str(out)).exit_code == 0
    assert "Corrections to your book" in page_texts(out.read_bytes())[0]


def test_a_saved_list_of_a_reader_is_a_leaflet(var: Path) -> None:
    key = next(record.key for record in book_records() if record.record_type == "listing")
    saved = var / "list.json"
    item = {"type": "listing", "key": key, "name": "x", "group": "Calls", "note": "Ask for #Ann"}
    saved.write_text(json.dumps({"format": "dogwood-saved", "version": 1, "items": [item]}), encoding="utf-8")
    out = var / "list.pdf"
    told = run("build", "--form", "leaflet", "--scope", f"list:{saved}", "--out", str(out))
    assert told.exit_code == 0, told.output
    assert "Ask for #Ann" in " ".join(page_texts(out.read_bytes()))
