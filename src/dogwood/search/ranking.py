"""From an engine's hits to the order that readers see: names, places, hours, closed ones, alike ones, a mix of kinds.

All of it is a pure function of the hits, the intent and the day.
"""

import datetime as dt
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from math import exp

from dogwood.edition.records import RECORD_TYPES
from dogwood.facts.dates import last_day
from dogwood.facts.errors import FactError
from dogwood.places import Place, Point, miles_between

from .documents import CROWDED_TYPES, WITH_PLACES, SearchDocument
from .engines.port import REACHABLE_AREAS, Hit
from .understand import Intent

WINDOW = 8
MOST_ALIKE = 4
"""At most this many of a kind in any eight neighbours, while others of fair score wait."""
FAIR_SHARE, FAIR_SHARE_NEAR = 0.05, 0.3
"""Fair is this share of the score of the one that waits; more where the reader named a place, and so wants places."""
FAR_MILES = 75.0
LEAST_FOLDED = 3
"""Alike places from which on they are folded into the first."""

_CLOSED_FACTOR = 0.2
_NAMED_FACTOR = 2.5
_UNREACHABLE_FACTOR = 0.1
_CONFIRMED_FACTOR = 1.05
_STALE_FACTOR = 0.97
"""For what nobody has looked at for two years, or at an unknown time."""
_STALE_DAYS = 730
_TYPE_FACTORS = {"term": 0.8, "page": 0.5, "publication": 0.85, "event": 0.9}
_PLACELESS_FACTOR = 0.4
"""For what is read, where the reader named a place: one who does looks for somewhere to go."""
_WORDS_POWER = 0.65
"""Where the reader named a place, how well the words fit counts for less: a better word beats no 20 miles."""
_TERM_FOR_NEED_FACTOR = 0.3
"""For a word explained, where the words ask for help rather than for a meaning."""
_NEED_FACTOR = 1.4
_NO_NEED_FACTORS = {"listing": 0.5, "publication": 0.8, "event": 0.8}
_IN_REGION_FACTOR, _OUT_OF_REGION_FACTOR = 1.6, 0.15
_SMALLEST = 1e-6
assert set(_TYPE_FACTORS) <= set(RECORD_TYPES)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit in its place. miles: to its nearest place, None where it or the reader has none. alike: places of the same
    house and kind that were folded into it, best first."""

    score: float
    document: SearchDocument
    miles: float | None = None
    is_named: bool = False
    alike: tuple[SearchDocument, ...] = ()

    @property
    def name(self) -> tuple[str, str]:
        """Of its record: (record type, key)."""
        return (self.document.record_type, self.document.key)


def rank(hits: Iterable[Hit], intent: Intent, today: dt.date | None = None) -> list[Ranked]:
    """One a record, best first, mixed. today: for how old a check is; None leaves that aside."""
    return arrange(score_hits(hits, intent, today), intent)


def score_hits(hits: Iterable[Hit], intent: Intent, today: dt.date | None = None, factor: float = 1.0) -> list[Ranked]:
    """Each hit with what place, status, name, age and ``factor`` make of its score, in no order."""
    needs = frozenset(intent.needs)
    return [_rank_one(hit, intent, needs, today, factor) for hit in hits]


def arrange(ranked: Iterable[Ranked], intent: Intent) -> list[Ranked]:
    """The best of each record, best first, alike ones folded, kinds mixed."""
    best: dict[tuple[str, str], Ranked] = {}
    for item in ranked:
        known = best.get(item.name)
        if known is None or _order(item) < _order(known):
            best[item.name] = item
    fair_share = FAIR_SHARE if intent.place is None else FAIR_SHARE_NEAR
    return _mix(_fold(sorted(best.values(), key=_order)), fair_share)


def miles_to(document: SearchDocument, place: Place | None) -> float | None:
    """Miles from ``place`` to the nearest of the document's places; None to a region, which is no point."""
    if place is None or place.point is None or place.kind == "region" or not document.points:
        return None
    return min(miles_between(place.point, Point(*found)) for found in document.points)


def is_near(ranked: Ranked, place: Place) -> bool:
    """True for an open listing or event within 75 miles of ``place``, or in its county or for it."""
    document = ranked.document
    if document.record_type not in WITH_PLACES or document.is_closed:
        return False
    counties = _counties(place)
    is_close = ranked.miles is not None and ranked.miles <= FAR_MILES
    return is_close or not counties.isdisjoint((*document.serves, *document.counties))


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


