"""What organizations and editors may write: printed literally and well, never executed, never a crash."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dogwood.book.glyphs import MISSING, can_print, tidy
from dogwood.book.plan import Choices, Plan, plan_book
from dogwood.book.typeset import typeset
from dogwood.edition.records import GuideRecord, ListingRecord, QuestionBlock, Record, Source
from dogwood.facts.prose import Paragraph, Span
from tests.support.sample_edition import sample_records

from .conftest import open_edition
from .reading import page_texts

MARKUP = '#eval("1+1") $x^2$ @label \\ *bold* _em_ <tag> `raw` = Title // no ~ [x] {y} #image("/etc/passwd")'
WORDS = " ".join(f"word{number}" for number in range(10_000))


def listing(key: str, **values: object) -> ListingRecord:
    return ListingRecord.model_validate(
        {"key": key, "language": "en", "name": key.title(), "needs": ["ride"], **values}
    )


def build(tmp_path: Path, *more: Record, cut: int = 1200, is_proof: bool = False) -> tuple[Plan, list[str]]:
    reader = open_edition(tmp_path / "editions", [*sample_records(), *more])
    try:
        plan = plan_book(
            reader, Choices(form="booklet", address="https://directory.example", cut=cut, is_proof=is_proof)
        )
    finally:
        reader.close()
    return plan, page_texts(typeset(plan))


def test_typst_markup_is_printed_as_it_stands(tmp_path: Path) -> None:
    _, pages = build(tmp_path, listing("markup", name=MARKUP[:60], summary=MARKUP, hours_note=MARKUP))
    text = " ".join(pages)
    assert MARKUP.replace("  ", " ") in text
    assert 'eval("1+1")' in text


def test_ten_thousand_words_are_cut_at_a_word_and_the_proof_says_so(tmp_path: Path) -> None:
    plan, pages = build(tmp_path, listing("long", description=WORDS), is_proof=True)
    text = " ".join(pages)
    assert "word0 word1" in text
    assert "word9999" not in text
    assert "More at directory.example/en" in text
    assert [(mark.key, mark.what) for mark in plan.marks] == [("long", "cut")]
    assert "characters left out" in text


def test_ten_thousand_words_uncut_run_over_pages(tmp_path: Path) -> None:
    plan, pages = build(tmp_path, listing("long", description=WORDS), cut=0)
    assert "word9999" in " ".join(pages)
    assert plan.marks == []


def test_a_title_of_300_characters_wraps(tmp_path: Path) -> None:
    name = ("A very long name of a service " * 10)[:300].strip()
    _, pages = build(tmp_path, listing("title", name=name), listing("unbroken", name="x" * 300))
    assert name in " ".join(pages)


def test_emoji_other_scripts_and_right_to_left_text_are_printed(tmp_path: Path) -> None:
    summary = "Hi 😀 👩‍👩‍👦 ᏣᎳᎩ مرحبا שלום Ελλάδα Привет Dvořák tiếng Việt"
    plan, pages = build(tmp_path, listing("scripts", summary=summary))
    text = " ".join(pages)
    assert "ᏣᎳᎩ" in text
    assert "Привет" in text
    entry = next(e for p in plan.data["volumes"][0]["parts"] if p["kind"] == "needs" for g in p["groups"] for e in g["items"] if e["key"] == "scripts")  # fmt: skip
    assert {run.get("l") for run in entry["text"]} >= {"chr", "ar", "he"}


def test_a_character_that_no_font_has_becomes_a_box_and_the_proof_says_so(tmp_path: Path) -> None:
    plan, pages = build(
        tmp_path, listing("signs", summary="中文 a\u0327\u0323 \u202egnirts\u202c \ue000"), is_proof=True
    )
    assert [mark.what for mark in plan.marks] == ["sign"]
    assert f"{MISSING}{MISSING}" in " ".join(pages)


def test_a_listing_with_nothing_but_a_name(tmp_path: Path) -> None:
    _, pages = build(tmp_path, ListingRecord(key="bare", language="en", name="Bare Name"))
    assert "We know only the name. Dial 211 to ask." in " ".join(pages)


def test_a_guide_with_markup_and_no_sources(tmp_path: Path) -> None:
    guide = GuideRecord(
        key="odd", language="en", title=MARKUP, chapter="care", main_message=MARKUP,
        body=(QuestionBlock(question=MARKUP, text=(Paragraph(spans=(Span(text=MARKUP), Span(text=" see", href="listing:gone"))),)),),
        sources=(Source(name=MARKUP),),
    )  # fmt: skip
    reader = open_edition(tmp_path / "editions", [*sample_records(), guide])
    from dogwood.book.scope import parse_scopes

    plan = plan_book(reader, Choices(form="leaflet", scopes=parse_scopes(["guide:odd"])))
    reader.close()
    assert MARKUP in " ".join(page_texts(typeset(plan)))


@settings(max_examples=200, suppress_health_check=[HealthCheck.too_slow])
@given(st.text())
def test_tidied_text_holds_only_what_can_be_printed(text: str) -> None:
    clean, _ = tidy(text)
    assert all(can_print(character) for character in clean)
    assert tidy(clean)[0] == clean


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(texts=st.lists(st.text(min_size=1, max_size=200), min_size=20, max_size=20))
def test_no_text_stops_the_book(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    more = [
        listing(f"made-{number}", name=text, summary=text[::-1], cost_note=text) for number, text in enumerate(texts)
    ]
    build(tmp_path_factory.mktemp("made"), *more)
