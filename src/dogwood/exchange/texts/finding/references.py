"""References inside prose: ``… from the Example Society (800-555-0100)`` is offered, never sure."""

import re

from ..drafts import Found, TextDraft
from .passages import Passage
from .roles import rate_name

_NAME = r"(?:[A-ZÁÉÍÓÚÑ][\w’'&-]{1,30})(?:\s(?:[A-ZÁÉÍÓÚÑ][\w’'&-]{0,30}|of|for|the|and|de|del|para|la|&))*\s(?:[A-ZÁÉÍÓÚÑ][\w’'&-]{1,30})"
_BEFORE = re.compile(
    rf"(?P<name>{_NAME})(?P<acronym>\s\([A-Z]{{2,8}}\))?(?:’s|'s)?(?:\s[a-z-]{{2,20}}){{0,3}}(?:,\s|\s?\(|\s|:\s)(?:at|on|al|en)?\s?\(?\Z"
)
_OPENERS = {
    "the",
    "call",
    "see",
    "contact",
    "visit",
    "for",
    "or",
    "and",
    "in",
    "at",
    "you",
    "if",
    "ask",
    "by",
    "from",
    "your",
    "our",
}
_MOST = 20


def find_references(passage: Passage) -> list[TextDraft]:
    """Names that stand right before a number or web address in sentences, with those; all of it unsure."""
    drafts: list[TextDraft] = []
    for one in passage.contacts[:_MOST]:
        if one.what not in {"phone", "web"} or one.note.startswith("The address behind"):
            continue
        before = passage.text[max(0, one.start - 140) : one.start].replace("\n", " ")
        near = drafts[-1] if drafts else None
        found = _BEFORE.search(before)
        name = found["name"].strip() if found else ""
        while name and name.split()[0].lower() in _OPENERS:
            name = name.split(" ", 1)[1] if " " in name else ""
        if len(name.split()) < 2 or rate_name(name) < 0.9:
            if near is not None and re.fullmatch(
                r"[\s(),;]*(?:or|and|o|y)?[\s(),;]*", before[-8:][before[-8:].rfind(" or") :] or "x"
            ):
                near.add(
                    one.what,
                    Found(one.value, passage.said_at(one.start, one.end), passage.line_at(one.start).number, False),
                )
            continue
        line = passage.line_at(one.start)
        said = passage.said_at(one.start, one.end)
        note = "It is only mentioned in a sentence."
        draft = TextDraft("service", line.where, line.number, said, sure=False, note=note)
        draft.add("name", Found(name, said, line.number, False, note))
        draft.add(one.what, Found(one.value, said, line.number, False, note))
        drafts.append(draft)
    return drafts
