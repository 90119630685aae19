"""Plain language: the measures, and what a guide's writer is told."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.editorial.actions import EntryInput, PageInput, put_entries, put_pages
from dogwood.editorial.models import ChapterPage, GlossaryTerm, GuidePage
from dogwood.editorial.plain.measures import count_syllables, measure_text, split_sentences
from dogwood.editorial.plain.report import report_guide

EASY = "Call your nurse. She can help you. Ask what to do next."
HARD = (
    "The administration of neoadjuvant chemotherapeutic interventions necessitates comprehensive multidisciplinary "
    "evaluation of cardiovascular contraindications prior to initiation."
)


@pytest.mark.parametrize(
    ("word", "language", "count"),
    [
        ("cat", "en", 1), ("table", "en", 2), ("make", "en", 1), ("cancer", "en", 2), ("mammogram", "en", 3),
        ("treated", "en", 2), ("called", "en", 1), ("nurses", "en", 2), ("médico", "es", 3),
        ("mamografía", "es", 5), ("sol", "es", 1), ("quimioterapia", "es", 5), ("ayuda", "es", 3),
        ("muy", "es", 1), ("país", "es", 2), ("aéreo", "es", 4), ("ciudad", "es", 2), ("radiación", "es", 3),
    ],
)  # fmt: skip
def test_syllables(word: str, language: str, count: int) -> None:
    assert count_syllables(word, language) == count


def test_easy_is_easy_and_hard_is_hard() -> None:
    assert measure_text(EASY, "en").is_easy and measure_text(EASY, "en").score < 3
    assert not measure_text(HARD, "en").is_easy and measure_text(HARD, "en").score > 18
    assert measure_text("Llame a su doctora. Ella le puede ayudar. Pregunte qué hacer.", "es").is_easy
    assert not measure_text(
        "La administración de intervenciones quimioterapéuticas neoadyuvantes requiere una evaluación multidisciplinaria exhaustiva.",
        "es",
    ).is_easy


def test_the_sentence_that_hurts_most_is_named() -> None:
    assert measure_text(f"{EASY} {HARD} Thank you.", "en").worst == HARD


def test_passive_sentences_are_counted() -> None:
    assert measure_text("The lump was found by a nurse. She told me.", "en").passive_share == 0.5
    assert measure_text("La biopsia fue realizada ayer. Ella me llamó.", "es").passive_share == 0.5


def test_numbers_and_abbreviations_do_not_end_sentences() -> None:
    assert len(split_sentences("About 1.5 million people live with it. Call 1-800-227-2345.")) == 2
    assert split_sentences("One\nTwo\n\n…") == ["One", "Two"]


@given(st.text(max_size=400), st.sampled_from(["en", "es", "es-MX", "fr"]))
def test_any_text_is_measured(text: str, language: str) -> None:
    found = measure_text(text, language)
    assert found.words >= found.sentences >= found.long >= 0 and 0 <= found.passive_share <= 1
    assert found.worst in text


def put_guide(**values: Any) -> GuidePage:
    pages = [
        PageInput(ChapterPage, "care", "en", "Care"),
        PageInput(GuidePage, "pain", "en", "Pain", chapter="care", values={"main_message": "Pain can be treated.", **values}),
    ]  # fmt: skip
    put_pages(pages=pages, by=None, why="test")
    return GuidePage.objects.get()


@pytest.mark.django_db
def test_what_is_missing_is_told() -> None:
    assert report_guide(put_guide()).missing == ("sources", "what_to_do")
    whole = put_guide(
        body=[("care", {"level": "urgent", "title": "Call", "text": "<p>Call.</p>"})],
        sources=[("source", {"name": "NCI", "title": "", "url": "", "date": ""})],
    )
    assert report_guide(whole).missing == ()


@pytest.mark.django_db
def test_long_words_are_named_until_the_glossary_explains_them() -> None:
    guide = put_guide(body=[("text", {"text": "<p>Chemotherapy and immunotherapy. Chemotherapy helps.</p>"})])
    assert report_guide(guide).hard == (("chemotherapy", 2), ("immunotherapy", 1))
    put_entries(
        entries=[EntryInput(GlossaryTerm, "chemo", "en", {"term": "Chemotherapy", "definition": "Medicine against cancer."})],
        by=None,
        why="test",
    )  # fmt: skip
    assert report_guide(guide).hard == (("immunotherapy", 1),)
