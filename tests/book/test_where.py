"""Every listing of the edition is in the book, once, exactly where the index says, in both languages."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.book.gather import gather, home_of
from dogwood.book.indexes import plain
from dogwood.book.listings import COMMON, find_common
from dogwood.book.parts import find_homes
from dogwood.book.plan import Choices, Plan, plan_book
from dogwood.book.saying import Plain
from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord, Place, Status

from .reading import page_texts


def entries(part: object) -> list[Plain]:
    """Every entry below a part: what has a name and a key."""
    if isinstance(part, dict):
        own = [part] if "key" in part and "name" in part else []
        return own + [entry for value in part.values() for entry in entries(value)]
    if isinstance(part, (list, tuple)):
        return [entry for value in part for entry in entries(value)]
    return []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_listing_stands_once(reader: EditionReader, plan: Plan, language: str) -> None:
    volume = next(volume for volume in plan.data["volumes"] if volume["lang"] == language)
    parts = [part for part in volume["parts"] if part["kind"] in {"needs", "counties", "closed"}]
    found = [entry["key"] for part in parts for entry in entries(part)]
    assert sorted(found) == sorted(reader.keys(ListingRecord))


@pytest.mark.parametrize("language", ["en", "es"])
def test_each_listing_is_on_the_page_that_the_index_names(
    reader: EditionReader, plan: Plan, pdf: bytes, language: str
) -> None:
    """Read off the printed pages: the row of the index of names, then the page that it names."""
    pages = page_texts(pdf)
    volume = next(volume for volume in plan.data["volumes"] if volume["lang"] == language)
    index = next(part for part in volume["parts"] if part["kind"] == "index" and part["name"] == "names")
    following = volume["parts"][volume["parts"].index(index) + 1]
    heading, end = index["title"], following.get("title") or volume["words"]["notes_title"]
    starts = [
        number for number, text in enumerate(pages) if heading in text and volume["words"]["index_names_intro"] in text
    ]
    first = starts[0]
    last = next(number for number in range(first + 1, len(pages)) if end in pages[number])
    printed = " ".join(pages[first:last])
    for listing in reader.all_best(ListingRecord, language):
        rows = re.findall(re.escape(listing.name) + r"\s+((?:\d+, )*\d+)", printed)
        assert rows, f"{listing.name} is not in the index"
        numbers = [int(number) for row in rows for number in row.split(", ")]
        assert any(listing.name in pages[number - 1] for number in numbers), f"{listing.name}: not on {numbers}"


def test_old_names_lead_to_the_new_one(reader: EditionReader, plan: Plan) -> None:
    index = next(p for p in plan.data["volumes"][0]["parts"] if p["kind"] == "index" and p["name"] == "names")
    seen = {plain(row["s"]): plain(row["see"]) for group in index["groups"] for row in group["rows"] if "see" in row}
    listings = reader.all_best(ListingRecord, "en")
    expected = {
        old: item.name for item in listings for old in item.other_names if old.casefold() != item.name.casefold()
    }
    assert expected
    assert expected.items() <= seen.items()


def test_page_references_in_guides_name_the_page(plan: Plan, pdf: bytes) -> None:
    pages = page_texts(pdf)
    guide = next(
        guide
        for part in plan.data["volumes"][0]["parts"]
        for guide in part.get("guides", ())
        if part["kind"] == "chapter"
    )
    refs = [
        ref for block in guide["blocks"] for ref in block.get("refs", ()) if ref["to"] and block["type"] == "listings"
    ]
    name = plain(refs[0]["s"])
    told = [match for text in pages for match in re.findall(re.escape(name) + r" (?:[\d-]+ )?page (\d+)", text)]
    assert told
    assert all(name in pages[int(number) - 1] for number in told)


@given(
    area=st.sampled_from(["", "county", "state", "states", "nation", "world"]),
    county=st.sampled_from(["", "Pitt", "Dare"]),
    serves=st.lists(st.sampled_from(["Pitt", "Dare", "Wake"]), max_size=2, unique=True),
    needs=st.lists(st.sampled_from(["ride", "talk-now"]), max_size=2, unique=True),
    state=st.sampled_from(["", "active", "defunct", "inactive"]),
)
def test_every_listing_has_exactly_one_home(
    area: str, county: str, serves: list[str], needs: list[str], state: str
) -> None:
    listing = ListingRecord(
        key="a", language="en", name="A", area=area, area_counties=tuple(serves), needs=tuple(needs),
        places=(Place(city="Somewhere", county=county, county_fips="37147" if county else ""),), status=Status(state=state),
    )  # fmt: skip
    home = home_of(listing)
    assert home.kind in {"closed", "county", "need"}
    assert (home.kind == "closed") == (state in {"defunct", "inactive"})
    if home.kind == "county":
        assert home.key in {county, *serves} - {""}
    if home.kind == "need":
        assert home.key == (needs[0] if needs else "")


def test_in_a_book_on_one_need_nothing_is_lost(reader: EditionReader) -> None:
    from dogwood.book.scope import parse_scopes

    gathered = gather(reader, "en", parse_scopes(["need:ride"]))
    homes = find_homes(gathered)
    assert sum(map(len, homes.values())) == len(gathered.listings) > 0
    assert {home.key for home in homes if home.kind == "need"} <= {"ride"}


def test_contents_name_every_part_and_guide(plan: Plan) -> None:
    for volume in plan.data["volumes"]:
        contents = next(part for part in volume["parts"] if part["kind"] == "contents")
        labels = [row["to"] for row in contents["rows"]]
        assert len(labels) == len(set(labels))
        for part in volume["parts"]:
            if part["kind"] != "contents":
                assert part["id"] in labels


def test_kinds_can_be_left_out(reader: EditionReader) -> None:
    listing = next(item for item in reader.all(ListingRecord, "en") if item.service_type and not item.status.is_closed)
    less = plan_book(reader, Choices(form="booklet", leave_out=frozenset({listing.service_type})))
    assert listing.key not in {entry["key"] for entry in entries(less.data)}


def test_a_description_that_many_share_is_told_once_and_only_one_of_each_kind() -> None:
    def made(number: int, text: str, kind: str) -> ListingRecord:
        return ListingRecord(key=f"l-{number}", language="en", name="L", description=text, service_type=kind)

    clinics = [made(number, "The list gives no number.", "health-center") for number in range(COMMON + 1)]
    vans = [made(100 + number, "The unit travels.", "health-center") for number in range(COMMON)]
    few = [made(200 + number, "Rare.", "hospital") for number in range(COMMON - 1)]
    assert find_common([*vans, *clinics, *few]) == {"The list gives no number.": "health-center"}
