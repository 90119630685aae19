"""``dogwood search-gaps``: what was counted, and whether anything is."""

import json
from collections.abc import Callable
from pathlib import Path

from dogwood.search.zero_results import ZeroResultCounter
from dogwood.settings.config import Config

from .conftest import invoke


def test_counts_are_listed(set_up: Callable[..., Config], tmp_path: Path) -> None:
    config = set_up(var=tmp_path / "var", count_search_gaps="true")
    assert config.count_search_gaps
    assert "Nothing was counted" in invoke("search-gaps").output
    for _ in range(5):
        ZeroResultCounter(config.search_gaps_path).add(("ride",), "Hyde")
    assert "5  Transporte al tratamiento  (Hyde County)" in invoke("search-gaps", "--lang", "es").output
    found = json.loads(invoke("search-gaps", "--json").output)
    assert found == [{"need": "ride", "county": "Hyde", "count": 5}]


def test_it_says_when_nothing_is_counted(set_up: Callable[..., Config], tmp_path: Path) -> None:
    config = set_up(var=tmp_path / "var")
    assert not config.count_search_gaps
    assert "Counting is off" in invoke("search-gaps").output


def test_a_broken_file_ends_with_status_1(set_up: Callable[..., Config], tmp_path: Path) -> None:
    config = set_up(var=tmp_path / "var")
    config.search_gaps_path.parent.mkdir(parents=True)
    config.search_gaps_path.write_text("{")
    result = invoke("search-gaps")
    assert result.exit_code == 1 and "Delete it" in result.output
