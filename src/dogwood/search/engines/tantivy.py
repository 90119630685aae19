"""The embedded engine: Tantivy, in process, on an edition's index folder."""

import json
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

import tantivy

from ..analysis import analysis_language, register_analyzers
from ..documents import SearchDocument
from ..errors import SearchIndexError
from ..synonyms import SynonymTable
from .port import Counts, FacetCounts, Hit, StructuredQuery
from .queries import QueryBuilder
from .schema import FORMAT, read_group

FORMAT_NAME = "format.json"
_MOST_VALUES = 1_000
_MOST_GUIDES = 50_000
_RECORDS = "record_type"
"""A facet of which every document that is no passage has one value."""
_PASSAGES = "passage_of"


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
        self._words = lru_cache(maxsize=4)(self._read_words)

    def search(self, query: StructuredQuery, *, limit: int, offset: int = 0) -> list[Hit]:
        if limit < 1:
            return []
        found = self._searcher.search(self._queries.score(query), limit=limit, offset=offset, count=False)
        return [Hit(score, self._read(address)) for score, address in found.hits]

    def count(self, query: StructuredQuery, facets: Iterable[str] = ()) -> Counts:
        names = tuple(facets)
        request = {name: {"terms": {"field": name, "size": _MOST_VALUES}} for name in (*names, _RECORDS)}
        request[_PASSAGES] = {"terms": {"field": _PASSAGES, "size": _MOST_GUIDES}}
        answer = self._searcher.aggregate(self._queries.match(query), request)
        total = sum(bucket["doc_count"] for bucket in answer[_RECORDS]["buckets"])
        counts: FacetCounts = {
            name: {bucket["key"]: bucket["doc_count"] for bucket in answer[name]["buckets"]} for name in names
        }
        # Passages stand in no column of a facet: their guide counts once, whatever of it matches.
        alike = Counter(bucket["key"].partition("\n")[2] for bucket in answer[_PASSAGES]["buckets"])
        for group, guides in alike.items():
            total += guides
            for name, value in read_group(group):
                if name in counts:
                    counts[name][value] = counts[name].get(value, 0) + guides
        return Counts(total, counts)

    def _read(self, address: "tantivy.DocAddress") -> SearchDocument:
        return SearchDocument.from_json(bytes(self._searcher.doc(address)["data"][0]))

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
