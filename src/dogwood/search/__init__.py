"""Search: a reader's words in, an answer out.

    answer = EditionSearch(edition_folder).search("a ride to chemo near Lumberton", language="en")
    answer.as_dict()

- ``analysis``: text → tokens, a language at a time. ``documents`` and ``passages``: records → what is searched.
- ``index``: ``build_index`` fills an edition's ``index/`` folder. ``synonyms``: what terms call themselves.
- ``understand``: words → ``Intent`` (place, needs, audiences, wishes), without asking an engine.
- ``engines``: one port, the embedded engine (Tantivy) and a reference engine in memory, held to one contract suite.
- ``service``: ``search`` joins them; ``ranking`` orders, ``why`` says why, ``highlights`` marks, ``spelling`` suggests.

Nothing here keeps or logs what a reader searched. Imports facts, places, vocabulary and edition.
"""

from .answer import SearchAnswer, SearchResult
from .documents import SearchDocument, make_documents
from .errors import SearchError, SearchIndexError
from .index import build_index
from .passages import block_anchors
from .service import EditionSearch, open_engine, search
from .understand import Intent, understand

__all__ = [
    "EditionSearch",
    "Intent",
    "SearchAnswer",
    "SearchDocument",
    "SearchError",
    "SearchIndexError",
    "SearchResult",
    "block_anchors",
    "build_index",
    "make_documents",
    "open_engine",
    "search",
    "understand",
]
