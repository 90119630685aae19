"""Drafts: one entry as a source describes it, every field with the source's own words beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

PARTS = ("phones", "places", "hours", "web")
"""Fields whose value is a list of rows, each with the names of the part's model."""


@dataclass(frozen=True, slots=True)
class DraftValue:
    """One field's value.

    value: as ``EntryInput.values`` takes it; for phones, places, hours and web a list of rows as ``EntryInput.parts``
    takes them. said: the source's words, unchanged. sure: False where an editor should look. note: why, in words.
    """

    value: Any
    said: str = ""
    sure: bool = True
    note: str = ""


@dataclass(slots=True)
class DraftListing:
    """One entry of a source.

    row: where it stands, for people ("row 12", "line 40"). ident: what names it within the source for ever, such as the
    source's own id; the same in the next import. subject: ``listing``, ``publication`` or ``organization``. fields:
    model field → value. defaults: field → value that only a new entry gets, such as the kind that the source is about.
    problems: what is wrong, for people. unread: (heading, words) that were not understood or have no field: they go into
    the note for editors. is_mobile: it travels, so its address does not make it the same as what stands there. key: under
    which another directory of this software has it, "" for other sources: it keeps it where it is free, and no two rows of
    such a source are one entry.
    """

    row: str
    ident: str
    subject: str = "listing"
    fields: dict[str, DraftValue] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    is_mobile: bool = False
    key: str = ""

    @property
    def name_field(self) -> str:
        return "title" if self.subject == "publication" else "name"

    @property
    def name(self) -> str:
        value = self.fields.get(self.name_field)
        return str(value.value) if value else ""

    def put(self, name: str, value: Any, said: str, *, sure: bool = True, note: str = "") -> None:
        """Set a field; an empty value sets nothing. A second value for a part adds to its rows."""
        if value in ("", None, (), [], {}):
            return
        before = self.fields.get(name)
        if before is not None and name in PARTS:
            value = [*before.value, *value]
            said = f"{before.said}\n{said}" if said and said != before.said else before.said
            sure, note = sure and before.sure, " ".join(filter(None, (before.note, note)))
        self.fields[name] = DraftValue(value, said, sure, note)

    def keep_unread(self, heading: str, words: str) -> None:
        """Keep words that were not understood, or that have no field here, for the editors."""
        if words.strip():
            self.unread.append((heading, words.strip()))


@dataclass(slots=True)
class Column:
    """One column of a table as it was read. heading: as the source has it. target: field it goes to, "" for none.
    why: how that was found out ("heading", "contents", "remembered", "chosen"). samples: first cells that are not empty."""

    heading: str
    target: str
    why: str = ""
    samples: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """A whole file as drafts. notes: what the reader of the file found out or decided (encoding, sheet, heading row).
    columns: for tables. is_complete: the source lists everything it has, so that what is missing now is gone."""

    drafts: list[DraftListing]
    notes: list[str] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    is_complete: bool = False


def give_unique_idents(drafts: Iterable[DraftListing]) -> None:
    """Number idents that a source has twice: ``x``, ``x (2)``, in the order of its rows."""
    seen: dict[str, int] = {}
    for draft in drafts:
        seen[draft.ident] = seen.get(draft.ident, 0) + 1
        if seen[draft.ident] > 1:
            draft.ident = f"{draft.ident} ({seen[draft.ident]})"


def phone_row(
    written: str, kind: str = "voice", extension: str = "", label: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """A row of ``phones``."""
    return {
        "written": written, "kind": kind, "extension": extension, "languages": (), "place": None, "label": dict(label or {}),
    }  # fmt: skip


def place_row(**values: Any) -> dict[str, Any]:
    """A row of ``places``; what is not given is empty."""
    return {
        "name": "", "address": "", "address_2": "", "city": "", "state": "", "zip": "", "county": "",
        "latitude": None, "longitude": None, "accessibility": {}, **values,
    }  # fmt: skip


def hours_row(days: str, opens: str, closes: str, weeks: tuple[str, ...] = ()) -> dict[str, Any]:
    """A row of ``hours``."""
    return {"days": days, "opens": opens, "closes": closes, "weeks": weeks, "timezone": "", "place": None, "note": {}}


def web_row(url: str, label: Mapping[str, str] | None = None) -> dict[str, Any]:
    """A row of ``web``."""
    return {"url": url, "label": dict(label or {})}
