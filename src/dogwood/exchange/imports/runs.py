"""Runs: an import from file to preview to applied, the same for command line and desk."""

import datetime as dt
import hashlib
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import Locale

from dogwood.exchange.hsds.files import pack_folder
from dogwood.exchange.models import ImportRun, Source
from dogwood.facts.dates import parse_partial_date
from dogwood.facts.errors import FactError

from .apply import apply_plan
from .errors import ImportingError, RunStateError, SourceFileError, StalePlanError
from .kinds import ReadOptions, find_kind
from .plan import make_plan
from .planned import Decision, ImportPlan
from .spreadsheets.sheets import MOST_BYTES


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How a file is imported. dated: ISO partial date of the source, "" unknown. publish: new entries at once.
    decisions: ident → what an editor decided."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    dated: str = ""
    publish: bool = False
    state: str = ""
    sheet: str = ""
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "mapping": dict(self.mapping), "publish": self.publish, "state": self.state, "sheet": self.sheet,
            "decisions": {ident: [one.action, one.key, list(one.take)] for ident, one in self.decisions.items()},
            "more": dict(self.more), "dated": self.dated,
        }  # fmt: skip

    @classmethod
    def from_json(cls, raw: Mapping[str, Any]) -> "ImportOptions":
        decisions = {ident: Decision(one[0], one[1], tuple(one[2])) for ident, one in raw.get("decisions", {}).items()}
        return cls(
            raw.get("mapping", {}), raw.get("dated", ""), raw.get("publish", False), raw.get("state", ""),
            raw.get("sheet", ""), decisions, raw.get("more", {}),
        )  # fmt: skip


def read_path(path: Path) -> bytes:
    """The bytes of a file; of a folder with the tables of HSDS, an archive of them. Raises SourceFileError, before
    reading, for one that is too large."""
    try:
        if path.is_dir():
            return pack_folder(path)
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise SourceFileError(
                f"{path.name} has {size // 2**20} MB; {MOST_BYTES // 2**20} MB is the most. Split it, or leave out columns."
            )
        return path.read_bytes()
    except OSError as error:
        raise SourceFileError(f"{path} cannot be read: {error.strerror}.") from None


def find_source(kind: str, name: str, file_name: str) -> Source:
    """The source called ``name`` (by default as its kind calls it), unsaved where it is new. Raises ImportingError where
    a source of that name is of another kind."""
    name = name.strip() or find_kind(kind).source_name(file_name)
    source = Source.objects.filter(name=name).first()
    if source is None:
        return Source(name=name[:200], kind=kind)
    if source.kind != kind:
        raise ImportingError(f"The source “{name}” is of the kind {source.kind}, not {kind}. Choose another name.")
    return source


def preview(data: bytes, file_name: str, kind: str, source: Source, options: ImportOptions) -> ImportPlan:
    """Read the file and plan its import; nothing is kept. Raises ImportingError."""
    if options.dated:
        try:
            parse_partial_date(options.dated)
        except FactError as error:
            raise ImportingError(str(error)) from None
    language = Locale.get_default().language_code
    how = ReadOptions(options.mapping, source.mapping, language, options.state, options.sheet, options.more)
    reading = find_kind(kind).read(data, file_name, how)
    return make_plan(reading, source, options.decisions)


def start_run(
    *, data: bytes, file_name: str, kind: str, source_name: str, options: ImportOptions, by: AbstractBaseUser | None
) -> tuple[ImportRun, ImportPlan]:
    """Preview a file and keep file and preview, to be applied later. Raises ImportingError; then nothing is kept."""
    source = find_source(kind, source_name, file_name)
    plan = preview(data, file_name, kind, source, options)
    with transaction.atomic():
        if source.pk is None:
            source.save()
        run = ImportRun(
            source=source, kind=kind, file_name=file_name[:255], sha256=hashlib.sha256(data).hexdigest(), dated=options.dated,
            content=zlib.compress(data), created_by_id=by.pk if by else None,
        )  # fmt: skip
        _fill(run, plan, options)
        run.save()
    return run, plan


def renew_run(*, run: ImportRun, options: ImportOptions) -> ImportPlan:
    """Preview a run again with other options, or because the directory changed. Raises ImportingError."""
    _check_state(run, "previewed")
    plan = _plan_again(run, options)
    run.dated = options.dated
    _fill(run, plan, options)
    run.save()
    return plan


