"""``guide`` of the profile: an article, its text in sections. HSDS has no place for it (docs/partners/profile.md).

``write_guide`` gives the fields without nested objects, as lists have them; ``nest_guide`` all of it.
"""

from collections.abc import Iterable, Sequence

from dogwood.edition.records import (
    Block,
    CareCardBlock,
    FigureBlock,
    GuideRecord,
    KeyFactsBlock,
    ListingsBlock,
    PointsBlock,
    QuestionBlock,
    QuestionsToAskBlock,
    QuotationBlock,
    SeeAlsoBlock,
    Source,
    StatisticBlock,
)
from dogwood.facts.prose import ItemList, ProseNode, plain_spans

from .assurance import join_sentences, tell_notices
from .entries import event_id, find_page, publication_id, write_common
from .frame import Frame
from .identity import make_id
from .services import service_id
from .values import HsdsObject, as_date, as_uri, drop_empty

_HEADINGS = {
    "do": {"en": "Do", "es": "Qué hacer"},
    "dont": {"en": "Do not", "es": "Qué no hacer"},
    "key_facts": {"en": "Key facts", "es": "Datos importantes"},
    "ask": {"en": "Questions to ask", "es": "Preguntas para hacer"},
    "see_also": {"en": "See also", "es": "Vea también"},
    "listings": {"en": "Who can help", "es": "Quién puede ayudar"},
}
"""Of blocks that need a heading and have none of their own. Other languages fall back to English."""


def guide_id(key: str) -> str:
    return make_id("guide", key)


def chapter_id(key: str) -> str:
    return make_id("chapter", key)


def write_guide(guide: GuideRecord, frame: Frame, languages: Sequence[str]) -> HsdsObject:
    """The guide without its text. languages: in which the edition has it."""
    review = guide.review
    is_reviewed = review.state == "reviewed"
    return drop_empty(
        {
            "id": guide_id(guide.key),
            "name": guide.title,
            "description": guide.main_message,
            **write_common(guide, frame, languages),
            "chapter_id": chapter_id(guide.chapter),
            "chapter": frame.name_of("chapter", guide.chapter),
            "alert": join_sentences(tell_notices(guide)),
            "reviewed_date": as_date(review.on) if is_reviewed else "",
            "reviewed_by": review.by if is_reviewed else "",
            "reviewer_role": review.role if is_reviewed else "",
            "review_due_date": review.next_due.isoformat() if is_reviewed and review.next_due else "",
            "changed_date": guide.changed.isoformat() if guide.changed else "",
            "page_url": find_page(guide, frame),
        }
    )


def nest_guide(guide: GuideRecord, frame: Frame, languages: Sequence[str]) -> HsdsObject:
    """The guide with its text, its sources, its needs and audiences."""
    own_id = guide_id(guide.key)
    return drop_empty(
        {
            **write_guide(guide, frame, languages),
            "sections": [section for block in guide.body if (section := _write_section(block, guide, frame))],
            "sources": [_write_source(source) for source in guide.sources],
            "attributes": [
                frame.terms.key_attribute("guide", own_id, guide.key),
                *frame.terms.attributes("guide", own_id, {"needs": guide.needs, "audiences": guide.audiences}),
            ],
        }
    )


def write_text(prose: Iterable[ProseNode]) -> str:
    """Plain text: an empty line between paragraphs, an item of a list on a line of its own after “- ” or its number."""
    parts = []
    for node in prose:
        if isinstance(node, ItemList):
            marks = (f"{number}." if node.ordered else "-" for number in range(1, len(node.items) + 1))
            parts.append("\n".join(f"{mark} {plain_spans(item)}" for mark, item in zip(marks, node.items, strict=True)))
        else:
            parts.append(plain_spans(node.spans))
    return "\n\n".join(filter(None, parts))


def _write_section(block: Block, guide: GuideRecord, frame: Frame) -> HsdsObject:
    told = drop_empty({**_describe_block(block, guide.language, frame), **_write_links(block)})
    return {"type": _name_type(block), **told} if told else {}


def _name_type(block: Block) -> str:
    if isinstance(block, PointsBlock):
        return "do" if block.mood == "do" else "do_not"
    return {"care": "care_card", "ask": "questions_to_ask", "listings": "services"}.get(block.type, block.type)


def _describe_block(block: Block, language: str, frame: Frame) -> HsdsObject:
    """Heading, text, and what the kind of block has of its own."""
    match block:
        case QuestionBlock():
            return {"heading": block.question, "text": write_text(block.text)}
        case CareCardBlock():
            return {"heading": block.title, "urgency": block.level, "text": write_text(block.text)}
        case PointsBlock():
            return {"heading": block.title or _head(block.mood, language), "text": write_text(block.text)}
        case KeyFactsBlock() | QuestionsToAskBlock():
            return {"heading": block.title or _head(block.type, language), "text": write_text(block.text)}
        case StatisticBlock():
            own = {"value": block.value, "population": block.population, "year": block.year, "source": block.source}
            return {**own, "text": write_text(block.text)}
        case QuotationBlock():
            return {"text": write_text(block.text), "by": block.by, "source": block.source}
        case SeeAlsoBlock():
            return {"heading": _head(block.type, language)}
        case ListingsBlock():
            chosen = {
                "needs": [block.need] if block.need else [],
                "audiences": [block.audience] if block.audience else [],
            }
            return {
                "heading": block.title or _head(block.type, language),
                "taxonomy_term_ids": frame.terms.find_ids(chosen),
            }
        case FigureBlock():
            address = as_uri(f"{frame.site}/media/{block.image.removeprefix('media/')}") if frame.site else ""
            return {"image_url": address, "text": block.alt, "caption": block.caption, "credit": block.credit}
        case _:
            return {"text": write_text(block.text)}


def _write_links(block: Block) -> HsdsObject:
    """Ids of what the block names or links to."""
    found = sorted(block.linked())
    makers = {"guide": guide_id, "listing": service_id, "publication": publication_id, "event": event_id}
    names = {"guide": "guide_ids", "listing": "service_ids", "publication": "publication_ids", "event": "event_ids"}
    return {names[kind]: [make(key) for scheme, key in found if scheme == kind] for kind, make in makers.items()}


def _write_source(source: Source) -> HsdsObject:
    return drop_empty({"name": source.name, "title": source.title, "url": as_uri(source.url), "date": source.date})


def _head(name: str, language: str) -> str:
    words = _HEADINGS[name]
    return words.get(language.partition("-")[0], words["en"])
