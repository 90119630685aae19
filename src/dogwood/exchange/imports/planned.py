"""What a plan is made of: rows, fields, what is gone, and what an editor decided."""

import hashlib
from dataclasses import dataclass, field
from typing import Any

from .drafts import Column, DraftListing
from .match import Match
from .state import canonical, to_plain

ACTIONS = ("create", "update", "same", "repeat", "problem", "skip")
WRITES = frozenset({"new", "fill", "change"})
"""States of a field in which applying writes it."""


@dataclass(slots=True)
class FieldPlan:
    """What happens to one field.

    state: ``new`` (of a new entry), ``fill`` (was empty), ``change`` (the source changed it, no editor did), ``same``,
    ``kept`` (the directory says otherwise, as before), ``conflict`` (differs, and an editor or nobody knows who wrote
    ours), ``joined`` (of a repeated row: it went to the row that came first). ours, theirs: in words. value: what applying writes. said: the source's words.
    """

    field: str
    state: str
    ours: str
    theirs: str
    said: str
    value: Any = None
    sure: bool = True
    note: str = ""


@dataclass(slots=True)
class RowPlan:
    """What happens to one row. action: one of ACTIONS. key: of the entry that is made or updated."""

    row: str
    ident: str
    subject: str
    name: str
    action: str
    key: str = ""
    reason: str = ""
    matches: list[Match] = field(default_factory=list)
    fields: list[FieldPlan] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)
    replaces: str = ""
    """Ident under which the source had this row before, where it calls it otherwise now."""

    @property
    def writes(self) -> list[FieldPlan]:
        return [one for one in self.fields if one.state in WRITES]

    @property
    def conflicts(self) -> list[FieldPlan]:
        return [one for one in self.fields if one.state == "conflict"]

    def as_json(self) -> dict[str, Any]:
        return {
            "row": self.row, "ident": self.ident, "subject": self.subject, "name": self.name, "action": self.action,
            "key": self.key, "reason": self.reason, "problems": self.problems, "unread": [list(one) for one in self.unread],
            "matches": [{"key": one.ref, "name": one.name, "score": one.score, "reasons": list(one.reasons)} for one in self.matches],
            "fields": [
                {"field": one.field, "state": one.state, "ours": one.ours, "theirs": one.theirs, "said": one.said, "sure": one.sure, "note": one.note}
                for one in self.fields
            ],
        }  # fmt: skip


@dataclass(slots=True)
class Gone:
    """A row that the source had at its last import and has no more. renamed_to: the row that seems to be it now."""

    ident: str
    subject: str
    key: str
    name: str
    renamed_to: str = ""


@dataclass(slots=True)
class ImportPlan:
    """The whole plan. counts: action → rows, and more (``conflicts``, ``problems``, ``fields``, ``gone``)."""

    rows: list[RowPlan]
    gone: list[Gone] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    columns: list[Column] = field(default_factory=list)
    drafts: dict[str, DraftListing] = field(default_factory=dict)
    is_first: bool = True

    @property
    def counts(self) -> dict[str, int]:
        counts = {action: sum(1 for row in self.rows if row.action == action) for action in ACTIONS}
        return {
            "rows": len(self.rows),
            **counts,
            "fields": sum(len(row.writes) for row in self.rows if row.action in {"create", "update"}),
            "conflicts": sum(len(row.conflicts) for row in self.rows),
            "unsure": sum(1 for row in self.rows for one in row.writes if not one.sure),
            "problems": sum(len(row.problems) for row in self.rows),
            "gone": sum(1 for one in self.gone if not one.renamed_to),
        }

    @property
    def digest(self) -> str:
        """SHA-256 of all that applying would write."""
        lines = (
            canonical([row.ident, row.action, row.key, [[one.field, to_plain(one.value)] for one in row.writes]])
            for row in self.rows
        )
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()

    def as_json(self) -> dict[str, Any]:
        return {
            "counts": self.counts, "notes": self.notes,
            "columns": [{"heading": one.heading, "target": one.target, "why": one.why, "samples": list(one.samples)} for one in self.columns],
            "gone": [{"ident": one.ident, "key": one.key, "name": one.name, "renamed_to": one.renamed_to} for one in self.gone],
            "rows": [row.as_json() for row in self.rows],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Decision:
    """What an editor decided for one row, by its ident.

    action: "" as proposed, ``create``, ``update`` (of ``key``) or ``skip``. take: fields whose value the source's
    replaces although the directory says otherwise.
    """

    action: str = ""
    key: str = ""
    take: tuple[str, ...] = ()
