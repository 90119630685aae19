"""``dogwood run`` and the three processes: readers, desk, worker."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dogwood.settings.config import Config, load_config

from ._django import collect_static, has_pending_migrations, is_static_stale, migrate, use_desk
from .supervisor import Process, Supervisor, find_busy_port, local_address

if TYPE_CHECKING:
    from dogwood.edition.store import LocalStore

STARTER = Path(__file__).parents[3] / "starter"
READERS, DESK, WORKER = "readers", "desk", "worker"


def readers_command(config: Config) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "rsgi", "--host", config.host, "--port", str(config.readers_port),
        "--workers", str(config.readers_workers), "--no-ws", "--log-level", "warning", "--no-access-log",
        "--backpressure", "256", "dogwood.web.rsgi:application",
    ]  # fmt: skip


def desk_command(config: Config) -> list[str]:
    return [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", config.host, "--port", str(config.desk_port),
        "--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning", "--no-access-log",
        "--static-path-route", "/static", "--static-path-mount", str(config.var / "static"), "dogwood.cli.desk_wsgi:application",
    ]  # fmt: skip


def worker_command() -> list[str]:
    return [
        sys.executable,
        "-m",
        "django",
        "db_worker",
        "--interval",
        "0.25",
        "--no-startup-delay",
        "--verbosity",
        "0",
        "--skip-checks",
    ]


def worker_environment() -> dict[str, str]:
    return {**os.environ, "DJANGO_SETTINGS_MODULE": "dogwood.settings.desk"}


@click.command()
@click.option(
    "--starter",
    type=click.Path(file_okay=False, path_type=Path),
    default=STARTER,
    help="Pack to load into an empty database. Default: the starter that comes with the source.",
)
@click.option("--setup-only", is_flag=True, help="Prepare everything, start nothing.")
def run(starter: Path, setup_only: bool) -> None:
    """Start readers' site, desk and worker; Ctrl-C stops them.

    One supervisor starts again what dies. The first time it creates the database, loads the starter pack and publishes edition 1.
    """
    config = load_config()
    if not setup_only:
        _check_ports(config)
    password = _prepare(config, starter)
    if password:
        click.echo(f"\nFirst editor: editor    one-time password: {password}\n(shown once; change it on the desk)\n")
    if not setup_only:
        # A fresh interpreter: what setting up needed in memory, running does not.
        sys.stdout.flush()
        _become([sys.executable, "-m", "dogwood", "supervise"])


@click.command(hidden=True)
def supervise() -> None:
    """Run the three processes of an installation that “dogwood run” has prepared."""
    config = load_config()
    # Asked here, not at the public addresses, which may lead over a proxy that is not up yet.
    readers_probe = f"{local_address(config.host, config.readers_port)}/healthz"
    desk_probe = f"{local_address(config.host, config.desk_port)}/desk/login/"
    supervisor = Supervisor(
        [
            Process(READERS, readers_command(config), dict(os.environ), readers_probe),
            Process(DESK, desk_command(config), dict(os.environ), desk_probe, is_vital=False),
            Process(WORKER, worker_command(), worker_environment(), "", is_vital=False),
        ],
        say=click.echo,
    )
    code = supervisor.run(
        ready=f"Readers' site  {config.readers_address}/\nDesk           {config.desk_address}/\nCtrl-C stops all."
    )
    sys.exit(code)


def _check_ports(config: Config) -> None:
    if config.readers_port == config.desk_port:
        raise click.ClickException(
            f"DOGWOOD_READERS_PORT and DOGWOOD_DESK_PORT are both {config.desk_port}. Give each its own."
        )
    for port, name in ((config.readers_port, "READERS_PORT"), (config.desk_port, "DESK_PORT")):
        try:
            is_busy = find_busy_port(config.host, port)
        except OSError as error:
            raise click.ClickException(f"DOGWOOD_HOST = {config.host!r} is no address here ({error}).") from None
        if is_busy:
            raise click.ClickException(f"Port {port} is in use. Stop what uses it, or set DOGWOOD_{name}.")


def _prepare(config: Config, starter: Path) -> str | None:
    """Bring this installation to where it can serve; returns the first editor's password when one was just made."""
    is_new = not config.database_url and not config.database_path.exists()
    use_desk()
    if has_pending_migrations():
        click.echo("Creating the editorial database …" if is_new else "Upgrading the database …")
        migrate()
    if is_static_stale():
        click.echo("Collecting the desk's static files …")
        collect_static()
    from dogwood.edition.store import LocalStore
    from dogwood.editorial.actions import create_first_editor
    from dogwood.editorial.models import DirectorySettings

    from .upgrade import find_blockers

    store = LocalStore(config.editions)
    if not DirectorySettings.objects.exists():
        _load(starter)
    if store.current_name() is None:
        _publish_first()
    elif blockers := find_blockers(store):
        _publish_again(store, blockers)
    return create_first_editor()


def _load(starter: Path) -> None:
    from dogwood.exchange.packs import PackError, load_pack

    if not starter.is_dir():
        raise click.ClickException(f"There is no pack at {starter}. Name one with --starter FOLDER.")
    click.echo(f"Loading the pack {starter.name} …")
    try:
        report = load_pack(starter)
    except PackError as error:
        raise click.ClickException(f"The pack was not loaded:\n{error}") from None
    click.echo(f"  {report.created} entries and pages, {report.checks} checks.")


def _publish_first() -> None:
    from dogwood.publishing.publish import publish
    from dogwood.publishing.report import GateStoppedError

    click.echo("Publishing edition 1 …")
    try:
        published = publish(why="first edition")
    except GateStoppedError as error:
        raise click.ClickException(str(error)) from None
    held = len(published.report.held_back)
    click.echo(
        f"  live; {held} thing{'s' if held != 1 else ''} held back by the gate (“dogwood edition build --full” lists them)."
    )


def _publish_again(store: LocalStore, reasons: list[str]) -> None:
    from dogwood.publishing.report import GateStoppedError

    from .upgrade import publish_upgraded

    click.echo(f"Publishing, because {'; '.join(reasons)} …")
    try:
        publish_upgraded(store, reasons, click.echo)
    except GateStoppedError as error:
        raise click.ClickException(str(error)) from None


@click.command()
def readers() -> None:
    """Run the readers' site alone. It needs only the folder of editions."""
    _become(readers_command(load_config()))


@click.command()
def desk() -> None:
    """Run the editors' desk alone."""
    _become(desk_command(load_config()))


@click.command()
def worker() -> None:
    """Run the background worker alone."""
    os.environ.update(worker_environment())
    _become(worker_command())


def _become(command: list[str]) -> None:
    os.execv(command[0], command)  # noqa: S606 - our own interpreter, no shell


COMMANDS = [run, supervise, readers, desk, worker]
