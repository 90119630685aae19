"""A piece of text with what was found where in it."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Span:
    """One value in a text. start, end: where its words stand. value: see ``drafts.Found``. what: the field it is for."""

    start: int
    end: int
    what: str
    value: Any
    sure: bool = True
    note: str = ""


def overlaps(spans: list[Span], start: int, end: int) -> bool:
    return any(one.start < end and start < one.end for one in spans)


def remove_spans(text: str, spans: list[Span], mark: str = " ") -> str:
    """``text`` without the words of ``spans``."""
    made: list[str] = []
    position = 0
    for one in sorted(spans, key=lambda span: span.start):
        if one.start >= position:
            made.append(text[position : one.start])
            made.append(mark)
        position = max(position, one.end)
    made.append(text[position:])
    return "".join(made)