def apply_run(*, run: ImportRun, by: AbstractBaseUser | None) -> ImportRun:
    """Apply what was previewed, all or nothing, and remember the mapping.

    Raises RunStateError; StalePlanError where the directory changed since the preview in a way that changes the plan;
    PlanError. Then nothing was changed.
    """
    with transaction.atomic():
        run = ImportRun.objects.select_for_update().select_related("source").get(pk=run.pk)
        _check_state(run, "previewed")
        options = ImportOptions.from_json(run.options)
        plan = _plan_again(run, options)
        if plan.digest != run.digest:
            raise StalePlanError("The directory changed since this preview. Look at it again, then apply.")
        _remember(run.source, plan)
        return apply_plan(plan=plan, run=run, by=by, publish=options.publish)


def apply_now(
    *,
    data: bytes,
    file_name: str,
    kind: str,
    source: Source,
    options: ImportOptions,
    plan: ImportPlan,
    by: AbstractBaseUser | None,
) -> ImportRun:
    """Apply a plan that was made just now (``preview``), with a run to undo it. Raises PlanError; then nothing was
    changed."""
    with transaction.atomic():
        if source.pk is None:
            source.save()
        run = ImportRun(
            source=source, kind=kind, file_name=file_name[:255], sha256=hashlib.sha256(data).hexdigest(), dated=options.dated,
            created_by_id=by.pk if by else None,
        )  # fmt: skip
        run.options = options.as_json()
        run.save()
        _remember(source, plan)
        return apply_plan(plan=plan, run=run, by=by, publish=options.publish)


def discard_run(*, run: ImportRun) -> None:
    """Throw a preview away; what was found stays readable. Raises RunStateError."""
    _check_state(run, "previewed")
    run.state, run.content = "discarded", b""
    run.save(update_fields=["state", "content"])


def preview_due_sources(*, moment: dt.datetime) -> list[tuple[Source, ImportRun | None, str]]:
    """Look at every source whose time has come and make a preview where its file changed: (source, run, what happened).
    Nothing is applied: an editor decides."""
    told: list[tuple[Source, ImportRun | None, str]] = []
    for source in Source.objects.exclude(location="").filter(every_days__isnull=False):
        if not source.is_due(moment):
            continue
        path = Path(source.location)
        try:
            data = read_path(path)
            last = source.runs.exclude(state="discarded").first()
            if last is not None and last.sha256 == hashlib.sha256(data).hexdigest():
                told.append((source, None, "The file is the same as last time."))
            else:
                options = ImportOptions.from_json(last.options) if last else ImportOptions()
                options = replace(options, decisions={}, dated="")
                run, plan = start_run(
                    data=data, file_name=path.name, kind=source.kind, source_name=source.name, options=options, by=None
                )
                told.append((source, run, f"Preview {run.pk}: {tell_counts(plan.counts)}."))
        except ImportingError as error:
            told.append((source, None, str(error)))
        source.looked_at = moment
        source.save(update_fields=["looked_at"])
    return told


def tell_counts(counts: Mapping[str, int]) -> str:
    """The counts of a plan in one sentence."""
    words = {
        "create": "new", "update": "to update", "same": "as they are", "repeat": "repeats", "problem": "cannot be imported",
        "skip": "left out", "gone": "gone from the source", "conflicts": "fields differ and are kept",
    }  # fmt: skip
    return f"{counts['rows']} rows: " + (
        ", ".join(f"{counts[name]} {text}" for name, text in words.items() if counts.get(name)) or "nothing to do"
    )


def _check_state(run: ImportRun, state: str) -> None:
    if run.state != state:
        raise RunStateError(f"This import is {run.get_state_display().lower()} already.")


def _plan_again(run: ImportRun, options: ImportOptions) -> ImportPlan:
    return preview(zlib.decompress(bytes(run.content)), run.file_name, run.kind, run.source, options)


def _fill(run: ImportRun, plan: ImportPlan, options: ImportOptions) -> None:
    run.options, run.counts, run.report, run.digest = options.as_json(), plan.counts, plan.as_json(), plan.digest


def _remember(source: Source, plan: ImportPlan) -> None:
    """Keep the columns as they were used, for the next file of this source."""
    if not plan.columns:
        return
    source.mapping = {**source.mapping, **{column.heading: column.target for column in plan.columns}}
    source.save(update_fields=["mapping"])
