"""Markdown ↔ ``facts.prose``: paragraphs, lists, ``###`` subheadings, strong, emphasis and links, and nothing else."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.token import Token

from dogwood.facts.prose import ItemList, Paragraph, Prose, ProseNode, Span, Spans, Subheading, is_safe_href, tidy_spans

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(
    ["code", "fence", "blockquote", "hr", "html_block", "image"]
)
# Addresses stay as they are written; ``_spans`` says which cannot stand.
_MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]
_MARKDOWN.normalizeLink = lambda url: url  # type: ignore[method-assign]


class MarkdownError(ValueError):
    """Markdown that prose cannot hold. line: counted from 0 in the text that was read."""

    def __init__(self, line: int, reason: str) -> None:
        self.line = line
        super().__init__(reason)


def prose_from_markdown(text: str) -> Prose:
    """Read Markdown. Raises MarkdownError for a form that prose does not have, such as a nested list, and for a link
    that leads nowhere (``javascript:…``, ``listing:NC 211``)."""
    nodes: list[ProseNode] = []
    tokens = iter(_MARKDOWN.parse(text))
    for token in tokens:
        if token.type == "paragraph_open":
            nodes.append(Paragraph(spans=_spans(next(tokens))))
            next(tokens)
        elif token.type == "heading_open":
            if token.tag != "h3":
                raise MarkdownError(_line(token), "Inside an answer a heading has three #.")
            nodes.append(Subheading(spans=_spans(next(tokens))))
            next(tokens)
        elif token.type in {"bullet_list_open", "ordered_list_open"}:
            nodes.append(_list(token, tokens))
        else:
            raise MarkdownError(
                _line(token), f"A {token.type.removesuffix('_open').replace('_', ' ')} cannot stand here."
            )
    return tuple(node for node in nodes if (node.items if isinstance(node, ItemList) else node.spans))


def markdown_from_prose(prose: Prose) -> str:
    """Prose as Markdown, each paragraph or list item on one line, without a line break at the end.

    Three differently marked runs that touch without a space have no sure form in CommonMark; all else reads back as it was.
    """
    parts: list[str] = []
    before: ProseNode | None = None
    is_other = False
    for node in prose:
        if isinstance(node, ItemList):
            # Two lists in a row are told apart by their marks.
            follows = isinstance(before, ItemList) and before.ordered == node.ordered
            is_other = follows and not is_other
            dot, dash = (")", "*") if is_other else (".", "-")
            marks = (
                (f"{number}{dot} " for number in range(1, len(node.items) + 1))
                if node.ordered
                else (f"{dash} " for _ in node.items)
            )
            parts.append("\n".join(mark + _markdown(item) for mark, item in zip(marks, node.items, strict=True)))
        elif isinstance(node, Subheading):
            parts.append("### " + _markdown(node.spans))
        else:
            parts.append(_markdown(node.spans))
        before = node
    return "\n\n".join(parts)


def _list(opening: Token, tokens: Iterator[Token]) -> ItemList:
    items: list[Spans] = []
    current: list[Span] | None = None
    for token in tokens:
        if token.type == opening.type.replace("_open", "_close"):
            return ItemList(ordered=opening.type.startswith("ordered"), items=tuple(item for item in items if item))
        if token.type == "list_item_open":
            current = []
        elif token.type == "list_item_close":
            items.append(tidy_spans(current or ()))
        elif token.type == "inline" and current is not None:
            if current:
                current.append(Span(text=" "))
            current.extend(_spans(token))
        elif token.type.endswith("list_open"):
            raise MarkdownError(_line(token), "A list cannot stand inside a list.")
    raise MarkdownError(_line(opening), "This list does not end.")


def _spans(inline: Token) -> Spans:
    spans: list[Span] = []
    strong = emphasis = breaks = 0
    href = ""
    for token in inline.children or []:
        if token.type == "strong_open":
            strong += 1
        elif token.type == "strong_close":
            strong -= 1
        elif token.type == "em_open":
            emphasis += 1
        elif token.type == "em_close":
            emphasis -= 1
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            if not is_safe_href(href):
                raise MarkdownError(_line(inline) + breaks, f"A link cannot lead to “{href[:80]}”.")
        elif token.type == "link_close":
            href = ""
        elif token.type in {"softbreak", "hardbreak"}:
            breaks += 1
            spans.append(Span(text=" ", strong=strong > 0, emphasis=emphasis > 0, href=href))
        elif token.content:
            spans.append(Span(text=token.content, strong=strong > 0, emphasis=emphasis > 0, href=href))
    return tidy_spans(spans)


def _markdown(spans: Spans) -> str:
    texts = [_escape(span.text, at_start=number == 0) for number, span in enumerate(spans)]
    marks = ["*" * (span.emphasis + 2 * span.strong) for span in spans]
    _part_marks_from_words(spans, texts, marks)
    parts = []
    for span, text, mark in zip(spans, texts, marks, strict=True):
        marked = f"{mark}{text}{mark}"
        parts.append(f"[{marked}]({_escape_href(span.href)})" if span.href else marked)
    return "".join(parts)


def _part_marks_from_words(spans: Spans, texts: list[str], marks: list[str]) -> None:
    """CommonMark takes ``a**(b)**`` for bare asterisks, because they stand between a letter and a bracket. Where that
    happens the letter is written as an entity, which counts as punctuation."""
    is_changed = True
    while is_changed:
        is_changed = False
        for at in range(len(spans) - 1):
            if spans[at].href or spans[at + 1].href:
                continue  # brackets part them
            left, right = texts[at][-1], texts[at + 1][0]
            if marks[at + 1] and _is_punctuation(right) and _is_word(left):
                texts[at] = f"{texts[at][:-1]}&#{ord(left)};"
                is_changed = True
            elif marks[at] and _is_punctuation(left) and _is_word(right):
                texts[at + 1] = f"&#{ord(right)};{texts[at + 1][1:]}"
                is_changed = True


def _is_punctuation(char: str) -> bool:
    return isMdAsciiPunct(ord(char)) or isPunctChar(char)


def _is_word(char: str) -> bool:
    return not _is_punctuation(char) and not isWhiteSpace(ord(char))


def _escape_href(href: str) -> str:
    if not re.search(r"[\s()<>\\&]", href):
        return href
    return "<" + re.sub(r"([<>\\&])", r"\\\1", href) + ">"


def _escape(text: str, *, at_start: bool) -> str:
    text = re.sub(r"([\\`*_\[\]<])", r"\\\1", text)
    text = re.sub(r"&(?=#?\w+;)", r"\\&", text)
    text = text.replace("\\_", "_") if not re.search(r"(^|\W)_|_(\W|$)", text) else text
    if at_start:
        text = re.sub(r"^(\s*)([#+\-:=~]|\d+[.)](?=\s|\Z))", lambda m: m[1] + (
            "\\" + m[2] if not m[2][0].isdigit() else m[2][:-1] + "\\" + m[2][-1]), text)  # fmt: skip
    return text


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0
