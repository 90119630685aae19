"""``dogwood search`` takes whatever is typed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dogwood.edition.records import Source, UrgentRecord
from dogwood.settings.config import Config
from tests.support.sample_edition import build_sample_edition, sample_records

from .conftest import invoke

ODD = [
    "",
    "x" * 10_000,
    "wig " * 2_500,
    '"',
    "wig AND (",
    "'; DROP TABLE record; --",
    "\x1b[31m",
    "🎗️",
    "\u202eمرحبا",
    "*:*",
    "/[/",
]


@pytest.fixture
def published(set_up: Callable[..., Config], tmp_path: Path) -> Config:
    config = set_up(var=tmp_path / "var")
    build_sample_edition(config.editions)
    return config


def test_it_finds(published: Config) -> None:
    result = invoke("search", "ride to chemo", "--near", "Lumberton", "--json")
    assert result.exit_code == 0
    assert json.loads(result.output)["results"][0]["url"] == "/en/listing/robeson-rides/"


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("language", ["en", "es"])
def test_odd_words_give_an_answer(published: Config, text: str, language: str) -> None:
    result = invoke("search", "--lang", language, "--near", text, "--", text)
    assert result.exit_code == 0, result.output
    assert " results." in result.output


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.text(st.characters(codec="utf-8"), max_size=200), near=st.text(st.characters(codec="utf-8"), max_size=40)
)
def test_any_words_give_an_answer(published: Config, text: str, near: str) -> None:
    result = invoke("search", "--near", near, "--json", "--", text)
    assert result.exit_code == 0, result.output
    assert json.loads(result.output)["total"] >= 0


def test_what_is_urgent_is_printed_first(set_up: Callable[..., Config], tmp_path: Path) -> None:
    config = set_up(var=tmp_path / "var")
    urgent = UrgentRecord(
        key="breath", language="en", title="Call 911", advice="Go now.", phrases=("can not breathe",), level="emergency",
        source=Source(name="A source"),
    )  # fmt: skip
    build_sample_edition(config.editions, records=[*sample_records(), urgent])
    assert invoke("search", "I cannot breathe at all").output.startswith("! Call 911\n    Go now.\n")
    assert json.loads(invoke("search", "--json", "I cannot breathe").output)["urgent"][0]["key"] == "breath"
    assert json.loads(invoke("search", "--json", "wig").output)["urgent"] == []
