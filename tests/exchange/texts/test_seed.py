"""The page that the starter carries on: every one of its 27 entries, and nothing else."""

import csv
import re
from pathlib import Path

import pytest

from dogwood.exchange.texts import TextDraft, find_drafts, read_document
from dogwood.facts.phone import parse_phone

SEED = Path(__file__).parents[4] / "shared" / "seed"
PAGE = next(iter(sorted(SEED.glob("03-*.txt"))), SEED / "03-missing.txt")
pytestmark = pytest.mark.skipif(
    not PAGE.exists(), reason="the seed page stands beside the repository (../shared/seed) and is not here"
)

#: seed number → (names' beginning, phones as digits, town, authors, year)
PHONES = {
    1: ("800.ACS.2345", "866.228.4327"),
    4: ("610.645.4567", "888.753.5222"),
    5: ("800.4.CANCER", "800.332.8615"),
    6: ("312.986.8338", "800.221.2141", "800.986.9505"),
    11: ("800.221.2141",),
    17: ("978.282.9970",),
}
TOWNS = {2: "Charlotte", 3: "Chapel Hill"}
BOOKS = {
    7: ("1998", "Musa Mayer", "Linda Lamb"), 8: ("1998", "Anne E. Frahm", "David J. Frahm"), 9: ("1996", "Sandra Butler", "Barbara Rosenblum"),
    10: ("2005", "Monique Doyle Spencer"), 11: ("1997", "Michelle Melin"), 12: ("1997", "Gregory White Smith", "Steve W. Naifeh"),
    13: ("1999", "Katherine Russell Rich"), 14: ("1998", "Christina Middlebrook"), 15: ("1999", "Myra MacPherson"), 16: ("2004", "Lauren Brower"),
    17: ("", "Liz Nichols", "Jeanne Blake"),
}  # fmt: skip
NAMELESS = 19


@pytest.fixture(scope="module")
def drafts() -> dict[int, TextDraft]:
    """Seed number → draft: the page's order is the numbers' order."""
    return dict(enumerate(find_drafts(read_document(PAGE)), 1))


def seed_rows() -> list[dict[str, str]]:
    with (SEED / "seed_status.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fold(words: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", words.lower().replace("’", "").replace("'", "")).strip()


def test_finds_every_entry_and_no_other(drafts: dict[int, TextDraft]) -> None:
    assert len(drafts) == len(seed_rows()) == 27


def test_kinds_are_those_of_the_page(drafts: dict[int, TextDraft]) -> None:
    words = {
        "org": ("service", ""),
        "book": ("publication", "book"),
        "video": ("publication", "video"),
        "site": ("publication", "website"),
    }
    for row in seed_rows():
        draft = drafts[int(row["id"])]
        assert (draft.kind, draft.type) == words[row["kind"]], row["seed_name"]


def test_names_are_the_pages_own(drafts: dict[int, TextDraft]) -> None:
    page = PAGE.read_text(encoding="utf-8")
    for number, draft in drafts.items():
        if number != NAMELESS:
            assert draft.name in page
            assert not draft.found["name"][0].note
    by_number = {int(row["id"]): row["seed_name"] for row in seed_rows()}
    for number in (2, 3, 9, 12, 13, 14, 15, 16, 21, 23, 24):
        assert fold(by_number[number]).startswith(fold(drafts[number].name)[:13])
    assert drafts[22].name == "Home Care Guide for Advanced Cancer"
    assert drafts[22].first("publisher") == "American College of Physicians"
    assert drafts[27].name == "Survivor—Breast Cancer Stage IV"


def test_the_entry_that_lost_its_name_gets_none(drafts: dict[int, TextDraft]) -> None:
    draft = drafts[NAMELESS]
    assert draft.name == "" and not draft.sure and "lost" in draft.note
    assert "Ask the Expert" in draft.first("annotation")


def test_ten_phones_of_ten(drafts: dict[int, TextDraft]) -> None:
    found = {
        number: tuple(one.value["written"] for one in draft.all("phone"))
        for number, draft in drafts.items()
        if draft.all("phone")
    }
    assert found == PHONES
    assert len({parse_phone(written).dial for numbers in found.values() for written in numbers}) == 10
    kinds = {one.value["written"]: one.value["kind"] for draft in drafts.values() for one in draft.all("phone")}
    assert kinds["866.228.4327"] == kinds["800.332.8615"] == "tty"
    assert kinds["800.ACS.2345"] == "toll_free" and kinds["610.645.4567"] == "voice"
    spanish = next(one.value for one in drafts[6].all("phone") if one.value["label"])
    assert (spanish["written"], spanish["label"], spanish["languages"]) == ("800.986.9505", "Spanish Hotline", ("es",))


def test_towns_hours_cost_and_languages(drafts: dict[int, TextDraft]) -> None:
    found = {number: draft.first("place")["city"] for number, draft in drafts.items() if draft.all("place")}
    assert found == TOWNS
    assert drafts[4].first("hours") == "Tuesdays 11:00 am - 3:00 pm"
    assert drafts[2].first("cost") == "free" and drafts[5].first("cost") == ""
    assert [one.value for one in drafts[5].all("language")] == ["en", "es"]


def test_authors_and_years(drafts: dict[int, TextDraft]) -> None:
    found = {
        number: (draft.first("year"), *(str(one.value) for one in draft.all("author")))
        for number, draft in drafts.items()
        if draft.all("author") or draft.all("year")
    }
    assert found == BOOKS


def test_every_entry_keeps_its_words(drafts: dict[int, TextDraft]) -> None:
    page = " ".join(PAGE.read_text(encoding="utf-8").split())
    for draft in drafts.values():
        assert draft.first("annotation")
        for _, one in draft:
            assert " ".join(one.source.split()) in page


def test_the_openings_of_other_pages_give_no_listing() -> None:
    for page in sorted((SEED / "other-chapters").glob("*.txt")):
        drafts = find_drafts(read_document(page))
        assert not [draft.name for draft in drafts if draft.sure], page.name
        assert len(drafts) <= 1
