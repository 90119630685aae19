"""Applying a plan: all of it in one transaction, through the editors' actions, or nothing."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.timezone import localdate, now
from wagtail.models import Locale

from dogwood.checks.actions import record_checks
from dogwood.checks.models import Check
from dogwood.editorial.actions import EntryError, EntryInput, put_entries
from dogwood.editorial.announce import announce_change
from dogwood.exchange.models import FieldProvenance, ImportRun

from .drafts import PARTS
from .errors import PlanError
from .planned import ImportPlan, RowPlan
from .state import SUBJECTS, State, canonical, digest, is_equal, load_states, to_plain

_BATCH = 1000
_REFERENCES = ("organization", "parent")


def apply_plan(*, plan: ImportPlan, run: ImportRun, by: AbstractBaseUser | None, publish: bool = False) -> ImportRun:
    """Do what ``plan`` says, all or nothing, and keep in ``run`` what undoing needs.

    publish: new entries are published at once; else they are drafts until an editor publishes them. Raises PlanError;
    then nothing was changed.
    """
    with transaction.atomic():
        before = _load_before(plan)
        language = Locale.get_default().language_code
        entries = [_make_input(row, language, publish) for row in plan.rows if row.action in {"create", "update"}]
        entries = _join_twins(entries)
        try:
            put_entries(
                entries=entries, by=by, why=f"imported from {run.source.name} ({run.file_name}), import {run.pk}"
            )
        except EntryError as error:
            problems = tuple((str(entry.origin), name, reason) for entry, name, reason in error.problems)
            raise PlanError(f"{len(problems)} values cannot be saved; nothing was imported.", problems) from None
        after = _load_after(plan)
        run.undo = _make_undo(plan, before, after)
        _keep_provenance(plan, run, after)
        _record_checks(plan, run, by)
        run.state, run.applied_at, run.applied_by_id = "applied", now(), by.pk if by else None
        run.counts, run.report, run.digest, run.content = plan.counts, plan.as_json(), plan.digest, b""
        run.save()
        if any(state["live"] for state in after.values()):
            announce_change(by=by, why=f"import {run.pk} from {run.source.name}")
    return run


def _load_before(plan: ImportPlan) -> dict[tuple[str, str], State]:
    return _load(plan, {"update"})


def _load_after(plan: ImportPlan) -> dict[tuple[str, str], State]:
    return _load(plan, {"create", "update", "same"})


def _load(plan: ImportPlan, actions: set[str]) -> dict[tuple[str, str], State]:
    keys: dict[str, set[str]] = {}
    for row in plan.rows:
        if row.action in actions:
            keys.setdefault(row.subject, set()).add(row.key)
    return {
        (subject, key): state for subject, wanted in keys.items() for key, state in load_states(subject, wanted).items()
    }


def _make_input(row: RowPlan, language: str, publish: bool) -> EntryInput:
    values: dict[str, Any] = {}
    parts: dict[str, Any] = {}
    references: dict[str, str] = {}
    for one in row.writes:
        (parts if one.field in PARTS else references if one.field in _REFERENCES else values)[one.field] = one.value
    if row.action == "create":
        values["live"] = publish
    model = SUBJECTS[row.subject]
    return EntryInput(model, row.key, language, values, references, parts, row.row)


def _join_twins(entries: list[EntryInput]) -> list[EntryInput]:
    """Rows that are one entry make one input; the planner saw to it that they do not write the same field twice."""
    joined: dict[tuple[type, str], EntryInput] = {}
    for entry in entries:
        first = joined.setdefault((entry.model, entry.key), entry)
        if first is not entry:
            first.values = {**first.values, **entry.values}
            first.references = {**first.references, **entry.references}
            first.parts = {**first.parts, **entry.parts}
    return list(joined.values())


def _make_undo(
    plan: ImportPlan, before: dict[tuple[str, str], State], after: dict[tuple[str, str], State]
) -> dict[str, Any]:
    """created: [subject, key, row, digest of the entry as it was made]. changed: subject, key, row, and field → value
    before and after. provenance: filled by ``_keep_provenance``."""
    created = [
        [row.subject, row.key, row.row, digest(after[row.subject, row.key])]
        for row in plan.rows
        if row.action == "create"
    ]
    changed: dict[tuple[str, str], dict[str, Any]] = {}
    for row in plan.rows:
        if row.action != "update":
            continue
        mark = (row.subject, row.key)
        entry = changed.setdefault(
            mark,
            {
                "subject": row.subject,
                "key": row.key,
                "row": row.row,
                "before": {},
                "after": {},
                "revision": after[mark]["latest_revision"],
            },
        )
        for one in row.writes:
            entry["before"][one.field] = to_plain(before[mark][one.field])
            entry["after"][one.field] = to_plain(after[mark][one.field])
    return {"created": created, "changed": list(changed.values()), "provenance": []}


def _keep_provenance(plan: ImportPlan, run: ImportRun, after: dict[tuple[str, str], State]) -> None:
    """Write down what the source says now, where that is new; what it replaces goes into the run's undo."""
    having = {
        (one.ident, one.field): one
        for one in FieldProvenance.objects.filter(source=run.source).iterator(chunk_size=5000)
    }
    fresh: list[FieldProvenance] = []
    replaced: list[FieldProvenance] = []
    for row in plan.rows:
        if row.action not in {"create", "update", "same", "repeat"}:
            continue
        state = after[row.subject, row.key]
        said = {"": row.name, **{name: one.said for name, one in plan.drafts[row.ident].fields.items()}}
        values = {name: one.value for name, one in plan.drafts[row.ident].fields.items()}
        if row.replaces:
            replaced.extend(one for (ident, _), one in having.items() if ident == row.replaces)
        for name, words in said.items():
            kept = canonical(state.get(name)) if name and is_equal(name, state.get(name), values[name]) else ""
            known = having.get((row.ident, name))
            if known and (known.key, known.subject, known.said, known.kept) == (row.key, row.subject, words, kept):
                continue
            if known:
                replaced.append(known)
            fresh.append(
                FieldProvenance(
                    source=run.source,
                    run=run,
                    ident=row.ident,
                    subject=row.subject,
                    key=row.key,
                    field=name,
                    said=words,
                    kept=kept,
                    row=row.row,
                )
            )
    run.undo["provenance"] = [
        [one.ident, one.subject, one.key, one.field, one.said, one.kept, one.row, one.on.isoformat(), one.run_id]
        for one in replaced
    ]
    numbers = [one.pk for one in replaced]
    for start in range(0, len(numbers), _BATCH):
        FieldProvenance.objects.filter(pk__in=numbers[start : start + _BATCH]).delete()
    FieldProvenance.objects.bulk_create(fresh, batch_size=_BATCH)


def _record_checks(plan: ImportPlan, run: ImportRun, by: AbstractBaseUser | None) -> None:
    """One check of method "document" for every entry that the source lists and does not contradict, once a date."""
    evidence = run.source.name
    having = set(Check.objects.filter(evidence=evidence, method="document").values_list("subject", "key", "on"))
    written = "" if run.dated else f"undated; read {localdate().isoformat()}"
    checks: dict[tuple[str, str], dict[str, Any]] = {}
    for row in plan.rows:
        if row.action not in {"create", "update", "same"} or row.conflicts:
            continue
        if (row.subject, row.key, run.dated) in having:
            continue
        checks[row.subject, row.key] = {
            "subject": row.subject, "key": row.key, "on": run.dated, "on_written": written, "method": "document",
            "outcome": "confirmed", "by": (by.get_username() if by else "") or "import", "role": "import",
            "evidence": evidence, "note": f"{run.file_name}, {row.row}"[:1000],
        }  # fmt: skip
    record_checks(checks=list(checks.values()))
