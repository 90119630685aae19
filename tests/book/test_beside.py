"""Two languages side by side: rows in one order, each entry beside its twin."""

import pytest

from dogwood.book.beside import PAIRED, align
from dogwood.book.plan import Choices, Plan, plan_book
from dogwood.book.saying import Plain
from dogwood.book.typeset import typeset
from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord

from .reading import page_texts
from .test_where import entries


def volume(*items: Plain) -> Plain:
    return {"parts": [{"kind": "events", "id": f"{items[0]['lang']}.part.events", "items": list(items)}]}


def keys_of(side: Plain) -> list[str | None]:
    return [item["key"] if item else None for item in side["parts"][0]["items"]]


def test_the_second_language_follows_the_order_of_the_first() -> None:
    one = volume({"key": "a", "lang": "en"}, {"key": "b", "lang": "en"})
    other = volume({"key": "b", "lang": "es"}, {"key": "a", "lang": "es"})
    first, second = align(one, other)
    assert keys_of(first) == keys_of(second) == ["a", "b"]
    assert [item["lang"] for item in second["parts"][0]["items"]] == ["es", "es"]
    assert [item["key"] for item in other["parts"][0]["items"]] == ["b", "a"]  # the plan itself stays as it was


def test_what_one_language_has_alone_stands_beside_an_empty_cell() -> None:
    first, second = align(
        volume({"key": "a", "lang": "en"}, {"key": "b", "lang": "en"}),
        volume({"key": "c", "lang": "es"}, {"key": "a", "lang": "es"}),
    )
    assert keys_of(first) == ["a", "b", None]
    assert keys_of(second) == ["a", None, "c"]


def test_a_part_of_one_language_alone_is_kept() -> None:
    one = {"parts": [{"kind": "notes", "id": "en.part.notes"}]}
    first, second = align(one, {"parts": [{"kind": "closed", "id": "es.part.closed", "items": []}]})
    assert [part and part["kind"] for part in first["parts"]] == ["notes", None]
    assert [part and part["kind"] for part in second["parts"]] == [None, "closed"]


def test_nothing_is_lost_or_doubled(plan: Plan) -> None:
    for before, after in zip(plan.data["volumes"], align(*plan.data["volumes"]), strict=True):
        assert sorted(e["key"] for e in entries(before["parts"])) == sorted(e["key"] for e in entries(after["parts"]))
    english, spanish = align(*plan.data["volumes"])
    for part, other in zip(english["parts"], spanish["parts"], strict=True):
        if part and other and part["kind"] in PAIRED:
            assert [e["key"] for e in entries(part)] == [e["key"] for e in entries(other)]


def test_both_names_of_a_listing_stand_on_one_page(reader: EditionReader, pdf: bytes) -> None:
    pages = page_texts(pdf)
    spanish = {item.key: item for item in reader.all(ListingRecord, "es")}
    found = 0
    for listing in reader.all(ListingRecord, "en"):
        twin = spanish.get(listing.key)
        if twin is not None and listing.summary and twin.summary != listing.summary and not listing.status.is_closed:
            assert any(listing.summary[:30] in text and twin.summary[:30] in text for text in pages), listing.key
            found += 1
    assert found


@pytest.mark.parametrize(("paper", "size"), [("half", "standard"), ("letter", "large")])
def test_where_one_column_fits_the_languages_follow_each_other(reader: EditionReader, paper: str, size: str) -> None:
    choices = Choices(form="booklet", languages=("en", "es"), paper=paper, print=size)  # type: ignore[arg-type]
    assert not choices.is_beside
    text = page_texts(typeset(plan_book(reader, choices)))
    english = [number for number, page in enumerate(text) if "People who can help" in page]
    spanish = [number for number, page in enumerate(text) if "Quién puede ayudar" in page]
    assert max(english) < min(spanish)


@pytest.mark.parametrize("scope", ["need:ride", "all"])
def test_leaflets_are_set_side_by_side_too(reader: EditionReader, scope: str) -> None:
    from dogwood.book.scope import parse_scopes

    choices = Choices(form="leaflet", languages=("en", "es"), scopes=parse_scopes([scope]))
    first = page_texts(typeset(plan_book(reader, choices)))[0]
    assert "Sample Health Directory" in first
    assert "Directorio de salud de muestra" in first
