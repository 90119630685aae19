"""Measures of one ranked list. Grades above 0 help; what is not judged counts as 0.

nDCG is that of trec_eval, which BEIR reports: the gain is the grade, the discount log2(rank + 1).
"""

from collections.abc import Mapping, Sequence
from math import ceil, log2


def measure_ndcg(found: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """Discounted gain of the first ``depth`` against that of the best order there could be; 0 to 1."""
    best = sorted(grades.values(), reverse=True)[:depth]
    ideal = _discount(best)
    return _discount([grades.get(name, 0) for name in found[:depth]]) / ideal if ideal else 0.0


def measure_mrr(found: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """1 / rank of the first that helps, 0 where none of the first ``depth`` does."""
    return next((1.0 / rank for rank, name in enumerate(found[:depth], start=1) if name in grades), 0.0)


def measure_success(found: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """1 where one of the first ``depth`` helps, else 0."""
    return float(any(name in grades for name in found[:depth]))


def measure_recall(found: Sequence[str], grades: Mapping[str, int], depth: int) -> float:
    """Share of those that help which stand among the first ``depth``."""
    return len({name for name in found[:depth] if name in grades}) / len(grades) if grades else 0.0


def find_percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that ``share`` of all do not exceed (nearest rank); 0 for none."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else 0.0


def _discount(gains: Sequence[int]) -> float:
    return sum(gain / log2(rank + 1) for rank, gain in enumerate(gains, start=1))
