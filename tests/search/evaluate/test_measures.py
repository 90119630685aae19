"""Measures against figures worked out by hand."""

import pytest

from dogwood.search.evaluate.measures import (
    find_percentile,
    measure_mrr,
    measure_ndcg,
    measure_recall,
    measure_success,
)

GRADES = {"a": 2, "b": 1}


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (["a", "b", "x"], 1.0),
        # (1/log2(3) + 2/log2(4)) / (2 + 1/log2(3)) = 1.63093 / 2.63093
        (["x", "b", "a"], 0.619906),
        # 2/log2(3) / 2.63093 = 1.26186 / 2.63093
        (["x", "a"], 0.479625),
        (["x"] * 10 + ["a"], 0.0),
        ([], 0.0),
    ],
)
def test_ndcg(found: list[str], expected: float) -> None:
    assert measure_ndcg(found, GRADES, 10) == pytest.approx(expected, abs=1e-5)


def test_ndcg_counts_no_more_than_there_is_room_for() -> None:
    many = {str(number): 1 for number in range(30)}
    assert measure_ndcg([str(number) for number in range(10)], many, 10) == pytest.approx(1.0)


@pytest.mark.parametrize(("found", "expected"), [(["x", "b"], 0.5), (["a"], 1.0), (["x"] * 10 + ["a"], 0.0)])
def test_mrr(found: list[str], expected: float) -> None:
    assert measure_mrr(found, GRADES, 10) == expected


def test_success_and_recall() -> None:
    found = ["x", "b", "y"]
    assert measure_success(found, GRADES, 1) == 0.0
    assert measure_success(found, GRADES, 5) == 1.0
    assert measure_recall(found, GRADES, 100) == 0.5
    assert measure_recall(found, GRADES, 1) == 0.0


def test_percentiles_are_values_that_occurred() -> None:
    values = [5.0, 1.0, 4.0, 2.0, 3.0]
    assert find_percentile(values, 0.5) == 3.0
    assert find_percentile(values, 0.95) == 5.0
    assert find_percentile([float(number) for number in range(1, 101)], 0.95) == 95.0
    assert find_percentile([], 0.5) == 0.0
