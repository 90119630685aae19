"""Files of HSDS → drafts: forms and versions, what is not understood, bad input, and the command line."""

import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from dogwood.cli import importing, importing_hsds
from dogwood.editorial.models import Listing, Organization
from dogwood.exchange.hsds import read_hsds
from dogwood.exchange.hsds.files import pack_folder, read_files
from dogwood.exchange.imports.drafts import DraftListing
from dogwood.exchange.imports.errors import SourceFileError
from dogwood.exchange.models import FieldProvenance, ImportRun
from dogwood.hsds.identity import make_id
from tests.support.world import make_world

SAMPLES = Path(__file__).parents[3] / "shared" / "data" / "import-samples"
ORG, SERVICE, PLACE = (f"00000000-0000-4000-8000-00000000000{number}" for number in (1, 2, 3))
FULL: dict[str, Any] = {
    "id": SERVICE,
    "name": "Pitt Lifts",
    "status": "active",
    "description": "Drivers take you to treatment.\n\nCall two days before.",
    "url": "https://lifts.example.org",
    "email": "ask@lifts.example.org",
    "organization": {"id": ORG, "name": "Lifts Together", "description": "Drivers."},
    "phones": [{"id": "p", "number": "919-733-4263", "extension": 12, "description": "Mornings", "type": "voice"}],
    "schedules": [
        {"id": "a", "freq": "WEEKLY", "byday": "MO,TU", "opens_at": "09:00", "closes_at": "17:00"},
        {"id": "b", "freq": "WEEKLY", "interval": 2, "byday": "FR", "opens_at": "09:00", "closes_at": "12:00"},
    ],
    "service_areas": [{"id": "c", "name": "Pitt County"}, {"id": "d", "name": "near the river"}],
    "languages": [{"id": "e", "code": "spa", "name": "Spanish"}, {"id": "f", "name": "Elvish"}],
    "cost_options": [{"id": "g", "option": "Children", "amount": 5, "currency": "usd", "amount_description": "a ride"}],
    "application_process": "Fill in the form.",
    "attributes": [
        {"id": "h", "taxonomy_term": {"id": "i", "name": "A ride to treatment"}},
        {"id": "j", "taxonomy_term": {"id": "k", "name": "Boat hire"}},
    ],
    "contacts": [{"id": "l", "name": "Ann Person", "title": "Dispatcher", "phones": [{"id": "m", "number": "919-733-4264"}]}],
    "service_at_locations": [
        {
            "id": "n",
            "location": {
                "id": PLACE,
                "location_type": "physical",
                "name": "Office",
                "addresses": [
                    {"id": "o", "address_1": "12 Oak Street", "city": "Greenville", "state_province": "NC",
                     "postal_code": "27834", "country": "US", "address_type": "physical"}
                ],
                "accessibility": [{"id": "q", "description": "Ramp."}],
            },
        }
    ],
}  # fmt: skip


def drafts_of(value: Any, name: str = "x.json") -> list[DraftListing]:
    return read_hsds(json.dumps(value).encode(), name, state="NC").drafts


