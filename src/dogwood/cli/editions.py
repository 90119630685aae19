"""``dogwood edition``: build, list, show, verify, switch, diff."""

import json
from pathlib import Path
from typing import Any

import click

from dogwood.edition.changes import Change
from dogwood.edition.diff import compare_editions
from dogwood.edition.file import EditionReader, verify_edition
from dogwood.edition.manifest import Manifest
from dogwood.edition.parity import measure_parity
from dogwood.edition.store import LocalStore
from dogwood.settings.config import load_config

from ._django import use_desk

as_json = click.option("--json", "is_json", is_flag=True, help="Print JSON.")


def _store() -> LocalStore:
    return LocalStore(load_config().editions)


def _folder(number: int | None) -> Path:
    return _store().current_folder() if number is None else _store().find_folder(number)


@click.group()
def edition() -> None:
    """Build and look after editions.

    An edition is an immutable snapshot of all that is published.
    """


@edition.command()
@click.option("--name", default="", help="Name of a printed edition, such as 2027. Named editions are kept for ever.")
@click.option("--full", is_flag=True, help="Collect everything, even where the changes would do.")
@as_json
def build(name: str, full: bool, is_json: bool) -> None:
    """Publish: collect, pass the gate, write aside, verify, switch."""
    use_desk()
    from dogwood.publishing.publish import publish
    from dogwood.publishing.report import GateStoppedError

    try:
        published = publish(name=name, why="dogwood edition build", is_full=full)
    except GateStoppedError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            f"The edition could not be written ({error.strerror or error}). The current one stays. Make room and try again."
        ) from None
    if is_json:
        body = {
            "edition": json.loads(published.manifest.model_dump_json()) if published.manifest else None,
            "findings": published.report.as_list(),
        }
        click.echo(json.dumps(body, indent=2, ensure_ascii=False))
        return
    for finding in published.report.findings:
        click.echo(str(finding), err=True)
    if published.manifest is None:
        click.echo("Nothing had changed: no new edition.")
    else:
        click.echo(f"Edition {published.manifest.number} is live: {_counts(published.manifest)}.")


@edition.command("list")
@as_json
def list_editions(is_json: bool) -> None:
    """List the editions that are kept, oldest first; the current one is marked."""
    store = _store()
    current = store.current_name()
    manifests = store.manifests()
    if is_json:
        rows = [{**json.loads(manifest.model_dump_json(exclude={"files", "history"})), "is_current": manifest.folder_name == current} for manifest in manifests]  # fmt: skip
        click.echo(json.dumps(rows, indent=2, ensure_ascii=False))
        return
    if not manifests:
        click.echo("No edition yet. Run “dogwood edition build”.")
    for manifest in manifests:
        mark = "*" if manifest.folder_name == current else " "
        name = f"  “{manifest.name}”" if manifest.name else ""
        click.echo(f"{mark} {manifest.number:4}  {manifest.built_at:%Y-%m-%d %H:%M}  {_counts(manifest)}{name}")


@edition.command()
@click.argument("number", type=int, required=False)
@as_json
def show(number: int | None, is_json: bool) -> None:
    """Show edition NUMBER (the current one by default): counts by type and language, translations, hashes, dates."""
    folder = _folder(number)
    manifest = Manifest.read(folder)
    reader = EditionReader(folder)
    translations = measure_parity(reader)
    reader.close()
    if is_json:
        body = {**json.loads(manifest.model_dump_json()), "translations": translations}
        click.echo(json.dumps(body, indent=2, ensure_ascii=False))
        return
    click.echo(f"Edition {manifest.number}" + (f" “{manifest.name}”" if manifest.name else ""))
    click.echo(f"  built      {manifest.built_at:%Y-%m-%d %H:%M:%S %Z} by Dogwood {manifest.software_version}")
    click.echo(f"  content    {manifest.content_hash}")
    for record_type, by_language in manifest.counts.items():
        click.echo(f"  {record_type:<12} " + ", ".join(f"{count} {tag}" for tag, count in sorted(by_language.items())))
    for tag, shares in translations.items():
        for record_type, share in shares.items():
            more = f", {share['behind']} behind" if share["behind"] else ""
            click.echo(f"  {tag} {record_type:<12} {share['share']:.1%} up to date, {share['missing']} missing{more}")


@edition.command()
@click.argument("number", type=int, required=False)
def verify(number: int | None) -> None:
    """Check every byte of edition NUMBER (the current one by default) against its checksums."""
    manifest = verify_edition(_folder(number))
    click.echo(f"Edition {manifest.number} is whole: {len(manifest.files)} files, {_counts(manifest)}.")


@edition.command()
@click.argument("number", type=int)
def switch(number: int) -> None:
    """Make edition NUMBER the current one, after verifying it. This is also the way back."""
    store = _store()
    manifest = store.switch(store.find_folder(number))
    click.echo(f"Edition {manifest.number} is live.")


@edition.command()
@click.argument("before", type=int)
@click.argument("after", type=int, required=False)
@as_json
def diff(before: int, after: int | None, is_json: bool) -> None:
    """List what changed from edition BEFORE to AFTER (the current one by default)."""
    first, second = EditionReader(_store().find_folder(before)), EditionReader(_folder(after))
    changes = compare_editions(first.records(), second.records())
    if is_json:
        click.echo(json.dumps([_change_dict(change) for change in changes], indent=2, ensure_ascii=False))
        return
    for change in changes:
        fields = f" ({', '.join(change.fields)})" if change.fields else ""
        click.echo(f"{change.what:8} {change.identity[0]:12} {change.identity[2]}  {change.heading}{fields}")
    click.echo(f"{len(changes)} changes.")


def _change_dict(change: Change) -> dict[str, Any]:
    record_type, key, language = change.identity
    return {
        "what": change.what,
        "type": record_type,
        "key": key,
        "language": language,
        "heading": change.heading,
        "fields": list(change.fields),
    }


def _counts(manifest: Manifest) -> str:
    parts = []
    for record_type in ("guide", "listing", "publication", "event", "term"):
        by_language = manifest.counts.get(record_type, {})
        most = max(by_language.values(), default=0)
        if most:
            parts.append(f"{most} {record_type}{'s' if most != 1 else ''}")
    return ", ".join(parts) or "empty"


COMMANDS = [edition]
