"""Invented pages of several minds: questions and answers beside listings, lists that change their layout, Spanish."""

from pathlib import Path

import pytest

from dogwood.exchange.texts import TextDraft, find_drafts, read_document

PAGES = Path(__file__).parent / "pages"


def find(name: str) -> list[TextDraft]:
    return find_drafts(read_document(PAGES / name))


def written(draft: TextDraft) -> list[str]:
    return [one.value["written"] for one in draft.all("phone")]


@pytest.fixture(scope="module")
def county() -> list[TextDraft]:
    return find("county.txt")


def test_entries_of_a_mixed_page(county: list[TextDraft]) -> None:
    assert [(draft.kind, draft.type, draft.name) for draft in county if draft.sure] == [
        ("service", "", "Fernhollow Ride Line"),
        ("service", "", "St. Ambrose Cancer Fund, Inc."),
        ("service", "", "Teal Ribbon Friends"),
        ("service", "", "Cedar House"),
        ("service", "", "Juniper Wellness Center"),
        ("service", "", "Oakapple Caregivers (Durham)"),
        ("service", "", "Riverbend Hospice"),
        ("service", "", "Latinas Unidas de Ejemplo"),
        ("publication", "video", "A Day at the Infusion Clinic"),
        ("publication", "booklet", "When Someone You Love Is Ill"),
        ("publication", "booklet", "Eating Hints: Before, During, and After"),
        ("publication", "website", "Fernhollow Online"),
        ("publication", "website", "Cancer Words Explained"),
        ("event", "", "Made-Up Walk for Hope"),
    ]


def test_a_reference_in_an_answer_is_offered_unsure(county: list[TextDraft]) -> None:
    unsure = [draft for draft in county if not draft.sure]
    assert [(draft.name, written(draft)) for draft in unsure] == [("Fernhollow Ride Line", ["919-555-0150"])]
    assert not any(one.sure for _, one in unsure[0])


def test_kinds_of_phones_and_extensions(county: list[TextDraft]) -> None:
    by_name = {draft.name: draft for draft in county if draft.sure}
    kinds = [(one.value["written"], one.value["kind"]) for one in by_name["Fernhollow Ride Line"].all("phone")]
    assert kinds == [("1-800-555-0151", "toll_free"), ("1-800-555-0152", "tty"), ("(919) 555-0153", "fax")]
    numbers = [
        (one.value["written"], one.value["extension"]) for one in by_name["St. Ambrose Cancer Fund, Inc."].all("phone")
    ]
    assert numbers == [("919/555-0154", "22"), ("919/555-0155", "")]


def test_addresses_that_a_line_broke_are_whole_and_unsure(county: list[TextDraft]) -> None:
    by_name = {draft.name: draft for draft in county if draft.sure}
    web = by_name["Fernhollow Ride Line"].found["web"][0]
    assert (web.value, web.sure) == ("www.fernhollow.example.org/rides/county-list.html", False)
    mail = by_name["St. Ambrose Cancer Fund, Inc."].found["email"][0]
    assert (mail.value, mail.sure) == ("help@stambrose.example.org", False)
    place = by_name["St. Ambrose Cancer Fund, Inc."].first("place")
    assert (place["address"], place["address_2"], place["city"], place["state"], place["zip"]) == (
        "100 N. Main St.",
        "Ste. 4B",
        "Raleigh",
        "NC",
        "27601-1234",
    )


def test_a_county_above_is_kept_unsure(county: list[TextDraft]) -> None:
    areas = {draft.name: draft.found["area"][0] for draft in county if draft.all("area")}
    assert areas["Cedar House"].value == "WAKE COUNTY" and not areas["Cedar House"].sure
    assert areas["Riverbend Hospice"].value == "DURHAM COUNTY"


def test_small_print_and_closing_words_belong_to_no_entry(county: list[TextDraft]) -> None:
    assert not any("rights reserved" in draft.source or "not alone" in draft.source for draft in county)


def test_spanish_page() -> None:
    drafts = find("spanish.txt")
    assert [draft.name for draft in drafts] == [
        "Centro de ayuda para mujeres",
        "Grupo de apoyo Amanecer",
        "La casa del viento",
        "Cartas a mi hija",
    ]
    first = drafts[0]
    assert written(first) == ["(919) 555-0170", "1-800-555-0171"]
    assert (first.first("cost"), first.first("language"), first.first("place")["city"]) == ("free", "es", "Durham")
    assert first.first("hours").startswith("lunes a viernes")
    assert [one.value for one in drafts[3].all("author")] == ["Ana María Ficticia", "Luis de la Nada"]


def test_guides_are_no_listings() -> None:
    drafts = find("prose.md")
    assert [draft.name for draft in drafts] == ["Imaginary Pain Society", "Example Institute"]
    assert not any(draft.sure for draft in drafts)
