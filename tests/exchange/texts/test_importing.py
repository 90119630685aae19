"""Drafts of a document on their way into the directory, and ``dogwood import text``."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from dogwood.cli import importing, importing_text
from dogwood.editorial.models import Listing, Publication
from dogwood.exchange.imports import kinds
from dogwood.exchange.imports.drafts import DraftListing
from dogwood.exchange.models import FieldProvenance
from dogwood.exchange.texts.importing import SUFFIXES, read_texts

PAGES = Path(__file__).parent / "pages"


@pytest.fixture(scope="module")
def drafts() -> dict[str, DraftListing]:
    """By name; of two with one name the later, which is the sure one."""
    return {draft.name: draft for draft in read_texts(PAGES / "county.txt").drafts}


def test_subjects_and_idents(drafts: dict[str, DraftListing]) -> None:
    assert drafts["St. Ambrose Cancer Fund, Inc."].subject == "listing"
    assert drafts["A Day at the Infusion Clinic"].subject == "publication"
    idents = [draft.ident for draft in read_texts(PAGES / "county.txt").drafts]
    assert len(set(idents)) == len(idents)
    assert idents == [draft.ident for draft in read_texts(PAGES / "county.txt").drafts]


def test_fields_of_a_listing(drafts: dict[str, DraftListing]) -> None:
    fields = drafts["Fernhollow Ride Line"].fields
    assert [(row["written"], row["kind"]) for row in fields["phones"].value] == [
        ("1-800-555-0151", "toll_free"), ("1-800-555-0152", "tty"), ("(919) 555-0153", "fax"),
    ]  # fmt: skip
    assert fields["website"].value == "https://www.fernhollow.example.org/rides/county-list.html"
    assert not fields["website"].sure and "broke" in fields["website"].note
    assert "www.fernhollow.example.org/rides/" in fields["website"].said
    assert [(row["days"], row["opens"], row["closes"]) for row in fields["hours"].value] == [
        ("mo-fr", "08:00", "17:00")
    ]
    assert fields["languages"].value == ("es",)
    assert fields["description"].value.startswith("Gives rides")


def test_fields_of_a_publication(drafts: dict[str, DraftListing]) -> None:
    fields = drafts["A Day at the Infusion Clinic"].fields
    assert (fields["publication_type"].value, fields["year"].value) == ("video", "2012")
    assert "1-888-555-0163" in fields["how_to_get"].value


def test_a_county_heading_is_an_unsure_area(drafts: dict[str, DraftListing]) -> None:
    fields = drafts["Cedar House"].fields
    assert fields["area_counties"].value == ("Wake",) and not fields["area_counties"].sure


def test_events_are_told_not_imported() -> None:
    reading = read_texts(PAGES / "county.txt")
    assert any("Made-Up Walk for Hope" in note and "May 4, 2019" in note for note in reading.notes)
    assert "Made-Up Walk for Hope" not in {draft.name for draft in reading.drafts}


def test_nothing_found_is_told() -> None:
    assert any(
        "No entries" in note for note in read_texts(b"Only words stand here, and they say nothing of note.").notes
    )


@pytest.fixture
def text_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "_use", lambda: None)
    if "text" not in kinds.KINDS:
        kind = kinds.ImportKind(
            "Text or document",
            lambda data, name, options: read_texts(data, name, language=options.language),
            SUFFIXES,
            lambda name: name,
        )
        monkeypatch.setitem(kinds.KINDS, "text", kind)


def run(*arguments: Any) -> Result:
    assert importing_text.text.name == "text"
    return CliRunner().invoke(importing.import_, ["text", *map(str, arguments)])


@pytest.mark.django_db
@pytest.mark.usefixtures("text_kind")
def test_a_dry_run_changes_nothing() -> None:
    before = Listing.objects.count()
    result = run(PAGES / "county.txt", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["applied"] is False and told["counts"]["create"] >= 12
    row = next(one for one in told["rows"] if one["name"] == "Riverbend Hospice")
    assert next(one for one in row["fields"] if one["field"] == "phones")["said"].startswith(
        "Riverbend Hospice: 984-555-0160"
    )
    assert Listing.objects.count() == before


@pytest.mark.django_db
@pytest.mark.usefixtures("text_kind")
def test_applying_makes_drafts_with_their_source() -> None:
    result = run(PAGES / "county.txt", "--apply", "--source", "County guide", "--leave-out", "5")
    assert result.exit_code == 0, result.output
    made = Listing.objects.get(name="St. Ambrose Cancer Fund, Inc.")
    assert not made.live
    book = Publication.objects.get(title="When Someone You Love Is Ill")
    assert book.publication_type == "booklet"
    said = FieldProvenance.objects.get(key=made.key, field="phones").said
    assert "919/555-0154 ext. 22" in said
    again = run(PAGES / "county.txt", "--source", "County guide", "--leave-out", "5", "--json")
    assert json.loads(again.stdout)["counts"]["create"] == 0
