"""Addresses, ZIP codes and coordinates in cells."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.exchange.imports.cells.places import read_place


def told(**cells: str) -> dict[str, Any]:
    return {name: value for name, value in read_place(**cells).row.items() if value}


@pytest.mark.parametrize(
    ("address", "street", "city", "state", "code"),
    [
        ("3119 Spring Garden St, Philadelphia, PA 19104", "3119 Spring Garden St", "Philadelphia", "PA", "19104"),
        ("1110 Spruce St Philadelphia, PA 19107", "1110 Spruce St", "Philadelphia", "PA", "19107"),
        ("245 South 8th Street, Philadelphia, PA, 19107", "245 South 8th Street", "Philadelphia", "PA", "19107"),
        ("101 Manning Dr, Chapel Hill, North Carolina 27514-1234", "101 Manning Dr", "Chapel Hill", "NC", "27514-1234"),
        ("16th & Ben Franklin Parkway", "16th & Ben Franklin Parkway", "", "", ""),
    ],
)
def test_an_address_in_one_cell_is_parted(address: str, street: str, city: str, state: str, code: str) -> None:
    row = read_place(address=address).row
    assert (row["address"], row["city"], row["state"], row["zip"]) == (street, city, state, code)


def test_the_suite_stands_apart() -> None:
    assert told(address="2101 W Arlington Blvd, Suite 100")["address_2"] == "Suite 100"


@pytest.mark.parametrize("pair", ["-75.1883343,39.9635841", "39.9635841, -75.1883343", "(39.9635841; -75.1883343)"])
def test_coordinates_in_one_cell_in_any_order(pair: str) -> None:
    row = read_place(point=pair).row
    assert (row["latitude"], row["longitude"]) == (39.9635841, -75.1883343)


@pytest.mark.parametrize(("cells", "problem"), [
    ({"point": "here"}, "not coordinates"),
    ({"latitude": "35.6", "longitude": "77.4"}, "no point in the United States"),
    ({"latitude": "39.96", "longitude": "-75.19", "zip_code": "27834"}, "miles from"),
    ({"zip_code": "2783"}, "not a ZIP"),
    ({"zip_code": "27834", "state": "VA"}, "is in NC"),
    ({"state": "Nowhere"}, "not a state"),
])  # fmt: skip
def test_what_cannot_be_is_left_out_and_named(cells: dict[str, str], problem: str) -> None:
    read = read_place(**cells)
    assert problem in " ".join(read.problems) and not read.sure
    assert read.row["latitude"] is None or "ZIP code 27834 is in" in " ".join(read.problems)


def test_the_county_of_a_zip_code_is_noted_as_such() -> None:
    read = read_place(city="Greenville", state="NC", zip_code="27834")
    assert read.row["county"] == "Pitt" and "ZIP code" in read.notes[0]
    assert read_place(county="Pitt County", state="NC").row["county"] == "Pitt"
    assert read_place(zip_code="19104", state="PA").row["county"] == ""


def test_a_zip_code_that_lost_its_zero() -> None:
    read = read_place(zip_code="2138.0", city="Cambridge", state="MA")
    assert read.row["zip"] == "02138" and not read.sure


texts = st.one_of(st.text(max_size=60), st.text(alphabet="0123456789 ,.-NCPA", max_size=40))


@given(texts, texts, texts, texts, texts, texts)
def test_any_cells_give_a_place_that_the_directory_takes(a: str, b: str, c: str, d: str, e: str, f: str) -> None:
    read = read_place(address=a, address_2=b, city=c, zip_code=d, county=e, point=f)
    row = read.row
    assert len(row["address"]) <= 255 and len(row["city"]) <= 100 and len(row["county"]) <= 60 and len(row["zip"]) <= 10
    assert row["latitude"] is None or -90 <= row["latitude"] <= 90
    said = "".join(f"{a}{b}{c}".split()).replace(",", "")
    assert "".join(row["address"].split()).replace(",", "")[:30] in said  # no word of a street is made up
