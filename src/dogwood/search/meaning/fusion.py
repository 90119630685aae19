"""Two orders of the same shelf into one, by rank: scores of words and of meaning do not compare, places do.

Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): each list gives a record ``weight / (K + place)``.
"""

from collections.abc import Hashable, Sequence
from typing import TypeVar

K = 3
"""How flat it is: the larger, the less the first places of a list weigh against its later ones. 3 to 60 tried."""
MEANING_WEIGHT, MEANING_WEIGHT_WIDENED = 0.4, 0.7
"""Against 1 for words: where the words found what has them all, and where they had to give some up. 0.2 to 3 tried."""
DEPTH = 40
"""Places of each list that are fused; what follows in the list of words follows as it was, so that pages agree."""

Name = TypeVar("Name", bound=Hashable)


def fuse(
    words: Sequence[Name],
    meaning: Sequence[Name],
    *,
    kept: int = 0,
    meaning_weight: float = MEANING_WEIGHT,
    k: int = K,
) -> list[Name]:
    """All names of ``words`` and the first 40 of ``meaning``, best first, each once.

    words, meaning: names of records, such as (record_type, key), best first. kept: how many of the first in ``words``
    stay first whatever the meaning says: what was asked for by name or number, what is urgent. The same for every
    page of an answer, as long as both lists begin alike.
    """
    fixed = list(dict.fromkeys(words))[:kept]
    rest = [name for name in dict.fromkeys(words) if name not in fixed]
    also = [name for name in dict.fromkeys(meaning) if name not in fixed][:DEPTH]
    scores: dict[Name, float] = {}
    for names, weight in ((rest[:DEPTH], 1.0), (also, meaning_weight)):
        for place, name in enumerate(names, start=1):
            scores[name] = scores.get(name, 0.0) + weight / (k + place)
    head = sorted(scores, key=lambda name: -scores[name])  # stable: at a tie, the one of the words
    return [*fixed, *head, *(name for name in rest[DEPTH:] if name not in scores)]
