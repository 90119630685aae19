"""``dogwood probe``: look at web addresses, phones, addresses and e-mail domains, here and now."""

import json
import sys
from typing import Any

import click

from ._django import has_pending_migrations, use_desk

_WHATS = ("web", "phones", "addresses", "email", "all")


@click.command()
@click.argument("what", type=click.Choice(_WHATS), default="all")
@click.option("--listing", metavar="KEY", default="", help="Only this listing.")
@click.option(
    "--limit",
    type=click.IntRange(0, 100_000),
    default=0,
    help="At most so many of each kind, those first that were not looked at for longest. 0: all.",
)
@click.option("--resume", "is_resumed", is_flag=True, help="Go on with the run that was stopped or broke off.")
@click.option("--json", "is_json", is_flag=True, help="Print the run and what was found as JSON.")
def probe(what: str, listing: str, limit: int, is_resumed: bool, is_json: bool) -> None:
    """Look at web addresses, phone numbers, street addresses and e-mail domains, and tell what is not right.

    WHAT is web, phones, addresses, email or all (the default). Nothing is changed but one thing: a web address whose domain is parked or another's is left out of the next edition until an
    editor dismisses the finding. Ctrl-C stops a run; --resume goes on with it. Run it from a timer, such as every night
    with --limit 100.
    """
    use_desk()
    if has_pending_migrations():
        raise click.ClickException("The database is not up to date. Run “dogwood upgrade” first.")
    from dogwood.checks.probes.runs import ProbeError, drive, find_unfinished, resume_run, start_run, stop_run

    try:
        if is_resumed:
            unfinished = find_unfinished()
            if unfinished is None:
                raise click.ClickException("There is no run to go on with. Start one without --resume.")
            run = resume_run(run=unfinished, is_here=True)
        else:
            run = start_run(what=what, by=None, listing=listing, limit=limit, is_here=True)
    except ProbeError as error:
        hint = " “dogwood probe --resume” goes on with it." if "under way" in str(error) else ""
        raise click.ClickException(f"{error}{hint}") from None
    try:
        run = drive(run, None if is_json else _tell_progress)
    except KeyboardInterrupt:
        stop_run(run=run, is_mine=True)
        click.echo(f"\nStopped run {run.pk}. “dogwood probe --resume” goes on with it.", err=True)
        raise SystemExit(130) from None
    if is_json:
        click.echo(json.dumps(_as_json(run), indent=2, ensure_ascii=False))
        return
    _tell(run)


def _tell_progress(run: Any) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{run.done} of {run.total} …", nl=False, err=True)


def _find(run: Any) -> list[Any]:
    """Open findings that this run saw, the weightiest first."""
    order = {"high": 0, "medium": 1, "low": 2}
    return sorted(run.findings.filter(state="open"), key=lambda one: (order[one.severity], one.kind, one.key, one.pk))


def _tell(run: Any) -> None:
    findings = _find(run)
    if sys.stderr.isatty():
        click.echo("", err=True)
    for one in findings:
        click.echo(f"{one.severity:6} {one.kind:16} {one.subject} {one.key}: {one.value}\n       {one.seen}")
        for line in one.evidence.splitlines():
            click.echo(f"         {line}")
    if run.note:
        click.echo(run.note)
    if run.state != "done":
        click.echo(f"Run {run.pk} was stopped or taken over after {run.done} of {run.total}.")
        return
    failed = f", {run.failed} could not be looked at" if run.failed else ""
    click.echo(f"Run {run.pk}: {run.done} looked at{failed}, {len(findings)} open findings, {run.found} of them new.")


def _as_json(run: Any) -> dict[str, Any]:
    return {
        "run": run.pk,
        "what": run.what,
        "state": run.state,
        "total": run.total,
        "done": run.done,
        "failed": run.failed,
        "new": run.found,
        "note": run.note,
        "findings": [
            {
                "severity": one.severity, "kind": one.kind, "subject": one.subject, "key": one.key, "field": one.field,
                "value": one.value, "seen": one.seen, "evidence": one.evidence, "first_seen": one.first_seen.isoformat(),
            }
            for one in _find(run)
        ],
    }  # fmt: skip


COMMANDS = [probe]