def _rank_one(hit: Hit, intent: Intent, needs: frozenset[str], today: dt.date | None, factor: float) -> Ranked:
    document = hit.document
    score = max(hit.score, _SMALLEST) * _TYPE_FACTORS.get(document.record_type, 1.0)
    is_named = document.record_type != "term" and is_named_by(document, intent)
    if needs:
        score *= _need_factor(document, needs)
    if is_named:
        score *= _NAMED_FACTOR
    elif document.is_closed:
        score *= _CLOSED_FACTOR
    if document.is_confirmed:
        score *= _CONFIRMED_FACTOR
    if today is not None and document.record_type in WITH_PLACES and _is_stale(document.checked_on, today):
        score *= _STALE_FACTOR
    place = intent.place
    miles = None
    if place is not None:
        miles = miles_to(document, place)
        score = score**_WORDS_POWER * _place_factor(document, miles, place)
    return Ranked(score * factor, document, miles, is_named)


def _need_factor(document: SearchDocument, needs: frozenset[str]) -> float:
    """Who says what is needed in words of the vocabulary means it: what meets the need goes before what has the word."""
    if document.record_type == "term":
        return _TERM_FOR_NEED_FACTOR
    if not needs.isdisjoint(document.needs):
        return _NEED_FACTOR
    return _NO_NEED_FACTORS.get(document.record_type, 1.0)


@lru_cache(maxsize=4096)
def _is_stale(checked_on: str | None, today: dt.date) -> bool:
    try:
        return checked_on is None or (today - last_day(checked_on)).days > _STALE_DAYS
    except FactError:
        return True


def _counties(place: Place) -> frozenset[str]:
    """The counties that count as the reader's: all of a region, the main one else."""
    return frozenset(place.counties if place.kind == "region" else place.counties[:1])


def _place_factor(document: SearchDocument, miles: float | None, place: Place) -> float:
    if document.record_type not in WITH_PLACES:
        return _PLACELESS_FACTOR
    counties = _counties(place)
    if place.kind == "region":
        if not counties.isdisjoint((*document.serves, *document.counties)):
            return _IN_REGION_FACTOR
        is_bound = bool(document.serves or document.points) and document.area not in REACHABLE_AREAS
        return _OUT_OF_REGION_FACTOR if is_bound else 1.0
    is_far = miles is None or miles > FAR_MILES
    if document.area == "county" and document.serves:
        if not counties.isdisjoint(document.serves):
            return 1.5 if miles is None else max(1.3, _closeness(miles))
        if is_far:
            return _UNREACHABLE_FACTOR
    if miles is None:
        return 1.0
    if document.area in REACHABLE_AREAS:
        return max(1.0, _closeness(miles))
    return _UNREACHABLE_FACTOR if is_far else _closeness(miles)


def _closeness(miles: float) -> float:
    """2.3 at the door, 1.0 at 25 miles, 0.35 far away."""
    return 0.35 + 1.95 * exp(-miles / 23.0)


def _order(ranked: Ranked) -> tuple[float, float, str, str]:
    miles = ranked.miles if ranked.miles is not None else float("inf")
    return (-round(ranked.score, 4), miles, ranked.document.title.casefold(), ranked.document.key)


def _likeness(ranked: Ranked) -> str:
    return ranked.document.service_type or ranked.document.record_type


def _fold(ordered: list[Ranked]) -> list[Ranked]:
    """The same, with three or more crowded places of one house and kind folded into the first of them. What was asked for
    by its name stands for itself."""
    groups: dict[tuple[str, str], list[int]] = {}
    for number, item in enumerate(ordered):
        document = item.document
        if document.family and document.service_type in CROWDED_TYPES and not item.is_named and not document.is_closed:
            groups.setdefault((document.family, document.service_type), []).append(number)
    folded: dict[int, tuple[SearchDocument, ...]] = {}
    gone: set[int] = set()
    for numbers in groups.values():
        if len(numbers) >= LEAST_FOLDED:
            folded[numbers[0]] = tuple(ordered[number].document for number in numbers[1:])
            gone.update(numbers[1:])
    if not gone:
        return ordered
    return [
        replace(item, alike=folded[number]) if number in folded else item
        for number, item in enumerate(ordered)
        if number not in gone
    ]


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
