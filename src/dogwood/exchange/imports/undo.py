"""Undoing a run: what it made goes, what it changed is as it was, and what was edited since stays and is named."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.timezone import now
from wagtail.models import Locale

from dogwood.editorial.actions import EntryInput, put_entries, remove_entries
from dogwood.editorial.announce import announce_change
from dogwood.exchange.models import FieldProvenance, ImportRun

from .drafts import PARTS
from .errors import RunStateError
from .state import SUBJECTS, State, canonical, digest, from_plain, load_states

_REFERENCES = ("organization",)


@dataclass
class UndoReport:
    """removed, restored: entries. left: (key, row, field or "", why it stays as it is)."""

    removed: int = 0
    restored: int = 0
    left: list[tuple[str, str, str, str]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        return {"removed": self.removed, "restored": self.restored, "left": [list(one) for one in self.left]}


def undo_run(*, run: ImportRun, by: AbstractBaseUser | None, dry: bool = False) -> UndoReport:
    """Take back what ``run`` did, in one transaction. dry: only tell what would happen.

    Checks that the run recorded stay: a check is never deleted. Raises RunStateError where the run is not applied, or
    a later one of the same source is.
    """
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().get(pk=run.pk)
        if run.state != "applied":
            raise RunStateError("Only an import that is applied can be undone.")
        later = ImportRun.objects.filter(source=run.source, state="applied", applied_at__gt=run.applied_at).first()
        if later is not None:
            raise RunStateError(f"Import {later.pk} of the same source came later. Undo that one first.")
        report = UndoReport()
        why = f"import {run.pk} from {run.source.name} undone"
        entries = _restore(run, report)
        doomed = _find_doomed(run, report)
        if dry:
            return report
        put_entries(entries=entries, by=by, why=why)
        for subject, keys in doomed.items():
            remove_entries(model=SUBJECTS[subject], keys=keys, by=by, why=why)
        _restore_provenance(run)
        run.state, run.undone_at, run.undone_by_id = "undone", now(), by.pk if by else None
        run.report = {**run.report, "undo": report.as_json()}
        run.save()
        announce_change(by=by, why=why)
    return report


def _find_doomed(run: ImportRun, report: UndoReport) -> dict[str, list[str]]:
    """Subject → keys that the run made and nobody touched since."""
    doomed: dict[str, list[str]] = {}
    by_subject: dict[str, list[list[str]]] = {}
    for one in run.undo["created"]:
        by_subject.setdefault(one[0], []).append(one)
    for subject, made in by_subject.items():
        states: dict[str, State] = {}
        for number, (_, key, row, was) in enumerate(made):
            if number % 1000 == 0:  # a part at a time: whole entries are large
                states = load_states(subject, [one[1] for one in made[number : number + 1000]])
            state = states.get(key)
            if state is None:
                report.left.append((key, row, "", "It was removed already."))
            elif digest(state) != was:
                report.left.append((key, row, "", "It was edited or published since; it stays."))
            else:
                doomed.setdefault(subject, []).append(key)
                report.removed += 1
    return doomed


def _restore(run: ImportRun, report: UndoReport) -> list[EntryInput]:
    """The inputs that put back what the run changed, field by field, but for what was edited since."""
    keys: dict[str, set[str]] = {}
    for one in run.undo["changed"]:
        keys.setdefault(one["subject"], set()).add(one["key"])
    states = {subject: load_states(subject, wanted) for subject, wanted in keys.items()}
    language = Locale.get_default().language_code
    entries: list[EntryInput] = []
    for one in run.undo["changed"]:
        state: State | None = states[one["subject"]].get(one["key"])
        if state is None:
            report.left.append((one["key"], one["row"], "", "It was removed since."))
            continue
        if state["has_unpublished_changes"]:
            report.left.append((one["key"], one["row"], "", "An editor's draft of it is waiting; it stays."))
            continue
        entry = EntryInput(SUBJECTS[one["subject"]], one["key"], language, {}, {}, {}, one["row"])
        values: dict[str, Any] = {}
        references: dict[str, str] = {}
        parts: dict[str, Any] = {}
        for name, before in one["before"].items():
            if canonical(state[name]) != canonical(one["after"][name]):
                report.left.append((one["key"], one["row"], name, "It was edited since; it stays."))
                continue
            (parts if name in PARTS else references if name in _REFERENCES else values)[name] = from_plain(name, before)
        if values or references or parts:
            entry.values, entry.references, entry.parts = values, references, parts
            entries.append(entry)
            report.restored += 1
    return entries


def _restore_provenance(run: ImportRun) -> None:
    FieldProvenance.objects.filter(run=run).delete()
    FieldProvenance.objects.bulk_create(
        [
            FieldProvenance(
                source_id=run.source_id,
                run_id=number,
                ident=ident,
                subject=subject,
                key=key,
                field=name,
                said=said,
                kept=kept,
                row=row,
                on=dt.datetime.fromisoformat(on),
            )
            for ident, subject, key, name, said, kept, row, on, number in run.undo["provenance"]
        ],
        batch_size=1000,
    )
