"""The one command ``dogwood``: a file a group of subcommands.

``main`` turns the errors that a person can do something about into one clear message and exit status 1. Commands that
touch the editorial database set Django up first (``_django.use_desk``); those that only read editions do not.
"""

import sys

import click

from dogwood import __version__
from dogwood.edition.errors import EditionError
from dogwood.settings.config import ConfigError

from . import (
    book,
    editions,
    evaluating,
    importing,
    letters,
    offline,
    opendata,
    operate,
    packs,
    probing,
    processes,
    search_gaps,
    searching,
    vectors,
)
from . import export_hsds as _export_hsds  # noqa: F401 - adds “hsds” to “dogwood export”
from . import importing_hsds as _importing_hsds  # noqa: F401 - adds “hsds” to “dogwood import”
from . import importing_text as _importing_text  # noqa: F401 - adds “text” to “dogwood import”


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="dogwood")
def cli() -> None:
    """Publish and maintain a health resource directory.

    “dogwood run” starts everything on this machine. Settings are environment variables (DOGWOOD_…) or dogwood.toml;
    “dogwood settings” lists them.
    """


for module in (
    processes,
    packs,
    importing,
    letters,
    probing,
    editions,
    searching,
    search_gaps,
    vectors,
    evaluating,
    offline,
    book,
    opendata,
    operate,
):
    for command in module.COMMANDS:
        cli.add_command(command)


def main() -> None:
    """Entry point of the ``dogwood`` command."""
    try:
        cli(prog_name="dogwood")
    except (ConfigError, EditionError) as error:
        sys.exit(f"dogwood: {error}")
