"""Passages: lines that belong together, as one text in which every position knows its line."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from ..document import Line
from .phones import find_phones
from .places import find_places
from .spans import Span, overlaps, remove_spans
from .webs import find_webs, is_broken_after

_MOST = 12_000
"""Characters of one passage in which facts are looked for; no entry of a directory is longer."""
_JOINTS = re.compile(
    r"\b(?:phone|phones|tel|telephone|tel[eé]fono|ph|fax|tty|tdd|toll[- ]?free|toll|free|call|or|and|o|y|web|website|web ?site|site|e-?mail|correo|internet|url|address|direcci[oó]n|at|"
    r"main|office|voice|hotline|helpline|number|local|in|visit|online|english|spanish|contact|p|f|t|e|w|llame|al|hours|mail|to|see|dial|text|us)\b|[^\w]|_",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?:phones?|tel(?:ephone|\.)?|tel[eé]fonos?|ph\.?|fax|tty|tdd|toll[- ]?free|e-?mail|correo(?: electr[oó]nico)?|web(?: ?site| address| page)?|sitio web|p[aá]gina web|internet|url|on ?line|address|direcci[oó]n|location|"
    r"mailing address|hours?|horario|cost|costo|fees?|languages?|idiomas?|contact(?: person)?|contacto|eligibility|elegibilidad|serves|service area|counties served|area served|"
    r"hot ?line|help ?line|(?:english|spanish)(?: \w{3,9})?|when|where|date|time|cu[aá]ndo|d[oó]nde|cell|mobile|office|main|voice)\s{0,2}[:=]",
    re.IGNORECASE,
)
_WHOM = re.compile(r"(?:call|contact|attn|attention|ask for|c/o|llame a)\b", re.IGNORECASE)
_CAPITALS = re.compile(
    r"\b(?!(?:Phone|Tel|Fax|Call|Web|Site|Toll|Free|Mail|Address|Hotline|Helpline|Office|Main|TTY|TDD|Or|Spanish|English|Voice|Visit|Online|Hours)\b)[A-Z][A-Za-z’'-]{2,}"
)


@dataclass(frozen=True)
class Passage:
    """lines: at least one. text: their words, line ends as ``\\n``; an address that a line broke is whole again."""

    lines: tuple[Line, ...]
    starts: tuple[int, ...] = field(init=False, default=())
    text: str = field(init=False, default="")
    joins: tuple[int, ...] = field(init=False, default=())

    def __post_init__(self) -> None:
        text = ""
        starts: list[int] = []
        joins: list[int] = []
        for number, line in enumerate(self.lines):
            if number and is_broken_after(self.lines[number - 1].text, line.text):
                joins.append(len(text))
            elif number:
                text += "\n"
            starts.append(len(text))
            text += line.text
            if len(text) > _MOST:
                break
        object.__setattr__(self, "text", text[:_MOST])
        object.__setattr__(self, "starts", tuple(starts))
        object.__setattr__(self, "joins", tuple(joins))

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def marker(self) -> str:
        return self.first.marker

    @property
    def heading(self) -> int:
        return self.first.heading

    def line_at(self, position: int) -> Line:
        """The line that the character at ``position`` stands in."""
        return self.lines[max(0, bisect_right(self.starts, position) - 1)]

    def said_at(self, start: int, end: int) -> str:
        """The whole lines around a span; of a long line only its sentence."""
        first = self.text.rfind("\n", 0, start) + 1
        last = self.text.find("\n", max(end - 1, start))
        words = self.text[first : last if last >= 0 else len(self.text)]
        if len(words) <= 240:
            return words
        begin = (
            max(self.text.rfind(". ", first, start) + 2, first) if self.text.rfind(". ", first, start) >= 0 else first
        )
        begin = max(begin, start - 200)
        stop = self.text.find(". ", end)
        stop = stop + 1 if 0 <= stop < end + 200 else min(len(self.text), end + 200)
        return self.text[begin:stop].strip()

    @cached_property
    def contacts(self) -> tuple[Span, ...]:
        """Phones, addresses of every kind, from left to right."""
        text = self.text
        spans = find_webs(text)
        hidden = "".join(
            text[a:b] if not is_span else "\x00" * (b - a)
            for a, b, is_span in _alternate(len(text), [(one.start, one.end) for one in spans])
        )
        spans += find_places(hidden)
        streets = [one for one in spans if one.what == "place" and (one.value["address"] or one.value["zip"])]
        for one in find_phones(hidden, is_contact=len(text) <= 400):
            if not overlaps(streets, one.start, one.end):
                spans.append(one)
        for line_start, line in zip(self.starts, self.lines, strict=False):
            for link in line.links:
                what = "email" if "@" in link.address and "//" not in link.address else "web"
                start, end = line_start + link.start, line_start + link.end
                if end <= len(text) and not any(one.value == link.address for one in spans):
                    twin = next(
                        (one for one in spans if one.start < end and start < one.end and one.what == what), None
                    )
                    if twin is None or what == "web":
                        spans = [one for one in spans if one is not twin]
                        note = "" if twin is not None else "The address behind the words."
                        spans.append(Span(start, end, what, link.address, note=note))
        return tuple(sorted(spans, key=lambda one: one.start))

    @cached_property
    def contacts_beyond_towns(self) -> tuple[Span, ...]:
        """Without towns that stand alone."""
        return tuple(one for one in self.contacts if one.what != "place" or one.value["address"] or one.value["zip"])

    @cached_property
    def rest(self) -> str:
        """The words that are no contact facts."""
        written = [one for one in self.contacts if not one.note.startswith("The address behind")]
        return remove_spans(self.text, written)

    @cached_property
    def is_contact(self) -> bool:
        """True where it holds contact facts and next to nothing else."""
        if not self.contacts:
            return bool(_LABEL.match(self.text)) and len(self.text) <= 200
        left = _JOINTS.sub("", self.rest)
        if all(one.what == "place" and not one.value["address"] and not one.value["zip"] for one in self.contacts):
            return len(left) == 0
        if _WHOM.match(self.text) and len(left) <= 40:
            return True
        if len(_CAPITALS.findall(self.rest)) >= 2 and len(left) > 6 and not _LABEL.match(self.text):
            return False
        return len(left) <= 14 or bool(_LABEL.match(self.text) and len(self.rest) <= 120)

    def part(self, start: int, stop: int | None = None) -> "Passage | None":
        """The lines from ``start`` to ``stop`` as a passage, None for none."""
        lines = self.lines[start:stop]
        return Passage(lines) if lines else None

    def each_line(self) -> list["Passage"]:
        """Every line by itself; an address that a line broke stays whole with the line it begins in."""
        made: list[list[Line]] = []
        for number, line in enumerate(self.lines):
            if made and number and is_broken_after(self.lines[number - 1].text, line.text):
                made[-1].append(line)
            else:
                made.append([line])
        return [Passage(tuple(one)) for one in made]


def _alternate(length: int, spans: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int, bool]]:
    position = 0
    for start, end in sorted(spans):
        if start >= position:
            yield position, start, False
            yield start, end, True
            position = end
    yield position, length, False


def has_label(text: str) -> bool:
    """True for ``Phone: …``, ``Hours: …`` and the like."""
    return bool(_LABEL.match(text))


def group_lines(lines: Iterable[Line]) -> list[Passage]:
    """Lines as passages: a paragraph, an item of a list, a heading, a row of a table."""
    groups: list[list[Line]] = []
    for line in lines:
        alone = line.heading or line.cells or line.is_menu
        if not groups or line.starts or alone or groups[-1][0].heading or groups[-1][0].cells or groups[-1][0].is_menu:
            groups.append([line])
        else:
            groups[-1].append(line)
    return [Passage(tuple(group)) for group in groups]
