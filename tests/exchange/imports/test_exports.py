"""Exports: what comes out runs nothing, and can come back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from dogwood.editorial.models import Listing
from dogwood.exchange.exports import HEADINGS, ExportFilter, choose_listings, make_rows, write_csv, write_xlsx
from dogwood.exchange.exports.choose import ExportError
from dogwood.exchange.imports.spreadsheets import read_spreadsheet
from tests.support.world import put

DANGER = ("=", "+", "-", "@", "\t", "\r", "\n")


def read_csv(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


@given(
    st.lists(
        st.text(max_size=30) | st.sampled_from(["=1+1", "+1 919", "-2", "@SUM(A1)", "\t=1", '=cmd|"/c calc"!A1']),
        min_size=1,
        max_size=5,
    )
)
def test_no_cell_is_a_formula(cells: list[str]) -> None:
    for row in read_csv(write_csv(["a"], [[cell.replace("\x00", "") for cell in cells]]))[1:]:
        assert not any(
            cell.startswith(DANGER) and not cell.removeprefix("-").replace(".", "").isdigit() for cell in row
        )
    sheet = load_workbook(io.BytesIO(write_xlsx(["a"], [cells]))).active
    assert sheet is not None
    assert all(cell.data_type in {"s", "n", "inlineStr"} for row in sheet.iter_rows(min_row=2) for cell in row)


@pytest.mark.django_db
@pytest.mark.usefixtures("world")
def test_filters() -> None:
    def names(**chosen: str) -> list[str]:
        return [listing.key for listing in choose_listings(ExportFilter(**chosen))]  # type: ignore[arg-type]

    assert names() == ["line", "pitt-rides", "rides"]
    assert names(county="Pitt County") == ["pitt-rides", "rides"]
    assert names(need="ride") == ["rides"] and names(kind="helpline") == ["line"] and names(kind="trial") == []
    for wrong in ({"kind": "x"}, {"need": "x"}, {"county": "x"}):
        with pytest.raises(ExportError):
            names(**wrong)


@pytest.mark.django_db
@pytest.mark.usefixtures("world")
def test_an_export_comes_back_with_all_its_columns() -> None:
    put(Listing, "pitt-rides", summary="=HYPERLINK(1)", eligibility="Anyone")
    rows = list(make_rows(choose_listings(ExportFilter())))
    for data in (write_csv(HEADINGS, rows), write_xlsx(HEADINGS, rows)):
        drafts = {draft.ident: draft for draft in read_spreadsheet(data).drafts}
        rides = drafts["pitt-rides"]
        assert rides.name == "Pitt Rides" and rides.fields["summary"].value == "=HYPERLINK(1)"
        assert rides.fields["phones"].value[0]["written"] == "919-733-4263"
        assert rides.fields["places"].value[0]["county"] == "Pitt"
        assert drafts["rides"].fields["needs"].value == ("ride",)
        assert drafts["line"].fields["hours"].value[0]["days"] == "mo-fr"


@pytest.mark.django_db
def test_the_number_of_queries_does_not_grow(django_assert_max_num_queries: object) -> None:
    for number in range(30):
        put(Listing, f"made-{number}", name=f"Made {number}", parts={"phones": [{"written": "919-733-4261"}]})
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        assert len(list(make_rows(choose_listings(ExportFilter())))) == 30
