"""The desk's rich text (Wagtail's HTML) ↔ ``facts.prose``.

Links inside the directory are kept as paths (``/listing/nc-211/``), which Wagtail's editor lets through, and are
``listing:nc-211`` in prose.
"""

import html
import re
from collections.abc import Iterator

from bs4 import BeautifulSoup
from bs4.element import NavigableString, Tag

from dogwood.facts.prose import (
    KEY_SCHEMES,
    ItemList,
    Paragraph,
    Prose,
    ProseNode,
    Span,
    Spans,
    Subheading,
    is_safe_href,
    tidy_spans,
)

FEATURES = ["bold", "italic", "ol", "ul", "h3", "link"]
"""What the desk's rich text editor offers: exactly what prose can hold."""

_INTERNAL = re.compile(rf"/({'|'.join(KEY_SCHEMES)})/([a-z0-9-]+)/?\Z")


def prose_from_html(source: str) -> Prose:
    """Rich text as prose. Unknown tags keep their words and lose their form; unsafe links lose their address.

    Comments, scripts and style sheets are no words: Beautiful Soup gives them classes of their own.
    """
    nodes: list[ProseNode] = []
    loose: list[Span] = []

    def flush() -> None:
        spans = tidy_spans(loose)
        if spans:
            nodes.append(Paragraph(spans=spans))
        loose.clear()

    for child in BeautifulSoup(source, "html.parser").children:
        if isinstance(child, Tag) and child.name in {"p", "div"}:
            flush()
            loose.extend(_spans(child))
            flush()
        elif isinstance(child, Tag) and child.name in {"ul", "ol"}:
            flush()
            items = tuple(tidy_spans(_spans(item)) for item in child.find_all("li", recursive=False))
            items = tuple(item for item in items if item)
            if items:
                nodes.append(ItemList(ordered=child.name == "ol", items=items))
        elif isinstance(child, Tag) and re.fullmatch(r"h[1-6]", child.name):
            flush()
            spans = tidy_spans(_spans(child))
            if spans:
                nodes.append(Subheading(spans=spans))
        elif isinstance(child, Tag):
            loose.extend(_spans(child, whole=True))
        elif type(child) is NavigableString and child.strip():
            loose.append(Span(text=str(child)))
    flush()
    return tuple(nodes)


def html_from_prose(prose: Prose) -> str:
    """Prose as the desk's rich text."""
    parts: list[str] = []
    for node in prose:
        if isinstance(node, ItemList):
            tag = "ol" if node.ordered else "ul"
            parts.append(f"<{tag}>" + "".join(f"<li>{_html(item)}</li>" for item in node.items) + f"</{tag}>")
        else:
            tag = "h3" if isinstance(node, Subheading) else "p"
            parts.append(f"<{tag}>{_html(node.spans)}</{tag}>")
    return "".join(parts)


def _spans(
    tag: Tag, *, strong: bool = False, emphasis: bool = False, href: str = "", whole: bool = False
) -> Iterator[Span]:
    children = [tag] if whole else tag.children
    for child in children:
        if type(child) is NavigableString:
            text = re.sub(r"\s+", " ", str(child))
            if text:
                yield Span(text=text, strong=strong, emphasis=emphasis, href=href)
        elif isinstance(child, Tag):
            if child.name == "br":
                yield Span(text=" ")
                continue
            yield from _spans(
                child,
                strong=strong or child.name in {"b", "strong"},
                emphasis=emphasis or child.name in {"i", "em"},
                href=_href(child) if child.name == "a" else href,
            )


def _href(tag: Tag) -> str:
    raw = str(tag.get("href") or "").strip()
    inside = _INTERNAL.match(raw)
    if inside:
        return f"{inside[1]}:{inside[2]}"
    return raw if is_safe_href(raw) and raw.partition(":")[0] not in KEY_SCHEMES else ""


def _html(spans: Spans) -> str:
    parts = []
    for span in spans:
        text = html.escape(span.text, quote=False)
        if span.strong:
            text = f"<b>{text}</b>"
        if span.emphasis:
            text = f"<i>{text}</i>"
        if span.href:
            scheme, _, key = span.href.partition(":")
            href = f"/{scheme}/{key}/" if scheme in KEY_SCHEMES else span.href
            text = f'<a href="{html.escape(href)}">{text}</a>'
        parts.append(text)
    return "".join(parts)
