"""The plan of an import: row by row and field by field what would happen, and why. Nothing is changed here."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from dogwood.exchange.models import FieldProvenance, Source

from .cells.values import fold
from .drafts import PARTS, DraftListing, DraftValue, Reading
from .match import LIKELY, SURE, SURE_IN_FILE, Index, Match, Traits, make_traits
from .planned import WRITES, Decision, FieldPlan, Gone, ImportPlan, RowPlan
from .state import (
    State,
    canonical,
    collect_names,
    find_faults,
    is_covered,
    is_empty,
    is_equal,
    load_states,
    merge_part,
    show,
    to_plain,
)


@dataclass(slots=True)
class _Origin:
    key: str
    said: dict[str, str] = field(default_factory=dict)
    kept: dict[str, str] = field(default_factory=dict)


class _Planner:
    def __init__(self, reading: Reading, source: Source | None, decisions: Mapping[str, Decision]) -> None:
        self.reading = reading
        self.source = source
        self.decisions = decisions
        self.states: dict[str, dict[str, State]] = {}
        self.indexes: dict[str, Index] = {}
        self.here: dict[str, Index] = {}
        self.origins = _load_origins(source)
        self.made: dict[tuple[str, str], RowPlan] = {}
        self.claimed: dict[tuple[str, str], str] = {}
        self.made_keys: set[tuple[str, str]] = set()
        self.keys: dict[tuple[str, str], str] = {}
        self.reserved = {(draft.subject, draft.key) for draft in reading.drafts if draft.key}
        self.organizations: dict[str, list[str]] | None = None
        present = {draft.ident for draft in reading.drafts}
        self.absent: dict[tuple[str, str], list[str]] = defaultdict(list)
        for (subject, ident), origin in self.origins.items():
            if ident not in present:
                self.absent[subject, origin.key].append(ident)

    def plan(self) -> ImportPlan:
        rows = [self._plan_row(draft) for draft in self.reading.drafts]
        drafts = {draft.ident: draft for draft in self.reading.drafts}
        plan = ImportPlan(rows, [], list(self.reading.notes), self.reading.columns, drafts, not self.origins)
        if self.reading.is_complete:
            plan.gone = self._find_gone(rows)
        return plan

    def _load(self, subject: str) -> dict[str, State]:
        if subject not in self.states:
            states = load_states(subject)
            self.states[subject] = states
            self.indexes[subject] = Index(
                make_traits(key, state.get("name") or state.get("title") or "", state) for key, state in states.items()
            )
            self.here[subject] = Index()
        return self.states[subject]

    def _plan_row(self, draft: DraftListing) -> RowPlan:
        states = self._load(draft.subject)
        self._drop_faults(draft)
        row = RowPlan(
            draft.row, draft.ident, draft.subject, draft.name, "", problems=draft.problems, unread=draft.unread
        )
        decision = self.decisions.get(draft.ident, Decision())
        if decision.action == "skip":
            row.action, row.reason = "skip", "You left it out."
            return row
        if not draft.name:
            row.action, row.reason = "problem", "A row without a name cannot be an entry."
            return row
        values = {name: one.value for name, one in draft.fields.items()}
        traits = make_traits(draft.ident, draft.name, values, draft.is_mobile or None)
        goes_on = self._identify(row, draft, decision, states, traits)
        self.keys[draft.subject, draft.ident] = row.key
        if not goes_on:
            return row
        if row.action == "create":
            self.here[draft.subject].add(traits)
            self.made[draft.subject, draft.ident] = row
            self._plan_new(row, draft, states)
        else:
            self._plan_update(row, draft, states[row.key], decision)
        return row

    def _drop_faults(self, draft: DraftListing) -> None:
        """A value that the directory would refuse leaves the draft; its words stay for the editors."""
        for name, one in list(draft.fields.items()):
            if name in {"organization", "parent"}:
                self._find_organization(draft, name, one)
                continue
            if faults := find_faults(draft.subject, name, one.value):
                draft.problems.append(f"{name}: {' '.join(faults)} It is kept in the note for editors.")
                draft.keep_unread(name, one.said or show(name, one.value))
                del draft.fields[name]

    def _find_organization(self, draft: DraftListing, name: str, one: DraftValue) -> None:
        """Its key: of an earlier row of the file that has the value as its ident, or of the one that is called so."""
        words = str(one.value)
        known = self.keys.get(("organization", words))
        if known is not None:
            keys, words = [known] if known else [], one.said
        else:
            if self.organizations is None:
                self.organizations = collect_names(load_states("organization"))
            keys = self.organizations.get(fold(words), [])
        if len(keys) == 1:
            draft.fields[name] = DraftValue(keys[0], one.said, one.sure, one.note)
            return
        del draft.fields[name]
        draft.keep_unread("Run by" if name == "organization" else "Part of", words)

    def _identify(
        self, row: RowPlan, draft: DraftListing, decision: Decision, states: dict[str, State], traits: Traits
    ) -> bool:
        """Find which entry the row is. False where the row goes no further."""
        origin = self.origins.get((draft.subject, draft.ident))
        if decision.action == "update" and decision.key in states:
            row.action, row.key, row.reason = "update", decision.key, "You said which it is."
            return True
        if origin and decision.action != "create":
            if origin.key in states:
                row.action, row.key, row.reason = "update", origin.key, "Known from the last import."
                return True
            row.action, row.reason = "skip", f"“{origin.key}” was removed from the directory since the last import."
            return False
        named = states.get(draft.key, {}).get("name") if draft.key and decision.action != "create" else None
        if named is not None and fold(str(named)) == fold(draft.name):
            row.action, row.key, row.reason = "update", draft.key, "It has the same key and name here."
            return True
        row.matches = self.indexes[draft.subject].find(traits)
        best = row.matches[0] if row.matches else None
        if decision.action != "create" and best and best.score >= SURE:
            row.action, row.key = "update", best.ref
            row.reason = f"It seems to be “{best.name}” ({best.score}: {', '.join(best.reasons)})."
            gone = self.absent.get((draft.subject, best.ref))
            row.replaces = gone[0] if gone else ""
            return True
        twins = [] if draft.key else self.here[draft.subject].find(traits, 1)
        if decision.action != "create" and twins and twins[0].score >= SURE_IN_FILE:
            self._join(row, draft, self.made[draft.subject, twins[0].ref], twins[0])
            return False
        row.action, row.key = "create", self._make_key(draft, states)
        row.reason = "You said that it is new." if decision.action == "create" else "Nothing like it is there."
        if row.matches and row.matches[0].score >= LIKELY and not decision.action:
            row.reason = f"New, but look: “{row.matches[0].name}” is like it ({row.matches[0].score})."
        return True

    def _join(self, row: RowPlan, draft: DraftListing, first: RowPlan, match: Match) -> None:
        """A row that repeats an earlier new one: what it says besides goes there, into empty fields or the note."""
        row.action, row.key = "repeat", first.key
        row.reason = f"It seems to be {first.row} again ({match.score}: {', '.join(match.reasons)})."
        row.matches = [Match(first.key, f"{first.name} ({first.row})", match.score, match.reasons)]
        having = {one.field: one for one in first.fields}
        lines = []
        for name, one in draft.fields.items():
            theirs = having.get(name)
            if theirs is None and name not in {"hours", "hours_note"}:
                first.fields.append(
                    FieldPlan(name, "new", "", show(name, one.value), one.said, one.value, one.sure, f"From {row.row}.")
                )
                row.fields.append(FieldPlan(name, "joined", "", show(name, one.value), one.said))
            elif theirs is None or not is_covered(name, theirs.value, one.value):
                lines.append(one.said if ":" in one.said[:60] else f"{name}: {one.said}")
                ours = theirs.theirs if theirs else ""
                row.fields.append(FieldPlan(name, "joined", ours, show(name, one.value), one.said, note="In the note."))
        lines.extend(f"{heading}: {words}" for heading, words in draft.unread)
        note = having.get("editor_note")
        having_words = str(note.value) if note else ""
        fresh = [line for line in (" ".join(line.split())[:2000] for line in lines) if line not in having_words]
        if fresh:
            text = "\n".join([having_words, f"{row.row} says also:", *fresh]).strip()
            if note:
                note.value = note.theirs = text
            else:
                first.fields.append(FieldPlan("editor_note", "new", "", text, "", text))

    def _make_key(self, draft: DraftListing, states: dict[str, State]) -> str:
        if draft.key and draft.key not in states and (draft.subject, draft.key) not in self.made_keys:
            self.made_keys.add((draft.subject, draft.key))
            return draft.key
        place = next(iter(draft.fields["places"].value), None) if "places" in draft.fields else None
        town = place["city"] if place else ""
        base = make_key(draft.name) or "entry"
        tries = [base, make_key(f"{base} {town}")] if town else [base]
        number = 1
        while True:
            for candidate in tries:
                mark = (draft.subject, candidate)
                is_free = mark not in self.made_keys and mark not in self.reserved
                if candidate and candidate not in states and is_free:
                    self.made_keys.add(mark)
                    return candidate
            number += 1
            tries = [f"{tries[-1] if number == 2 else re.sub('-[0-9]+$', '', tries[-1])}-{number}"]

    def _plan_new(self, row: RowPlan, draft: DraftListing, states: dict[str, State]) -> None:
        for name, one in draft.fields.items():
            row.fields.append(
                FieldPlan(name, "new", "", show(name, one.value), one.said, one.value, one.sure, one.note)
            )
        for name, value in draft.defaults.items():
            if name not in draft.fields:
                row.fields.append(
                    FieldPlan(name, "new", "", show(name, value), "", value, True, "What this source is about.")
                )
        if note := self._make_note(draft, ""):
            row.fields.append(FieldPlan("editor_note", "new", "", note, "", note))

    def _plan_update(self, row: RowPlan, draft: DraftListing, state: State, decision: Decision) -> None:
        origin = self.origins.get((draft.subject, row.replaces or draft.ident))
        first = self.claimed.setdefault((draft.subject, row.key), draft.row)
        for name, one in draft.fields.items():
            plan = self._plan_field(name, one, state, origin, is_taken=name in decision.take)
            if plan.state in WRITES and first != draft.row and not is_empty(state.get(name)):
                plan.state, plan.note = "conflict", f"{first} is the same entry and says otherwise."
            elif plan.state in WRITES and state["has_unpublished_changes"] and name not in decision.take:
                plan.state, plan.note = "conflict", "An editor's draft of this entry is waiting to be published."
            if plan.state in WRITES:
                state[name] = to_plain(plan.value)
            row.fields.append(plan)
        note = self._make_note(draft, state.get("editor_note") or "")
        if note and not state["has_unpublished_changes"]:
            whole = f"{state['editor_note']}\n\n{note}".strip()
            row.fields.append(FieldPlan("editor_note", "fill", "", note, "", whole))
            state["editor_note"] = whole
        if not row.writes:
            row.action = "same"

    def _plan_field(
        self, name: str, one: DraftValue, state: State, origin: _Origin | None, *, is_taken: bool
    ) -> FieldPlan:
        ours = state.get(name)
        plan = FieldPlan(name, "same", show(name, ours), show(name, one.value), one.said, None, one.sure, one.note)
        kept, said = (origin.kept.get(name, ""), origin.said.get(name)) if origin else ("", None)
        if not is_empty(ours) and is_equal(name, ours, one.value):
            return plan
        if is_taken:
            plan.state = "change"
        elif is_empty(ours):
            plan.state = "fill" if said is None else "kept" if said == one.said else "conflict"
            plan.note = plan.note if said is None else "An editor emptied it since the last import."
        elif said is not None and said != one.said and kept and kept == canonical(ours):
            plan.state = "change"
        elif is_covered(name, ours, one.value):
            return plan
        elif said is not None and said == one.said:
            plan.state, plan.note = "kept", "The source says what it said; the directory says otherwise."
        else:
            plan.state = "conflict"
            if said is not None:
                plan.note = "The source changed it, and so did somebody here."
        if plan.state in WRITES:
            plan.value = merge_part(name, ours or [], one.value) if name in PARTS else one.value
        return plan

    def _make_note(self, draft: DraftListing, having: str) -> str:
        """The unread words as lines for the editors, without those that the note has."""
        lines = [f"{heading}: {' '.join(words.split())}"[:2000] for heading, words in draft.unread]
        lines = [line for line in lines if line not in having]
        if not lines:
            return ""
        return "\n".join([f"From {self.source.name if self.source else 'an import'}, {draft.row}:", *lines])

    def _find_gone(self, rows: list[RowPlan]) -> list[Gone]:
        now_at = {(row.subject, row.key): row.row for row in rows if row.key}
        gone = []
        for (subject, key), idents in self.absent.items():
            state = self._load(subject).get(key)
            for ident in idents:
                if state is not None:
                    name = state.get("name") or state.get("title") or key
                    gone.append(Gone(ident, subject, key, name, now_at.get((subject, key), "")))
        return gone


def make_plan(reading: Reading, source: Source | None, decisions: Mapping[str, Decision] | None = None) -> ImportPlan:
    """What importing ``reading`` would do now. source: where it is from, None where it has no memory. decisions: ident →
    what an editor decided."""
    return _Planner(reading, source, decisions or {}).plan()


def _load_origins(source: Source | None) -> dict[tuple[str, str], _Origin]:
    """(subject, ident) → what the source said at its last import."""
    found: dict[tuple[str, str], _Origin] = {}
    if source is None or source.pk is None:
        return found
    rows = FieldProvenance.objects.filter(source=source).values_list("subject", "ident", "key", "field", "said", "kept")
    for subject, ident, key, name, said, kept in rows.iterator(chunk_size=5000):
        origin = found.setdefault((subject, ident), _Origin(key))
        if name:
            origin.said[name], origin.kept[name] = said, kept
    return found


def make_key(name: str) -> str:
    """Lower-case letters, digits and single hyphens, at most 70 characters, cut between words."""
    plain = fold(name.replace("'", "").replace("’", "").replace(".", "")).replace(" ", "-")
    return plain if len(plain) <= 70 else plain[:71].rsplit("-", 1)[0][:70].strip("-")
