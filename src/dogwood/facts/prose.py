"""Prose: text with just enough structure for every output.

A guide's answer is a list of paragraphs, lists and subheadings, and these hold spans of text that may be strong,
emphasised or a link. Never HTML: web, book, search and plain text each render it their own way. The desk's rich text
and a pack's Markdown are turned into prose and back (``editorial.richtext``, ``exchange.markdown``).
"""

import re
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer


class TypedNode(BaseModel):
    """A value that tells its kind in ``type``, and keeps it when defaults are left out of its JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    type: str

    @model_serializer(mode="wrap")
    def _keep_type(self, serialize: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {"type": self.type, **serialize(self)}


class Span(BaseModel):
    """A run of text. href: "" or an address: ``https://…``, ``tel:…``, ``mailto:…``, or ``guide:``, ``listing:``,
    ``publication:``, ``event:``, ``page:``, ``term:`` with a key."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    text: str
    strong: bool = False
    emphasis: bool = False
    href: str = ""


Spans = tuple[Span, ...]


class Paragraph(TypedNode):
    type: Literal["paragraph"] = "paragraph"
    spans: Spans


class Subheading(TypedNode):
    type: Literal["subheading"] = "subheading"
    spans: Spans


class ItemList(TypedNode):
    type: Literal["list"] = "list"
    ordered: bool = False
    items: tuple[Spans, ...]


ProseNode = Annotated[Paragraph | Subheading | ItemList, Field(discriminator="type")]
Prose = tuple[ProseNode, ...]

LINK_SCHEMES = ("https://", "http://", "mailto:", "tel:")
KEY_SCHEMES = ("guide", "listing", "publication", "event", "page", "term")
_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


def is_safe_href(href: str) -> bool:
    """True for the addresses that prose may hold; false for ``javascript:`` and the like, and for what is no key."""
    scheme, _, key = href.partition(":")
    return href.startswith(LINK_SCHEMES) or bool(scheme in KEY_SCHEMES and _KEY.match(key))


def tidy_spans(spans: Iterable[Span]) -> Spans:
    """Spans in their one canonical form: neighbours of one form are one, runs of white space are one space, white
    space at the edge of a strong, emphasised or linked span stands outside of it, and none stands at both ends."""
    loose: list[Span] = []
    for span in spans:
        text = re.sub(r"\s+", " ", span.text)
        core = text.strip(" ")
        if text == core or not (span.strong or span.emphasis or span.href):
            pieces = [span.model_copy(update={"text": text})]
        else:
            head, tail = text.startswith(" "), text.endswith(" ") and bool(core)
            pieces = (
                [Span(text=" ")] * head
                + [span.model_copy(update={"text": core})] * bool(core)
                + [Span(text=" ")] * tail
            )
        loose.extend(pieces)
    merged: list[Span] = []
    for span in loose:
        if merged and _form(merged[-1]) == _form(span):
            merged[-1] = span.model_copy(update={"text": re.sub(" +", " ", merged[-1].text + span.text)})
        elif span.text:
            merged.append(span)
    if merged:
        merged[0] = merged[0].model_copy(update={"text": merged[0].text.lstrip(" ")})
        merged[-1] = merged[-1].model_copy(update={"text": merged[-1].text.rstrip(" ")})
    return tuple(span for span in merged if span.text)


def _form(span: Span) -> tuple[bool, bool, str]:
    return span.strong, span.emphasis, span.href


def plain_spans(spans: Spans) -> str:
    return "".join(span.text for span in spans)


def plain_text(prose: Iterable[ProseNode]) -> str:
    """The words alone, a line a paragraph or list item."""
    lines: list[str] = []
    for node in prose:
        if isinstance(node, ItemList):
            lines.extend(plain_spans(item) for item in node.items)
        else:
            lines.append(plain_spans(node.spans))
    return "\n".join(lines)


def linked_keys(prose: Iterable[ProseNode]) -> set[tuple[str, str]]:
    """All ``(scheme, key)`` that the prose links to inside the directory."""
    found: set[tuple[str, str]] = set()
    for node in prose:
        runs = node.items if isinstance(node, ItemList) else (node.spans,)
        for spans in runs:
            for span in spans:
                scheme, _, key = span.href.partition(":")
                if scheme in KEY_SCHEMES and key:
                    found.add((scheme, key))
    return found
