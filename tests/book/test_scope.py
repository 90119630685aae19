"""Scopes as a person writes them, and saved lists as readers export them."""

import json
from pathlib import Path

import pytest

from dogwood.book.errors import BookError
from dogwood.book.plan import Choices, plan_book
from dogwood.book.scope import parse_scopes, read_saved_list
from dogwood.edition.file import EditionReader
from dogwood.edition.records import GuideRecord, ListingRecord

from .test_where import entries


def write_list(path: Path, **more: object) -> Path:
    body = {
        "format": "dogwood-saved",
        "version": 1,
        "items": [
            {"type": "listing", "key": "hope-line", "name": "Hope", "group": "Calls", "note": "Ask for #Ann"},
            {"type": "listing", "key": "no-longer-here", "name": "Old one", "group": "", "note": ""},
            {"type": "nonsense", "key": "x"},
            "no item",
        ],
        **more,
    }
    path.write_text(json.dumps(body), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("nowhere", "county:pitt"), ("county:atlantis", "new-hanover"), ("region:moon", "mountains"),
        ("need:gold", "ride"), ("list:/no/such/file.json", "saved list"), ("county:", "no scope"),
    ],
)  # fmt: skip
def test_a_wrong_scope_says_what_there_is(text: str, hint: str) -> None:
    with pytest.raises(BookError, match=hint):
        parse_scopes([text])


def test_all_is_no_condition() -> None:
    assert parse_scopes(["all"]) == ()


def test_a_guide_that_is_not_there_is_named(reader: EditionReader) -> None:
    with pytest.raises(BookError, match="There is no guide “gone”"):
        plan_book(reader, Choices(scopes=parse_scopes(["guide:gone"])))


def test_a_language_that_is_not_there_is_named(reader: EditionReader) -> None:
    with pytest.raises(BookError, match="has no “fr”"):
        plan_book(reader, Choices(languages=("fr",)))


def test_a_county_has_what_stands_in_it_and_what_serves_all(reader: EditionReader) -> None:
    plan = plan_book(reader, Choices(form="booklet", scopes=parse_scopes(["county:pitt"])))
    found = {entry["key"] for entry in entries(plan.data["volumes"][0]["parts"])}
    for listing in reader.all(ListingRecord, "en"):
        is_wide = listing.area in {"state", "states", "nation", "world"}
        is_here = "Pitt" in listing.area_counties or any(place.county == "Pitt" for place in listing.places)
        assert (listing.key in found) == (is_wide or is_here), listing.key


def test_two_scopes_hold_together(reader: EditionReader) -> None:
    both = plan_book(reader, Choices(form="leaflet", scopes=parse_scopes(["need:ride", "county:pitt"])))
    keys = {entry["key"] for entry in entries(both.data["volumes"][0]["parts"])}
    assert keys
    assert all("ride" in item.needs for item in reader.all(ListingRecord, "en") if item.key in keys)


def test_a_guide_in_a_leaflet_is_whole_and_has_its_listings(reader: EditionReader) -> None:
    guide = next(item for item in reader.all(GuideRecord, "en") if any(block.type == "listings" for block in item.body))
    plan = plan_book(reader, Choices(form="leaflet", scopes=parse_scopes([f"guide:{guide.key}"])))
    parts = plan.data["volumes"][0]["parts"]
    told = next(part for part in parts if part["kind"] == "chapter")["guides"]
    assert [item["key"] for item in told] == [guide.key]
    assert any(part["kind"] == "needs" for part in parts)


def test_a_saved_list_keeps_groups_notes_and_says_what_is_gone(reader: EditionReader, tmp_path: Path) -> None:
    listing = reader.all(ListingRecord, "en")[0]
    items = [
        {"type": "listing", "key": listing.key, "name": listing.name, "group": "Calls", "note": "Ask for #Ann"},
        {"type": "listing", "key": "no-longer-here", "name": "Old one", "group": "", "note": ""},
    ]
    path = write_list(tmp_path / "list.json", items=items)
    plan = plan_book(reader, Choices(form="leaflet", scopes=parse_scopes([f"list:{path}"])))
    part = next(part for part in plan.data["volumes"][0]["parts"] if part["kind"] == "list")
    assert [group["title"] for group in part["groups"]] == ["Calls", "My list"]
    assert part["groups"][0]["items"][0]["mine"] == "Ask for #Ann"
    assert part["groups"][1]["items"][0] == {"name": "Old one", "closed": "Not in this edition any more."}


def test_what_is_no_item_of_a_list_is_left_out(tmp_path: Path) -> None:
    assert [item.key for item in read_saved_list(write_list(tmp_path / "a.json"))] == ["hope-line", "no-longer-here"]


@pytest.mark.parametrize(
    ("text", "words"),
    [("{", "damaged"), ("[]", "not a saved list"), ('{"format": "dogwood-saved", "version": 2}', "newer"),
     ('{"format": "dogwood-saved", "version": 1, "items": []}', "nothing"), ("[" * 100_000, "damaged")],
)  # fmt: skip
def test_a_file_that_is_no_saved_list_is_refused_in_words(text: str, words: str, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BookError, match=words):
        read_saved_list(path)
