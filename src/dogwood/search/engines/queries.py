"""Structured queries → Tantivy's.

Two of each: ``match`` says what matches, asking one list a word; ``score`` says how well, asking the heads too. A word
that the index does not have is left out before Tantivy sees it: most synonyms of most questions are such.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import tantivy
from tantivy import Occur, Query

from ..analysis import analysis_language
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
    RINGS,
    SHORTEST_FUZZY,
    TEXT_WEIGHT,
    WISH_SCORE,
    Clause,
    StructuredQuery,
    cells_around,
)
from .schema import HEAD, TEXT, make_identity, make_schema, make_term, text_field

_TIE = 0.5
"""What the lesser ways in which a clause matches add to the best one."""
Parts = list[Query]


_KEPT = 16
"""Parts of queries that are kept for the next one: a reader's question is asked several times, with other filters."""

LARGE = 20_000
"""Documents from which on it pays to ask each part of a query only of what the filters leave: Tantivy gathers a union in
blocks, whatever is asked beside it."""
FEW = 0.25
"""Share of the documents below which that holds for single words too."""
MOST_TOGETHER = 20_000
"""Documents with the rarest of some words beyond which it is not looked up where they stand: that would cost more than all
else, and what so many documents have tells little."""


@dataclass(frozen=True, slots=True)
class _Narrow:
    """What filters leave of an index. documents: at most so many. is_small: True where those are few of all."""

    filters: Parts
    documents: int
    is_small: bool

    def apply(self, parts: Parts) -> Parts:
        """``parts``, each only of what is left, where that spares something."""
        return [_all([*self.filters, part]) for part in parts] if self.is_small else parts


