"""Joining the arm to the words: matches → hits that ``ranking`` orders like others, and two ranked lists → one.

Matches pass through ``ranking.rank`` too, so that place, closing and kind count for them as they do for words.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import TYPE_CHECKING

from ..engines.port import Facets, Hit
from ..ranking import Ranked
from .fusion import MEANING_WEIGHT, MEANING_WEIGHT_WIDENED, fuse

if TYPE_CHECKING:
    from .arm import Match

TAKEN = 20
"""Matches that join the words: enough for two pages; what comes after has less and less to do with the query."""
LIKE_ENOUGH, LIKE_ENOUGH_WIDENED = 0.05, 0.03
"""Likeness from which on a match that the words did not find joins them: where they found what has them all, and where they
had to give some up. Below it, a match only moves what they found."""
MOST_NEW = 5
"""Records that meaning adds to an answer at most: a list stays about as long as what was asked for."""
STEP = 0.03
"""Likeness by which a match is e times as good: ranking multiplies scores, and likenesses lie close together."""
FULL_SCORE = 40.0
"""Score of the best match, about that of a good word in a title."""


def make_hits(matches: Sequence[Match], filters: Facets = ()) -> list[Hit]:
    """Hits of the matches that pass ``filters``, as an engine would give them."""
    best = max((match.score for match in matches), default=0.0)
    return [
        Hit(FULL_SCORE * exp((match.score - best) / STEP), match.document)
        for match in matches
        if _passes(match, filters)
    ]


def choose(matches: Sequence[Match], words: Sequence[Ranked], *, is_widened: bool) -> list[Match]:
    """Those that may join ``words``: what they found too, and the few others that are like enough."""
    least = LIKE_ENOUGH_WIDENED if is_widened else LIKE_ENOUGH
    found = {_name(item) for item in words}
    others = [match for match in matches if match.score >= least and _record(match) not in found]
    new = {_record(match) for match in others[:MOST_NEW]}
    return [match for match in matches if _record(match) in found or _record(match) in new]


def join(words: Sequence[Ranked], meaning: Sequence[Ranked], *, is_widened: bool) -> list[Ranked]:
    """Both lists in one, each record once, with what the words know of it where they found it. What was asked for by its
    name stays first. is_widened: as in ``SearchAnswer``; then meaning counts for more. words: at least the first
    ``fusion.DEPTH`` of them where there are as many, for whatever page, so that pages follow on each other."""
    folded = {(other.record_type, other.key) for item in words for other in item.alike}
    meaning = [item for item in meaning if _name(item) not in folded]
    known = {_name(item): item for item in (*meaning, *words)}
    kept = 0
    while kept < len(words) and words[kept].is_named:
        kept += 1
    weight = MEANING_WEIGHT_WIDENED if is_widened else MEANING_WEIGHT
    order = fuse([_name(item) for item in words], [_name(item) for item in meaning], kept=kept, meaning_weight=weight)
    return [known[name] for name in order]


def _name(item: Ranked) -> tuple[str, str]:
    return (item.document.record_type, item.document.key)


def _record(match: Match) -> tuple[str, str]:
    return (match.document.record_type, match.document.key)


def _passes(match: Match, filters: Facets) -> bool:
    facets = match.document.facets
    return all(set(values) & set(facets.get(name, ())) for name, values in filters)
