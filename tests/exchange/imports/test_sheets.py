"""Tables out of files of every encoding, delimiter and amount of junk, and files that are none."""

import csv
import datetime as dt
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from dogwood.exchange.imports.errors import MappingError, SourceFileError
from dogwood.exchange.imports.spreadsheets import read_spreadsheet
from dogwood.exchange.imports.spreadsheets.columns import guess_columns, guess_contents, guess_heading
from dogwood.exchange.imports.spreadsheets.sheets import read_table

TEXT = "Nombre,Teléfono,Dirección\nAsociación Ñandú,919-733-4261,Calle 1\nCafé “Peña”,252-847-5260,Calle 2\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "mac_roman"])
def test_any_encoding(encoding: str) -> None:
    table = read_table(TEXT.encode(encoding))
    assert table.headings == ["Nombre", "Teléfono", "Dirección"]
    assert table.rows[0] == (2, ["Asociación Ñandú", "919-733-4261", "Calle 1"])
    assert table.rows[1][1][0] == "Café “Peña”"


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_any_delimiter(delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(
        [["Name", "Phone", "About"], ["A, B; C", "919-733-4261", "x|y\tz"]] * 3
    )
    table = read_table(out.getvalue().encode())
    assert table.headings == ["Name", "Phone", "About"] and table.rows[0][1] == ["A, B; C", "919-733-4261", "x|y\tz"]


def test_headings_below_junk_and_repeated() -> None:
    data = b"Resources of the county,,\nprinted 2026,,\n,,\nName,Phone,City\nA,919-733-4261,Boone\nName,Phone,City\nB,,Boone\n"
    table = read_table(data)
    assert table.headings == ["Name", "Phone", "City"]
    assert [(number, cells[0]) for number, cells in table.rows] == [(5, "A"), (7, "B")]
    assert any("Skipped 2 rows above" in note for note in table.notes)


def test_a_file_without_headings_is_known_by_its_contents() -> None:
    data = b"Alpha House,919-733-4261,a@example.org,27834\nBeta House,252-847-5260,b@example.org,27858\nGamma,919-733-4262,c@example.org,28607\n"
    reading = read_spreadsheet(data)
    assert [column.target for column in reading.columns] == ["name", "phone", "email", "zip"]
    assert [draft.name for draft in reading.drafts] == ["Alpha House", "Beta House", "Gamma"]


def make_book(rows: list[list[object]], *, junk: bool = False) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    if junk:
        book.create_sheet("Read me").append(["About this file"])
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_workbook() -> None:
    data = make_book(
        [
            ["Our list"],
            [],
            ["Name", "Phone", "ZIP", "Since", "Free"],
            ["A", 9197334261.0, 27834, dt.datetime(2026, 1, 2), True],
        ],
        junk=True,
    )
    table = read_table(data)
    assert table.rows == [(4, ["A", "9197334261", "27834", "2026-01-02", "yes"])]
    assert "Read me" in table.notes[0]
    with pytest.raises(SourceFileError, match="no sheet"):
        read_table(data, sheet="Other")


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 40_000_000)
    return out.getvalue()


