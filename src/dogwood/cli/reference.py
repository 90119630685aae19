"""The reference pages that are made from the software itself: ``docs/operators/settings.md`` and ``commands.md``."""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import click
from pydantic.fields import FieldInfo

from dogwood.settings.config import CONFIG_VARIABLE, DEFAULT_FILE, Config

PREFIX = "DOGWOOD_"
_SECRET = "secret_key"  # noqa: S105 - a setting's name
_WITH_PASSWORD = ("database_url", "email_url")

_SETTINGS_HEAD = """\
# Settings

<!-- Made by “dogwood settings --markdown”; a test says when this page lags behind the software. -->

A setting is read from its environment variable, else from the file that `DOGWOOD_CONFIG` names (TOML; `dogwood.toml` in
the working directory when it is not set), else its default holds. In the file the names are in lower case, without the
prefix: `readers_port = 8080`. A value that cannot be used stops the start, with a message that names it; so does a name
in the file that is not in this table. In environment variables lists are written as JSON: `["en", "es"]`.

`dogwood settings` prints the values in force here and where each comes from, secrets masked.

| Environment variable | Default | Values | What it is |
| --- | --- | --- | --- |
"""

_COMMANDS_HEAD = """\
# Commands

<!-- Made by “dogwood reference”; a test says when this page lags behind the software. -->

Every command ends with status 0 when it did what was asked, 1 when it could not (with one message that says what to do),
and 2 when it was called wrongly. `-h` or `--help` explains each.
"""


def write_settings() -> str:
    """The settings' reference, in Markdown. It depends on the software only, not on this machine."""
    rows = [
        f"| `{PREFIX}{name.upper()}` | {_code(_show(field.default))} | {_describe_values(field)} | {field.description} |\n"
        for name, field in Config.model_fields.items()
    ]
    return _SETTINGS_HEAD + "".join(rows)


def list_settings(config: Config, environment: Mapping[str, str]) -> Iterator[str]:
    """Lines that show each setting: variable, value in force, where it comes from, default and description."""
    path = Path(environment.get(CONFIG_VARIABLE, DEFAULT_FILE))
    in_file = tomllib.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    lower = {name.lower() for name in environment}
    for name, field in Config.model_fields.items():
        variable = PREFIX + name.upper()
        source = "environment" if variable.lower() in lower else str(path) if name in in_file else "default"
        yield f"{variable} = {mask(name, getattr(config, name))}  ({source})"
        default = "" if source == "default" else f" Default: {_show(field.default) or 'empty'}."
        yield f"    {field.description}{default}"


def find_unknown(environment: Mapping[str, str]) -> list[str]:
    """Environment variables that look like settings and are none: most likely misspelt."""
    known = {PREFIX + name.upper() for name in Config.model_fields} | {CONFIG_VARIABLE}
    return sorted(name for name in environment if name.upper().startswith(PREFIX) and name.upper() not in known)


def mask(name: str, value: Any) -> str:
    """A setting's value for the eye: without the secret key, and without the password in an address."""
    text = _show(value)
    if name == _SECRET:
        return "(set, not shown)" if text else "(empty)"
    if name in _WITH_PASSWORD and text:
        url = urlsplit(text)
        if url.password is not None:
            text = urlunsplit(url._replace(netloc=f"{url.username or ''}:…@{url.netloc.rpartition('@')[2]}"))
    return text or "(empty)"


def write_commands(root: click.Group) -> str:
    """The commands' reference, in Markdown, from the help texts of ``root`` and all below it."""
    return _COMMANDS_HEAD + "".join(_write_command(command, path) for path, command in walk_commands(root))


def walk_commands(root: click.Group, path: str = "dogwood") -> Iterator[tuple[str, click.Command]]:
    """``("dogwood edition build", command)`` for each command that is not hidden, by name."""
    context = click.Context(root)
    for name in sorted(root.list_commands(context)):
        command = root.get_command(context, name)
        if command is None or command.hidden:
            continue
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from walk_commands(command, f"{path} {name}")


def _write_command(command: click.Command, path: str) -> str:
    context = click.Context(command, info_name=path)
    usage = " ".join((path, *command.collect_usage_pieces(context)))
    level = "##" if path.count(" ") == 1 else "###"
    paragraphs = [" ".join(part.split()) for part in (command.help or "").split("\n\n")]
    text = f"\n{level} {path}\n\n`{usage}`\n\n" + "\n\n".join(paragraphs) + "\n"
    options = [parameter for parameter in command.params if isinstance(parameter, click.Option)]
    records = [record for option in options if (record := option.get_help_record(context))]
    if records:
        text += "\n" + "".join(f"- `{names}`: {explained}\n" for names, explained in records)
    return text


def _describe_values(field: FieldInfo) -> str:
    limits = {key: getattr(item, key) for item in field.metadata for key in ("ge", "le") if hasattr(item, key)}
    if limits:
        return f"{limits.get('ge', '')} to {limits.get('le', '')}"
    if field.annotation is Path:
        return "a folder"
    if field.annotation is bool:
        return "true or false"
    return "text" if field.annotation is str else "a list of language tags"


def _show(value: Any) -> str:
    if isinstance(value, tuple):
        return "[" + ", ".join(f'"{item}"' for item in value) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _code(text: str) -> str:
    return f"`{text}`" if text else "empty"
