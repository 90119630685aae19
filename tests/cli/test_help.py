"""Every command has help that reads well, and the reference page says the same."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from dogwood.cli import cli
from dogwood.cli.reference import walk_commands, write_commands

from .conftest import invoke

ROOT = Path(__file__).parents[2]
COMMANDS = dict(walk_commands(cli))


def test_help_lists_every_command() -> None:
    for flag in ("--help", "-h"):
        result = invoke(flag)
        assert result.exit_code == 0
        for path in COMMANDS:
            assert path.count(" ") > 1 or f"\n  {path.partition(' ')[2]} " in result.output


def test_every_command_of_every_file_is_reached() -> None:
    files = [
        import_module(f"dogwood.cli.{path.stem}")
        for path in (ROOT / "src/dogwood/cli").glob("*.py")
        if path.stem != "desk_wsgi"
    ]
    named = {command.name for file in files for command in getattr(file, "COMMANDS", [])}
    assert named == set(cli.list_commands(click.Context(cli)))


def test_a_process_that_stays_imports_no_more_than_it_needs() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys; from dogwood.cli import main; sys.argv = ['dogwood', 'supervise', '--help']\n"
         "try: main()\nexcept SystemExit: print(sorted(name for name in ('django', 'wagtail', 'dogwood.edition.file') if name in sys.modules))"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert said.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("path", COMMANDS)
def test_each_command_explains_itself(path: str) -> None:
    result = invoke(*path.split()[1:], "--help")
    assert result.exit_code == 0
    assert result.output.startswith(f"Usage: {path} ")
    command = COMMANDS[path]
    first = (command.help or "").split("\n\n")[0]
    assert 10 < len(" ".join(first.split())) <= 160, "the first sentence is what the list of commands shows"
    assert first.rstrip().endswith(".")
    assert first[0].isupper()


@pytest.mark.parametrize("path", COMMANDS)
def test_each_option_has_help_and_each_argument_is_named_in_it(path: str) -> None:
    command = COMMANDS[path]
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{path} {parameter.opts[0]} has no help"
            assert parameter.help.rstrip().endswith((".", "?"))
        elif isinstance(parameter, click.Argument):
            assert parameter.human_readable_name.upper() in (command.help or "")


def test_the_version_is_shown() -> None:
    result = invoke("--version")
    assert result.output.startswith("dogwood, version ")


def test_a_wrong_call_is_status_2() -> None:
    assert invoke("edition", "switch").exit_code == 2
    assert invoke("no-such-command").exit_code == 2


def test_the_reference_page_is_up_to_date() -> None:
    page = (ROOT / "docs/operators/commands.md").read_text(encoding="utf-8")
    assert page == write_commands(cli), "Run: dogwood reference > docs/operators/commands.md"
    assert invoke("reference").output == page
