"""What is found in a document: drafts whose every field keeps the source's words, its line, and whether it is sure."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

FIELDS = (
    "name", "type", "phone", "web", "email", "place", "author", "year", "edition", "publisher", "language", "cost", "hours",
    "when", "area", "annotation", "get", "note",
)  # fmt: skip
"""The fields of a draft, in the order in which they are shown.

``get``: how a publication is had ("Call …"). ``area``: a county or town that a heading names. ``when``: an event's date.
``note``: labelled words that have no field of their own, such as a contact person; the label stands in ``Found.note``.
"""


@dataclass(frozen=True, slots=True)
class Found:
    """One value.

    value: text as the source writes it; for ``phone`` a row with written, kind, extension, label and languages; for
    ``place`` a row with address, city, state, zip; for ``language`` a tag. source: the source's words. line: number of
    the line. sure: False where an editor should look. note: why, in words.
    """

    value: Any
    source: str
    line: int
    sure: bool = True
    note: str = ""


@dataclass(slots=True)
class TextDraft:
    """One entry of an old directory.

    kind: ``service`` (an organization or what it offers), ``publication`` or ``event``. type: a word of the
    vocabulary's publication types, "" for services. where: for people. source: all words it was made of. sure: False
    where it may be no entry at all. found: field → values in the order of the text.
    """

    kind: str
    where: str
    line: int
    source: str
    type: str = ""
    sure: bool = True
    note: str = ""
    found: dict[str, list[Found]] = field(default_factory=dict)

    def add(self, name: str, *values: Found) -> None:
        """Add values to the field ``name``, each once."""
        having = self.found.setdefault(name, [])
        for value in values:
            if all(one.value != value.value for one in having):
                having.append(value)
        if not having:
            del self.found[name]

    def all(self, name: str) -> list[Found]:
        return self.found.get(name, [])

    def first(self, name: str) -> Any:
        """The first value of a field, "" for none."""
        return self.found[name][0].value if self.found.get(name) else ""

    @property
    def name(self) -> str:
        return str(self.first("name"))

    def __iter__(self) -> Iterator[tuple[str, Found]]:
        for name in FIELDS:
            for one in self.all(name):
                yield name, one
