"""``dogwood backup``, ``restore``, ``upgrade``, ``settings``: what an operator does."""

import datetime as dt
import os
from pathlib import Path

import click

from dogwood.edition.errors import EditionError
from dogwood.edition.manifest import hash_file
from dogwood.edition.store import LocalStore
from dogwood.settings.config import Config, load_config

from . import reference as pages
from .archive import BackupError
from .dictionary import write_dictionary
from .supervisor import find_busy_port


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--no-database", is_flag=True, help="Leave the database out: with PostgreSQL, back it up with pg_dump.")
@click.option("--with-secret-key", is_flag=True, help="Take the secret key along. Whoever has it can forge sessions.")
def backup(file: Path, no_database: bool, with_secret_key: bool) -> None:
    """Back up database, media and editions into FILE.

    FILE ends in .tar.gz or .tar. Site and desk may go on running; a publish waits meanwhile. Every file gets a checksum, and the archive is read back before it gets
    its name. It holds the editors' accounts: keep it where only operators can read it.
    """
    from .backup import make_backup

    try:
        manifest = make_backup(
            load_config(),
            file,
            with_database=not no_database,
            with_secret_key=with_secret_key,
            now=dt.datetime.now(dt.UTC),
        )
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    click.echo(
        f"Backed up {len(manifest.members)} files, {_megabytes(manifest.size)}, to {file} "
        f"({_megabytes(file.stat().st_size)}), and read it back."
    )
    click.echo(f"Current edition: {manifest.edition or 'none'}. Database: {'yes' if manifest.has_database else 'NO'}. "
               f"Secret key: {'yes' if manifest.has_secret_key else 'no'}.")  # fmt: skip
    click.echo(f"SHA-256 of the file: {hash_file(file)}")


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Where there is something already, move it aside and restore.")
def restore(file: Path, force: bool) -> None:
    """Restore the backup FILE, after checking every byte of it.

    Stop the processes first. Either all of it is restored or nothing. With --force the folder that is there is kept,
    with “.before-restore-” and the time added to its name. Afterwards run “dogwood upgrade”.
    """
    from .restore import restore_backup

    config = load_config()
    _refuse_while_running(config)
    try:
        restored = restore_backup(config, file, is_forced=force, now=dt.datetime.now(dt.UTC))
    except BackupError as error:
        raise click.ClickException(str(error)) from None
    manifest = restored.manifest
    click.echo(
        f"Restored {len(manifest.members)} files to {config.var}, from the backup that Dogwood "
        f"{manifest.software_version} made at {manifest.made_at:%Y-%m-%d %H:%M %Z}."
    )
    if restored.moved_to:
        click.echo(f"What was there before is in {restored.moved_to}. Remove it once all is well.")
    if not manifest.has_database:
        click.echo("This backup holds no database: restore PostgreSQL’s with pg_restore.")
    if not manifest.has_secret_key:
        click.echo(
            "The secret key of this machine was kept." if restored.is_key_kept
            else "The backup holds no secret key: unless DOGWOOD_SECRET_KEY is set, a new one is made, and editors sign in again."
        )  # fmt: skip
    click.echo("Now run “dogwood upgrade”, then start the processes.")


def _refuse_while_running(config: Config) -> None:
    for port, what in ((config.readers_port, "readers’ site"), (config.desk_port, "desk")):
        try:
            is_busy = config.var.exists() and find_busy_port(config.host, port)
        except OSError:
            is_busy = False  # DOGWOOD_HOST is an address of another machine: nothing of ours listens there
        if is_busy:
            raise click.ClickException(
                f"Something listens on port {port}: stop the {what} and the worker first, or set "
                f"DOGWOOD_{'READERS' if port == config.readers_port else 'DESK'}_PORT if that is another program."
            )


@click.command()
def upgrade() -> None:
    """Bring database and edition to this software's version.

    Applies migrations, collects the desk's static files, and publishes a new edition where the software or the record
    schema changed or the search index cannot be used. Content that is the same makes no new edition. Safe to run again.
    """
    from ._django import collect_static, has_pending_migrations, migrate, use_desk

    config = load_config()
    use_desk()
    if has_pending_migrations():
        click.echo("Migrating the database …")
        migrate()
    else:
        click.echo("The database has this software's schema.")
    collect_static()
    click.echo("The desk's static files are collected.")
    from dogwood.editorial.models import DirectorySettings
    from dogwood.publishing.report import GateStoppedError

    from .upgrade import find_index_trouble, find_reasons, publish_upgraded

    if not DirectorySettings.objects.exists():
        click.echo("The directory is empty: load a pack with “dogwood pack load FOLDER”, or start with “dogwood run”.")
        return
    store = LocalStore(config.editions)
    reasons = find_reasons(store)
    if not reasons and find_index_trouble(store):
        reasons = ["this software cannot use its search index"]
    if not reasons:
        click.echo(f"Edition {store.current_folder().name.split('-')[0]} is of this software: it stays.")
        return
    click.echo(f"Publishing, because {'; '.join(reasons)} …")
    try:
        publish_upgraded(store, reasons, click.echo)
    except (GateStoppedError, EditionError) as error:
        raise click.ClickException(f"{error}\nThe edition before stays current.") from None
    except OSError as error:
        raise click.ClickException(
            f"The edition could not be written ({error.strerror or error}). The one before stays current. Make room and try again."
        ) from None


@click.command()
@click.option("--markdown", "is_markdown", is_flag=True, help="Print the reference page instead, without values.")
def settings(is_markdown: bool) -> None:
    """List every setting with its value here.

    Says for each its environment variable, where its value comes from, and what it is. Passwords and the secret key
    are masked.
    """
    if is_markdown:
        click.echo(pages.write_settings(), nl=False)
        return
    for line in pages.list_settings(load_config(), os.environ):
        click.echo(line)
    for name in pages.find_unknown(os.environ):
        click.echo(f"{name} is set, but there is no such setting. Is it misspelt?", err=True)


@click.command(hidden=True)
@click.option("--data", "is_data", is_flag=True, help="The data dictionary instead: what an edition holds.")
@click.pass_context
def reference(context: click.Context, is_data: bool) -> None:
    """Print the reference page of all commands, in Markdown."""
    if is_data:
        click.echo(write_dictionary(), nl=False)
        return
    root = context.find_root().command
    assert isinstance(root, click.Group)
    click.echo(pages.write_commands(root), nl=False)


def _megabytes(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB"


COMMANDS = [backup, restore, upgrade, settings, reference]
