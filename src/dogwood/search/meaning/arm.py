"""The arm: a reader's words → records by meaning.

A query's vector is the model's own where the model is installed and in time, else that of the table of words; a
document's is the model's where somebody made it, else the table's. All lie in one space, so nobody waits for the model.

``Arm.ask`` starts the model on a thread of its own, so that it runs beside the search for words; ``Question.rank`` waits for
what is left of the time. The thread works on one question at a time; one that waits too long is called off.
"""

from __future__ import annotations

import time
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..documents import SearchDocument
from .build import VECTORS_NAME
from .entries import Entry, read_entries
from .model import Model
from .table import Vector, WordTable
from .vectors import VectorFile, read_if_there

DEADLINE_MS = 40.0
"""After asking: when the model has not answered by then, the table has. 25 words take it so long on a core of 2024."""
FEWEST_FOR_MEAN = 50
"""Documents of a language that make a mean worth taking off."""
OTHER_LANGUAGE = 0.003
"""Taken off for a document in another language than asked for: its twin, if there is one, says the same in the reader's."""
ENOUGH_OWN = 0.8
"""Share of documents with a vector of the model's from which on it is asked for queries: of vectors by the table, the table
asks better (docs/decisions/0007)."""
STAND_IN_LENGTH = 0.36
"""Length of a vector from the table beside the model's: with it, both kinds score alike (docs/decisions/0007)."""


@dataclass(frozen=True, slots=True)
class Match:
    """A record by its best document. score: likeness above that of the average document of its language; a good match
    has 0.03 to 0.1, and what has nothing to do with the query about 0."""

    document: SearchDocument
    score: float


class Arm:
    """Open vectors, and what to ask with. Any method may be called from any thread."""

    def __init__(self, entries: list[Entry], matrix: Vector, table: WordTable, model: Model | None = None) -> None:
        """entries: documents. matrix: for each, its vector less what all have in common. model: None to do without."""
        self._entries = entries
        self._matrix = matrix
        self._table = table
        self._model = model
        self._languages = np.array([entry.identity[2] for entry in entries])
        names: dict[tuple[str, str], int] = {}
        self._records = [names.setdefault(entry.identity[:2], len(names)) for entry in entries]
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="dogwood-meaning")

    def ask(self, text: str, *, deadline_ms: float = DEADLINE_MS) -> Question:
        """Begin to look for what ``text`` means. Never raises."""
        future: Future[Vector] | None = None
        if self._model is not None:
            try:
                future = self._thread.submit(self._model.embed_query, text)
            except RuntimeError:  # the arm was closed, or the process ends
                future = None
        return Question(self, text, future, time.perf_counter() + deadline_ms / 1_000)

    def rank(self, text: str, language: str, limit: int, *, deadline_ms: float = DEADLINE_MS) -> list[Match]:
        """The records most like ``text``, best first, one a record; [] where no word of it is known. Never raises.

        language: in which documents are wanted; others count a little less.
        """
        return self.ask(text, deadline_ms=deadline_ms).rank(language, limit)

    def rank_words(self, text: str, language: str, limit: int) -> list[Match]:
        """The same by the table alone, in about a millisecond."""
        vector = self._table.embed(text)
        return [] if vector is None else self.rank_vector(vector, language, limit)

    def close(self) -> None:
        """End the thread. Later questions go by the table."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def rank_vector(self, vector: Vector, language: str, limit: int) -> list[Match]:
        """The same for a query's vector, of the table or of the model."""
        likeness = self._matrix @ vector - np.where(self._languages == language, 0.0, OTHER_LANGUAGE)
        found: list[Match] = []
        seen: set[int] = set()
        for at in np.argsort(-likeness, kind="stable").tolist():
            if len(found) >= limit:
                break
            record = self._records[at]
            if record not in seen:
                seen.add(record)
                found.append(Match(self._entries[at].document, float(likeness[at])))
        return found


class Question:
    """A query on its way."""

    def __init__(self, arm: Arm, text: str, future: Future[Vector] | None, deadline: float) -> None:
        self._arm = arm
        self._text = text
        self._future = future
        self._deadline = deadline

    def rank(self, language: str, limit: int) -> list[Match]:
        """As ``Arm.rank``; waits for the model until the deadline."""
        if self._future is not None:
            try:
                vector = self._future.result(max(0.0, self._deadline - time.perf_counter()))
                return self._arm.rank_vector(vector, language, limit)
            except (FutureTimeoutError, CancelledError):
                self._future.cancel()
            except Exception:  # whatever the model met: the table still answers
                self._future = None
        return self._arm.rank_words(self._text, language, limit)


def open_arm(index_folder: Path, table: WordTable, model: Model | None = None) -> Arm | None:
    """The arm of an edition's index folder; None where it has none, or of another model than the table."""
    vectors = read_if_there(index_folder / VECTORS_NAME)
    entries = read_entries(index_folder)
    if vectors is None or not entries or (vectors.model, vectors.dimensions) != (table.model, table.dimensions):
        return None
    own = sum(entry.digest in vectors.rows for entry in entries)
    return Arm(
        entries, _make_matrix(entries, vectors, table), table, model if own >= len(entries) * ENOUGH_OWN else None
    )


def _make_matrix(entries: list[Entry], vectors: VectorFile, table: WordTable) -> Vector:
    languages = np.array([entry.identity[2] for entry in entries])
    is_own = np.array([entry.digest in vectors.rows for entry in entries])
    matrix = np.zeros((len(entries), table.dimensions), np.float32)
    if is_own.any():
        matrix[is_own] = vectors.matrix(entry.digest for entry in entries if entry.digest in vectors.rows)
        _take_means_off(matrix, is_own, languages)
    if not is_own.all():
        for at in np.flatnonzero(~is_own).tolist():
            vector = table.embed(entries[at].text)
            if vector is not None:
                matrix[at] = vector * (STAND_IN_LENGTH / max(float(np.linalg.norm(vector)), 1e-6))
        _take_means_off(matrix, ~is_own, languages)
    return matrix


def _take_means_off(matrix: Vector, rows: npt.NDArray[np.bool_], languages: npt.NDArray[np.str_]) -> None:
    """Take the mean of each language off its ``rows``, or the mean of all of them where a language has few.

    The vectors of one language lie together: a Spanish query is nearer to every Spanish document than to the English one
    that answers it. What all share says nothing of what each is about.
    """
    means = {language: rows & (languages == language) for language in set(languages[rows].tolist())}
    whole = matrix[rows].mean(axis=0) if rows.sum() >= FEWEST_FOR_MEAN else np.zeros(matrix.shape[1], np.float32)
    for members in means.values():
        matrix[members] -= matrix[members].mean(axis=0) if members.sum() >= FEWEST_FOR_MEAN else whole
