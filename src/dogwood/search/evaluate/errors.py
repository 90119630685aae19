"""What can be wrong with a collection."""

from pathlib import Path

from ..errors import SearchError


class EvaluationError(SearchError):
    """A collection that cannot be read. The message names the file, and the line where there is one."""


def blame(path: Path, line: int, what: str) -> EvaluationError:
    """The error for ``line`` (1 for the first) of ``path``."""
    return EvaluationError(f"{path}, line {line}: {what}")
