"""The embedded engine: Tantivy, in process, on an edition's index folder."""

import json
import tempfile
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from ..analysis import analysis_language, register_analyzers
from ..documents import SearchDocument
from ..errors import SearchIndexError
from ..synonyms import SynonymTable
from .port import (
    AUDIENCE_SCORE,
    DIGITS_SCORE,
    FIELD_BOOSTS,
    NAME_SCORE,
    NEED_SCORE,
    OTHER_FORM,
    REACHABLE_AREAS,
    REACHABLE_SCORE,
    RINGS,
    WISH_SCORE,
    Clause,
    Counts,
    FacetCounts,
    Facets,
    Hit,
    StructuredQuery,
    cells_around,
)
from .schema import FORMAT, TEXT_FIELDS, make_schema, passage_group, text_field

FORMAT_NAME = "format.json"
_MOST_VALUES = 1_000
_MOST_GUIDES = 50_000
_EVERYWHERE = "shelf"
"""A facet of which every document has one value."""
_TIE = 0.2
"""What a word's second-best field adds to its best one."""


class TantivyEngine:
    """An open index folder, read-only: nothing is written into it.

    Tantivy takes a lock file where it opens an index, which a read-only edition does not let it. So it is given a
    folder of links to the index's files, for as long as opening takes; after that it holds the files themselves.
    """

    def __init__(self, folder: Path) -> None:
        """Raises SearchIndexError when there is no index in ``folder`` or not one that this software reads."""
        check_format(folder)
        try:
            with tempfile.TemporaryDirectory(prefix="dogwood-index-", ignore_cleanup_errors=True) as links:
                for path in folder.iterdir():
                    (Path(links) / path.name).symlink_to(path.resolve())
                self._index = tantivy.Index.open(links)
                self._index.config_reader("manual", 0)
                register_analyzers(self._index)
                self._index.reload()
                self._searcher = self._index.searcher()
        except (ValueError, OSError) as error:
            raise SearchIndexError(
                f"The search index in {folder} cannot be opened ({error}). Publish again, or switch to another edition."
            ) from error
        self.synonyms = SynonymTable.read(folder)
        self._schema = make_schema()
        self._words = lru_cache(maxsize=4)(self._read_words)

    def search(self, query: StructuredQuery, *, limit: int, offset: int = 0) -> list[Hit]:
        if limit < 1:
            return []
        found = self._searcher.search(self._build(query), limit=limit, offset=offset, count=False)
        return [Hit(score, self._read(address)) for score, address in found.hits]

    def count(self, query: StructuredQuery, facets: Iterable[str] = ()) -> Counts:
        names = tuple(facets)
        request = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in (*names, _EVERYWHERE)}
        request["passages"] = {"terms": {"field": "passage_of", "size": _MOST_GUIDES}}
        answer = self._searcher.aggregate(self._matching(query), request)
        total = sum(bucket["doc_count"] for bucket in answer[_EVERYWHERE]["buckets"])
        counts: FacetCounts = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]} for name in names
        }
        # A guide counts once: what its further matching passages added is taken off again.
        for bucket in answer["passages"]["buckets"]:
            surplus = bucket["doc_count"] - 1
            if surplus:
                total -= surplus
                values_of = self._guides[bucket["key"], query.language]
                for name in names:
                    for value in values_of[name]:
                        counts[name][value] -= surplus
        return Counts(total, counts)

    @cached_property
    def _guides(self) -> dict[tuple[str, str], dict[str, tuple[str, ...]]]:
        """Facets of every guide and page, which are those of all its passages; read once, when first counted."""
        found = self._searcher.search(self._any("start", ("yes",)), limit=_MOST_GUIDES, count=False)
        documents = (self._read(address) for _, address in found.hits)
        return {(passage_group(document), document.language): document.facets for document in documents}

    def _read(self, address: "tantivy.DocAddress") -> SearchDocument:
        return SearchDocument.from_json(bytes(self._searcher.doc(address)["data"][0]))

    def words(self, language: str) -> Mapping[str, int]:
        return self._words(analysis_language(language))

    def _read_words(self, language: str) -> Mapping[str, int]:
        return dict(self._searcher.terms_with_prefix(f"words_{language}", ""))

    def _build(self, query: StructuredQuery) -> Query:
        """The query with all that raises a score."""
        raising = [*self._wishes(query.wishes), *self._nearness(query)]
        raising += [self._token(token, query.language) for token in query.raising]
        matching = self._matching(query)
        if not raising:
            return matching
        return Query.boolean_query([(Occur.Must, matching), *((Occur.Should, part) for part in raising)])

    def _matching(self, query: StructuredQuery) -> Query:
        must: list[tuple[Occur, Query]] = [(Occur.Must, _flat(self._any("language", (query.language,)), 0.0))]
        must += [(Occur.Must, _flat(self._any(name, values), 0.0)) for name, values in query.filters]
        must += [(Occur.MustNot, self._any(name, values)) for name, values in query.excluded]
        if query.clauses:
            clauses = [(Occur.Should, self._clause(clause, query.language)) for clause in query.clauses]
            if query.name:
                named = Query.const_score_query(Query.term_query(self._schema, "exact", query.name), NAME_SCORE)
                words = Query.boolean_query(clauses, minimum_number_should_match=max(1, query.minimum))
                must.append((Occur.Must, Query.boolean_query([(Occur.Should, words), (Occur.Should, named)])))
            else:
                words = Query.boolean_query(clauses, minimum_number_should_match=max(1, query.minimum))
                must.append((Occur.Must, words))
        elif query.near or query.county:
            must.append((Occur.Must, self._within(query)))
        return Query.boolean_query(must)

    def _clause(self, clause: Clause, language: str) -> Query:
        parts = [
            _boosted(self._phrase(tokens, language), 1.0 if number == 0 else OTHER_FORM)
            for number, tokens in enumerate(clause.phrases)
            if tokens
        ]
        if clause.needs:
            parts.append(_flat(self._any("need", clause.needs), NEED_SCORE))
        if clause.audiences:
            parts.append(_flat(self._any("audience", clause.audiences), AUDIENCE_SCORE))
        if clause.digits:
            parts.append(_flat(self._any("digits", clause.digits), DIGITS_SCORE))
        return Query.disjunction_max_query(parts, 0.5) if parts else Query.empty_query()

    def _phrase(self, tokens: tuple[str, ...], language: str) -> Query:
        parts = [self._token(token, language) for token in tokens]
        return parts[0] if len(parts) == 1 else Query.boolean_query([(Occur.Must, part) for part in parts])

    def _token(self, token: str, language: str) -> Query:
        parts = [
            _boosted(Query.term_query(self._schema, text_field(name, language), token, "freq"), FIELD_BOOSTS[name])
            for name in TEXT_FIELDS
        ]
        parts.append(_boosted(Query.term_query(self._schema, "place", token, "freq"), FIELD_BOOSTS["place"]))
        return Query.disjunction_max_query(parts, _TIE)

    def _any(self, field: str, values: tuple[str, ...]) -> Query:
        if len(values) == 1:
            return Query.term_query(self._schema, field, values[0], "basic")
        return Query.term_set_query(self._schema, field, list(values))

    def _wishes(self, wishes: Facets) -> list[Query]:
        return [_flat(self._any(name, values), WISH_SCORE) for name, values in wishes]

    def _nearness(self, query: StructuredQuery) -> list[Query]:
        parts = []
        if query.near:
            parts += [_flat(self._any("cell", cells_around(query.near, miles)), score) for miles, score in RINGS]
        if query.near or query.county:
            parts.append(_flat(self._any("area", REACHABLE_AREAS), REACHABLE_SCORE))
        if query.county:
            parts.append(_flat(self._any("county", (query.county,)), REACHABLE_SCORE))
        return parts

    def _within(self, query: StructuredQuery) -> Query:
        parts = [self._any("cell", cells_around(query.near, RINGS[-1][0]))] if query.near else []
        if query.county:
            parts.append(self._any("county", (query.county,)))
        return _flat(Query.boolean_query([(Occur.Should, part) for part in parts]), 1.0)


def check_format(folder: Path) -> None:
    """Raises SearchIndexError unless ``folder`` holds an index of this software's format."""
    try:
        found = json.loads((folder / FORMAT_NAME).read_text(encoding="utf-8"))["format"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SearchIndexError(
            f"There is no search index in {folder}. Publish again, or switch to another edition."
        ) from error
    if found != FORMAT:
        raise SearchIndexError(
            f"The search index in {folder} has format {found}, this software reads {FORMAT}. Publish a new edition."
        )


def _flat(query: Query, score: float) -> Query:
    return Query.const_score_query(query, score)


def _boosted(query: Query, boost: float) -> Query:
    return query if boost == 1.0 else Query.boost_query(query, boost)
