"""The reference engine: pure Python over documents in memory. Slow and plain; it says what the port means."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from dogwood.edition.records import Record

from ..analysis import analysis_language, analyze, split_written
from ..documents import SearchDocument, make_documents
from ..synonyms import SynonymTable
from .port import (
    ADJACENT_WEIGHT,
    AUDIENCE_SCORE,
    DIGITS_SCORE,
    FARTHEST_BETWEEN,
    FUZZY_SCORE,
    HEAD_WEIGHT,
    NAME_SCORE,
    NEED_SCORE,
    OTHER_FORM,
    REACHABLE_AREAS,
    REACHABLE_SCORE,
    REPEATS,
    RINGS,
    SHORTEST_FUZZY,
    TEXT_WEIGHT,
    WISH_SCORE,
    Clause,
    Counts,
    FacetCounts,
    Facets,
    Hit,
    StructuredQuery,
    cells_around,
    cells_of,
)


@dataclass(frozen=True, slots=True)
class _Entry:
    """head, text: token → how often it counts. order: the tokens of the text as they stand."""

    document: SearchDocument
    head: Counter[str]
    text: Counter[str]
    order: tuple[str, ...]


class MemoryEngine:
    def __init__(self, records: Iterable[Record]) -> None:
        kept = list(records)
        self.synonyms = SynonymTable().changed(kept, [])
        self._entries = [_make_entry(document) for record in kept for document in make_documents(record)]
        self._frequency: Counter[str] = Counter(token for entry in self._entries for token in entry.text)

    def search(self, query: StructuredQuery, *, limit: int, offset: int = 0) -> list[Hit]:
        found = sorted(self._matching(query), key=lambda hit: -hit.score)
        return found[offset : offset + max(limit, 0)]

    def search_each(self, queries: Iterable[StructuredQuery], *, limit: int, offset: int = 0) -> list[list[Hit]]:
        return [self.search(query, limit=limit, offset=offset) for query in queries]

    def count(self, query: StructuredQuery, facets: Iterable[str] = ()) -> Counts:
        names = tuple(facets)
        seen: set[tuple[str, str, str]] = set()
        counts: FacetCounts = {name: {} for name in names}
        for hit in self._matching(query):
            if hit.document.identity in seen:
                continue
            seen.add(hit.document.identity)
            for name in names:
                for value in hit.document.facets[name]:
                    counts[name][value] = counts[name].get(value, 0) + 1
        return Counts(len(seen), counts)

    def count_each(self, queries: Iterable[StructuredQuery], facets: Iterable[str] = ()) -> list[Counts]:
        names = tuple(facets)
        return [self.count(query, names) for query in queries]

    def documents_of(self, record_type: str, key: str, language: str) -> Sequence[SearchDocument]:
        identity = (record_type, key, language)
        return tuple(entry.document for entry in self._entries if entry.document.identity == identity)

    def words(self, language: str) -> Mapping[str, int]:
        found: Counter[str] = Counter()
        for entry in self._entries:
            document = entry.document
            if analysis_language(document.language) == analysis_language(language):
                texts = (document.title, *document.names, document.heading, document.summary)
                found.update({word for text in texts for word in split_written(text)})
        return found

    def _matching(self, query: StructuredQuery) -> list[Hit]:
        hits = []
        for entry in self._entries:
            score = self._score(entry, query)
            if score is not None:
                hits.append(Hit(score, entry.document))
        return hits

    def _score(self, entry: _Entry, query: StructuredQuery) -> float | None:
        """None where the entry does not match."""
        document = entry.document
        if document.language != query.language:
            return None
        if not all(_has(document, name, values) for name, values in query.filters):
            return None
        if any(_has(document, name, values) for name, values in query.excluded):
            return None
        score = 0.0
        if query.clauses:
            scores = [self._clause(entry, clause) for clause in query.clauses]
            matched = [found for found in scores if found is not None]
            is_named = bool(query.name) and query.name in document.exact
            if len(matched) < max(1, query.minimum) and not is_named:
                return None
            score += sum(matched) + (NAME_SCORE if is_named else 0.0)
        elif query.near or query.county:
            if not _is_within(document, query):
                return None
            score += 1.0
        raised = sum(self._token(entry, token) or 0.0 for token in query.raising)
        raised += sum(self._together(entry, tokens) for tokens in query.together)
        return score + raised + _wished(document, query.wishes) + _nearness(document, query)

    def _clause(self, entry: _Entry, clause: Clause) -> float | None:
        document = entry.document
        scores = []
        for number, tokens in enumerate(clause.phrases):
            found = [self._token(entry, token) for token in tokens]
            sure = [score for score in found if score is not None]
            weight = 1.0 if number == 0 else OTHER_FORM
            if tokens and len(sure) == len(found):
                scores.append((sum(sure) + self._together(entry, tokens)) * weight)
            elif number == 0 and clause.is_fuzzy and tokens and all(_has_like(entry, token) for token in tokens):
                scores.append(FUZZY_SCORE * len(tokens))
        if _has(document, "need", clause.needs):
            scores.append(NEED_SCORE)
        if _has(document, "audience", clause.audiences):
            scores.append(AUDIENCE_SCORE)
        if set(clause.digits) & set(document.digits):
            scores.append(DIGITS_SCORE)
        return max(scores) if scores else None

    def _token(self, entry: _Entry, token: str) -> float | None:
        """The better of head and text: weight × rarity × a share that grows with repeats."""
        if token not in entry.text:
            return None
        rarity = log(1 + len(self._entries) / (1 + self._frequency[token]))
        weighed = ((HEAD_WEIGHT, entry.head), (TEXT_WEIGHT, entry.text))
        return max(
            weight * rarity * field[token] / (field[token] + 0.5 + 0.02 * field.total()) for weight, field in weighed
        )

    def _together(self, entry: _Entry, tokens: tuple[str, ...]) -> float:
        """What it adds that ``tokens`` stand in this order, with at most two words between them in all."""
        if len(tokens) < 2 or not _stand_together(entry.order, tokens):
            return 0.0
        return ADJACENT_WEIGHT * sum(self._token(entry, token) or 0.0 for token in tokens)


def _make_entry(document: SearchDocument) -> _Entry:
    head = analyze("\n".join((document.title, *document.names, document.heading)), document.language)
    parts = {"head": head}
    for name in REPEATS:
        if name not in parts:
            parts[name] = analyze(getattr(document, name), document.language)
    text: Counter[str] = Counter()
    for name, times in REPEATS.items():
        for token in parts[name]:
            text[token] += times
    return _Entry(document, Counter(head), text, tuple(token for name in REPEATS for token in parts[name]))


def _stand_together(order: tuple[str, ...], tokens: tuple[str, ...]) -> bool:
    for start, first in enumerate(order):
        if first != tokens[0]:
            continue
        rest = iter(order[start + 1 : start + len(tokens) + FARTHEST_BETWEEN])
        if all(token in rest for token in tokens[1:]):
            return True
    return False


def _has_like(entry: _Entry, token: str) -> bool:
    return len(token) >= SHORTEST_FUZZY and any(_is_one_slip(token, other) for other in entry.text)


def _is_one_slip(one: str, other: str) -> bool:
    """True for words that are the same but for one letter more, less or other, or for two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((number for number, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if at is None:
        return True
    return (
        one[at + 1 :] == other[at + 1 :]
        or one[at:] == other[at + 1 :]
        or one[at + 1 :] == other[at:]
        or (one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :])
    )


def _has(document: SearchDocument, facet: str, values: Iterable[str]) -> bool:
    return not set(values).isdisjoint(document.facets[facet])


def _wished(document: SearchDocument, wishes: Facets) -> float:
    return sum(WISH_SCORE for name, values in wishes if _has(document, name, values))


def _in_cells(document: SearchDocument, query: StructuredQuery, miles: float) -> bool:
    return query.near is not None and not cells_of(document.points).isdisjoint(cells_around(query.near, miles))


def _is_within(document: SearchDocument, query: StructuredQuery) -> bool:
    return _in_cells(document, query, RINGS[-1][0]) or bool(query.county and _has(document, "county", (query.county,)))


def _nearness(document: SearchDocument, query: StructuredQuery) -> float:
    score = sum(points for miles, points in RINGS if _in_cells(document, query, miles))
    if query.near or query.county:
        score += REACHABLE_SCORE * (document.area in REACHABLE_AREAS)
    if query.county:
        score += REACHABLE_SCORE * _has(document, "county", (query.county,))
    return score
