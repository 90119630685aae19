"""Menus: runs of short lines without facts, such as the navigation of a web page that was copied with it."""

import re
from collections.abc import Iterable

from ..document import Line
from .roles import is_menu, rate_name
from .sections import find_section_kind

_FEWEST = 5
_MOST_LENGTH = 45
_FACT = re.compile(r"[0-9]{3}[-.) ]|@|www\.|https?:|\([A-Z][\w .]+,|[0-9]{4}\)")
_FRAGMENT = re.compile(r"\A(?:&|and|-|>|»)\s|\s(?:and|for|&|of)\Z|,\Z", re.IGNORECASE)
_KNOWN = re.compile(
    r"\b(?:introduction|home|about|contact|special events|news|downloads|sponsors|appendix|search|index|contents|chapter|inicio|[ií]ndice)\b",
    re.IGNORECASE,
)


def drop_menus(lines: Iterable[Line]) -> list[Line]:
    """The lines without menus: five or more short lines in a row of which several name whole sections."""
    kept: list[Line] = []
    run: list[Line] = []
    for line in lines:
        if line.is_menu:
            continue
        if _may_be_menu(line):
            run.append(line)
            continue
        kept.extend(_settle(run))
        run = []
        kept.append(line)
    kept.extend(_settle(run))
    return kept


def _may_be_menu(line: Line) -> bool:
    text = line.text
    if line.heading or line.cells or len(text) > _MOST_LENGTH or text.endswith((".", "?", "!", ":")):
        return False
    return not _FACT.search(text)


def _settle(run: list[Line]) -> list[Line]:
    """The run's last line is kept where it does not look like the rest: the title that follows a menu."""
    if len(run) < _FEWEST:
        return run
    sample = run[:300]
    marked = sum(1 for line in sample if line.marker)
    telling = sum(1 for line in sample if is_telling(line.text))
    if telling < max(3, 0.25 * len(sample)) and not (telling >= 2 and marked >= 0.5 * len(sample)):
        return run
    tail: list[Line] = []
    while run and not run[-1].marker and marked and not is_telling(run[-1].text):
        tail.insert(0, run.pop())
    return tail


def is_telling(text: str) -> bool:
    """True for what names a section, not a thing: ``Products & Services``, ``Home``, ``& Counseling``."""
    return (
        bool(find_section_kind(text) or is_menu(text) or _KNOWN.search(text) or _FRAGMENT.search(text))
        and rate_name(text.strip("&- ")) > 0.3
    )