def archive_of(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf \r\n", "empty"),
        (b"%PDF-1.4 ...", "PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel"),
        (b"\x89PNG\r\n", "picture"),
        (b"PK\x03\x04 cut off", "damaged"),
        (bomb(), "would unpack"),
        (archive_of("word/document.xml"), "Word"),
        (archive_of("photo.jpg"), "archive"),
        (archive_of("content.xml", "mimetype"), "OpenDocument"),
        (archive_of("[Content_Types].xml", "xl/workbook.xml"), "damaged"),
        (bytes(range(256)) * 20, "no text"),
        (b"<!DOCTYPE html><table></table>", "web page"),
        (b'[{"id": 1}]', "JSON"),
        (b"Name,Phone\n", "no rows"),
        (b'Name,Phone\n"' + b"x" * 60_000, "characters"),
        (b"word", "one cell"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(SourceFileError, match=reason):
        read_table(data)


def test_too_large_a_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dogwood.exchange.imports.spreadsheets.sheets.MOST_BYTES", 10)
    with pytest.raises(SourceFileError, match="the most"):
        read_table(b"Name,Phone\nA,B\n")


@pytest.mark.parametrize(
    ("heading", "target"),
    [
        ("Organization Name", "name"), ("Nombre de la organización", "name"), ("TELÉFONO", "phone"), ("Phone 2", "phone"),
        ("Correo electrónico", "email"), ("Sitio web", "website"), ("Código postal", "zip"), ("Zip_Code", "zip"),
        ("City/Town", "city"), ("source_fax", "fax"), ("Horario de atención", "hours"), ("organization_id", ""), ("Teléphone", "phone"),
        ("Favourite colour", ""), ("", ""),
    ],
)  # fmt: skip
def test_headings_in_both_languages(heading: str, target: str) -> None:
    assert guess_heading(heading) == target


@pytest.mark.parametrize(
    ("cells", "target"),
    [
        (["919-733-4261", "(252) 847-5260 x3"], "phone"),
        (["www.example.org", "https://example.com/a"], "website"),
        (["a@example.org", "b@example.org"], "email"),
        (["27834", "28607"], "zip"),
        (["NC", "VA"], "state"),
        (["-75.1,39.9", "-75.2,39.8"], "point"),
        (["1 Oak St, Boone, NC 28607", "2 Oak St, Boone, NC 28607"], "address"),
        (["Mon-Fri 9am-5pm", "Sat 9am-1pm"], "hours"),
        (["12", "13"], ""),
        (["hello", "world"], ""),
        (["27834"], ""),
    ],
)
def test_contents(cells: list[str], target: str) -> None:
    assert guess_contents(cells) == target


def test_contents_outweigh_a_heading_that_says_something_else() -> None:
    columns = guess_columns(["Name", "Phone"], [["A", "a@example.org"], ["B", "b@example.org"]], {}, {})
    assert columns[1].target == "email"


def test_a_chosen_mapping_counts_and_a_wrong_one_says_what_there_is() -> None:
    rows = [["A", "x"], ["B", "y"]]
    assert guess_columns(["Name", "What"], rows, {"What": "description"}, {"What": "cost"})[1].why == "chosen"
    assert guess_columns(["Name", "What"], rows, {}, {"What": "cost"})[1].target == "cost"
    with pytest.raises(MappingError, match="There are: Name, What"):
        guess_columns(["Name", "What"], rows, {"Wat": "cost"}, {})
    with pytest.raises(MappingError, match="not a field"):
        guess_columns(["Name", "What"], rows, {"What": "costs"}, {})


def test_the_real_sheet_of_philadelphia() -> None:
    """The shapes of its dirt, in rows of our own."""
    header = (
        "Id,Category,Organization Name,Address,Zip Code,Days,Time: Open,Time: Close,People Served,Phone Number,LatLon\n"
    )
    rows = [
        '1,Emergency Shelter,Tree House,"1430 Cherry St, Philadelphia, PA 19102",19102,Mon-Fri 7AM - 3PM,,,"Women, Families",215-686-7150/52,"-75.16,39.95"',
        '2,Legal,Law House,"1424 Chestnut St, Philadelphia, PA 19102",19102,Mon-Fri,8:00 AM,5:00 PM,,(215) 922-6400 ext. 112 or ext.102,"-75.16,39.95"',
        '3,Dental,Tooth House,"1412 Fairmount Ave, Philadelphia, PA 19130",19130,"Tues & Thurs: 9am-4pm, Thurs: 7-8:30pm",9:00 AM,8:30 PM,,NA,',
    ]
    drafts = read_spreadsheet((header + "\n".join(rows)).encode()).drafts
    assert [row["written"] for row in drafts[0].fields["phones"].value] == ["215-686-7150", "215-686-7152"]
    assert drafts[0].fields["places"].value[0]["latitude"] == 39.95 and drafts[0].fields["hours"].sure
    assert [row["extension"] for row in drafts[1].fields["phones"].value] == ["112", "102"]
    assert drafts[1].fields["hours"].value[0]["opens"] == "08:00"
    assert "hours" not in drafts[2].fields and "7-8:30pm" in drafts[2].fields["hours_note"].value
    assert "phones" not in drafts[2].fields and ("Category", "Dental") in drafts[2].unread


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        reading = read_spreadsheet(data)
    except SourceFileError:
        return
    assert all(draft.row for draft in reading.drafts)


@given(
    st.lists(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=20), min_size=4, max_size=4), min_size=1, max_size=6),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)  # fmt: skip
def test_no_word_of_a_cell_is_lost(rows: list[list[str]], delimiter: str, encoding: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([["Name", "Phone", "Hours", "City"], *rows])
    try:
        table = read_table(out.getvalue().encode(encoding))
    except SourceFileError:
        return
    kept = [cells for _, cells in table.rows]
    for row in rows:
        stripped = [cell.strip() for cell in row]
        if any(stripped) and not any(cell.startswith("'") for cell in stripped):
            assert stripped in kept or stripped == ["Name", "Phone", "Hours", "City"]
