"""The script that turns public lists into listings: reading, joining, wording, and what it leaves alone.

The lists in these tests are small and made up, in the form of the real ones.
"""

import csv
import re
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
sys.path.insert(0, str(TOOLS))

from compile_facilities import compile_facilities, find_county_of_zip, main  # noqa: E402
from facilities.joining import Place, decide, join_sites, meters_between  # noqa: E402
from facilities.names import (  # noqa: E402
    compare_street,
    make_key,
    split_phone,
    split_suite,
    write_city,
    write_county,
    write_properly,
)
from facilities.rows import MARK, is_dialable  # noqa: E402
from facilities.sources import Site, repair_row  # noqa: E402
from facilities.wording import describe, find_care_kind  # noqa: E402

FDA_HEADER = (
    "facility_name,latitude,longitude,source_facility_name,source_address_1,source_address_2,source_address_3,"
    "source_city,source_state,source_zip_code,source_phone"
)
CMS_HEADER = "Facility ID,Facility Name,Address,City/Town,State,ZIP Code,County/Parish,Telephone Number,Hospital Type"
HRSA_HEADER = "site_id,site_name,type,location_type,status,address,city,state,zip,county_fips,latitude,longitude"
NCI_HEADER = "id,name,Street,City,state,Zip_Code,Latitude,Longitude,County,Zip,Country,type,url"
SAMPLE_HEADER = "BPHC Assigned Number,Site Telephone Number,Site Web Address"
PACK = {
    "listings": "key,kind,service_type,name,other_names,organization,status,summary_en,summary_es,description_en,"
    "description_es,needs,audiences,formats,cost,area,website,editor_note",
    "phones": "listing,written,kind,extension,languages,place,label_en,label_es",
    "places": "listing,name,address,address_2,city,state,zip,county,latitude,longitude,accessibility_en,accessibility_es",
    "hours": "listing,days,opens,closes,weeks,timezone,place,note_en,note_es",
    "web": "listing,url,label_en,label_es",
    "checks": "of,key,field,on,on_written,method,outcome,by,role,evidence,confidence,note",
}


