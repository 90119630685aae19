"""A small installation made by hand: a real SQLite file, two media files and one edition."""

import datetime as dt
import socket
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dogwood.cli import cli
from dogwood.edition.build import Content, build_edition
from dogwood.edition.file import Identity
from dogwood.edition.records import Record, TermRecord
from dogwood.edition.store import LocalStore
from dogwood.settings.config import Config, load_config

NOW = dt.datetime(2026, 11, 23, 12, 0, tzinfo=dt.UTC)


def build_stub_index(folder: Path, before: Path | None, changed: list[Record], removed: list[Identity]) -> None:
    (folder / "stub").write_text("\n".join(record.key for record in changed), encoding="utf-8")


def publish_term(var: Path, definition: str) -> None:
    """Add an edition that holds one term."""
    record = TermRecord(key="biopsy", language="en", term="Biopsy", definition=definition)
    content = Content([record], ("en",))
    build_edition(LocalStore(var / "editions"), content, build_index=build_stub_index, now=NOW)


def write_row(database: Path, text: str) -> None:
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE IF NOT EXISTS note (text TEXT)")
        connection.execute("INSERT INTO note VALUES (?)", (text,))


def read_rows(database: Path) -> list[str]:
    with closing(sqlite3.connect(database)) as connection:
        return [row[0] for row in connection.execute("SELECT text FROM note ORDER BY rowid")]


def read_tree(folder: Path) -> dict[str, bytes]:
    """Every file below ``folder`` but locks and what is half built."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(".")
    }


@pytest.fixture
def set_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Callable[..., Config]]:
    """Set settings by name (``var=…``) in the environment; ports are free ones, the working directory is empty."""
    for name in Config.model_fields:
        monkeypatch.delenv(f"DOGWOOD_{name.upper()}", raising=False)
    monkeypatch.delenv("DOGWOOD_CONFIG", raising=False)
    monkeypatch.chdir(tmp_path)

    def set_settings(**values: object) -> Config:
        for name, value in values.items():
            monkeypatch.setenv(f"DOGWOOD_{name.upper()}", str(value))
        load_config.cache_clear()
        return load_config()

    monkeypatch.setenv("DOGWOOD_READERS_PORT", str(find_free_port()))
    monkeypatch.setenv("DOGWOOD_DESK_PORT", str(find_free_port()))
    load_config.cache_clear()
    yield set_settings
    load_config.cache_clear()


@pytest.fixture
def config(set_up: Callable[..., Config], tmp_path: Path) -> Config:
    """The small installation, in ``tmp_path/site/var``."""
    var = tmp_path / "site" / "var"
    (var / "media" / "images").mkdir(parents=True)
    (var / "media" / "images" / "tree.png").write_bytes(bytes(range(256)) * 40)
    (var / "media" / "mammogram – guía.txt").write_text("plain words", encoding="utf-8")
    (var / "secret-key").write_text("not a real key", encoding="ascii")
    (var / "static").mkdir()
    (var / "static" / "desk.css").write_text("made again by upgrade", encoding="utf-8")
    write_row(var / "editorial.sqlite", "first")
    publish_term(var, "Taking a small piece of tissue to look at it.")
    return set_up(var=var)


@pytest.fixture
def backup_file(config: Config, tmp_path: Path) -> Path:
    """A backup of the small installation, made by the command."""
    file = tmp_path / "dogwood.tar.gz"
    result = invoke("backup", str(file))
    assert result.exit_code == 0, result.output
    return file


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(cli, list(arguments), prog_name="dogwood")


def find_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
