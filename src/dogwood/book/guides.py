"""Guides as plain structures."""

from dogwood.edition.records import (
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
    StatisticBlock,
    TextBlock,
)
from dogwood.edition.records.blocks import Block

from .gather import Gathered
from .listings import measure
from .saying import Plain, show_address
from .teller import Teller

_END_OF_LIFE = "grief"
"""A guide on this need speaks of the end of life and is announced, as on the readers' site."""
_QUESTION, _UNDER = 3, 4
_LONG = 900
"""Characters of a card from which it may run over into the next column."""


def tell_guide(teller: Teller, guide: GuideRecord, gathered: Gathered) -> Plain:
    """One guide: title, main message, notices, blocks and sources; its numbers go to ``tell_numbers``."""
    words, own = teller.words, guide.language
    blocks: list[Plain] = []
    is_under_question = False
    is_told_of_numbers = False
    for number, block in enumerate(guide.body):
        if isinstance(block, StatisticBlock):
            if not is_told_of_numbers:
                blocks.append({"type": "number", "to": numbers_label(teller, guide), "s": words.raw("numbers_at")})
            is_told_of_numbers = True
            continue
        is_under_question = is_under_question or isinstance(block, QuestionBlock)
        told = _tell_block(teller, guide, block, number, _UNDER if is_under_question else _QUESTION, gathered)
        if told:
            if measure(told) > _LONG:
                told["long"] = True
            if isinstance(block, ListingsBlock):
                is_under_question = True
            blocks.append(told)
    review = guide.review
    if review.state == "reviewed":
        reviewed = words("reviewed_by", name=review.by, role=review.role, date=words.date(review.on))
    else:
        reviewed = words("awaiting_review")
    if guide.changed:
        reviewed += " " + words("last_changed", date=words.date(guide.changed))
    return {
        "id": teller.to("guide", guide.key),
        "key": guide.key,
        "lang": own,
        "title": teller.name(guide, own),
        "main": teller.say(guide.main_message, own) if guide.main_message else "",
        "announce": words("end_of_life") if _END_OF_LIFE in guide.needs else "",
        "notices": teller.notice(guide),
        "review": teller.say(reviewed),
        "blocks": blocks,
        "sources": [
            tell_source(teller, source.name, source.title, source.date, source.url) for source in guide.sources
        ],
    }


def numbers_label(teller: Teller, guide: GuideRecord) -> str:
    return f"{teller.language}.numbers.{guide.key}"


def tell_numbers(teller: Teller, guide: GuideRecord) -> Plain | None:
    """The numbers (statistics) of a guide, which on the site are folded and in the book stand apart."""
    rows = []
    for block in guide.body:
        if isinstance(block, StatisticBlock):
            about = [
                teller.words(name, **{value: text})
                for name, value, text in (
                    ("who_counted", "who", block.population),
                    ("data_years", "year", block.year),
                    ("source_named", "name", block.source),
                )
                if text
            ]
            rows.append(
                {
                    "value": teller.say(block.value, guide.language),
                    "text": teller.sayer.prose(block.text, guide.language, _UNDER),
                    "about": teller.say(" ".join(about)),
                }
            )
    if not rows:
        return None
    return {
        "id": numbers_label(teller, guide),
        "title": teller.say(guide.title, guide.language),
        "to": teller.to("guide", guide.key),
        "rows": rows,
    }


def _tell_block(
    teller: Teller, guide: GuideRecord, block: Block, number: int, level: int, gathered: Gathered
) -> Plain | None:
    words, own = teller.words, guide.language

    def prose(below: int) -> list[Plain]:
        assert not isinstance(block, (SeeAlsoBlock, ListingsBlock, FigureBlock))
        return teller.sayer.prose(block.text, own, below)

    match block:
        case QuestionBlock():
            label = f"{teller.language}.q.{guide.key}.{number}"
            return {"type": "question", "id": label, "title": teller.say(block.question, own), "text": prose(_UNDER)}
        case TextBlock():
            return {"type": "text", "text": prose(level)}
        case CareCardBlock():
            return {
                "type": "care",
                "care": block.level,
                "tag": words(f"level_{block.level}"),
                "title": teller.say(block.title, own),
                "level": level,
                "text": prose(level + 1),
            }
        case PointsBlock():
            title = teller.say(block.title, own) if block.title else words(f"points_{block.mood}")
            return {"type": "points", "mood": block.mood, "title": title, "level": level, "text": prose(level + 1)}
        case KeyFactsBlock():
            title = teller.say(block.title, own) if block.title else words("key_facts")
            return {"type": "facts", "title": title, "level": level, "text": prose(level + 1)}
        case QuestionsToAskBlock():
            title = teller.say(block.title, own) if block.title else words("questions_to_ask")
            return {"type": "ask", "title": title, "level": level, "text": prose(level + 1)}
        case QuotationBlock():
            by = ", ".join(part for part in (block.by, block.source) if part)
            return {"type": "quotation", "text": prose(level), "by": teller.say(by, own)}
        case SeeAlsoBlock():
            found = [gathered.every_guide[key] for key in block.guides if key in gathered.every_guide]
            refs = [{"s": teller.say(item.title, item.language), "to": teller.to("guide", item.key)} for item in found]
            return {"type": "see", "title": words("see_also"), "level": level, "refs": refs} if refs else None
        case ListingsBlock():
            return _tell_listings(teller, guide, block, number, gathered)
        case FigureBlock():
            return {
                "type": "figure",
                "image": block.image,
                "alt": block.alt,
                "caption": teller.say(" ".join(part for part in (block.caption, block.credit) if part), own),
            }
        case _:
            return None


def _tell_listings(
    teller: Teller, guide: GuideRecord, block: ListingsBlock, number: int, gathered: Gathered
) -> Plain | None:
    """Names, first numbers and pages; the entries themselves stand once, in their own part."""
    found = [gathered.every_listing[key] for key in gathered.picked.get((guide.key, number), [])]
    refs = []
    for item in found:
        phone = next((phone for phone in item.phones if phone.kind not in {"fax", "tty"}), None)
        ref: Plain = {"s": teller.say(item.name), "to": teller.to("listing", item.key)}
        if item.status.is_closed:
            ref["about"] = teller.label("statuses", item.status.state)
        elif phone:
            ref["phone"] = phone.number.display
        refs.append(ref)
    if not refs:
        return None
    title = teller.say(block.title, guide.language) if block.title else teller.words("who_can_help")
    told: Plain = {"type": "listings", "title": title, "level": _QUESTION, "refs": refs}
    if block.need and (label := teller.to("need", block.need)):
        told["all"] = {"s": teller.words("all_of_need", need=teller.label("needs", block.need)), "to": label}
    return told


def tell_source(teller: Teller, name: str, title: str, date: str | None, url: str) -> Plain:
    """A source on one line; its title is in whatever language it has, which nobody recorded."""
    when = teller.words.date(date) or teller.words("undated")
    site = show_address(url).split("/")[0] if url else ""
    return {"s": teller.say(". ".join(part for part in (name, title, when) if part) + "."), "at": teller.say(site)}
