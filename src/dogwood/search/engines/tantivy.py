"""The embedded engine: Tantivy, in process, on an edition's index folder."""

import json
import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from pathlib import Path

import tantivy

from ..analysis import analysis_language, register_analyzers
from ..documents import SearchDocument
from ..errors import SearchIndexError
from ..synonyms import SynonymTable
from .port import Counts, FacetCounts, Hit, StructuredQuery
from .queries import QueryBuilder
from .schema import FORMAT, PROFILED, group_of, read_groups, read_profile

FORMAT_NAME = "format.json"
_MOST_VALUES = 1_000
_KEPT = 4_096
"""Documents that are kept as read, some 2 KB each: many questions find the same ones."""
_MOST_PROFILES = 50_000
_MOST_GUIDES = 200_000
_MOST_PASSAGES = 10_000
_PROFILE, _WHOLE = "profile", "whole"
"""Columns: every document that is no passage has one value of the first, every passage one of the second."""


@cache
def _helpers() -> ThreadPoolExecutor:
    """Threads in which large indexes are searched, as many as there are cores, four at most."""
    return ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="dogwood-search")


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
                self._queries = QueryBuilder(self._searcher)
        except (ValueError, OSError) as error:
            raise SearchIndexError(
                f"The search index in {folder} cannot be opened ({error}). Publish again, or switch to another edition."
            ) from error
        self.synonyms = SynonymTable.read(folder)
        self._groups = read_groups(term for term, _ in self._searcher.terms_with_prefix("group", ""))
        self._words = lru_cache(maxsize=4)(self._read_words)
        self._read = lru_cache(maxsize=_KEPT)(self._read_document)

    def search(self, query: StructuredQuery, *, limit: int, offset: int = 0) -> list[Hit]:
        if limit < 1:
            return []
        return self._read_hits(self._find(self._queries.score(query), limit, offset))

    def search_each(self, queries: Iterable[StructuredQuery], *, limit: int, offset: int = 0) -> list[list[Hit]]:
        if limit < 1 or not self._queries.is_large:
            return [self.search(query, limit=limit, offset=offset) for query in queries]
        built = [self._queries.score(query) for query in queries]
        found = _helpers().map(lambda query: self._find(query, limit, offset), built)
        return [self._read_hits(hits) for hits in found]

    def _find(self, query: tantivy.Query, limit: int, offset: int) -> "tantivy.SearchResult":
        """Lets other threads run meanwhile."""
        return self._searcher.search(query, limit=limit, offset=offset, count=False)

    def _read_hits(self, found: "tantivy.SearchResult") -> list[Hit]:
        return [Hit(score, self._read(address.segment_ord, address.doc)) for score, address in found.hits]

    def count(self, query: StructuredQuery, facets: Iterable[str] = ()) -> Counts:
        names = tuple(facets)
        columns = [name for name in names if name not in PROFILED]
        request = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in columns}
        request[_PROFILE] = {"terms": {"field": _PROFILE, "size": _MOST_PROFILES}}
        request[_WHOLE] = {"terms": {"field": _WHOLE, "size": _MOST_GUIDES}}
        answer = self._searcher.aggregate(self._queries.match(query), request)
        counts: FacetCounts = {name: {} for name in names}
        for name in columns:
            counts[name] = {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]}
        kinds = [(read_profile(bucket["key"]), bucket["doc_count"]) for bucket in answer[_PROFILE]["buckets"]]
        # Passages stand in no column of a facet: their guide counts once, whatever of it matches.
        wholes = Counter(group_of(int(bucket["key"])) for bucket in answer[_WHOLE]["buckets"])
        kinds += [(self._groups[number], guides) for number, guides in wholes.items()]
        for pairs, records in kinds:
            for name, value in pairs:
                if name in counts:
                    counts[name][value] = counts[name].get(value, 0) + records
        return Counts(sum(records for _, records in kinds), counts)

    def count_each(self, queries: Iterable[StructuredQuery], facets: Iterable[str] = ()) -> list[Counts]:
        asked, names = list(queries), tuple(facets)
        if len(asked) < 2 or not self._queries.is_large:
            return [self.count(query, names) for query in asked]
        return list(_helpers().map(lambda query: self.count(query, names), asked))

    def documents_of(self, record_type: str, key: str, language: str) -> Sequence[SearchDocument]:
        query = self._queries.record(record_type, key, language)
        found = self._searcher.search(query, limit=_MOST_PASSAGES, count=False)
        documents = (self._read(address.segment_ord, address.doc) for _, address in found.hits)
        return sorted(documents, key=lambda document: document.position)

    def _read_document(self, segment: int, number: int) -> SearchDocument:
        return SearchDocument.from_json(bytes(self._searcher.doc(tantivy.DocAddress(segment, number))["data"][0]))

    def words(self, language: str) -> Mapping[str, int]:
        return self._words(analysis_language(language))

    def _read_words(self, language: str) -> Mapping[str, int]:
        return dict(self._searcher.terms_with_prefix(f"words_{language}", ""))


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
