"""FDA's list in each of its forms."""

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.exchange.imports.errors import SourceFileError
from dogwood.exchange.imports.fda import read_fda

from .conftest import import_table, plan_table

ROWS = (
    ("Made Breast Center", "2101 Made Blvd.", "Suite 100", "", "Greenville", "NC", "27834", "2528475260", "2529317634"),
    ("MADE COUNTY HOSPITAL", "12 Oak Street", "", "", "Boone", "NC", "28607", "8282889037x2328", ""),
    (
        "Made Imaging - MOBILE",
        "11220 Elm Lane Suite 200",
        "",
        "",
        "Charlotte",
        "NC",
        "28277",
        "8773181349",
        "7049662407",
    ),
    (
        "Made Imaging - Mobile",
        "11220 Elm Ln.",
        "Suite 200",
        "",
        "Charlotte",
        "NC",
        "28277-1234",
        "8773191349",
        "7049354515",
    ),
    ("Made Spine Center", "1350 Made Rd.", "", "", "Chapel Hill", "NC", "27517", "9879748762", ""),
    ("Made Clinic of Danville", "1 Main St", "", "", "Danville", "VA", "24541", "4347992100", ""),
)
WIDTHS = (60, 40, 40, 40, 30, 3, 11, 18, 18)


def pipes(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    return "".join("|".join(row) + "\r\n" for row in rows).encode()


def fixed(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    return "".join(
        "".join(cell.ljust(width) for cell, width in zip(row, WIDTHS, strict=True)).rstrip() + "\r\n" for row in rows
    ).encode()


def carrier(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    names = "facility_id,facility_name,latitude,longitude,source_facility_name,source_address_1,source_address_2,source_address_3,source_city,source_state,source_zip_code,source_phone,source_fax"
    lines = [f'X{n},"{row[0]}",,,' + ",".join(f'"{cell}"' for cell in row) for n, row in enumerate(rows)]
    return "\n".join([names, *lines]).encode()


def packed(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("public.txt", pipes(rows))
    return out.getvalue()


def test_every_form_says_the_same() -> None:
    first = read_fda(pipes())
    for data in (fixed(), carrier(), packed()):
        other = read_fda(data)
        assert [draft.ident for draft in other.drafts] == [draft.ident for draft in first.drafts]
        assert [{name: one.value for name, one in draft.fields.items()} for draft in other.drafts] == [
            {name: one.value for name, one in draft.fields.items()} for draft in first.drafts
        ]


def test_real_dirt() -> None:
    drafts = read_fda(pipes()).drafts
    assert drafts[1].name == "Made County Hospital"
    phone = drafts[1].fields["phones"].value[0]
    assert (phone["written"], phone["extension"]) == ("8282889037", "2328")
    assert drafts[2].is_mobile and drafts[3].is_mobile and not drafts[0].is_mobile
    assert "area code" in drafts[4].problems[0] and not drafts[4].fields["phones"].sure
    assert drafts[0].ident == "made breast center|2101 made blvd suite 100|greenville|NC|27834"
    assert drafts[3].ident.endswith("|28277")
    assert all(row["kind"] != "fax" for draft in drafts for row in draft.fields["phones"].value)


def test_only_one_state() -> None:
    assert len(read_fda(pipes(), state="va").drafts) == 1
    with pytest.raises(SourceFileError, match="in TX"):
        read_fda(pipes(), state="TX")


@pytest.mark.parametrize("data", [b"", b"hello", b"Name,Phone\nA,B\n", b"PK\x03\x04x", b"\x00\x01\x02" * 40])
def test_what_is_not_the_list_is_refused(data: bytes) -> None:
    with pytest.raises(SourceFileError):
        read_fda(data)


@given(st.one_of(st.binary(max_size=200), st.text(alphabet="|a 1NC\n\r", max_size=200).map(str.encode)))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with contextlib.suppress(SourceFileError):
        assert read_fda(data).drafts


@pytest.mark.django_db
@pytest.mark.usefixtures("world")
def test_the_next_list_is_told_as_new_gone_and_changed() -> None:
    import_table(pipes(), name="FDA", kind="fda", dated="2026-05")
    changed = (*ROWS[0][:7], "2528475261", "")
    fresh = ("New Center", "5 New Rd", "", "", "Wilson", "NC", "27893", "2523990707", "")
    plan = plan_table(pipes((changed, *ROWS[1:4], ROWS[5], fresh)), name="FDA", kind="fda", dated="2026-06")
    assert [row.name for row in plan.rows if row.action == "create"] == ["New Center"]
    assert [(row.name, [one.field for one in row.writes]) for row in plan.rows if row.action == "update"] == [
        ("Made Breast Center", ["phones"])
    ]
    assert [one.name for one in plan.gone] == ["Made Spine Center"]
    assert plan.counts["same"] == 4 - plan.counts["repeat"]
