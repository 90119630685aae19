"""Chapters and guides."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dogwood.edition.records import ChapterRecord, GuideRecord, ListingRecord, ListingsBlock, SeeAlsoBlock
from dogwood.search import block_anchors

from ..gentle import choose_level, speaks_of_dying
from ..linked import describe_guide
from ..page import Page
from ..terms import TermMarker
from ..visit import Visit


def chapters(visit: Visit, query: Mapping[str, str]) -> Page:
    """All chapters, each with its guides."""
    guides = visit.reader.all_best(GuideRecord, visit.language)
    rows = [
        (chapter, [guide for guide in guides if guide.chapter == chapter.key])
        for chapter in visit.reader.all_best(ChapterRecord, visit.language)
    ]
    return Page(
        "chapters",
        title=_("Guides"),
        description=_("All guides by chapter, written in plain words from named public sources."),
        context={"rows": rows},
    )


def chapter(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    found = visit.reader.get_best(ChapterRecord, key, visit.language)
    if found is None:
        return None
    return Page(
        "chapter",
        title=found.title,
        description=found.summary,
        context={"chapter": found, "guides": visit.reader.find(GuideRecord, visit.language, [("chapter", key)])},
        crumbs=[(_("Guides"), visit.url("chapters"))],
    )


def guide(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    found = visit.reader.get_best(GuideRecord, key, visit.language)
    if found is None:
        return None
    home = visit.reader.get_best(ChapterRecord, found.chapter, visit.language)
    anchors = block_anchors(found.body)
    return Page(
        "guide",
        title=found.title,
        description=found.main_message,
        context={
            "guide": found,
            "know": choose_level(found, query),
            "is_announced": speaks_of_dying(found),
            "has_numbers": any(block.type == "statistic" for block in found.body),
            "blocks": list(zip(found.body, anchors, strict=True)),
            "contents": [
                (block.question, anchor)
                for block, anchor in zip(found.body, anchors, strict=True)
                if block.type == "question"
            ],
            "marker": TermMarker(visit.terms if found.language == visit.language else [], visit.directory.name),
            "listings_of": lambda block: pick_listings(visit, block),
            "guides_of": lambda block: pick_guides(visit, block),
        },
        data=describe_guide(found),
        crumbs=[
            (_("Guides"), visit.url("chapters")),
            *([(home.title, visit.url("chapter", home.key))] if home else []),
        ],
        kind="article",
    )


def pick_listings(visit: Visit, block: ListingsBlock) -> list[ListingRecord]:
    """The listings of a block: by hand in their order, or by need and audience, open ones only."""
    if block.keys:
        chosen = (visit.listing(key) for key in block.keys)
        return [listing for listing in chosen if listing is not None]
    facets = [pair for pair in (("need", block.need), ("audience", block.audience)) if pair[1]]
    if not facets:
        return []
    found = [item for item in visit.reader.find(ListingRecord, visit.language, facets) if not item.status.is_closed]
    # What serves most people first: the nation and the state before a single town.
    reach = {"nation": 0, "world": 0, "state": 1, "states": 1}
    found.sort(key=lambda item: (not item.phones, reach.get(item.area, 2)))
    return found[: block.limit]


def pick_guides(visit: Visit, block: SeeAlsoBlock) -> list[GuideRecord]:
    chosen = (visit.reader.get_best(GuideRecord, key, visit.language) for key in block.guides)
    return [guide for guide in chosen if guide is not None]
