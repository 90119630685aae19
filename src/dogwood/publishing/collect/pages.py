"""Pages (chapters, guides, pages about the directory) as records."""

from collections.abc import Callable
from functools import partial
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Page

from dogwood.edition.records import (
    Block,
    CareCardBlock,
    ChapterRecord,
    GuideRecord,
    KeyFactsBlock,
    ListingsBlock,
    PageRecord,
    PointsBlock,
    QuestionBlock,
    QuestionsToAskBlock,
    QuotationBlock,
    Review,
    SeeAlsoBlock,
    Source,
    StatisticBlock,
    TextBlock,
)
from dogwood.edition.records.blocks import FigureBlock
from dogwood.editorial.models import ChapterPage, GuidePage, InformationPage
from dogwood.editorial.richtext import prose_from_html

#: Block's name on the desk → record class. ``figure`` stands apart: it takes its picture along.
BLOCKS: dict[str, type[Any]] = {
    "question": QuestionBlock,
    "text": TextBlock,
    "care": CareCardBlock,
    "points": PointsBlock,
    "key_facts": KeyFactsBlock,
    "statistic": StatisticBlock,
    "quotation": QuotationBlock,
    "see_also": SeeAlsoBlock,
    "ask": QuestionsToAskBlock,
    "listings": ListingsBlock,
}


def collect_chapter(chapter: ChapterPage) -> ChapterRecord:
    return ChapterRecord(
        key=chapter.slug,
        language=chapter.locale.language_code,
        title=chapter.title,
        summary=chapter.summary,
        position=chapter.position,
    )


def collect_guide(guide: GuidePage, chapter: str) -> GuideRecord:
    return GuideRecord(
        key=guide.slug,
        language=guide.locale.language_code,
        title=guide.title,
        chapter=chapter,
        position=guide.position,
        main_message=guide.main_message,
        body=collect_body(guide.body),
        sources=tuple(
            Source(
                name=block.value["name"],
                title=block.value["title"],
                url=block.value["url"],
                date=block.value["date"] or None,
            )
            for block in guide.sources
        ),
        review=Review(
            state=guide.review_state,
            by=guide.review_by,
            role=guide.review_role,
            on=guide.review_on or None,
            next_due=guide.review_next_due,
        ),
        needs=guide.needs,
        audiences=guide.audiences,
        changed=guide.changed,
    )


def collect_page(page: InformationPage) -> PageRecord:
    return PageRecord(
        key=page.slug,
        language=page.locale.language_code,
        title=page.title,
        position=page.position,
        main_message=page.main_message,
        body=collect_body(page.body),
        changed=page.changed,
    )


def collect_body(body: StreamValue) -> tuple[Block, ...]:
    """The desk's blocks as records, in order."""
    shown = (child for child in body if child.block_type != "figure" or _is_whole_figure(child))
    return tuple(_block(child.block_type, child.value) for child in shown)


def find_figures(page: Page) -> dict[str, Callable[[], bytes]]:
    """Path inside the edition → what reads the picture, for the figures of a page.

    Pictures are made afresh (WebP, at most 960 pixels wide), so that what a camera wrote into the file stays behind.
    """
    images = [child.value["image"] for child in page.body if _is_whole_figure(child)]
    return {_figure_path(image): partial(_read_figure, image) for image in images}


def _is_whole_figure(child: Any) -> bool:
    """False for other blocks, and for a figure whose image was deleted on the desk."""
    return child.block_type == "figure" and child.value["image"] is not None


def _figure_path(image: Any) -> str:
    return f"media/{image.file_hash or image.pk}.webp"


def _read_figure(image: Any) -> bytes:
    with image.get_rendition("max-960x1400|format-webp").file.open("rb") as file:
        found: bytes = file.read()
    return found


def _block(name: str, value: Any) -> Block:
    if name == "figure":
        return FigureBlock(
            image=_figure_path(value["image"]), alt=value["alt"], caption=value["caption"], credit=value["credit"]
        )
    fields: dict[str, Any] = {}
    for key, inner in value.items():
        if key == "text":
            fields[key] = prose_from_html(inner.source)
        elif key in {"guides", "keys"}:
            fields[key] = tuple(inner)
        else:
            fields[key] = inner
    record: Block = BLOCKS[name](**fields)
    return record
