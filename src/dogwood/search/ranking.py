"""From an engine's hits to the order that readers see: names, places, closed ones, and a mix of kinds.

All of it is a pure function of the hits and the intent.
"""

from collections import deque
from dataclasses import dataclass
from math import exp

from dogwood.edition.records import RECORD_TYPES
from dogwood.places import Place, Point, miles_between

from .documents import WITH_PLACES, SearchDocument
from .engines.port import REACHABLE_AREAS, Hit
from .understand import Intent

WINDOW = 8
MOST_ALIKE = 4
"""At most this many of a kind in any eight neighbours, while others of fair score wait."""
FAIR_SHARE, FAIR_SHARE_NEAR = 0.05, 0.3
"""Fair is this share of the score of the one that waits; more where the reader named a place, and so wants places."""
FAR_MILES = 75.0

_CLOSED_FACTOR = 0.2
_NAMED_FACTOR = 2.5
_UNREACHABLE_FACTOR = 0.1
_CONFIRMED_FACTOR = 1.05
_TYPE_FACTORS = {"term": 0.8, "page": 0.5, "publication": 0.85, "event": 0.9}
_PLACELESS_FACTOR = 0.4
"""For what is read, where the reader named a place: one who does looks for somewhere to go."""
_WORDS_POWER = 0.65
"""Where the reader named a place, how well the words fit counts for less: a better word beats no 20 miles."""
_TERM_FOR_NEED_FACTOR = 0.3
"""For a word explained, where the words ask for help rather than for a meaning."""
_SMALLEST = 1e-6
assert set(_TYPE_FACTORS) <= set(RECORD_TYPES)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit in its place. miles: to its nearest place, None where it or the reader has none."""

    score: float
    document: SearchDocument
    miles: float | None = None
    is_named: bool = False


def rank(hits: list[Hit], intent: Intent) -> list[Ranked]:
    """One a record, best first, mixed."""
    best: dict[tuple[str, str], Ranked] = {}
    for hit in hits:
        ranked = _rank_one(hit, intent)
        known = best.get((hit.document.record_type, hit.document.key))
        if known is None or _order(ranked) < _order(known):
            best[hit.document.record_type, hit.document.key] = ranked
    fair_share = FAIR_SHARE if intent.place is None else FAIR_SHARE_NEAR
    return _mix(sorted(best.values(), key=_order), fair_share)


def miles_to(document: SearchDocument, point: Point | None) -> float | None:
    """Miles from ``point`` to the nearest of the document's places."""
    if point is None or not document.points:
        return None
    return min(miles_between(point, Point(*found)) for found in document.points)


def is_near(ranked: Ranked, place: Place) -> bool:
    """True for an open listing or event within 75 miles of ``place``, or in its county or for it."""
    document = ranked.document
    if document.record_type not in WITH_PLACES or document.is_closed:
        return False
    county = place.counties[0] if place.counties else ""
    is_close = ranked.miles is not None and ranked.miles <= FAR_MILES
    return is_close or (bool(county) and county in (*document.serves, *document.counties))


def is_named_by(document: SearchDocument, intent: Intent) -> bool:
    """True where the words are the name of the record, or most of one of its names."""
    asked = intent.name.split()
    if not asked:
        return False
    for name in document.exact:
        words = name.split()
        if words == asked:
            return True
        if len(asked) >= 2 and len(words) >= 2 and set(asked) <= set(words) and len(asked) * 2 >= len(words):
            return True
        if len(words) >= 2 and _holds(asked, words):
            return True
    return False


def _rank_one(hit: Hit, intent: Intent) -> Ranked:
    document = hit.document
    score = max(hit.score, _SMALLEST) * _TYPE_FACTORS.get(document.record_type, 1.0)
    is_named = document.record_type != "term" and is_named_by(document, intent)
    if document.record_type == "term" and intent.needs:
        score *= _TERM_FOR_NEED_FACTOR
    if is_named:
        score *= _NAMED_FACTOR
    elif document.is_closed:
        score *= _CLOSED_FACTOR
    if document.is_confirmed:
        score *= _CONFIRMED_FACTOR
    place = intent.place
    miles = None
    if place is not None:
        miles = miles_to(document, place.point)
        score = score**_WORDS_POWER * _place_factor(document, miles, place.counties[0] if place.counties else "")
    return Ranked(score, document, miles, is_named)


def _place_factor(document: SearchDocument, miles: float | None, county: str) -> float:
    if document.record_type not in WITH_PLACES:
        return _PLACELESS_FACTOR
    is_far = miles is None or miles > FAR_MILES
    if document.area == "county" and document.serves:
        if county and county in document.serves:
            return 1.5 if miles is None else max(1.3, _closeness(miles))
        if is_far:
            return _UNREACHABLE_FACTOR
    if miles is None:
        return 1.0
    if is_far and document.area not in REACHABLE_AREAS:
        return _UNREACHABLE_FACTOR
    return _closeness(miles)


def _closeness(miles: float) -> float:
    """2.3 at the door, 1.0 at 25 miles, 0.35 far away."""
    return 0.35 + 1.95 * exp(-miles / 23.0)


def _order(ranked: Ranked) -> tuple[float, float, str, str]:
    miles = ranked.miles if ranked.miles is not None else float("inf")
    return (-round(ranked.score, 4), miles, ranked.document.title.casefold(), ranked.document.key)


def _likeness(ranked: Ranked) -> str:
    return ranked.document.service_type or ranked.document.record_type


def _mix(ordered: list[Ranked], fair_share: float) -> list[Ranked]:
    """The same, with a kind that has filled its share of the neighbourhood waiting for the next fair one of another."""
    waiting = list(ordered)
    placed: list[Ranked] = []
    window: deque[str] = deque(maxlen=WINDOW - 1)
    while waiting:
        pick = 0
        if window.count(_likeness(waiting[0])) >= MOST_ALIKE and not waiting[0].is_named:
            pick = _next_fair(waiting, window, fair_share)
        window.append(_likeness(waiting[pick]))
        placed.append(waiting.pop(pick))
    return placed


def _next_fair(waiting: list[Ranked], window: deque[str], fair_share: float) -> int:
    """The first of a kind that has room and of a score worth showing here; 0 where there is none."""
    full = {shelf for shelf in window if window.count(shelf) >= MOST_ALIKE}
    least = waiting[0].score * fair_share
    for number, ranked in enumerate(waiting):
        if ranked.score < least:
            return 0
        if _likeness(ranked) not in full:
            return number
    return 0


def _holds(words: list[str], part: list[str]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))
