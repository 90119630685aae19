"""The head of an entry: where its name stands and what stands right beside it.

American Cancer Society (ACS)                     a line by itself, facts on the next
Caring House (Charlotte, NC)                      its town in brackets
**Caring House** – a place to stay. 919-555-0100  bold words that begin a line
Caring House – 919-555-0100 – a place to stay     parted by dashes, colons, dots, commas before an address
Name: Caring House                                a label
"""

import re
from dataclasses import dataclass

from .passages import Passage, has_label
from .places import find_places
from .roles import is_foot, is_menu, is_prose, is_question, rate_name, reads_as_name
from .spans import Span

_NAME_LABEL = re.compile(
    r"(?:name|organi[sz]ation|organi[sz]ation name|agency|agency name|program|program name|group|group name|facility|hospital|clinic|title|event|nombre|organizaci[oó]n|agencia|programa|grupo|t[ií]tulo|evento)\s{0,2}:\s{0,3}(?=\S)",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(
    r"\s{1,3}[-–—]{1,3}\s{1,3}|\s?[–—]\s?(?=[A-Z0-9(])|:\s{1,3}|\s?\.{3,}\s?|\s?…\s?|\s{3,}|\s?[|•·]\s?|,\s{1,2}(?=[(+]?[0-9]|P\.?\s?O\.?\s|http|www\.)|\s{1,2}(?=\([2-9][0-9]{2}\)\s?[0-9]{3})|\s{1,2}(?=(?:1-)?[2-9][0-9]{2}[-.][A-Z0-9]{1,4}[-.])|\s{1,2}\((?=[^()]{0,30}(?:[0-9]{3}[-.) ]|www\.|http|@))|\s{1,2}(?=www\.|https?://)|\.\s{1,2}"
)
_BYLINE = re.compile(
    r"(?:from|by|a (?:project|program|service) of|an? \w+ (?:project|program|service) of|sponsored by|published by|at|part of|c/o|de|del|por)\s(?:the\s)?(?=[A-ZÁÉÍÓÚ])",
    re.IGNORECASE,
)
_TRAILING = " ,;:–—-\t"
_MOST_NAME = 160


@dataclass(frozen=True, slots=True)
class Head:
    """start, end: where the name stands in the passage's text. rest: where what is not head begins. place: its town, where the name says so. byline: the organization
    named below the name. how: ``line``, ``bold``, ``label``, ``link``, ``inline``, ``heading`` or ``cell``."""

    name: str
    start: int
    end: int
    rest: int
    how: str
    place: Span | None = None
    byline: tuple[int, int] | None = None
    rating: float = 1.0


def read_head(passage: Passage) -> Head | None:
    """The head of the entry that ``passage`` may be; None where it begins like none."""
    text = passage.text
    first_end = text.find("\n")
    line = text if first_end < 0 else text[:first_end]
    if not line or is_foot(line) or is_menu(line) or is_question(line):
        return None
    if label := _NAME_LABEL.match(line):
        return _finish(passage, label.end(), len(line), "label")
    if has_label(line):
        return None
    first = passage.first
    if 1 < first.bold < len(line) - 1 and rate_name(line[: first.bold]) > 0.3:
        return _finish(passage, 0, first.bold, "bold", minimum=0.3)
    if (
        first.links
        and first.links[0].start == 0
        and first.links[0].end < len(line) - 1
        and reads_as_name(line[: first.links[0].end])
    ):
        return _finish(passage, 0, first.links[0].end, "link")
    whole = _read_whole_line(passage, line)
    return whole or _read_inline(passage, line)


def _read_whole_line(passage: Passage, line: str) -> Head | None:
    place = _place_at_end(line)
    end = place.start if place else len(line)
    words = line[:end].rstrip(" ([")
    if len(words) > _MOST_NAME or any(one.start < len(words) and one.what != "place" for one in passage.contacts):
        return None
    if any(one.start < len(words) and one.value["address"] for one in passage.contacts if one.what == "place"):
        return None
    is_styled = bool(passage.heading) or passage.first.bold >= len(line) - 1
    # Spanish names have few capitals; numbers right below say that it is one.
    below = passage.part(1, 2) if len(words) <= 80 else None
    minimum = 0.3 if is_styled or (below is not None and below.is_contact and below.contacts_beyond_towns) else 0.6
    if is_prose(line) or rate_name(words) < minimum:
        return None
    if " | " in words:
        return None
    if re.search(r":\s", words) and len(passage.lines) == 1 and not is_styled and is_prose(words.split(":", 1)[1]):
        return None
    how = "heading" if passage.heading else "bold" if is_styled else "line"
    return _finish(passage, 0, len(words), how, place=place, minimum=minimum, is_whole=True)


def _place_at_end(line: str) -> Span | None:
    """``(Charlotte, NC)`` at the end of a name; the span covers the brackets."""
    found = re.search(r"\s{0,2}[(\[]([^()\[\]]{3,60})[)\]]\s{0,2}\Z", line)
    dashed = found or re.search(r"\s{1,2}[–—-]\s{1,2}([A-Z][\w .'-]{1,30},\s{0,2}[A-Z][\w. ]{1,20})\s{0,2}\Z", line)
    comma = dashed or re.search(r",\s{1,2}([A-Z][\w .'-]{1,30},\s{0,2}(?:[A-Z]{2}|N\.C\.))\s{0,2}\Z", line)
    if comma is None:
        return None
    inside = find_places(comma[1])
    if len(inside) != 1 or inside[0].value["address"] or inside[0].end - inside[0].start < len(comma[1].strip()) - 1:
        return None
    if comma.start() < 2:
        return None
    return Span(comma.start(), comma.end(), "place", inside[0].value, inside[0].sure, inside[0].note)


def _read_inline(passage: Passage, line: str) -> Head | None:
    """A name with facts or words behind it on the same line."""
    facts = [one for one in passage.contacts if one.start < len(line)]
    first_fact = facts[0].start if facts else len(line) + 1
    for hit in _SEPARATOR.finditer(line[: _MOST_NAME + 20]):
        if hit.start() > first_fact:
            break
        words = line[: hit.start()]
        if hit.start() < 2 or rate_name(words) < 0.75 or len(words.split()) > 14:
            continue
        if hit[0].strip() == "." and not (facts and first_fact <= hit.end() + 3):
            continue
        behind = line[hit.end() :].strip()
        if not behind or not (
            facts
            or is_prose(behind)
            or (hit[0].strip() != "|" and len(behind.split()) >= 4 and rate_name(behind) < 0.6)
        ):
            continue
        return _finish(passage, 0, hit.start(), "inline", rest=hit.end())
    if facts and first_fact <= _MOST_NAME + 10 and rate_name(line[:first_fact].rstrip(_TRAILING + "(")) >= 0.8:
        words = line[:first_fact].rstrip(_TRAILING + "(")
        return _finish(passage, 0, len(words), "inline", rest=first_fact)
    return None


def _finish(
    passage: Passage,
    start: int,
    end: int,
    how: str,
    *,
    rest: int | None = None,
    place: Span | None = None,
    minimum: float = 0.6,
    is_whole: bool = False,
) -> Head | None:
    text = passage.text
    byline: tuple[int, int] | None = None
    rest = end if rest is None else rest
    if is_whole:
        rest = len(text) if "\n" not in text else text.index("\n") + 1
        following = text[rest:].split("\n", 1)[0]
        ends_open = text[start:end].rstrip().endswith((",", " and", " &", " of", " for", " the", " -", "–"))
        if (ends_open or re.match(r"\((?![0-9])", following)) and following and len(following) <= 100:
            if _BYLINE.match(following) and text[start:end].rstrip().endswith(","):
                found = _BYLINE.match(following)
                assert found is not None
                byline = (rest + found.end(), rest + len(following.rstrip(" .,;")))
                rest += len(following) + 1
            elif not ends_open or (rate_name(following) >= 0.6 and not text[start:end].rstrip().endswith(",")):
                end = rest + len(following)
                rest = end + 1
    name_start, name_end = _trim(text, start, end)
    if place is None and not is_whole:
        place = _place_at_end(text[name_start:name_end])
        if place is not None:
            place = Span(place.start + name_start, place.end + name_start, "place", place.value, place.sure, place.note)
            name_start, name_end = _trim(text, name_start, place.start)
    name = " ".join(text[name_start:name_end].split())
    rating = rate_name(name)
    if not name or len(name) > 255 or rating < minimum:
        return None
    return Head(name, name_start, name_end, min(rest, len(text)), how, place, byline, rating)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _TRAILING + "*_|\n":
        start += 1
    while end > start and text[end - 1] in _TRAILING + "*_|([\n":
        end -= 1
    if (
        end - start > 2
        and text[end - 1] == "."
        and text[start:end].count(".") == 1
        and len(text[start:end].rsplit(" ", 1)[-1]) > 5
    ):
        end -= 1
    return start, end