def site(**changes: object) -> Site:
    whole = Site(
        "FDA", "1", "Oak Breast Center", "12 Oak St", "", "Boone", "NC", "28607", latitude=36.2, longitude=-81.6
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


def write(path: Path, *lines: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@pytest.fixture
def lists(tmp_path: Path) -> Path:
    folder = tmp_path / "lists"
    write(
        folder / "mammography" / "nc_facilities_2026-06-20.csv",
        FDA_HEADER,
        "x,36.2,-81.6,Oak Memorial Hospital,12 Oak St.,,,Boone,NC,28607,8285550101x22",
        "x,36.2,-81.6,ACME MOBILE,99 Elm Ln Ste 2,,,Boone,NC,28607,8285550102",
        "x,36.2,-81.6,Acme - Mobile,99 Elm Lane Suite 2,,,Boone,NC,28607,9875550103",
        "x,36.2,-81.6,State Correctional Institute,1 Gate Rd,,,Boone,NC,28607,8285550104",
        "x,36.0,-79.8,By Hand Breast Center,5 Pine Rd,,,Greensboro,NC,27401,3365550105",
    )
    write(
        folder / "hospitals" / "Hospital_General_Information_NC.csv",
        CMS_HEADER,
        "340001,OAK MEMORIAL HOSPITAL,12 OAK STREET,BOONE,NC,28607,WATAUGA,(828) 555-0100,Acute Care Hospitals",
        "340002,OAK BEHAVIORAL HEALTH,12 OAK STREET,BOONE,NC,28607,WATAUGA,(828) 555-0109,Psychiatric",
        "340003,THE MCTEST HOSPITAL,4 HILL DR,MARION,NC,28752,MC DOWELL,(828) 555-0110,Acute Care Hospitals",
    )
    write(
        folder / "health-centers" / "nc_hrsa_sites_parsed.csv",
        HRSA_HEADER,
        "S1,HILL HEALTH, INC.,Service Delivery Site,Permanent,Active,7 Hill Rd,Boone,NC,28607-1234,37189,36.21,-81.61",
        "S2,Hill at West Elementary,Service Delivery Site,Seasonal,Active,8 Hill Rd,Boone,NC,28607,37189,36.3,-81.7",
        "S3,Hill Office,Administrative,Permanent,Active,9 Hill Rd,Boone,NC,28607,37189,36.3,-81.7",
        "S4,Hill Old,Service Delivery Site,Permanent,Inactive,9 Hill Rd,Boone,NC,28607,37189,36.3,-81.7",
    )
    write(folder / "health-centers" / "raw_format_sample.csv", SAMPLE_HEADER, "S1,828-555-0111,www.hill.example")
    write(
        folder / "cancer-centers" / "nci_cancer_centers_2024.csv",
        NCI_HEADER,
        "1,Yale Test Center,3 Cedar St,New Haven,Connecticut,6510,41.3,-72.9,New Haven County,6510,US,Cancer Center,",
    )
    write(
        folder / "counties" / "nc_counties_2024_context.csv",
        "county_fips,county_name",
        "37189,Watauga County",
        "37111,McDowell County",
        "37081,Guilford County",
    )
    return folder


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    folder = tmp_path / "pack"
    for name, header in PACK.items():
        write(folder / f"{name}.csv", header)
    write(
        folder / "listings.csv",
        PACK["listings"],
        "by-hand,service,mammography,By Hand Breast Center,,,active,Mine.,Mía.,,,mammogram,,,,,,",
    )
    write(folder / "places.csv", PACK["places"], "by-hand,,5 Pine Road,,Greensboro,NC,27401,Guilford,,,,")
    return folder


@pytest.fixture
def read(pack: Path) -> Callable[[str], list[dict[str, str]]]:
    def read_rows(name: str) -> list[dict[str, str]]:
        with (pack / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    return read_rows


Read = Callable[[str], list[dict[str, str]]]


def test_one_place_in_two_lists_is_one_listing_with_two_checks(lists: Path, pack: Path, read: Read) -> None:
    compile_facilities(lists, pack)
    hospital = next(row for row in read("listings") if row["name"] == "Oak Memorial Hospital")
    assert hospital["summary_en"] == "Hospital in Boone, Watauga County, with a certified mammography center."
    assert set(hospital["needs"].split("; ")) == {"mammogram", "cancer-care"}
    checks = [row for row in read("checks") if row["key"] == hospital["key"]]
    assert {(row["evidence"], row["on"], row["method"]) for row in checks} == {
        ("CMS Hospital General Information", "2026", "document"),
        ("FDA MQSA certified facilities", "2026-06-20", "document"),
    }
    phones = [
        (row["written"], row["extension"], row["label_en"])
        for row in read("phones")
        if row["listing"] == hospital["key"]
    ]
    assert phones == [("(828) 555-0100", "", ""), ("8285550101x22", "22", "Mammography")]


def test_a_psychiatric_hospital_at_the_same_address_stays_apart(lists: Path, pack: Path, read: Read) -> None:
    compile_facilities(lists, pack)
    other = next(row for row in read("listings") if row["name"] == "Oak Behavioral Health")
    assert (other["summary_en"], other["needs"]) == ("Psychiatric hospital in Boone, Watauga County.", "")


def test_near_duplicate_mobile_units_become_one_listing(lists: Path, pack: Path, read: Read) -> None:
    found = compile_facilities(lists, pack)
    units = [row for row in read("listings") if "travels" in row["summary_en"]]
    assert len(units) == 1
    assert [row["written"] for row in read("phones") if row["listing"] == units[0]["key"]] == [
        "8285550102",
        "9875550103",
    ]
    assert ("9875550103") in {written for _, written in found.rows.undialable}


def test_a_hand_written_listing_gets_a_check_and_is_not_touched(lists: Path, pack: Path, read: Read) -> None:
    before = (pack / "listings.csv").read_text(encoding="utf-8")
    compile_facilities(lists, pack)
    assert (pack / "listings.csv").read_text(encoding="utf-8").startswith(before)
    assert [row["evidence"] for row in read("checks") if row["key"] == "by-hand"] == ["FDA MQSA certified facilities"]
    assert not [row for row in read("listings") if row["name"].startswith("By Hand") and row["key"] != "by-hand"]


def test_running_again_gives_the_same_files(lists: Path, pack: Path) -> None:
    compile_facilities(lists, pack)
    first = {path.name: path.read_bytes() for path in pack.iterdir()}
    compile_facilities(lists, pack)
    assert {path.name: path.read_bytes() for path in pack.iterdir()} == first


def test_a_listing_without_the_note_counts_as_hand_written(lists: Path, pack: Path, read: Read) -> None:
    compile_facilities(lists, pack)
    path = pack / "listings.csv"
    text = path.read_text(encoding="utf-8").replace("Hospital in Marion, McDowell County.", "Ours now.")
    lines = [line.split(MARK)[0] if "Ours now." in line else line for line in text.splitlines()]
    write(path, *lines)
    compile_facilities(lists, pack)
    assert [row["summary_en"] for row in read("listings") if "McTest" in row["name"]] == ["Ours now."]


def test_health_centers_are_active_service_sites_with_repaired_names(lists: Path, pack: Path, read: Read) -> None:
    found = compile_facilities(lists, pack)
    reading = next(reading for reading in found.readings if reading.source.code == "HRSA")
    assert (reading.read, len(reading.sites), len(reading.left_out), len(reading.repaired)) == (4, 2, 2, 1)
    center = next(row for row in read("listings") if row["name"] == "Hill Health, Inc.")
    assert center["cost"] == "sliding-scale"
    assert center["website"] == "http://www.hill.example"
    assert "mammogra" not in center["summary_en"] + center["description_en"] + center["needs"]
    school = next(row for row in read("listings") if "Elementary" in row["name"])
    assert "open part of the year" in school["summary_en"]
    assert school["needs"] == ""


def test_places_elsewhere_have_no_county_and_whole_zip_codes(lists: Path, pack: Path, read: Read) -> None:
    compile_facilities(lists, pack)
    place = next(row for row in read("places") if row["state"] == "CT")
    assert (place["zip"], place["county"], place["latitude"]) == ("06510", "", "41.30000")
    center = next(row for row in read("listings") if row["key"] == place["listing"])
    assert (center["area"], center["needs"]) == ("nation", "cancer-care; trials")


def test_prisons_are_left_out_and_the_report_says_why(lists: Path, pack: Path, read: Read) -> None:
    compile_facilities(lists, pack)
    assert not [row for row in read("listings") if "Correctional" in row["name"]]
    report = (pack / "SOURCES.md").read_text(encoding="utf-8")
    assert "- State Correctional Institute: inside a prison" in report
    assert "- CMS + FDA: 1" in report


def test_a_missing_list_is_named(lists: Path, pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (lists / "hospitals" / "Hospital_General_Information_NC.csv").unlink()
    assert main([str(lists), "--pack", str(pack)]) == 1
    assert "Give the folder that holds the four lists" in capsys.readouterr().err


def test_the_command_line_counts(lists: Path, pack: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(lists), "--pack", str(pack)]) == 0
    assert "CMS + FDA: 1" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("first", "second", "verdict"),
    [
        (site(), site(source="HRSA", name="Oak Breast Center, Inc."), "same"),
        (site(address_2="Ste 1"), site(name="Oak Breast Care", address_2="Ste 2"), "apart"),
        (site(), site(mobile=True), "apart"),
        (site(), site(source="CMS", name="Pine Hospital"), "same"),
        (site(address_2="Ste 4"), site(source="CMS", name="Pine Hospital"), "apart"),
        (site(source="CMS"), site(source="NCI", address="13 Oak St", latitude=36.9), "doubtful"),
        (site(source="HRSA", address="1 Elm Rd"), site(latitude=36.2005), "same"),
        (site(source="HRSA", address="1 Elm Rd"), site(latitude=36.4), "doubtful"),
        (site(), site(source="CMS", address="PO Box 5", latitude=None), "same"),
        (
            site(source="HRSA", name="Kintegra at Elm", address_2="Suite 4"),
            site(name="Elm Imaging", address_2="Ste 1"),
            "doubtful",
        ),
    ],
)
def test_two_rows_are_one_place_or_not(first: Site, second: Site, verdict: str) -> None:
    assert decide(first, second).verdict == verdict
    assert decide(second, first).verdict == verdict


def test_a_place_holds_one_hospital_or_cancer_center() -> None:
    rows = [site(source="CMS"), site(source="NCI"), site()]
    joined = join_sites(rows)
    assert sorted(place.sources for place in joined.places) == [["CMS", "FDA"], ["NCI"]]
    assert joined.doubtful


def test_distance_is_in_meters() -> None:
    assert meters_between(site(), site(latitude=36.201)) == pytest.approx(111.2, abs=0.5)
    assert meters_between(site(), site(latitude=None)) is None


@pytest.mark.parametrize(
    ("written", "proper"),
    [
        ("NOVANT HEALTH FORSYTH MEDICAL CENTER", "Novant Health Forsyth Medical Center"),
        ("WAKEMED, CARY HOSPITAL", "WakeMed, Cary Hospital"),
        ("CAROMONT REGIONAL MEDICAL CENTER", "CaroMont Regional Medical Center"),
        ("ECU HEALTH MEDICAL CENTER", "ECU Health Medical Center"),
        ("THE MCDOWELL HOSPITAL", "The McDowell Hospital"),
        ("COMMUNITY HOSPITAL OF STOKES", "Community Hospital of Stokes"),
        ("2131 S 17TH ST", "2131 S 17th St"),
        ("2066 Nc Highway 125", "2066 NC Highway 125"),
        ("Carteret OBGYN  Associates", "Carteret OBGYN Associates"),
        ("LAKESHORE WOMEN'S SPECIALIST, PC", "Lakeshore Women's Specialist, PC"),
    ],
)
def test_capitals_are_put_right(written: str, proper: str) -> None:
    assert write_properly(written) == proper


def test_towns_and_counties() -> None:
    assert write_city("Mc Adenville") == "McAdenville"
    assert write_city("Frankin") == "Franklin"
    assert write_county("MC DOWELL") == "McDowell"
    assert write_county("NEW HANOVER") == "New Hanover"
    assert find_county_of_zip("28801") == "Buncombe"
    assert find_county_of_zip("06510") == ""


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("2100 Stantonsburg Road", "2100 STANTONSBURG RD"),
        ("4800 S. Croatan Hwy", "4800 South Croatan Highway"),
        ("One Medical Center Boulevard", "Medical Center Blvd."),
        ("200 Hawthorne Lane Box 33549", "200 Hawthorne Ln, Suite 4"),
    ],
)
def test_streets_compare_alike(first: str, second: str) -> None:
    assert compare_street(first) == compare_street(second)


