"""What changed since an edition, as JSON and as Atom."""

import datetime as dt
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

from dogwood.edition.records import ListingRecord, Record, Status
from dogwood.hsds.services import service_id
from dogwood.opendata.openapi import make_document
from tests.support.sample_edition import sample_records

from .conftest import Api, publish, settle

ATOM = "{http://www.w3.org/2005/Atom}"


def rewrite(change: Any) -> list[Record]:
    """The sample with ``change(listing)`` for each listing; None leaves it out."""
    made = (change(record) if isinstance(record, ListingRecord) else record for record in sample_records())
    return [record for record in made if record is not None]


def second(record: ListingRecord) -> ListingRecord | None:
    if record.key == "robeson-rides":
        return record.model_copy(update={"name": "Robeson Rides & More", "email": "new@example.org"})
    if record.key == "tar-river-fund":
        status = Status(
            state="defunct", since="2026-11", became="merged_into", successor="sample-helpline", note="It merged."
        )
        return record.model_copy(update={"status": status, "phones": ()})
    return record


def third(record: ListingRecord) -> ListingRecord | None:
    found = second(record)
    if found is not None and found.key == "robeson-rides":
        found = found.model_copy(update={"email": record.email, "phones": ()})
    return found


@pytest.fixture
def three(own_root: Path) -> Path:
    for records in (None, rewrite(second), rewrite(third)):
        publish(own_root, records)
    settle()
    return own_root


def test_nothing_changed_since_the_current_edition(three: Path) -> None:
    found = Api().get("/api/changes", since=3).json
    assert (found["since"], found["edition"], found["changes"], found["is_complete"]) == (3, 3, [], True)


def test_changes_are_told_field_by_field_with_old_and_new(three: Path) -> None:
    answer = Api().get("/api/changes", since=1)
    entries = {entry["key"]: entry for entry in answer.json["changes"]}
    assert set(entries) == {"robeson-rides", "tar-river-fund"}
    rides, fund = entries["robeson-rides"], entries["tar-river-fund"]
    assert (rides["what"], rides["id"], rides["edition"]) == ("changed", service_id("robeson-rides"), 3)
    fields = {row["name"]: row for row in rides["fields"]}
    assert set(fields) == {"name", "phones"}  # the e-mail address changed back
    assert fields["name"]["new"] == "Robeson Rides & More" != fields["name"]["old"]
    assert fields["phones"]["new"] == [] != fields["phones"]["old"]
    assert (fund["what"], fund["note"]) == ("closed", "It merged.")
    assert fund["successor"]["key"] == "sample-helpline" and fund["successor"]["id"] == service_id("sample-helpline")
    assert fund["successor"]["became"] == "merged_into" and fund["successor"]["name"]


def test_one_step_is_less_than_two(three: Path) -> None:
    (rides,) = Api().get("/api/changes", since=2).json["changes"]
    assert {row["name"] for row in rides["fields"]} == {"email", "phones"}
    spanish = Api().get("/api/changes", since=2, language="es").json
    assert [entry["url"] for entry in spanish["changes"]] == ["https://directory.example.org/es/listing/robeson-rides/"]


def test_what_was_is_left_out_where_that_edition_is_gone(three: Path) -> None:
    for folder in (three / "editions").glob("1-*"):
        shutil.rmtree(folder)
    entries = Api().get("/api/changes", since=1).json["changes"]
    assert {"name", "email", "phones"} <= {row["name"] for entry in entries for row in entry["fields"]}
    assert not any("old" in row for entry in entries for row in entry["fields"])


def test_what_came_and_what_went(own_root: Path) -> None:
    without = rewrite(lambda record: None if record.key == "robeson-rides" else record)
    for records in (without, None, without):
        publish(own_root, records)
    settle()
    api = Api()
    assert api.get("/api/changes", since=1).json["changes"] == []
    (gone,) = api.get("/api/changes", since=2).json["changes"]
    assert gone["what"] == "removed" and "url" not in gone and "fields" not in gone
    publish(own_root, None)
    settle()
    (come,) = api.get("/api/changes", since=1).json["changes"]
    assert come["what"] == "added"
    assert api.get("/api/changes", since=2).json["changes"] == []


@pytest.mark.parametrize("since", ["4", "999999", "-1", "x", "", "1.0"])
def test_an_edition_that_is_not_there(three: Path, since: str) -> None:
    answer = Api().get("/api/changes", since=since)
    assert answer.status == (404 if since.isdecimal() else 400)
    assert answer.json["parameter"] == "since"


def test_the_feed_names_old_and_new(three: Path) -> None:
    answer = Api().get("/api/changes.atom")
    assert answer.headers["content-type"] == "application/atom+xml"
    feed = ET.fromstring(answer.body)
    entries = feed.findall(f"{ATOM}entry")
    assert [entry.findtext(f"{ATOM}title") for entry in entries] == [
        "changed: Robeson Rides & More", "changed: Robeson Rides & More", "closed: Tar River Gas and Bills Fund",
    ]  # fmt: skip
    texts = [entry.findtext(f"{ATOM}content") or "" for entry in entries]
    assert "new@example.org →" in texts[0] and "→ new@example.org" in texts[1] and "successor" in texts[2]
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == 3
    for entry in [feed, *entries]:
        assert dt.datetime.fromisoformat(entry.findtext(f"{ATOM}updated") or "").tzinfo is not None


def test_answers_have_what_the_document_says(three: Path) -> None:
    known = make_document("", ("en", "es"))["components"]["schemas"]
    found = Api().get("/api/changes", since=1).json
    assert set(found) == set(known["Changes"]["properties"])
    for entry in found["changes"]:
        assert set(known["Change"]["required"]) <= set(entry) <= set(known["Change"]["properties"])
