"""The table and the picture of how search grows; nothing here takes a time."""

from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.growth import read_table, write_table
from benchmarks.growth_plot import HEIGHT, WIDTH, draw
from benchmarks.searching import LIMITS, Measured, make_figure, read_questions

FOUND = [
    Measured(5_003, 4.0, 9.0, 500, 2.0, 1_000_000),
    Measured(100_001, 8.0, 16.0, 500, 30.0, 50_000_000),
    Measured(1_000_002, 15.0, 41.0, 500, 250.0, 500_000_000),
]


def test_a_table_comes_back_as_it_went_in(tmp_path: Path) -> None:
    write_table(tmp_path / "growth.csv", FOUND)
    assert read_table(tmp_path / "growth.csv") == FOUND
    assert read_table(tmp_path / "none.csv") == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_picture_is_valid_and_keeps_within_its_frame(count: int) -> None:
    tree = ElementTree.fromstring(draw(FOUND[:count], LIMITS))
    space = "{http://www.w3.org/2000/svg}"
    title, what = tree.findtext(f"{space}title"), tree.findtext(f"{space}desc")
    assert title
    assert what is not None
    assert "5,003 documents: p50 4.0 ms, p95 9.0 ms" in what
    circles = tree.findall(f"{space}circle")
    assert len(circles) == 2 * count
    for circle in circles:
        assert 0 < float(circle.attrib["cx"]) < WIDTH
        assert 0 < float(circle.attrib["cy"]) < HEIGHT
    limits = [text.text for text in tree.findall(f"{space}text") if (text.text or "").startswith("target")]
    assert limits == ([] if count == 1 else ["target 20", "target 40"])


def test_a_figure_says_whether_its_target_was_met() -> None:
    assert make_figure(FOUND[1], 20).is_met
    assert make_figure(FOUND[2], 40).is_met is False
    assert make_figure(FOUND[0]).is_met is None
    assert "100,001 documents" in make_figure(FOUND[1], 20).what


def test_questions_are_of_both_languages_with_places_and_without() -> None:
    questions = read_questions()
    assert len(questions) > 200
    assert {question.language for question in questions} == {"en", "es"}
    assert {question.near is None for question in questions} == {True, False}
