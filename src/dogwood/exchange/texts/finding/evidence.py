"""What speaks for an entry, and small questions about passages that the walk asks."""

import re
from dataclasses import replace

from ..document import Line
from .citations import find_type
from .heads import Head, read_head
from .passages import Passage, has_label
from .roles import SITE_WITHOUT_NAME
from .sections import Section
from .spans import Span
from .words import DATE, EVERY

_EVENT = re.compile(
    r"\b(?:walk|run|race|conference|workshop|gala|retreat|fair|festival|symposium|summit|luncheon|seminar|camp|ride|5k|relay|day|caminata|carrera|conferencia|taller|feria)\b",
    re.IGNORECASE,
)


def cut_date(head: Head, passage: Passage) -> Head:
    """An event's name without the date behind it; the date is read with the rest."""
    found = DATE.search(passage.text, head.start, head.end + 30)
    if found is None or found.start() <= head.start + 3 or found.start() > head.end:
        return head
    words = passage.text[head.start : found.start()]
    name = " ".join(words.split()).rstrip(" ,;:–—-(")
    return replace(head, name=name, end=head.start + len(words.rstrip(" ,;:–—-(\n")), rest=found.start())


def is_strong(one: Span) -> bool:
    """True for facts that make an entry; 911 and a town alone do not."""
    if one.what == "phone":
        return str(one.value["written"]) != "911"
    return one.what != "place" or bool(one.value["address"] or one.value["zip"])


def has_facts_apart(passage: Passage) -> bool:
    """True where a line of the passage is nothing but contact facts (a number, an address with street or ZIP code)."""
    return any(
        one.is_contact
        and any(fact.what != "place" or fact.value["address"] or fact.value["zip"] for fact in one.contacts)
        for one in passage.each_line()
    )


def read_head_quietly(passage: Passage) -> Head | None:
    """The head of a following passage, None for contact lines and sentences."""
    return None if passage.is_contact or has_label(passage.text) else read_head(passage)


def is_plain_heading(words: str) -> bool:
    """Headings that cannot be a name: ``Books and More``, ``Web Sites``, ``Where to get help``."""
    return bool(
        re.fullmatch(
            r"(?:(?:other|more|additional|national|local|state|statewide|online|on-line|helpful|useful|general|suggested|recommended|free) )*(?:books?|web ?sites?|internet|online resources|resources|organi[sz]ations|videos?|booklets?|brochures|publications|hot ?lines|help ?lines|support groups|events|further reading|reading)(?: (?:and|&) [\w ]{3,20})?:?",
            words.strip(),
            re.IGNORECASE,
        )
    )


def is_wrapped(lines: list[Line]) -> bool:
    """True where lines end at the paper's edge and not at the paragraph's."""
    lengths = sorted(len(line.text) for line in lines)
    return bool(lengths) and lengths[int(0.97 * (len(lengths) - 1))] <= 110


def stands_apart(passage: Passage, head: Head) -> bool:
    """True where a fact stands on a line of its own or right behind the name, not inside a sentence."""
    begin = head.rest
    for part in passage.each_line():
        if part.first.number > passage.line_at(head.start).number and part.is_contact and part.contacts:
            return True
    following = [
        one
        for one in passage.contacts
        if one.start >= begin - 2 and not (one.what == "place" and not one.value["address"] and not one.value["zip"])
    ]
    if not following or head.how not in {"inline", "bold", "link"}:
        return False
    between = passage.text[begin : following[0].start]
    if len(re.sub(r"\W|\b(?:phone|tel|call|at|toll|free|web|site)\b", "", between, flags=re.IGNORECASE)) <= 3:
        return True
    last = following[-1]
    is_end = len(re.sub(r"\W", "", passage.text[last.end :])) <= 12
    return is_end and (head.how == "bold" or bool(passage.marker) or len(following) >= 2)


def find_kind(section: Section, passage: Passage, head: Head, following: Passage | None) -> tuple[str, str]:
    """(kind, publication type) by the heading above, and by what the entry itself says."""
    has_phone = any(one.what == "phone" or (one.what == "place" and one.value["address"]) for one in passage.contacts)
    if following is not None and following.is_contact:
        has_phone = has_phone or any(one.what == "phone" for one in following.contacts)
    if section.kind == "event" or (
        _EVENT.search(head.name) and DATE.search(passage.text) and not EVERY.search(passage.text)
    ):
        return "event", ""
    if section.publication_type == "website":
        return ("service", "") if has_phone else ("publication", "website")
    if section.publication_type:
        return "publication", find_type(passage.text[: head.rest + 80]) or section.publication_type
    return "service", ""


def part_nameless(passage: Passage, head: Head) -> tuple[Passage, Passage] | None:
    """Where the name of a web site was lost (its link was all that named it), its words follow those of the site
    before as a paragraph of their own: they are an entry without a name."""
    begin = passage.text[: head.rest].count("\n")
    for number in range(begin + 1, len(passage.lines)):
        before, line = passage.lines[number - 1].text, passage.lines[number].text
        if SITE_WITHOUT_NAME.match(line) and before.endswith((".", "!")):
            first, second = passage.part(0, number), passage.part(number)
            assert first is not None and second is not None
            return first, second
    return None
