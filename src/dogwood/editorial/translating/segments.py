"""A page or entry as the parts that a translator works on, in order.

Pages are taken apart, and put together again, by wagtail-localize: a paragraph or list item is a part, with its emphasis
and numbered links (``<a id="a1">``), whose addresses stay out of the translator's way. Of an entry each field of words is one.
"""

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from hashlib import sha256
from typing import Any

from bs4 import BeautifulSoup
from django.db import models
from wagtail.models import Page
from wagtail_localize.segments import StringSegmentValue, TemplateSegmentValue
from wagtail_localize.segments.extract import extract_segments
from wagtail_localize.segments.ingest import ingest_segments
from wagtail_localize.strings import StringValue

from ..fields import ListField


class SegmentError(ValueError):
    """Words that cannot be put into a page. name: of the part."""

    def __init__(self, name: str, reason: str) -> None:
        self.name = name
        super().__init__(reason)


@dataclass(frozen=True, slots=True)
class Segment:
    """name: the part's place, the same in a twin of the same build ("body.3.text#2"). text: HTML of a part of rich text,
    else plain text. is_html: which of them. kind: the place without numbers."""

    name: str
    text: str
    is_html: bool
    kind: str


def read_segments(instance: models.Model) -> list[Segment]:
    """The parts with words, in order."""
    return _read_page(instance) if isinstance(instance, Page) else _read_entry(instance)


def digest_words(instance: models.Model) -> str:
    """16 hexadecimal digits of all words of a page or entry: others where any word changes."""
    return sha256("\x1f".join(part.text for part in read_segments(instance)).encode()).hexdigest()[:16]


def align(source: list[Segment], twin: list[Segment]) -> list[tuple[int, int]]:
    """Pairs of numbers of parts that stand for each other. By place where both are built alike, else by the order of kinds."""
    if [part.name for part in source] == [part.name for part in twin]:
        return [(number, number) for number in range(len(source))]
    if source and not source[0].name.count("."):  # fields of an entry: an empty one is left out
        places = {part.name: number for number, part in enumerate(twin)}
        return [(number, places[part.name]) for number, part in enumerate(source) if part.name in places]
    matcher = SequenceMatcher(None, [part.kind for part in source], [part.kind for part in twin], autojunk=False)
    return [(block.a + step, block.b + step) for block in matcher.get_matching_blocks() for step in range(block.size)]


def write_segments(source: models.Model, twin: models.Model, texts: dict[str, str]) -> None:
    """Give ``twin`` the build of ``source`` and the words of ``texts`` (name → text, one for every part); saves nothing.

    Raises SegmentError for words that do not fit, such as a link that the source has not.
    """
    if isinstance(source, Page):
        _write_page(source, twin, texts)
    else:
        _write_entry(source, twin, texts)


def _read_page(page: models.Model) -> list[Segment]:
    return [
        Segment(name, segment.string.data, "#" in name, kind)
        for name, kind, segment in _named(page)
        if isinstance(segment, StringSegmentValue)
    ]


def _named(page: models.Model) -> list[tuple[str, str, Any]]:
    """(name, kind, segment of wagtail-localize), with blocks' ids as numbers and parts of rich text counted."""
    seen: dict[str, int] = {}
    found = []
    counts: Counter[str] = Counter()
    segments = extract_segments(page)
    rich = {segment.path for segment in segments if isinstance(segment, TemplateSegmentValue)}
    for segment in segments:
        first, *rest = segment.path.split(".")
        plain = [first]
        kind = [first]
        if rest and first == "body":
            plain.append(str(seen.setdefault(rest[0], len(seen))))
            plain += rest[1:]
            kind += rest[1:]
        else:
            plain += rest
        name = ".".join(plain)
        if segment.path in rich and isinstance(segment, StringSegmentValue):
            counts[name] += 1
            name = f"{name}#{counts[name]}"
        found.append((name, ".".join(kind), segment))
    return found


def _write_page(source: models.Model, twin: Any, texts: dict[str, str]) -> None:
    made = []
    for name, _kind, segment in _named(source):
        if isinstance(segment, StringSegmentValue):
            text = texts[name]
            try:
                value = StringValue.from_translated_html(text) if "#" in name else StringValue(text)
            except ValueError as error:
                raise SegmentError(name, str(error)) from None
            links = set(segment.attrs or ())
            if "#" in name and not _link_ids(text) <= links:
                raise SegmentError(name, _explain_links(links))
            made.append(StringSegmentValue(segment.path, value, attrs=segment.attrs, order=segment.order))
        else:
            made.append(segment)
    ingest_segments(source, twin, source.locale, twin.locale, made)  # type: ignore[attr-defined]


def has_known_links(text: str, words: str) -> bool:
    """Whether ``words`` have no other links than ``text``; they may do without."""
    return _link_ids(words) <= _link_ids(text)


def _link_ids(text: str) -> set[str]:
    return {str(link["id"]) for link in BeautifulSoup(text, "html.parser").find_all("a") if link.get("id")}


def _explain_links(wanted: set[str]) -> str:
    marks = " ".join(f'<a id="{name}">…</a>' for name in sorted(wanted))
    return f"It can have no other links than the source: {marks}." if wanted else "The source has no link here."


def _read_entry(entry: Any) -> list[Segment]:
    return [Segment(name, text, False, name) for name in _texts(entry) if (text := getattr(entry, name))]


def _write_entry(source: Any, twin: Any, texts: dict[str, str]) -> None:
    for name in _texts(source):
        setattr(twin, name, texts.get(name, ""))


def _texts(entry: Any) -> list[str]:
    """Fields of words. Lists of them (what people say for a thing) are each language's own, and no translation."""
    return [name for name in type(entry).WORDS if not isinstance(entry._meta.get_field(name), ListField)]
