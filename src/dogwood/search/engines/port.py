"""The port: what every search engine takes and gives.

An engine knows nothing of words, places or vocabularies: it gets tokens, keys and numbers. A query is a list of
clauses, each one idea of the reader's; within a clause any alternative will do.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import cos, floor, radians
from typing import Protocol

from dogwood.places import Point

from ..documents import SearchDocument
from ..synonyms import SynonymTable

Facets = tuple[tuple[str, tuple[str, ...]], ...]
"""(facet, values): a document passes where it has any of the values; all facets must pass."""

FIELD_BOOSTS: Mapping[str, float] = {
    "title": 6.0,
    "names": 5.0,
    "heading": 5.0,
    "labels": 2.5,
    "summary": 2.0,
    "body": 1.0,
    "place": 1.5,
}
"""Weight of a word by the field that it stands in."""
NEED_SCORE = 16.0
AUDIENCE_SCORE = 10.0
DIGITS_SCORE = 60.0
NAME_SCORE = 100.0
WISH_SCORE = 4.0
"""What a matching facet, a phone number, the whole name, or a wish ("free") adds; a good word in a title adds 10-40."""
RINGS = ((10.0, 3.0), (30.0, 2.0), (75.0, 2.0))
"""(miles, score added inside): so that near documents are among those that ranking gets to see."""
REACHABLE_SCORE = 2.0
"""Added for what serves the reader's county or the whole state, nation or world."""
REACHABLE_AREAS = ("state", "states", "nation", "world")
CELL_DEGREES = (0.1, 0.25, 0.5)
"""Sides of the squares by which engines find what is near: an engine need not know geometry, ranking does."""
_MILES_A_CELL_DEGREE = 150.0
_MILES_A_DEGREE = 69.0
_LEAST_COSINE = 0.1


@dataclass(frozen=True, slots=True)
class Clause:
    """One idea. phrases: alternatives, each tokens that must all occur (anywhere in the document), the reader's own
    first; the others count 0.7 of it. needs, audiences: facet values that also satisfy it. digits: a phone number."""

    phrases: tuple[tuple[str, ...], ...] = ()
    needs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()


OTHER_FORM = 0.7
"""Weight of a synonym against the reader's own word."""


@dataclass(frozen=True, slots=True)
class StructuredQuery:
    """language: of the documents (a BCP 47 tag). clauses: ideas; at least ``minimum`` of them must match.
    raising: tokens that raise what has them and are asked of none. name: the reader's whole words, folded, one space between, "" for none. filters, excluded: facets that must or must
    not match. wishes: facets that only raise. near, county: where the reader is. Without a clause, a place alone finds
    what is within about 75 miles or serves the county; without either, the filters alone decide."""

    language: str
    clauses: tuple[Clause, ...] = ()
    minimum: int = 0
    raising: tuple[str, ...] = ()
    name: str = ""
    filters: Facets = ()
    excluded: Facets = ()
    wishes: Facets = ()
    near: Point | None = None
    county: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    score: float
    document: SearchDocument


FacetCounts = dict[str, dict[str, int]]
"""Facet → value → records (a guide counts once, however many of its passages match)."""


@dataclass(frozen=True, slots=True)
class Counts:
    """total: records that match. facets: of the facets that were asked for."""

    total: int
    facets: FacetCounts


class SearchEngine(Protocol):
    """An open index. Any method may be called from any thread."""

    @property
    def synonyms(self) -> SynonymTable: ...

    def search(self, query: StructuredQuery, *, limit: int, offset: int = 0) -> list[Hit]:
        """Matching documents (passages, not records), best first; the same order at every call."""
        ...

    def count(self, query: StructuredQuery, facets: Iterable[str] = ()) -> Counts: ...

    def words(self, language: str) -> Mapping[str, int]:
        """Words as written in lower case → in how many documents of ``language`` they stand; for spelling."""
        ...


def cells_of(points: Iterable[tuple[float, float]]) -> set[str]:
    """The squares that points (latitude, longitude in degrees) lie in, one of each size."""
    return {
        f"{size}:{floor(latitude / size)}:{floor(longitude / size)}"
        for latitude, longitude in points
        for size in CELL_DEGREES
    }


def cells_around(point: Point, miles: float) -> tuple[str, ...]:
    """The squares that hold everything within ``miles`` of ``point``, and so a little more."""
    size = next((size for size in CELL_DEGREES if miles <= size * _MILES_A_CELL_DEGREE), CELL_DEGREES[-1])
    north = miles / _MILES_A_DEGREE
    east = miles / (_MILES_A_DEGREE * max(_LEAST_COSINE, cos(radians(point.latitude))))
    rows = range(floor((point.latitude - north) / size), floor((point.latitude + north) / size) + 1)
    columns = range(floor((point.longitude - east) / size), floor((point.longitude + east) / size) + 1)
    return tuple(f"{size}:{row}:{column}" for row in rows for column in columns)
