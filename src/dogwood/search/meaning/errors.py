"""What can go wrong with search by meaning. None of it keeps a reader from an answer: words alone give one."""

from ..errors import SearchError


class MeaningUnavailableError(SearchError):
    """The model cannot be used on this machine. The message says why and what an operator can do."""


class VectorFileError(SearchError):
    """A file of vectors that is damaged or of another kind. The message says what to do with it."""
