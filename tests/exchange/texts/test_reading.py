"""Files that are broken, hostile or not documents: each says what to do next, and in time."""

import io
import time
import zipfile
from pathlib import Path

import pytest

from dogwood.exchange.imports.errors import SourceFileError
from dogwood.exchange.texts import find_drafts, read_document
from dogwood.exchange.texts.reading import read as reading

from .files import make_docx, make_pdf, paragraph, run


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name.replace("__", "/").replace("_dot_", "."), data)
    return out.getvalue()


ENCRYPTED = (
    b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Count 0/Kids[]>>\nendobj\n"
    b"3 0 obj\n<</Filter/Standard/V 1/R 2/O<" + b"00" * 32 + b">/U<" + b"11" * 32 + b">/P -4>>\nendobj\n"
    b"xref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000056 00000 n \n0000000105 00000 n \n"
    b"trailer\n<</Size 4/Root 1 0 R/Encrypt 3 0 R/ID[<00><00>]>>\nstartxref\n280\n%%EOF\n"
)
REFUSED = {
    "empty": (b"", "empty"),
    "blank": (b" \r\n\t\n", "empty"),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, ".docx"),
    "rtf": (b"{\\rtf1 hello}", ".docx"),
    "picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "OCR"),
    "gzip": (b"\x1f\x8b\x08" + b"\0" * 20, "Unpack"),
    "noise": (bytes(range(256)) * 40, "no text"),
    "json": (b'{"name": "x"}', "JSON"),
    "xml": (b'<?xml version="1.0"?><feed/>', "XML"),
    "web archive": (b"MIME-Version: 1.0\nContent-Type: multipart/related;\n\nx", "web archive"),
    "broken pdf": (b"%PDF-1.4\nnothing", "damaged"),
    "locked pdf": (ENCRYPTED, "password"),
    "scanned pdf": (make_pdf([[]]), "OCR"),
    "cut off word": (make_docx(paragraph(run("x" * 500)))[:300], "damaged"),
    "broken word": (archive(word__document_dot_xml=b"<w:document"), "damaged"),
    "workbook": (archive(xl__workbook_dot_xml=b"<x/>"), "spreadsheet"),
    "open document": (archive(mimetype=b"x", content_dot_xml=b"<x/>"), ".docx"),
    "archive": (archive(a_dot_txt=b"x"), "archive"),
    "bomb": (archive(word__document_dot_xml=b" " * 60_000_000), "unpack"),
    "page of scripts": (b"<html><script>var x = '919-555-0100'</script></html>", "no text"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refuses_with_a_reason(name: str) -> None:
    data, words = REFUSED[name]
    with pytest.raises(SourceFileError, match=words):
        read_document(data)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceFileError, match="cannot be read"):
        read_document(tmp_path / "no.txt")


def test_a_huge_file_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "big.txt"
    path.write_text("x" * 2000)
    monkeypatch.setattr(reading, "MOST_BYTES", 1000)
    with pytest.raises(SourceFileError, match="Split it"):
        read_document(path)


def test_a_page_without_end_is_stopped() -> None:
    start = time.monotonic()
    with pytest.raises(SourceFileError, match="longer than 2 seconds"):
        read_document(b"<html><body>" + b"<div>" * 400_000, seconds=2)
    assert time.monotonic() - start < 20


def test_word_reads_no_outside_entities() -> None:
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>A&e;B</w:t></w:r></w:p></w:body></w:document>'
    data = make_docx("", **{"word__document.xml": evil.encode() + body})
    try:
        text = read_document(data).text
    except SourceFileError:
        return
    assert text == "AB"


def test_scripts_styles_and_menus_are_not_read() -> None:
    page = (
        b"<html><head><title>t</title><style>b{}</style></head><body onload='x()'><nav>Home</nav><p style='display:none'>hidden 919-555-0101</p>"
        b"<noscript>no</noscript><template><p>t</p></template><p>Words <!-- no --> here</p><select><option>a</select></body></html>"
    )
    assert read_document(page).text == "Words here"


def test_lines_of_a_web_page() -> None:
    page = b"<!doctype html><h2>Groups</h2><p><b>Made-Up Group</b><br>919-555-0100<br><br>Meets here.</p><ul><li>One<li><a href='mailto:a@example.org?subject=x'>Two</a></ul>"
    lines = read_document(page).lines
    assert [(line.text, line.starts, line.heading, line.marker, line.bold) for line in lines] == [
        ("Groups", True, 2, "", 0),
        ("Made-Up Group", True, 0, "", 13),
        ("919-555-0100", False, 0, "", 0),
        ("Meets here.", True, 0, "", 0),
        ("One", True, 0, "•", 0),
        ("Two", True, 0, "•", 0),
    ]
    assert lines[5].links[0].address == "a@example.org"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    text = (
        "Recursos\n\nFundación Señuelo – ejemplo\n919-555-0100\nOfrece apoyo a mujeres y a sus familias en español.\n"
    )
    drafts = find_drafts(read_document(text.encode(encoding)))
    assert [draft.name for draft in drafts] == ["Fundación Señuelo – ejemplo"]


def test_declared_encoding_of_a_page() -> None:
    page = '<html><head><meta charset="iso-8859-1"></head><body><p>Señal</p></body></html>'.encode("latin-1")
    assert read_document(page).text == "Señal"


def test_word_links_and_lists() -> None:
    document = read_document(make_docx(paragraph(run("Title"), style="Heading2") + paragraph(run("one\ntwo"))))
    assert [(line.text, line.heading, line.starts) for line in document.lines] == [
        ("Title", 2, True),
        ("one", 0, True),
        ("two", 0, False),
    ]


def test_running_heads_of_a_pdf_are_left_out() -> None:
    pages = [
        [
            (72.0, 770.0, 9.0, False, "County guide"),
            (72.0, 700.0, 10.0, False, f"Words of page {number} alone."),
            (300.0, 30.0, 9.0, False, str(number)),
        ]
        for number in range(1, 6)
    ]
    words = [(72.0, 600.0, 10.0, False, "More words stand here")]
    document = read_document(make_pdf([page + words for page in pages]))
    assert [line.text for line in document.lines if "guide" in line.text or line.text.isdigit()] == []
    assert any("left out" in note for note in document.notes)