def test_suites_and_extensions_are_split() -> None:
    assert split_suite("620 Summit Pl., Ste. 106") == ("620 Summit Pl", "Ste. 106")
    assert split_suite("12 Oak St") == ("12 Oak St", "")
    assert split_phone("2527472921x2328") == ("2527472921", "2328")
    assert is_dialable("(919) 684-8111")
    assert not is_dialable("9879748762")


def test_keys_are_letters_digits_and_hyphens() -> None:
    assert make_key("St. Luke's Hospital & Clinic") == "st-lukes-hospital-clinic"
    assert re.fullmatch(r"[a-z0-9-]{1,70}", make_key("Very Long Name " * 9))


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Kintegra at Clyde Campbell Elementary", "school"),
        ("High Country Community Health Avery Medical Site", "general"),
        ("Goshen Medical Center - Faison Dental Services", "dental"),
        ("MAHEC Health Center at Biltmore (FM/IM/Dental)", "general"),
        ("Rural Health Group Pediatrics and Dental", "other"),
        ("Kintegra Behavioral Health - Hickory", "mind"),
        ("Blue Ridge Health-Brevard Pharmacy", "pharmacy"),
        ("Iredell Pediatrics", "children"),
        ("Lyon Park Clinic", "general"),
    ],
)
def test_what_a_site_is_for_comes_from_its_name(name: str, kind: str) -> None:
    assert find_care_kind(name) == kind


def test_words_in_both_languages_are_short() -> None:
    words = describe(Place([site()]), "Watauga")
    assert words.summary_en == "Certified mammography center in Boone, Watauga County."
    assert words.summary_es == "Centro de mamografía certificado en Boone, condado de Watauga."


def test_a_torn_row_that_fits_nothing_is_given_up() -> None:
    header = ["id", "name", "type"]
    assert repair_row(header, ["1", "A", " Inc.", "Site"], "name", "type", {"Site"}) == ["1", "A, Inc.", "Site"]
    assert repair_row(header, ["1", "A", "B", "C"], "name", "type", {"Site"}) is None
