"""Plain text and Markdown: lines with indentation, list markers, headings, bold words and links."""

import re
from dataclasses import replace

from ..document import Document, Line, Link, number_lines
from .columns import unfold_columns

_MARKER = re.compile(
    r"(?:[•●▪■◦‣·*o➢✓❖]|[-–—+](?=[ \t]|[A-Z&])|\(?[0-9]{1,2}[.)](?=\s)|[0-9]{3}\.(?=\s)|\(?[a-zA-Z][.)](?=\s))\s*"
)
_HASHES = re.compile(r"(#{1,6})\s+(.+?)\s*#*\Z")
_UNDERLINE = re.compile(r"(=+|-+|_+|\*+|~+)\Z")
_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\Z")
_LINK = re.compile(r"\[([^\]\[]{1,300})\]\(\s*<?([^\s()<>]{1,500})>?(?:\s+\"[^\"]{0,200}\")?\s*\)")
_ANGLE = re.compile(r"<((?:https?://|mailto:)[^\s<>]{1,500})>")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.{1,300}?)(?<=\S)\1")
_EMPHASIS = re.compile(r"(?<![\w*_])([*_])(?=[^\s*_])([^*_\n]{1,200}?)(?<=[^\s*_])\1(?![\w*_])")
_MARKS_OF_MARKDOWN = (
    re.compile(r"^#{1,6} \S", re.MULTILINE),
    re.compile(r"\*\*[^\s*][^*\n]{0,200}\*\*"),
    re.compile(r"\]\((?:https?:|mailto:)"),
    re.compile(r"^\|?\s*:?-{3,}:?\s*\|", re.MULTILINE),
)
_MOST_LINE = 20_000
_MOST_LINES = 120_000


def read_text(text: str, *, is_markdown: bool | None = None) -> Document:
    """Lines of a paste. is_markdown: None looks for its marks. Never raises."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\x0c", "\n\n")
        .replace("\u2028", "\n")
        .replace("\ufeff", "")
    )
    text = re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f\u200b\u2060]", "", text)
    if is_markdown is None:
        is_markdown = sum(1 for mark in _MARKS_OF_MARKDOWN if mark.search(text[:400_000])) >= 1
    rows = text.split("\n")
    notes: list[str] = []
    if len(rows) > _MOST_LINES:
        notes.append(f"The text has {len(rows)} lines; the first {_MOST_LINES} were read. Split it.")
    raw = [line.expandtabs(4).replace("\xa0", " ")[:_MOST_LINE] for line in rows[:_MOST_LINES]]
    cut = sum(1 for line in rows[:_MOST_LINES] if len(line) > _MOST_LINE)
    if cut:
        notes.append(f"{cut} lines have more than {_MOST_LINE} characters; what follows in them was not read.")
    if not is_markdown:
        raw, is_unfolded = unfold_columns(raw)
        if is_unfolded:
            notes.append("The text stands in columns; they were read one after the other.")
    lines = _read_lines(raw, is_markdown)
    return Document(number_lines(lines), "markdown" if is_markdown else "text", tuple(notes))


def _read_lines(raw: list[str], is_markdown: bool) -> list[Line]:
    lines: list[Line] = []
    starts = True
    for words in raw:
        text = words.strip()
        if not text:
            starts = True
            continue
        indent = len(words) - len(words.lstrip())
        if _UNDERLINE.match(text) and len(text) > 2 and not is_table(text):
            # A rule under a line makes it a heading; a rule by itself parts paragraphs.
            if lines and not starts and len(lines[-1].text) <= 100 and lines[-1].starts:
                lines[-1] = replace(lines[-1], heading=1 if text[0] == "=" else 2)
            starts = True
            continue
        if is_markdown:
            line, is_over = _read_markdown(text, indent, starts)
            if line is None:
                continue
        else:
            line, is_over = _read_plain(text, indent, starts), False
        lines.append(line)
        starts = is_over
    return lines


def is_table(text: str) -> bool:
    return "|" in text


def _read_plain(text: str, indent: int, starts: bool) -> Line:
    cells = _split_cells(text)
    if cells:
        return Line(" | ".join(cells), starts=True, indent=indent, cells=cells)
    body, marker = split_marker(text)
    return Line(body, starts=starts or bool(marker), indent=indent, marker=marker)


def _read_markdown(text: str, indent: int, starts: bool) -> tuple[Line | None, bool]:
    """(line, whether the next one starts a paragraph)."""
    if _RULE.match(text):
        return None, False
    if heading := _HASHES.match(text):
        body, bold, links = read_inline(heading[2])
        return Line(body, starts=True, heading=len(heading[1]), bold=bold, links=links), True
    text = re.sub(r"\A(?:>\s?)+", "", text).rstrip("\\").strip()
    if text.count("|") >= 2 or (text.count("|") == 1 and re.search(r"\S \| \S", text)):
        cells = tuple(read_inline(cell.strip())[0] for cell in text.strip("|").split("|"))
        return Line(" | ".join(filter(None, cells)), starts=True, indent=indent, cells=cells), True
    marker = ""
    if not re.match(r"(\*\*|__)\S", text):
        text, marker = split_marker(text)
    body, bold, links = read_inline(text)
    return Line(body, starts=starts or bool(marker), indent=indent, marker=marker, bold=bold, links=links), False


def split_marker(text: str) -> tuple[str, str]:
    """(text, marker) of a list item: ``• bone pain`` gives (``bone pain``, ``•``)."""
    if re.match(r"\([cC]\)\s", text):
        return text, ""
    found = _MARKER.match(text)
    if not found or found.end() >= len(text):
        return text, ""
    marker = found[0].strip()
    if marker == "o" and not text.startswith("o "):
        return text, ""
    if len(marker) == 2 and marker[0].isalpha() and marker[1] == "." and marker[0].isupper():
        return text, ""  # an initial: A. Author
    return text[found.end() :].strip(), marker


def read_inline(text: str) -> tuple[str, int, tuple[Link, ...]]:
    """(words, bold characters at the start, links) of one line of Markdown."""
    text = _ANGLE.sub(r"\1", text)
    bold = 0
    if (strong := _STRONG.match(text)) is not None:
        bold = len(_plain(strong[2]))
    links: list[Link] = []
    words = ""
    position = 0
    for hit in _LINK.finditer(text):
        words += _plain(text[position : hit.start()])
        label = _plain(hit[1])
        if re.match(r"(?:https?://|mailto:|www\.)", hit[2], re.IGNORECASE):
            links.append(Link(len(words), len(words) + len(label), hit[2].removeprefix("mailto:")))
        words += label
        position = hit.end()
    words += _plain(text[position:])
    if bold and links and links[0].start == 0:
        bold = max(bold, links[0].end)
    return words.strip(), min(bold, len(words.strip())), tuple(links)


def _plain(text: str) -> str:
    text = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", text)).replace("**", "")
    text = _LINK.sub(r"\1", text)
    return re.sub(r"\\([\\`*_{}\[\]()#+\-.!|])", r"\1", text)


def _split_cells(text: str) -> tuple[str, ...]:
    """The cells of a table drawn with pipes; a menu (``Home | About us``) has pipes too and is none."""
    if text.count("|") < 2 or not (text.startswith("|") and text.endswith("|")):
        return ()
    return tuple(cell.strip() for cell in text.strip("|").split("|"))