def archive(files: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in files.items():
            made.writestr(name, text)
    return out.getvalue()


def test_a_service_in_full_becomes_a_listing_and_its_organization() -> None:
    organization, draft = drafts_of(FULL)
    assert (organization.subject, organization.name, organization.ident) == ("organization", "Lifts Together", ORG)
    fields = {name: one.value for name, one in draft.fields.items()}
    assert draft.ident == SERVICE and fields["organization"] == ORG and draft.key == ""
    assert (fields["summary"], fields["description"]) == ("Drivers take you to treatment.", "Call two days before.")
    assert [(row["written"], row["extension"], row["label"]) for row in fields["phones"]] == [
        ("919-733-4263", "12", {"en": "Mornings"}), ("919-733-4264", "", {"en": "Dispatcher"}),
    ]  # fmt: skip
    assert [(row["days"], row["opens"], row["closes"]) for row in fields["hours"]] == [("mo tu", "09:00", "17:00")]
    assert "interval: 2" in fields["hours_note"] and "byday: FR" in fields["hours_note"]
    assert (fields["area"], fields["area_counties"], fields["area_note"]) == ("county", ("Pitt",), "near the river")
    assert fields["languages"] == ("es",) and fields["needs"] == ("ride",)
    assert fields["cost_note"] == "Children: USD 5 a ride" and "cost" not in fields
    assert fields["places"][0] | {"accessibility": {}} == {
        "name": "Office", "address": "12 Oak Street", "address_2": "", "city": "Greenville", "state": "NC",
        "zip": "27834", "county": "Pitt", "latitude": None, "longitude": None, "accessibility": {},
    }  # fmt: skip
    assert fields["accessibility"] == "Ramp."
    unread = dict(draft.unread)
    assert unread["How to apply"] == "Fill in the form." and unread["Categories of the source"] == "Boat hire"
    assert "Ann Person" in unread["Contact"] and unread["Languages"] == "Elvish"
    assert "Ann Person" not in str(fields)


def test_every_field_keeps_the_sources_words() -> None:
    draft = drafts_of(FULL)[1]
    assert "number: 919-733-4263; extension: 12" in draft.fields["phones"].said
    assert draft.fields["summary"].said.startswith("description: Drivers")
    assert all(one.said for one in draft.fields.values())


@pytest.mark.parametrize(
    "value",
    [
        [FULL],
        {"contents": [FULL], "total_items": 1},
        {"services": [FULL]},
        {"id": ORG, "name": "Lifts Together", "description": "x", "services": [{**FULL, "organization": None}]},
        {"id": "n", "service": FULL, "location": FULL["service_at_locations"][0]["location"]},
    ],
    ids=["list", "page", "services", "organization", "service at location"],
)
def test_every_form_of_json_is_read(value: Any) -> None:
    organization, draft = drafts_of(value)
    assert (organization.name, draft.name) == ("Lifts Together", "Pitt Lifts")
    assert len(draft.fields["places"].value) == 1


def test_lines_are_named() -> None:
    lines = "\n".join([json.dumps(FULL), "", json.dumps({**FULL, "id": PLACE, "name": "Other"})])
    reading = read_hsds(lines.encode(), "x.ndjson")
    assert [(draft.row, draft.name) for draft in reading.drafts][1:] == [("line 1", "Pitt Lifts"), ("line 3", "Other")]
    with pytest.raises(SourceFileError, match=r"x\.ndjson, line 3: is not JSON: .* Nothing of the file is imported"):
        read_hsds(f"{json.dumps(FULL)}\n\n{{broken\n".encode(), "x.ndjson")


@pytest.mark.parametrize(
    ("status", "alert", "field", "note"),
    [
        ("defunct", "Closed in May.", "Closed in May.", None),
        ("active", "Shut on Friday.", None, "Shut on Friday."),
        ("gone fishing", "", None, None),
    ],
)
def test_an_alert_of_a_closed_service_is_its_story(
    status: str, alert: str, field: str | None, note: str | None
) -> None:
    draft = drafts_of({**FULL, "status": status, "alert": alert})[1]
    one = draft.fields.get("status_note")
    assert (one.value if one else None, dict(draft.unread).get("Alert of the source")) == (field, note)
    assert any("gone fishing" in problem for problem in draft.problems) == (status == "gone fishing")


def test_another_directorys_checks_are_none_of_ours() -> None:
    draft = drafts_of({**FULL, "assured_date": "2026-10-05"})[1]
    assert dict(draft.unread)["Checked by its source on"] == "2026-10-05"


@pytest.mark.usefixtures("_directory")
def test_a_directorys_own_export_changes_nothing_in_it(tmp_path: Path) -> None:
    """Also where an entry has the name of another one: key and name together say which it is."""
    own = {"id": make_id("listing", "line"), "name": "Help line", "status": "active", "phones": [{"id": "p", "number": "919-733-4261"}],
           "attributes": [{"id": "x", "link_type": "key", "value": "line", "taxonomy_term": {"id": "t", "code": "entry:key", "name": "Key"}}]}  # fmt: skip
    file = tmp_path / "own.json"
    file.write_text(json.dumps(own), encoding="utf-8")
    result = run(file, "--all")
    assert "1 as they are" in result.output and "the same key and name" in result.output, result.output
    file.write_text(json.dumps({**own, "name": "Another line altogether", "phones": []}), encoding="utf-8")
    assert "1 new" in run(file).output


def test_a_key_that_the_id_is_not_made_from_is_not_believed() -> None:
    false = {**FULL, "attributes": [{"id": "x", "link_type": "key", "value": "line"}]}
    assert drafts_of(false)[1].key == ""


OLD = {
    "organizations.csv": "id,name,description\n1,Old House,It helps.\n",
    "locations.csv": "id,organization_id,name,latitude,longitude\n7,1,Annex,35.6,-77.37\n",
    "services.csv": 'id,location_id,name,description,taxonomy_ids,eligibility\n3,7,Old line,We answer.,"101, 9",Everyone\n4,99,Lost,,,\n',
    "regular_schedules.csv": "id,service_id,weekday,opens_at,closes_at\n1,3,Monday,09:00,17:00\n2,3,Tuesday,09:00,17:00\n",
    "phones.csv": "id,location_id,number,number_type\n1,7,919-733-4263,voice\n2,8,919-733-4264,voice\n",
    "mail_addresses.csv": "id,location_id,address_1,city,state_province,postal_code\n1,7,P.O. Box 7,Greenville,NC,27834\n",
    "taxonomy.csv": "taxonomy_id,name\n101,A ride to treatment\n",
    "more.csv": "a\n1\n",
}


def test_older_versions_and_dangling_references() -> None:
    reading = read_hsds(archive(OLD), "old.zip")
    organization, line, lost = reading.drafts
    fields = {name: one.value for name, one in line.fields.items()}
    assert organization.name == "Old House" and fields["organization"] == "1" and lost.name == "Lost"
    assert [(row["days"], row["opens"]) for row in fields["hours"]] == [("mo tu", "09:00")]
    assert [(row["written"], row["place"]) for row in fields["phones"]] == [("919-733-4263", 1)]
    assert fields["places"][0]["address"] == "P.O. Box 7" and fields["needs"] == ("ride",)
    assert fields["eligibility"] == "Everyone"
    notes = "\n".join(reading.notes)
    assert "location_id names no row of location (phones.csv, line 3: 8" in notes
    assert "services.csv, line 3: 99" in notes and "taxonomy_term_id names no row" in notes
    assert "no tables of HSDS and are not read: more.csv" in notes


BAD = {
    "empty": (b"", "x.json", "empty"),
    "not json": (b'{"name": ', "x.json", "x.json is not JSON: .*line 1"),
    "no object": (b"[1, null]", "x.json", "entry 1: is no object of HSDS but a number"),
    "constants": (b'{"name": NaN}', "x.json", "NaN is no number"),
    "deep": (b"[" * 100_000, "x.json", "nested too deep"),
    "one table": (b"id,name\n1,A\n", "services.csv", "one table of an HSDS package"),
    "a text": (b"hello", "x.txt", "neither JSON nor an HSDS package"),
    "gzip": (b"\x1f\x8b123", "x.gz", "gzip"),
    "cut archive": (archive(OLD)[:200], "x.zip", "damaged or cut off"),
    "other archive": (archive({"a.txt": "x"}), "x.zip", "no table of HSDS"),
    "no services": (archive({"phones.csv": "id,number\n1,2\n"}), "x.zip", "neither services nor organizations"),
    "no id": (archive({"services.csv": "name\nA\n"}), "x.zip", "services.csv: its first line names no column “id”"),
    "cells": (archive({"services.csv": "id,name\n1,A\n2,B,C\n"}), "x.zip", "services.csv, line 3: has 3 cells"),
    "long cell": (archive({"services.csv": "id,name\n1," + "a" * 60_000}), "x.zip", "line 2: a cell holds more"),
    "bomb": (archive({"services.csv": "id,name\n" + "0" * 8_000_000}), "x.zip", "packed as no table is"),
}


@pytest.mark.parametrize(("data", "name", "message"), BAD.values(), ids=BAD)
def test_bad_files_are_refused_with_the_reason(data: bytes, name: str, message: str) -> None:
    with pytest.raises(SourceFileError, match=message):
        read_hsds(data, name)


def test_wrong_types_are_told_and_end_nothing() -> None:
    wrong = {**FULL, "name": "Still", "description": ["a"], "phones": {"number": "1"}, "schedules": [None], "url": 5}
    draft = drafts_of(wrong)[1]
    assert draft.name == "Still"
    told = " ".join(draft.problems)
    assert "description: is" in told and "phones: HSDS has a list" in told and "schedules: HSDS" in told


def test_organizations_above_come_first_and_circles_are_cut() -> None:
    below = {"id": "b", "name": "Below", "description": "x", "parent_organization_id": "a", "website": ""}
    above = {"id": "a", "name": "Above", "description": "x", "website": ""}
    assert [draft.name for draft in drafts_of([below, above])] == ["Above", "Below"]
    circle = [below, {**above, "parent_organization_id": "b"}]
    reading = read_hsds(json.dumps(circle).encode(), "x.json")
    assert len(reading.drafts) == 2 and "stands above itself" in " ".join(reading.notes)


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*FULL, "location", "number"]), inner, max_size=5),
    max_leaves=25,
)  # fmt: skip


