"""A guide or page as passages: the main message, then one a question or titled block, each with its anchor."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dogwood.edition.records import (
    Block,
    CareCardBlock,
    FigureBlock,
    KeyFactsBlock,
    ListingsBlock,
    PointsBlock,
    QuestionBlock,
    QuestionsToAskBlock,
    SeeAlsoBlock,
    StatisticBlock,
)
from dogwood.facts.prose import plain_text

from .analysis import fold

_LONGEST_ANCHOR = 60


@dataclass(frozen=True, slots=True)
class Passage:
    """anchor: "" for the start. heading: "" or the question. text: what it says. extra: searched, never shown in a
    result: figures stay folded until a reader opens them."""

    anchor: str
    heading: str
    text: str
    extra: str = ""


def block_anchors(body: Sequence[Block]) -> tuple[str, ...]:
    """One ``id`` a block, "" for a block without heading; unique within the guide. Outputs that link to a passage
    put these on the blocks' headings."""
    anchors: list[str] = []
    for block in body:
        stem = "-".join(re.findall(r"[^\W_]+", fold(_heading(block))))[:_LONGEST_ANCHOR].strip("-")
        anchor, count = stem, 1
        while anchor and anchor in anchors:
            count += 1
            anchor = f"{stem}-{count}"
        anchors.append(anchor)
    return tuple(anchors)


def split_passages(main_message: str, body: Sequence[Block]) -> list[Passage]:
    """The passages in order, the first with the main message and what stands before the first heading."""
    found = [Passage("", "", main_message)]
    for block, anchor in zip(body, block_anchors(body), strict=True):
        if isinstance(block, SeeAlsoBlock | ListingsBlock):
            continue
        if isinstance(block, FigureBlock):
            text, extra = "", f"{block.alt} {block.caption}"
        elif isinstance(block, StatisticBlock):
            text, extra = "", f"{block.value} {block.population} {plain_text(block.text)}"
        else:
            text, extra = plain_text(block.text), ""
        if anchor:
            found.append(Passage(anchor, _heading(block), text, extra))
        else:
            last = found[-1]
            found[-1] = Passage(last.anchor, last.heading, f"{last.text}\n{text}".strip(), f"{last.extra} {extra}")
    return found


def _heading(block: Block) -> str:
    if isinstance(block, QuestionBlock):
        return block.question
    if isinstance(block, CareCardBlock | PointsBlock | KeyFactsBlock | QuestionsToAskBlock):
        return block.title
    return ""
