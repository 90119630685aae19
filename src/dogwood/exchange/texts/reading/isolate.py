"""Reading a file in a process of its own, so that a hostile one ends that process and nothing else."""

import json
import subprocess
import sys
from typing import Any

from dogwood.exchange.imports.errors import SourceFileError

from ..document import Document, Line, Link

SECONDS = 60
_NAMES = {"html": "web page", "word": "Word document", "pdf": "PDF"}


def read_isolated(data: bytes, form: str, *, seconds: int = SECONDS) -> Document:
    """The document in ``data``. form: html (UTF-8), word or pdf. Raises SourceFileError."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, with fixed arguments
            [sys.executable, "-m", f"{__package__}.worker", form, str(seconds)],
            input=data,
            capture_output=True,
            timeout=seconds + 5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise SourceFileError(_too_long(form, seconds)) from None
    if done.returncode in {-24, -9}:  # out of time, by the system's clock
        raise SourceFileError(_too_long(form, seconds))
    try:
        answer: dict[str, Any] = json.loads(done.stdout)
    except ValueError:
        raise SourceFileError(f"The {_NAMES[form]} is damaged: reading it failed. Open it and save it again.") from None
    if "error" in answer:
        raise SourceFileError(answer["error"])
    return Document(tuple(_make_line(one) for one in answer["lines"]), form, tuple(answer["notes"]))


def _too_long(form: str, seconds: int) -> str:
    return (
        f"Reading the {_NAMES[form]} took longer than {seconds} seconds and was stopped. Split it, or paste its text."
    )


def _make_line(raw: dict[str, Any]) -> Line:
    links = tuple(Link(**link) for link in raw.pop("links"))
    return Line(links=links, cells=tuple(raw.pop("cells")), **raw)
