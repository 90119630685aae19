"""Parting a passage in which several entries follow each other without an empty line."""

import itertools
from collections.abc import Sequence

from ..document import Line
from .heads import read_head
from .passages import Passage
from .roles import is_foot, is_menu, is_prose, rate_name


def split_units(passage: Passage) -> list[Passage]:
    """The entries in a passage, one by one; the passage itself where it is one thing."""
    lines = passage.lines
    if len(lines) < 2 or passage.first.cells:
        return [passage]
    for find in (_find_menu_lines, _find_by_bold, _find_by_indent, _find_one_a_line, _find_by_facts):
        starts = find(lines)
        if starts:
            bounds = sorted({0, *starts, len(lines)})
            return [Passage(lines[a:b]) for a, b in itertools.pairwise(bounds)]
    return [passage]


def _find_menu_lines(lines: Sequence[Line]) -> list[int]:
    """Menu and small print inside a passage stand by themselves."""
    marks = [number for number, line in enumerate(lines) if is_menu(line.text) or is_foot(line.text)]
    return sorted({at for number in marks for at in (number, number + 1) if at < len(lines)} - {0}) if marks else []


def _find_by_bold(lines: Sequence[Line]) -> list[int]:
    """Every bold line, or line that begins bold, begins an entry, where most have something below or behind."""
    starts = [
        number
        for number, line in enumerate(lines)
        if line.bold >= 3
        and rate_name(line.text[: line.bold]) >= 0.5
        and not (number and lines[number - 1].bold >= len(lines[number - 1].text) - 1 > 0)
    ]
    return [number for number in starts if number] if len(starts) >= 2 else []


def _find_by_indent(lines: Sequence[Line]) -> list[int]:
    """Lines at the left edge, each with lines further in below it."""
    base = min(line.indent for line in lines)
    outer = [number for number, line in enumerate(lines) if line.indent <= base + 1]
    if len(outer) == len(lines) or len(outer) < 2:
        return []
    followed = sum(1 for number in outer if number + 1 < len(lines) and lines[number + 1].indent > base + 1)
    named = sum(1 for number in outer if rate_name(lines[number].text) >= 0.6 or read_head(Passage((lines[number],))))
    if followed < 0.6 * len(outer) or named < 0.6 * len(outer):
        return []
    return [number for number in outer if number]


def _find_one_a_line(lines: Sequence[Line]) -> list[int]:
    """Lines that each hold a whole entry: ``Name – 919-555-0100``."""
    heads = []
    for number, line in enumerate(lines):
        alone = Passage((line,))
        head = None if alone.is_contact or not alone.contacts else read_head(alone)
        if head is not None and head.how in {"inline", "bold", "link"}:
            heads.append(number)
    if len(heads) < 2 or len(heads) < 0.6 * len(lines):
        return []
    return [number for number in heads if number]


def _find_by_facts(lines: Sequence[Line]) -> list[int]:
    """A name below a contact line or the end of a sentence, with a contact line below it, begins the next entry."""
    if len(lines) < 4:
        return []
    alone = [Passage((line,)) for line in lines[:2000]]
    starts = []
    for number in range(len(alone) - 1):
        words = alone[number].text
        if (
            alone[number].is_contact
            or rate_name(words) < 0.75
            or is_prose(words)
            or alone[number].contacts_beyond_towns
        ):
            continue
        below = alone[number + 1]
        if not (below.is_contact and below.contacts):
            continue
        if number == 0 or alone[number - 1].is_contact or words_end(alone[number - 1].text):
            starts.append(number)
    return [number for number in starts if number] if len(starts) >= 2 else []


def words_end(text: str) -> bool:
    return text.rstrip().endswith((".", "!", ".”", ".)", '."'))