class QueryBuilder:
    """Builds queries for one open index."""

    def __init__(self, searcher: "tantivy.Searcher") -> None:
        self._searcher = searcher
        self._schema = make_schema()
        tags = [tag for tag, _ in searcher.terms_with_prefix("language", "")]
        spoken = [analysis_language(tag) for tag in tags]
        self._alone = {tag for tag in tags if spoken.count(analysis_language(tag)) == 1}
        """Tags of which no other shares the text fields: their words need no filter by language."""
        self.is_large = searcher.num_docs >= LARGE
        self._clauses = lru_cache(_KEPT)(self._build_clauses)
        self._raising = lru_cache(_KEPT)(self._build_raising)

    def match(self, query: StructuredQuery) -> Query:
        """What matches; its scores mean nothing."""
        return self._build(query, is_scored=False)

    def score(self, query: StructuredQuery) -> Query:
        """The same documents, with all that raises a score."""
        matching = self._build(query, is_scored=True)
        raising = self._raising(replace(query, clauses=(), minimum=0, name="", filters=(), excluded=()))
        if not raising:
            return matching
        return Query.boolean_query([(Occur.Must, matching), *((Occur.Should, part) for part in raising)])

    def record(self, record_type: str, key: str, language: str) -> Query:
        """The documents of one record."""
        return self._term("identity", make_identity(record_type, key, language))

    def _build(self, query: StructuredQuery, *, is_scored: bool) -> Query:
        language = query.language
        filters = [_flat(self._facet(language, name, values), 0.0) for name, values in query.filters]
        if not filters and (not query.clauses or language not in self._alone):
            filters.append(_flat(self._term("language", language), 0.0))
        must = list(filters)
        if query.clauses:
            words = replace(query, excluded=(), wishes=(), raising=(), together=(), near=None, county="")
            must.append(self._clauses(words if self.is_large else replace(words, filters=()), is_scored))
        elif query.near or query.county:
            must.append(self._within(query))
        excluded = [(Occur.MustNot, self._facet(language, name, values)) for name, values in query.excluded]
        if len(must) == 1 and not excluded:
            return must[0]
        return Query.boolean_query([*((Occur.Must, part) for part in must), *excluded])

    def _build_clauses(self, query: StructuredQuery, is_scored: bool) -> Query:
        """query: only its language, clauses, minimum, name and filters are read."""
        narrow = self._narrow(query)
        ways = [self._ways(clause, query.language, is_scored, narrow) for clause in query.clauses]
        found = [_any(parts, _TIE if is_scored else None) for parts in ways if parts]
        least = max(1, query.minimum)
        if least > len(found):
            words = None
        elif least == len(found):
            words = _all(found)
        else:
            words = Query.boolean_query([(Occur.Should, part) for part in found], minimum_number_should_match=least)
        name = f"{query.language}:{query.name}"
        if query.name and self._searcher.doc_freq("exact", name):
            named = _flat(self._term("exact", name), NAME_SCORE)
            return _any([words, named] if words else [named])
        return words or Query.empty_query()

    def _narrow(self, query: StructuredQuery) -> _Narrow:
        """What the filters of ``query`` leave of the index; nothing less where there are none."""
        documents = self._searcher.num_docs
        parts, least = [], documents
        for name, values in query.filters:
            parts.append(_flat(self._facet(query.language, name, values), 0.0))
            terms = (make_term(query.language, name, value) for value in values)
            least = min(least, sum(self._searcher.doc_freq("is", term) for term in terms))
        return _Narrow(parts, least, least < documents * FEW)

    def _ways(self, clause: Clause, language: str, is_scored: bool, narrow: _Narrow) -> Parts:
        """The ways in which a clause can match."""
        parts: Parts = []
        several: Parts = []
        for number, tokens in enumerate(clause.phrases):
            weight = 1.0 if number == 0 else OTHER_FORM
            if clause.is_fuzzy and number == 0:
                parts += self._fuzzy(tokens, language)
            if not tokens or not all(self._has(token, language) for token in tokens):
                continue
            if len(tokens) > 1:
                several.append(self._phrase(tokens, language, weight, is_scored, narrow))
            elif is_scored:
                parts += self._word(tokens[0], language, weight)
            else:
                parts.append(self._term(text_field(TEXT, language), tokens[0]))
        if clause.needs:
            parts.append(_flat(self._facet(language, "need", clause.needs), NEED_SCORE))
        if clause.audiences:
            parts.append(_flat(self._facet(language, "audience", clause.audiences), AUDIENCE_SCORE))
        if clause.digits:
            digits = _any([self._term("digits", f"{language}:{number}") for number in clause.digits])
            parts.append(_flat(digits, DIGITS_SCORE))
        return [*narrow.apply(parts), *several]

    def _has(self, token: str, language: str) -> bool:
        return bool(self._searcher.doc_freq(text_field(TEXT, language), token))

    def _phrase(self, tokens: tuple[str, ...], language: str, weight: float, is_scored: bool, narrow: _Narrow) -> Query:
        """Several words as one query within what the filters leave, with what their standing together adds."""
        text = text_field(TEXT, language)
        within = [(Occur.Must, part) for part in narrow.filters]
        if not is_scored:
            return Query.boolean_query([*within, *((Occur.Must, self._term(text, token)) for token in tokens)])
        words, heads = [], []
        for token in tokens:
            word, *head = self._word(token, language, weight)
            words.append((Occur.Must, word))
            heads += [(Occur.Should, part) for part in head]
        rarest = min(narrow.documents, *(self._searcher.doc_freq(text, token) for token in tokens))
        if rarest <= MOST_TOGETHER:
            heads.append((Occur.Should, self._together(tokens, language, weight)))
        return Query.boolean_query([*within, *words, *heads])

    def _word(self, token: str, language: str, weight: float) -> Parts:
        text, head = text_field(TEXT, language), text_field(HEAD, language)
        parts = [Query.boost_query(self._term(text, token, "freq"), TEXT_WEIGHT * weight)]
        if self._searcher.doc_freq(head, token):
            parts.append(Query.boost_query(self._term(head, token, "freq"), HEAD_WEIGHT * weight))
        return parts

    def _together(self, tokens: tuple[str, ...], language: str, weight: float) -> Query:
        found = Query.phrase_query(self._schema, text_field(TEXT, language), list(tokens), slop=FARTHEST_BETWEEN)
        return Query.boost_query(found, ADJACENT_WEIGHT * weight)

    def _fuzzy(self, tokens: tuple[str, ...], language: str) -> Parts:
        """Words that are one slip away from each of ``tokens``."""
        if not tokens or any(len(token) < SHORTEST_FUZZY for token in tokens):
            return []
        field = text_field(TEXT, language)
        return [_all([_flat(Query.fuzzy_term_query(self._schema, field, token), FUZZY_SCORE) for token in tokens])]

    def _build_raising(self, query: StructuredQuery) -> Parts:
        """query: all but its clauses, minimum, name and filters is read."""
        language, text = query.language, text_field(TEXT, query.language)
        parts = [_flat(self._facet(language, name, values), WISH_SCORE) for name, values in query.wishes]
        if query.near:
            parts += [_flat(self._cells(query, miles), score) for miles, score in RINGS]
        if query.near or query.county:
            parts.append(_flat(self._facet(language, "area", REACHABLE_AREAS), REACHABLE_SCORE))
        if query.county:
            parts.append(_flat(self._facet(language, "county", (query.county,)), REACHABLE_SCORE))
        for token in query.raising:
            if self._has(token, language):
                parts.append(_any(self._word(token, language, 1.0), _TIE))
        for tokens in query.together:
            counts = [self._searcher.doc_freq(text, token) for token in tokens]
            if len(tokens) > 1 and 0 < min(counts) <= MOST_TOGETHER:
                parts.append(self._together(tokens, language, 1.0))
        return parts

    def _within(self, query: StructuredQuery) -> Query:
        parts = [self._cells(query, RINGS[-1][0])] if query.near else []
        if query.county:
            parts.append(self._facet(query.language, "county", (query.county,)))
        return _flat(_any(parts), 1.0)

    def _cells(self, query: StructuredQuery, miles: float) -> Query:
        assert query.near is not None
        return _any([self._term("cell", f"{query.language}:{cell}") for cell in cells_around(query.near, miles)])

    def _facet(self, language: str, name: str, values: Iterable[str]) -> Query:
        return _any([self._term("is", make_term(language, name, value)) for value in values])

    def _term(self, field: str, value: str, option: str = "basic") -> Query:
        return Query.term_query(self._schema, field, value, option)


def _flat(query: Query, score: float) -> Query:
    return Query.const_score_query(query, score)


def _any(parts: Parts, tie: float | None = None) -> Query:
    """Any of ``parts``, which are not none; with ``tie`` the best of them counts, the others that share of theirs."""
    if len(parts) == 1:
        return parts[0]
    if tie is not None:
        return Query.disjunction_max_query(parts, tie)
    return Query.boolean_query([(Occur.Should, part) for part in parts])


def _all(parts: Parts) -> Query:
    return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Must, part) for part in parts])
