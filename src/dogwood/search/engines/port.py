"""The port: what every search engine takes and gives.

An engine knows nothing of words, places or vocabularies: it gets tokens, keys and numbers. A query is a list of
clauses, each one idea of the reader's; within a clause any alternative will do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import cos, floor, radians
from typing import Protocol

from dogwood.places import Point

from ..documents import SearchDocument
from ..synonyms import SynonymTable

Facets = tuple[tuple[str, tuple[str, ...]], ...]
"""(facet, values): a document passes where it has any of the values; all facets must pass."""

HEAD_WEIGHT, TEXT_WEIGHT = 5.0, 1.5
"""Weight of a word in what a document is called (title, names, heading), and of one anywhere in it."""
REPEATS: Mapping[str, int] = {"head": 1, "labels": 2, "summary": 2, "body": 1, "place_words": 1}
"""How often a word counts in the text of a document, by the part of it that it stands in."""
ADJACENT_WEIGHT = 0.5
"""Weight of words that stand together, beside what each is worth by itself."""
FARTHEST_BETWEEN = 2
"""Words that may lie between those that stand together: "help with the rent" has "help rent"."""
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
    """One idea. phrases: alternatives, each tokens that must all occur (anywhere in the document, better together), the
    reader's own first; the others count 0.7 of it. needs, audiences: facet values that also satisfy it. digits: a phone
    number. is_fuzzy: a word one slip away from the reader's own also satisfies it, for little."""

    phrases: tuple[tuple[str, ...], ...] = ()
    needs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()
    is_fuzzy: bool = False


OTHER_FORM = 0.7
"""Weight of a synonym against the reader's own word."""
FUZZY_SCORE = 2.0
"""What a word is worth that is one letter more, less or other than the reader's, or has two of them swapped."""
SHORTEST_FUZZY = 4
"""Letters below which a word is not read as another."""


@dataclass(frozen=True, slots=True)
class StructuredQuery:
    """language: of the documents (a BCP 47 tag). clauses: ideas; at least ``minimum`` of them must match.
    raising: tokens that raise what has them and are asked of none; together: runs of tokens that do where they stand
    together. name: the reader's whole words, folded, one space between, "" for none. filters, excluded: facets that must or
    must not match. wishes: facets that only raise. near, county: where the reader is. Without a clause, a place alone finds
    what is within about 75 miles or serves the county; without either, the filters alone decide."""

    language: str
    clauses: tuple[Clause, ...] = ()
    minimum: int = 0
    raising: tuple[str, ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
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

    def search_each(self, queries: Iterable[StructuredQuery], *, limit: int, offset: int = 0) -> list[list[Hit]]:
        """``search`` for each of ``queries``, side by side where that is faster."""
        ...

    def count(self, query: StructuredQuery, facets: Iterable[str] = ()) -> Counts: ...

    def count_each(self, queries: Iterable[StructuredQuery], facets: Iterable[str] = ()) -> list[Counts]:
        """``count`` for each of ``queries``, side by side where that is faster."""
        ...

    def documents_of(self, record_type: str, key: str, language: str) -> Sequence[SearchDocument]:
        """All documents of one record in its own order; () where there is no such record."""
        ...

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
