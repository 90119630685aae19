"""The one command ``dogwood``: a file a group of subcommands.

``main`` turns the errors that a person can do something about into one clear message and exit status 1. Commands that
touch the editorial database set Django up first (``_django.use_desk``); those that only read editions do not.

Only the files of the command that was asked for are imported: a process that stays, such as the supervisor, holds no more.
"""

import sys
from collections.abc import Sequence
from importlib import import_module

import click

from dogwood import __version__
from dogwood.edition.errors import EditionError
from dogwood.settings.config import ConfigError

_FILES: dict[str, Sequence[str]] = {
    "run": ["processes"],
    "supervise": ["processes"],
    "readers": ["processes"],
    "desk": ["processes"],
    "worker": ["processes"],
    "pack": ["packs"],
    "import": ["importing", "importing_hsds", "importing_text"],
    "export": ["importing", "export_hsds", "offline"],
    "letters": ["letters"],
    "probe": ["probing"],
    "edition": ["editions"],
    "search": ["searching"],
    "search-gaps": ["search_gaps"],
    "search-vectors": ["vectors"],
    "evaluate": ["evaluating"],
    "offline": ["offline"],
    "book": ["book"],
    "opendata": ["opendata"],
    "backup": ["operate"],
    "restore": ["operate"],
    "upgrade": ["operate"],
    "settings": ["operate"],
    "reference": ["operate"],
}
"""Command → the files that make it: the first has it in its ``COMMANDS``, the others add subcommands to it."""


class _Commands(click.Group):
    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(_FILES)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in _FILES:
            return None
        files = [import_module(f".{file}", __name__) for file in _FILES[name]]
        return next(command for command in files[0].COMMANDS if command.name == name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dogwood")
def cli() -> None:
    """Publish and maintain a health resource directory.

    “dogwood run” starts everything on this machine. Settings are environment variables (DOGWOOD_…) or dogwood.toml;
    “dogwood settings” lists them.
    """


def main() -> None:
    """Entry point of the ``dogwood`` command."""
    try:
        cli(prog_name="dogwood")
    except (ConfigError, EditionError) as error:
        sys.exit(f"dogwood: {error}")
