"""What can go wrong with an import, in words that say what to do next."""


class ImportingError(Exception):
    """The common root of an import's errors."""


class SourceFileError(ImportingError):
    """The file cannot be read as what it should be; nothing was looked at further."""


class MappingError(ImportingError):
    """The mapping names a column or a field that does not exist."""


class PlanError(ImportingError):
    """The plan cannot be applied: nothing was changed. problems: (row, field, reason)."""

    def __init__(self, message: str, problems: tuple[tuple[str, str, str], ...] = ()) -> None:
        self.problems = problems
        super().__init__(message)


class StalePlanError(PlanError):
    """The directory changed since the preview."""


class RunStateError(ImportingError):
    """The run is not in a state in which this can be done to it."""
