"""``dogwood import`` and ``dogwood export``: spreadsheets and other lists, in and out."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from ._django import has_pending_migrations, use_desk

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group(name="import")
def import_() -> None:
    """Bring lists in: a dry run that reports, unless told to apply.

    Exit status: 0 done, or a dry run without problems; 1 the file or the mapping cannot be used, nothing was changed;
    2 wrong use; 3 done, and there are rows that were not imported.
    """


def _options(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(
        (
            click.option(
                "--source", default="", help="Name of the source; the mapping and what it said are remembered under it."
            ),
            click.option(
                "--apply", "is_applied", is_flag=True, help="Apply: all or nothing. Without it nothing is changed."
            ),
            click.option("--publish", is_flag=True, help="Publish new listings at once; else they wait as drafts."),
            click.option("--dated", default="", help="The source's own date, such as 2026-06-20."),
            click.option("--json", "is_json", is_flag=True, help="Print the whole report as JSON."),
            click.option("--all", "is_whole", is_flag=True, help="Tell every row, also those with nothing to tell."),
        )
    ):
        command = option(command)
    return command


@import_.command()
@click.argument("file", type=_FILE)
@_options
@click.option(
    "--mapping", multiple=True, metavar="COLUMN=FIELD", help="What a column holds; “skip” for nothing. Repeatable."
)
@click.option("--sheet", default="", help="Sheet of a workbook; the fullest by default.")
@click.option(
    "--as-new", multiple=True, metavar="ROW", help="Row, such as 12, that is a new listing whatever it is like."
)
@click.option("--leave-out", multiple=True, metavar="ROW", help="Row that is not imported.")
def spreadsheet(
    file: Path, mapping: tuple[str, ...], sheet: str, as_new: tuple[str, ...], leave_out: tuple[str, ...], **how: Any
) -> None:
    """Import FILE, a table (CSV, TSV, XLSX) of any encoding; headings in English or Spanish, or none.

    The columns are guessed and reported; --mapping corrects them. “dogwood import fields” lists the fields.
    """
    chosen: dict[str, str] = {}
    for pair in mapping:
        heading, equals, target = pair.rpartition("=")
        if not equals:
            raise click.UsageError(f"--mapping “{pair}”: write it as COLUMN=FIELD.")
        chosen[heading] = target.strip()
    rows = {**dict.fromkeys(as_new, "create"), **dict.fromkeys(leave_out, "skip")}
    _run("spreadsheet", file, rows=rows, mapping=chosen, sheet=sheet, **how)


@import_.command()
@click.argument("file", type=_FILE)
@_options
@click.option("--state", default="", help="Only facilities in this state, such as NC.")
def fda(file: Path, state: str, **how: Any) -> None:
    """Import FILE, FDA's list of mammography facilities, and tell what is new, gone and changed.

    It may stand in pipes, fixed width or CSV, or be public.zip as FDA gives it out.
    """
    _run("fda", file, rows={}, state=state, **how)


@import_.command()
def fields() -> None:
    """List the fields that a column can go to."""
    use_desk()
    from dogwood.exchange.imports.spreadsheets.columns import TARGETS

    for name, target in TARGETS.items():
        click.echo(f"{name:14} {target.label}{' (several columns can)' if target.is_many else ''}")
    click.echo(f"{'':14} An empty field keeps the words in the note for editors; “skip” drops the column.")


@import_.command()
@click.argument("number", type=int)
@click.option("--apply", "is_applied", is_flag=True, help="Undo it. Without it nothing is changed.")
def undo(number: int, is_applied: bool) -> None:
    """Undo import NUMBER: what it made goes, what it changed is as before; what was edited since stays and is named."""
    _use()
    from dogwood.exchange.imports.errors import ImportingError
    from dogwood.exchange.imports.report import write_undo
    from dogwood.exchange.imports.undo import undo_run
    from dogwood.exchange.models import ImportRun

    run = ImportRun.objects.filter(pk=number).first()
    if run is None:
        raise click.ClickException(f"There is no import {number}. “dogwood import list” shows them.")
    try:
        report = undo_run(run=run, by=None, dry=not is_applied)
    except ImportingError as error:
        raise click.ClickException(str(error)) from None
    for line in write_undo(report):
        click.echo(line)
    if not is_applied:
        click.echo("This was a dry run. Add --apply to undo it.")


@import_.command(name="list")
def list_runs() -> None:
    """List the imports, the newest first."""
    _use()
    from dogwood.exchange.imports.runs import tell_counts
    from dogwood.exchange.models import ImportRun

    for run in ImportRun.objects.select_related("source").defer("content", "report", "undo")[:50]:
        click.echo(f"{run.pk:5} {run.created_at:%Y-%m-%d %H:%M} {run.state:9} {run.source}: {tell_counts(run.counts)}")


@import_.command()
def due() -> None:
    """Look at the sources whose time has come, and make a preview where their file changed. Nothing is applied."""
    _use()
    from django.utils.timezone import now

    from dogwood.exchange.imports.runs import preview_due_sources

    for source, _, happened in preview_due_sources(moment=now()):
        click.echo(f"{source}: {happened}")


def _use() -> None:
    use_desk()
    if has_pending_migrations():
        raise click.ClickException("The database is not up to date. Run “dogwood upgrade” first.")


def _run(
    kind: str,
    file: Path,
    *,
    rows: dict[str, str],
    source: str,
    is_applied: bool,
    publish: bool,
    dated: str,
    is_json: bool,
    is_whole: bool,
    **more: Any,
) -> None:
    _use()
    from dogwood.exchange.imports.errors import ImportingError, PlanError
    from dogwood.exchange.imports.planned import Decision
    from dogwood.exchange.imports.report import write_report
    from dogwood.exchange.imports.runs import ImportOptions, apply_now, find_source, preview, read_path

    options = ImportOptions(dated=dated, publish=publish, **more)
    run = None
    try:
        data = read_path(file)
        where = find_source(kind, source, file.name)
        plan = preview(data, file.name, kind, where, options)
        if rows:
            decisions = _find_rows(plan, {number: Decision(action) for number, action in rows.items()})
            options = ImportOptions(dated=dated, publish=publish, decisions=decisions, **more)
            plan = preview(data, file.name, kind, where, options)
        if is_applied:
            run = apply_now(
                data=data, file_name=file.name, kind=kind, source=where, options=options, plan=plan, by=None
            )
    except PlanError as error:
        for row, name, reason in error.problems[:100]:
            click.echo(f"{row}, {name}: {reason}", err=True)
        raise click.ClickException(str(error)) from None
    except ImportingError as error:
        raise click.ClickException(str(error)) from None
    if is_json:
        state = {"applied": run is not None, "import": run.pk if run else None, "source": where.name}
        click.echo(json.dumps({**state, **plan.as_json()}, indent=2, ensure_ascii=False))
    else:
        for line in write_report(plan, is_whole=is_whole):
            click.echo(line)
        if run is None:
            click.echo("This was a dry run: nothing was changed. Add --apply to import.")
        else:
            click.echo(f"Applied as import {run.pk}. “dogwood import undo {run.pk} --apply” takes it back.")
            if not publish and plan.counts["create"]:
                click.echo("New listings are drafts; an editor publishes them. --publish does it at once.")
    if plan.counts["problem"]:
        raise SystemExit(3)


def _find_rows(plan: Any, wanted: dict[str, Any]) -> dict[str, Any]:
    """Ident → decision, from row numbers as the report shows them."""
    by_row = {row.row.split()[-1]: row.ident for row in plan.rows}
    unknown = [number for number in wanted if number not in by_row]
    if unknown:
        raise click.UsageError(f"There is no row {', '.join(unknown)} in the file.")
    return {by_row[number]: decision for number, decision in wanted.items()}


@click.group()
def export() -> None:
    """Write listings into a spreadsheet that runs nothing when it is opened, or the whole site into a folder."""


def _filters(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--published", is_flag=True, help="Only what is published."),
        click.option("--need", default="", help="Only listings that meet this need, such as ride."),
        click.option("--county", default="", help="Only listings in this county, or that serve it."),
        click.option("--kind", default="", help="service, trial, or a type such as helpline."),
        click.argument("file", type=_FILE),
    ):
        command = option(command)
    return command


@export.command(name="csv")
@_filters
def export_csv(file: Path, **chosen: Any) -> None:
    """Write listings into FILE as CSV."""
    _export(file, "csv", **chosen)


@export.command(name="xlsx")
@_filters
def export_xlsx(file: Path, **chosen: Any) -> None:
    """Write listings into FILE as an Excel workbook."""
    _export(file, "xlsx", **chosen)


@export.command(name="pack")
@_filters
def export_pack(file: Path, **chosen: Any) -> None:
    """Write listings into FILE, a ZIP archive with a pack of them: who runs them and their checks too, nothing else.

    Unpacked, “dogwood pack load” takes it. The whole directory is written by “dogwood pack save”.
    """
    _export(file, "pack", **chosen)


def _export(file: Path, key: str, *, kind: str, county: str, need: str, published: bool) -> None:
    _use()
    from dogwood.exchange.exports import ExportError, ExportFilter, choose_listings, find_form

    form = find_form(key)
    assert form is not None
    try:
        listings = choose_listings(ExportFilter(kind, county, need, live=published))
        content = form.write(listings)
    except ExportError as error:
        raise click.ClickException(str(error)) from None
    try:
        file.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote {listings.count()} listings to {file}.")


COMMANDS = [import_, export]
