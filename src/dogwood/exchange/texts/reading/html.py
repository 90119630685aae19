"""Web pages: blocks become paragraphs, ``<br>`` a new line, tables of data become rows. Scripts are never run nor read."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborHTMLParser, LexborNode

from ..document import Document, Line, Link, number_lines

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr html legend li main menu ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_HIDDEN = frozenset(
    "head script style noscript template select option button textarea svg math iframe object embed canvas audio video nav datalist".split()
)
_BOLD = frozenset({"b", "strong"})
_MOST_NODES = 2_000_000
_MOST_CELL = 600


@dataclass
class _Open:
    """The line that is being written."""

    text: str = ""
    bold: list[bool] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)


class _Writer:
    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.line = _Open()
        self.starts = True
        self.heading = 0
        self.marker = ""
        self.indent = 0
        self.bold = 0
        self.breaks = 0
        self.pre = 0

    def write(self, words: str) -> None:
        if self.pre:
            for number, row in enumerate(words.split("\n")):
                if number:
                    self.break_line()
                self._add(row.rstrip())
            return
        words = re.sub(r"[ \t\r\n\f\xa0]+", " ", words)
        if not self.line.text or self.line.text.endswith(" "):
            words = words.lstrip(" ")
        self._add(words)

    def _add(self, words: str) -> None:
        if words:
            self.line.text += words
            self.line.bold.extend([self.bold > 0] * len(words))
            if words.strip():
                self.breaks = 0

    def break_line(self) -> None:
        """``<br>``: a new line; two in a row begin a paragraph."""
        had = bool(self.line.text.strip())
        self._flush()
        self.breaks = 1 if had else self.breaks + 1
        self.starts = self.starts or self.breaks >= 2

    def break_block(self) -> None:
        self._flush()
        self.starts, self.breaks = True, 0

    def _flush(self) -> None:
        text = self.line.text
        lead = len(text) - len(text.lstrip())
        body = text.strip()
        if body:
            bold = 0
            for is_bold, letter in zip(self.line.bold[lead:], body, strict=False):
                if not is_bold and letter.strip():
                    break
                bold += 1
            bold = len(body[:bold].rstrip()) if any(self.line.bold[lead : lead + 1]) else 0
            links = tuple(
                Link(link.start - lead, link.end - lead, link.address)
                for link in self.line.links
                if 0 <= link.start - lead < link.end - lead <= len(body)
            )
            self.lines.append(
                Line(
                    body,
                    starts=self.starts,
                    indent=self.indent + (lead if self.pre else 0),
                    heading=self.heading,
                    marker=self.marker,
                    bold=bold,
                    links=links,
                )
            )
            self.starts, self.marker = False, ""
        self.line = _Open()


def read_html(text: str) -> Document:
    """The lines of a web page. Bounded by the caller: a page that is nested without end takes long."""
    parser = LexborHTMLParser(text)
    writer = _Writer()
    links: list[tuple[int, str]] = []
    root = parser.root
    if root is None:
        return Document((), "html")
    depth_of_lists = 0
    for count, (node, is_opening) in enumerate(walk_nodes(root)):
        if count > _MOST_NODES:
            break
        tag = node.tag or ""
        if tag == "-text":
            if is_opening:
                writer.write(node.text(deep=False) or "")
            continue
        if is_opening and tag == "table" and _is_data(node):
            writer.break_block()
            _write_table(node, writer)
            continue
        if is_opening:
            if tag in _BLOCKS:
                if tag == "dd":
                    writer._flush()
                    writer.indent += 4
                else:
                    writer.break_block()
            if tag == "br":
                writer.break_line()
            elif tag in {"ul", "ol"}:
                depth_of_lists += 1
            elif tag == "li":
                writer.marker, writer.indent = _marker(node), depth_of_lists * 2
            elif re.fullmatch(r"h[1-6]", tag):
                writer.heading = int(tag[1])
            elif tag == "pre":
                writer.pre += 1
            elif tag == "a":
                links.append((len(writer.line.text), _address(node)))
            if _is_bold(node, tag):
                writer.bold += 1
        else:
            if _is_bold(node, tag):
                writer.bold -= 1
            if tag == "a" and links:
                start, address = links.pop()
                end = len(writer.line.text)
                if address and start < end:
                    writer.line.links.append(Link(start, len(writer.line.text.rstrip()), address))
            if tag in _BLOCKS:
                if tag == "dt":
                    writer._flush()
                else:
                    writer.break_block()
            if tag in {"ul", "ol"}:
                depth_of_lists -= 1
            elif tag == "li":
                writer.marker, writer.indent = "", 0
            elif tag == "dd":
                writer.indent = max(0, writer.indent - 4)
            elif re.fullmatch(r"h[1-6]", tag):
                writer.heading = 0
            elif tag == "pre":
                writer.pre -= 1
    writer.break_block()
    return Document(number_lines(writer.lines), "html")


def walk_nodes(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """(node, True where it opens, False where it closes) in the order of the document, without recursion; what is hidden
    and tables of data are not entered."""
    node: LexborNode | None = root
    while node is not None:
        yield node, True
        child = None if is_hidden(node) or (node.tag == "table" and _is_data(node)) else node.child
        if child is not None:
            node = child
            continue
        while node is not None:
            yield node, False
            if node.mem_id == root.mem_id:
                return
            if node.next is not None:
                node = node.next
                break
            node = node.parent


def is_hidden(node: LexborNode) -> bool:
    tag = node.tag or ""
    if tag in _HIDDEN or (tag.startswith(("-", "!", "_")) and tag not in {"-text", "-document"}):
        return True
    if tag == "-text":
        return False
    attributes = node.attributes if tag not in {"-document"} else {}
    style = attributes.get("style") or ""
    return (
        "hidden" in attributes
        or attributes.get("role") == "navigation"
        or bool(re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", style, re.IGNORECASE))
    )


def _is_bold(node: LexborNode, tag: str) -> bool:
    if tag in _BOLD or tag in {"dt", "th"}:
        return True
    style = node.attributes.get("style") if tag in {"span", "p", "div", "td", "font", "a", "li"} else None
    return bool(style and re.search(r"font-weight\s*:\s*(?:bold|[6-9]00)", style, re.IGNORECASE))


def _marker(node: LexborNode) -> str:
    parent = node.parent
    return "1." if parent is not None and parent.tag == "ol" else "•"


def _address(node: LexborNode) -> str:
    address = (node.attributes.get("href") or "").strip()
    if re.match(r"https?://[^\s]{3,500}\Z", address, re.IGNORECASE):
        return address
    if address.lower().startswith("mailto:"):
        return address[7:].split("?")[0][:254]
    return ""


def _is_data(table: LexborNode) -> bool:
    """True for a table of data; pages of old were laid out by tables too."""
    if table.css_first("table table, td h1, td h2, td h3, td ul, td ol") is not None:
        return False
    rows = table.css("tr")
    widths = [len(row.css("td, th")) for row in rows[:200]]
    if len([width for width in widths if width >= 2]) < 2 or max(widths) < 2:
        return False
    cells = table.css("td, th")[:600]
    lengths = [len((cell.text(deep=True) or "").strip()) for cell in cells]
    if sum(1 for length in lengths if length > _MOST_CELL) > 0.05 * len(lengths):
        return False
    common = max(set(widths), key=widths.count)
    return (
        common >= 2
        and widths.count(common) >= 0.5 * len(widths)
        and sum(1 for length in lengths if length) >= 0.4 * len(lengths)
    )


def _write_table(table: LexborNode, writer: _Writer) -> None:
    for row in table.css("tr"):
        cells: list[str] = []
        links: list[Link] = []
        text = ""
        for cell in row.css("td, th"):
            inner = _Writer()
            for node, is_opening in walk_nodes(cell):
                if node.tag == "-text" and is_opening:
                    inner.write(node.text(deep=False) or "")
                elif node.tag == "br" and is_opening:
                    inner.break_line()
                elif node.tag in _BLOCKS:
                    inner.break_block()
            inner.break_block()
            words = "\n".join(line.text for line in inner.lines)
            base = len(text) + (3 if text else 0)
            text = f"{text} | {words}" if text else words
            for link in cell.css("a"):
                address, label = _address(link), " ".join((link.text(deep=True) or "").split())
                at = words.find(label) if label and address else -1
                if at >= 0:
                    links.append(Link(base + at, base + at + len(label), address))
            cells.append(words)
        if any(cells):
            writer.lines.append(Line(text, starts=True, cells=tuple(cells), links=tuple(links)))
    writer.starts = True
