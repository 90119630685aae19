"""The table of words: a vector for each of some 40,000 English and Spanish words, distilled from the model.

A text's vector is the weighted mean of its words'. For a query that comes close to what the model itself says, at a
hundredth of the time and without the model. ``distill`` makes the table; docs/decisions/0007 has the figures.

The file: one line of JSON (format, model, dimensions, count); the words, one a line, folded; then for each word a byte of
weight (common words count less), a half-precision scale, and its numbers in four bits each, two to a byte.
"""

from __future__ import annotations

import json
import mmap
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from ..analysis import split_plain
from .errors import VectorFileError
from .model import MODEL_NAME

TABLE = Path(__file__).parent / "data" / "words.bin"
FORMAT = "dogwood-words-1"
MOST_WORDS = 200
"""Words of a text that are looked at: a passage has fewer, and a query of thousands is no question."""
LEVELS = 7
_LONGEST_TEXT = 4_000
_LONGEST_HEAD = 1_000
Vector = npt.NDArray[np.float32]


class WordTable:
    """model: whose vectors it comes close to. dimensions: numbers in each vector."""

    def __init__(self, data: bytes | mmap.mmap, name: str) -> None:
        """data: a whole file. name: of it, for messages. Raises VectorFileError."""
        try:
            head_end = data.find(b"\n", 0, _LONGEST_HEAD)
            head = json.loads(data[: max(head_end, 0)])
            self.model, self.dimensions, count = str(head["model"]), int(head["dimensions"]), int(head["count"])
            if head["format"] != FORMAT or self.dimensions % 2 or count < 0:
                raise ValueError("another format")
            numbers = len(data) - count * (3 + self.dimensions // 2)
            *words, rest = data[head_end + 1 : max(numbers, 0)].decode("utf-8").split("\n")
            if len(words) != count or rest:
                raise ValueError(f"{len(words)} words where {count} belong")
        except (ValueError, KeyError, TypeError) as error:
            raise VectorFileError(
                f"{name} is not a whole table of words ({error}). Install Dogwood again, or make it with “python -m dogwood.search.meaning.distill”."
            ) from error
        self._rows = {word: row for row, word in enumerate(words)}
        self._weights = np.frombuffer(data, np.uint8, count, numbers)
        self._scales = np.frombuffer(data, np.float16, count, numbers + count)
        self._nibbles = np.frombuffer(data, np.uint8, count * self.dimensions // 2, numbers + count * 3)
        self._nibbles = self._nibbles.reshape(count, self.dimensions // 2)

    @classmethod
    def open(cls, path: Path = TABLE) -> WordTable:
        """The table at ``path``, of which only the parts in use take memory. Raises VectorFileError, OSError."""
        with path.open("rb") as file:
            try:
                return cls(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), str(path))
            except ValueError as error:  # an empty file
                raise VectorFileError(f"{path} is empty. Install Dogwood again.") from error

    def embed(self, text: str) -> Vector | None:
        """The weighted mean of the vectors of the words of ``text``; None where none is known. Never raises."""
        words = split_plain(text[:_LONGEST_TEXT])[:MOST_WORDS]
        rows = [row for word in words if (row := self._rows.get(word)) is not None]
        if not rows:
            return None
        packed = self._nibbles[rows]
        numbers = np.empty((len(rows), self.dimensions), np.float32)
        numbers[:, 0::2], numbers[:, 1::2] = packed & 0x0F, packed >> 4
        weights = self._weights[rows].astype(np.float32)
        scaled = weights * self._scales[rows].astype(np.float32)
        found: Vector = scaled @ (numbers - (LEVELS + 1)) / weights.sum()
        return found


@cache
def load_table() -> WordTable:
    """The table that comes with Dogwood; one for all editions of this process."""
    return WordTable.open()


def write_table(path: Path, words: list[str], vectors: Vector, weights: npt.NDArray[np.float32]) -> None:
    """Write a table. vectors: one row a word. weights: above 0, at most 1."""
    scales = np.maximum(np.abs(vectors).max(axis=1), 1e-6) / LEVELS
    scales = scales.astype(np.float16)
    numbers = np.round(vectors / scales.astype(np.float32)[:, None])
    levels = (np.clip(numbers, -LEVELS, LEVELS) + LEVELS + 1).astype(np.uint8)
    head = {"format": FORMAT, "model": MODEL_NAME, "dimensions": vectors.shape[1], "count": len(words)}
    with path.open("wb") as file:
        file.write(json.dumps(head).encode() + b"\n")
        file.write("".join(f"{word}\n" for word in words).encode())
        file.write(np.clip(np.round(weights * 255), 1, 255).astype(np.uint8).tobytes())
        file.write(scales.tobytes())
        file.write((levels[:, 0::2] | levels[:, 1::2] << 4).tobytes())
