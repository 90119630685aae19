"""What can go wrong with search. What a reader types never does: it gives an answer or nothing."""


class SearchError(Exception):
    """Anything about search; the class below says what."""


class SearchIndexError(SearchError):
    """An index that is missing, broken, or of another format. The message tells the operator what to do."""
