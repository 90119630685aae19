"""The counter of search gaps: what it keeps, what it never keeps, and what it survives."""

import json
import multiprocessing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dogwood.search import zero_results
from dogwood.search.zero_results import LEAST_SHOWN, Gap, SearchGapsError, ZeroResultCounter


@pytest.fixture
def counter(tmp_path: Path) -> ZeroResultCounter:
    return ZeroResultCounter(tmp_path / "var" / "search-gaps.json")


def add_many(path: Path, times: int) -> None:
    for _ in range(times):
        ZeroResultCounter(path).add(("ride",), "Robeson")


def test_only_what_was_counted_often_is_shown(counter: ZeroResultCounter) -> None:
    assert counter.show() == []
    for number in range(1, LEAST_SHOWN + 2):
        counter.add(("ride", "wig-bra"), "Robeson County")
        counter.add(("ride",), "")
        assert bool(counter.show()) == (number >= LEAST_SHOWN)
    counter.add(("lodging",), "Hyde")
    assert counter.show() == [Gap("ride", "", 6), Gap("ride", "Robeson", 6), Gap("wig-bra", "Robeson", 6)]


def test_the_file_holds_needs_counties_and_counts_alone(counter: ZeroResultCounter) -> None:
    counter.add(("ride", "ride", "my secret words", "'; DROP"), "Robeson")
    counter.add((), "Robeson")
    counter.add(("my secret words",), "")
    counter.add(("ride",), "my secret street 7")
    kept = json.loads(counter.path.read_text(encoding="utf-8"))
    assert kept == {"format": 1, "counts": [["ride", "", 1], ["ride", "Robeson", 1]]}


@settings(max_examples=30, deadline=None)
@given(needs=st.lists(st.text(max_size=20), max_size=5), county=st.text(max_size=30))
def test_nothing_that_is_typed_gets_in(tmp_path_factory: pytest.TempPathFactory, needs: list[str], county: str) -> None:
    counter = ZeroResultCounter(tmp_path_factory.mktemp("gaps") / "gaps.json")
    counter.add(needs, county)
    assert not counter.path.exists() or json.loads(counter.path.read_text())["counts"]


def test_processes_do_not_lose_each_others_counts(counter: ZeroResultCounter) -> None:
    context = multiprocessing.get_context("spawn")
    children = [context.Process(target=add_many, args=(counter.path, 40)) for _ in range(3)]
    for child in children:
        child.start()
    for child in children:
        child.join(60)
        assert child.exitcode == 0
    assert counter.show() == [Gap("ride", "Robeson", 120)]


def test_counts_end_somewhere(counter: ZeroResultCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zero_results, "MOST_COUNTED", 7)
    add_many(counter.path, 9)
    assert counter.show() == [Gap("ride", "Robeson", 7)]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": 9, "counts": []}', '{"format": 1, "counts": [[1]]}', "\x00"]
)
def test_a_broken_file_is_named_and_begun_anew(counter: ZeroResultCounter, text: str) -> None:
    counter.path.parent.mkdir()
    counter.path.write_text(text, encoding="utf-8")
    with pytest.raises(SearchGapsError, match="Delete it"):
        counter.show()
    add_many(counter.path, 5)
    assert counter.show() == [Gap("ride", "Robeson", 5)]


def test_a_disk_that_refuses_costs_no_answer(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")
    ZeroResultCounter(tmp_path / "var" / "gaps.json").add(("ride",), "Robeson")
    assert "was not counted" in caplog.text
    assert "ride" not in caplog.text and "Robeson" not in caplog.text
