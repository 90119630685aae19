"""The words of a page that a reader sees, from whatever bytes a stranger sent.

A plain scan from left to right, no tree: its time and memory grow with the length of the page only, however the page is
built. It need not be right about every page, only never wrong in a way that hangs.
"""

import codecs
import html
import re
from dataclasses import dataclass

MOST_CHARACTERS = 2_000_000
_HIDDEN = ("script", "style", "noscript", "template", "svg", "iframe", "textarea", "select")
_BLOCKS = frozenset(
    "address article aside blockquote body br dd div dl dt footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol option p"
    " pre section table td th tr ul".split()
)
_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9]{0,20})")
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_REFRESH = re.compile(r"http-equiv\s*=\s*[\"']?\s*refresh", re.IGNORECASE)
_REFRESH_TO = re.compile(r"content\s*=\s*(?:\"([^\"]{0,2000})\"|'([^']{0,2000})')", re.IGNORECASE)
_REFRESH_PARTS = re.compile(r"\s*([0-9]{1,6})[.0-9]{0,9}\s*[;,]\s*(?:url\s*=\s*)?[\"']?\s*(\S{1,2000})", re.IGNORECASE)
_SOURCE = re.compile(r"(?:src|href|action)\s*=\s*[\"']?\s*((?:https?:)?//[^\"'\s>]{1,300})", re.IGNORECASE)
SOON = 15
"""Seconds. A page that sends its reader on later than this is a page of its own."""


@dataclass(frozen=True, slots=True)
class PageText:
    """lines: the visible text, a line a block. refresh_to: where it sends its reader on at once, "" nowhere.
    sources: addresses of scripts, frames, links on it, at most 300."""

    title: str = ""
    lines: tuple[str, ...] = ()
    refresh_to: str = ""
    sources: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def decode_page(body: bytes, content_type: str) -> str:
    """The page as text: the encoding that its header or its first bytes name, UTF-8 otherwise; never raises."""
    named = _CHARSET.search(content_type.encode("ascii", "replace")) or _CHARSET.search(body[:2048])
    name = named[1].decode("ascii") if named else "utf-8"
    try:
        if codecs.lookup(name).name not in _ENCODINGS:
            name = "utf-8"
    except LookupError:
        name = "utf-8"
    return body.decode(name, "replace")[:MOST_CHARACTERS]


_ENCODINGS = frozenset(
    codecs.lookup(name).name
    for name in ("utf-8", "latin-1", "cp1252", "iso8859-15", "cp1250", "cp1251", "shift_jis", "gb18030", "big5", "euc-kr")
)  # fmt: skip


def read_page(page: str) -> PageText:
    """Title, visible lines and addresses of an HTML page."""
    pieces: list[str] = []
    sources: list[str] = []
    title = refresh_to = ""
    lower = page.lower() if len(page.lower()) == len(page) else page  # a few letters grow when they are made small
    position = 0
    while position < len(page):
        start = page.find("<", position)
        if start < 0:
            pieces.append(page[position:])
            break
        pieces.append(page[position:start])
        if page.startswith("<!--", start):
            end = page.find("-->", start + 4)
            position = len(page) if end < 0 else end + 3
            continue
        end = page.find(">", start + 1)
        if end < 0:
            break
        tag = page[start + 1 : min(end, start + 4_000)]
        position = end + 1
        named = _NAME.match(tag)
        name = named[1].lower() if named else ""
        if name in _BLOCKS:
            pieces.append("\n")
        if tag.startswith("/") or not name:
            continue
        if len(sources) < 300:
            sources += [found[1] for found in _SOURCE.finditer(tag)]
        if name == "meta" and not refresh_to and _REFRESH.search(tag):
            refresh_to = _read_refresh(tag)
        elif name == "title" and not title:
            stop = lower.find("</title", position)
            title = _tidy(page[position : stop if stop >= 0 else position + 500])[:300]
            position = len(page) if stop < 0 else stop
        elif name in _HIDDEN and not tag.endswith("/"):
            stop = lower.find(f"</{name}", position)
            position = len(page) if stop < 0 else stop
    lines = [_tidy(line) for line in "".join(pieces).split("\n")]
    return PageText(title, tuple(line for line in lines if line), refresh_to, tuple(sources[:300]))


def _tidy(text: str) -> str:
    return " ".join(html.unescape(text).split())


def _read_refresh(tag: str) -> str:
    content = _REFRESH_TO.search(tag)
    parts = _REFRESH_PARTS.match(html.unescape(content[1] or content[2] or "")) if content else None
    return parts[2].strip("\"'") if parts and int(parts[1]) <= SOON else ""
