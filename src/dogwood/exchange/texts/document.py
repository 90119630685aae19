"""A document as lines: what every reader of files gives and every finder takes."""

from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Link:
    """A web or mail address behind words. start, end: where the words stand in the line's text."""

    start: int
    end: int
    address: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document, or one paragraph where its format does not break lines.

    text: without white space around it, markers and mark-up taken off. number: from 1 through the document. page: from 1
    where there are pages, else 0. starts: it begins a paragraph. indent: columns from the left edge. heading: 1 to 6, 0
    for none. marker: of a list item (``•``, ``1.``), "" for none. bold: how many characters at its start are bold.
    cells: of a table's row; text is then all of them. links: in the order of the text. is_menu: navigation, not content.
    """

    text: str
    number: int = 0
    page: int = 0
    starts: bool = False
    indent: int = 0
    heading: int = 0
    marker: str = ""
    bold: int = 0
    cells: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    is_menu: bool = False

    @property
    def where(self) -> str:
        """For people: ``line 40`` or ``page 2, line 40``."""
        return f"page {self.page}, line {self.number}" if self.page else f"line {self.number}"


@dataclass(frozen=True, slots=True)
class Document:
    """lines: without empty ones. form: ``text``, ``markdown``, ``html``, ``word`` or ``pdf``. notes: what was decided
    or left out while reading, for people."""

    lines: tuple[Line, ...]
    form: str = "text"
    notes: tuple[str, ...] = field(default_factory=tuple)

    @property
    def text(self) -> str:
        """All words with the addresses behind links: every value that is found stands in here."""
        return "\n".join(part for line in self.lines for part in (line.text, *(link.address for link in line.links)))


def number_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """Lines with text, numbered from 1."""
    kept = [line for line in lines if line.text]
    for number, line in enumerate(kept, 1):
        object.__setattr__(line, "number", number)  # nobody else has seen the line yet, and copying 100,000 takes long
    return tuple(kept)
