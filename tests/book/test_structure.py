"""PDF/UA-1 by structure: tags, headings in order, languages, bookmarks, links with text, no untagged content."""

import re
from itertools import pairwise

import pikepdf
import pytest

from dogwood.book.plan import Choices, plan_book
from dogwood.book.typeset import count_pages, typeset
from dogwood.edition.file import EditionReader

from .reading import open_pdf, read_stream, tag_names, walk_tags

_SHOWS = {"Tj", "TJ", "'", '"', "Do", "sh", "f", "F", "f*", "S", "s", "B", "B*", "b", "b*"}
"""Operators that put text, pictures, fills and lines on a page."""


def test_it_is_a_tagged_pdf_ua_with_title_and_language(pdf: bytes) -> None:
    with open_pdf(pdf) as document:
        assert document.Root.MarkInfo.Marked == True  # noqa: E712 - a pikepdf boolean
        assert str(document.Root.Lang) == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle == True  # noqa: E712
        with document.open_metadata() as metadata:
            assert str(metadata["pdfuaid:part"]) == "1"
            assert metadata["dc:title"] == "Sample Health Directory · Directorio de salud de muestra"


def test_headings_skip_no_level(pdf: bytes) -> None:
    with open_pdf(pdf) as document:
        levels = [int(name[2]) for name in tag_names(document) if re.fullmatch(r"/H[1-6]", name)]
    assert levels[0] == 1
    assert len(levels) > 60
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_spanish_volume_is_marked_as_spanish(pdf: bytes) -> None:
    with open_pdf(pdf) as document:
        languages = {str(tag["/Lang"]) for tag in walk_tags(document.Root.StructTreeRoot) if "/Lang" in tag}
    assert "es" in languages


def test_all_that_is_drawn_is_tagged_or_an_artifact(pdf: bytes) -> None:
    """Every text and picture stands inside an artifact, or in marked content that the structure tree knows."""
    with open_pdf(pdf) as document:
        known = (
            {int(key) for key in document.Root.StructTreeRoot.ParentTree.Nums[::2]}
            if "/Nums" in document.Root.StructTreeRoot.ParentTree
            else None
        )
        for number, page in enumerate(document.pages, 1):
            open_marks: list[bool] = []
            for operands, operator in read_stream(page):
                if operator in {"BDC", "BMC"}:
                    is_artifact = str(operands[0]) == "/Artifact"
                    has_number = (
                        len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
                    )
                    open_marks.append(is_artifact or has_number)
                elif operator == "EMC":
                    open_marks.pop()
                elif operator in _SHOWS:
                    assert any(open_marks), f"untagged content on page {number}: {operands}"
            assert not open_marks
            assert known is None or int(page.StructParents) in known


def test_links_have_words_and_belong_to_the_structure(pdf: bytes) -> None:
    with open_pdf(pdf) as document:
        links = [tag for tag in walk_tags(document.Root.StructTreeRoot) if tag["/S"] == "/Link"]
        annotations = [a for page in document.pages for a in page.get("/Annots", []) if a["/Subtype"] == "/Link"]
        assert len(annotations) > 100
        assert all("/StructParent" in annotation for annotation in annotations)
        assert all("/Contents" in annotation for annotation in annotations)
        assert len(links) >= 100
        assert all(len(link.get("/K", [])) for link in links)


def test_pictures_say_what_they_show(pdf: bytes) -> None:
    with open_pdf(pdf) as document:
        alts = [str(tag.get("/Alt", "")) for tag in walk_tags(document.Root.StructTreeRoot) if tag["/S"] == "/Figure"]
    assert any("recalls" in alt for alt in alts)
    assert all(alts)


def test_bookmarks_lead_to_parts_and_guides_in_both_languages(pdf: bytes) -> None:
    with open_pdf(pdf) as document, document.open_outline() as outline:
        titles = [item.title for item in outline.root]
    assert "When to get help now" in titles
    assert "Cuándo pedir ayuda ya" in titles


@pytest.mark.parametrize(
    ("paper", "width", "height"), [("letter", 612, 792), ("half", 396, 612), ("a4", 595.28, 841.89)]
)
@pytest.mark.parametrize("size", ["standard", "large"])
def test_every_paper_and_print_is_set(
    reader: EditionReader, paper: str, width: float, height: float, size: str
) -> None:
    choices = Choices(form="booklet", paper=paper, print=size)  # type: ignore[arg-type]
    made = typeset(plan_book(reader, choices))
    with open_pdf(made) as document:
        box = [float(value) for value in document.pages[0].mediabox]
        assert box[2:] == pytest.approx([width, height], abs=0.5)
    assert count_pages(made) > 8


def test_large_print_prints_nothing_below_14_points_that_is_read(reader: EditionReader) -> None:
    """Thumb marks (artifacts) are 14 points; all else is 18 and up."""
    made = typeset(plan_book(reader, Choices(form="booklet", print="large", address="https://directory.example")))
    sizes = set()
    with open_pdf(made) as document:
        for page in document.pages:
            for operands, operator in read_stream(page):
                if operator == "Tf":
                    sizes.add(float(operands[1]))
    assert min(sizes) >= 14
    assert 18 in sizes


@pytest.mark.parametrize("choices", [Choices(form="leaflet"), Choices(form="leaflet", languages=("en", "es"))])
def test_headings_of_leaflets_skip_no_level(reader: EditionReader, choices: Choices) -> None:
    from dataclasses import replace

    from dogwood.book.scope import parse_scopes

    for scope in ("all", "need:ride", "guide:arm-swelling", "county:pitt"):
        with open_pdf(typeset(plan_book(reader, replace(choices, scopes=parse_scopes([scope]))))) as document:
            levels = [int(name[2]) for name in tag_names(document) if re.fullmatch(r"/H[1-6]", name)]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), (scope, levels)


def test_the_same_edition_and_choices_give_the_same_bytes(reader: EditionReader) -> None:
    choices = Choices(form="booklet", languages=("en", "es"), address="https://directory.example")
    assert typeset(plan_book(reader, choices)) == typeset(plan_book(reader, choices))
