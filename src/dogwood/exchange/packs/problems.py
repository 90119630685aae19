"""What is wrong with a pack: every problem with its file, line, field and reason."""

from typing import NamedTuple


class Problem(NamedTuple):
    """file: path inside the pack. line: counted from 1, 0 for the file as a whole. field: column or attribute."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.line else self.file
        return f"{where}, {self.field}: {self.reason}" if self.field else f"{where}: {self.reason}"


class PackError(Exception):
    """A pack that was not loaded. problems: all that were found; nothing of the pack was kept."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems = list(dict.fromkeys(problems))
        super().__init__("\n".join(str(problem) for problem in problems))