@given(st.dictionaries(st.sampled_from(list(FULL)), _JSON))
def test_whatever_stands_in_a_service_is_read_or_told(more: dict[str, Any]) -> None:
    value = {"id": SERVICE, "name": "X", **more}
    try:
        reading = read_hsds(json.dumps(value).encode(), "x.json")
    except SourceFileError:
        return
    assert all(isinstance(draft, DraftListing) for draft in reading.drafts)


@given(st.binary(max_size=300), st.sampled_from(["x.json", "x.zip", "services.csv", ""]))
def test_any_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    try:
        read_files(data, name)
    except SourceFileError as error:
        assert str(error)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="needs the folder ../shared beside the project")
@pytest.mark.parametrize(("name", "count"), [("hsds_examples", 2), ("ohana", 31)])
def test_real_packages_are_read(name: str, count: int) -> None:
    reading = read_hsds(pack_folder(SAMPLES / name), f"{name}.zip")
    assert len(reading.drafts) == count and all(draft.name for draft in reading.drafts)


# On the command line.


@pytest.fixture
def _directory(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_use", lambda: None)
    make_world()


def run(*arguments: Any) -> Result:
    return CliRunner().invoke(importing_hsds.hsds, list(map(str, arguments)))


@pytest.mark.usefixtures("_directory")
def test_dry_run_apply_again_and_change(tmp_path: Path) -> None:
    file = tmp_path / "lifts.json"
    file.write_text(json.dumps(FULL), encoding="utf-8")
    assert "2 new" in run(file).output and not ImportRun.objects.exists()
    assert run(file, "--apply", "--source", "211").exit_code == 0
    listing = Listing.objects.get(key="pitt-lifts")
    assert not listing.live and listing.organization == Organization.objects.get(key="lifts-together")
    assert FieldProvenance.objects.get(key="pitt-lifts", field="phones").said.startswith("number: 919-733-4263")
    again = run(file, "--source", "211")
    assert "2 as they are" in again.output, again.output
    file.write_text(json.dumps({**FULL, "email": "new@lifts.example.org"}), encoding="utf-8")
    assert "1 to update" in run(file, "--apply", "--source", "211").output
    assert Listing.objects.get(key="pitt-lifts").email == "new@lifts.example.org"


@pytest.mark.usefixtures("_directory")
def test_a_folder_and_a_folder_without_tables(tmp_path: Path) -> None:
    for name, text in OLD.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run(tmp_path)
    assert result.exit_code == 0 and "3 new" in result.output, result.output
    (tmp_path / "empty").mkdir()
    result = run(tmp_path / "empty")
    assert result.exit_code == 1 and "holds no table of HSDS" in result.output
    result = run(tmp_path / "nothing.json")
    assert result.exit_code == 1 and "cannot be read" in result.output
