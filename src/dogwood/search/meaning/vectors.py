"""A file of vectors by the hash of their text: in an edition's index, beside a pack, and in the cache of a desk.

The file: one line of JSON (format, model, dimensions, count), then ``count`` digests of 16 bytes in ascending order, then
``count`` rows of ``dimensions`` signed bytes. A row is a direction: scaled to fill the byte, and to length 1 when read.
Files are read, joined and written without numpy, so that a desk without the optional package still carries them along.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import VectorFileError

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float32]
    """One vector, or a matrix with one a row."""

FORMAT = "dogwood-vectors-1"
_DIGEST_BYTES = 16
_MOST_COUNT = 10_000_000
_LONGEST_HEAD = 1_000


class VectorFile:
    """Vectors of one model, by digest (32 hex digits).

    model: name of what made them; vectors of different models do not compare. dimensions: numbers in each. rows: digest
    → signed bytes.
    """

    def __init__(self, model: str, dimensions: int, rows: Mapping[str, bytes] | None = None) -> None:
        self.model = model
        self.dimensions = dimensions
        self.rows: dict[str, bytes] = dict(rows or {})

    def put(self, digest: str, vector: Vector) -> None:
        """Keep ``vector``, of any length but zero."""
        import numpy as np

        largest = float(np.abs(vector).max())
        scaled = vector * (127.0 / largest) if largest else vector
        self.rows[digest] = np.round(scaled).astype(np.int8).tobytes()

    def take(self, digests: Iterable[str], other: VectorFile) -> None:
        """Copy the vectors of ``digests`` that ``other`` has and this has not; none of another model."""
        if (other.model, other.dimensions) != (self.model, self.dimensions):
            return
        for digest in digests:
            if digest not in self.rows and digest in other.rows:
                self.rows[digest] = other.rows[digest]

    def matrix(self, digests: Iterable[str]) -> Vector:
        """The vectors of ``digests`` as rows of length 1. Raises KeyError for one that is not there."""
        import numpy as np

        data = b"".join(self.rows[digest] for digest in digests)
        found = np.frombuffer(data, np.int8).reshape(-1, self.dimensions).astype(np.float32)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        return np.asarray(found / np.maximum(lengths, 1e-9), np.float32)

    def write(self, path: Path) -> None:
        """Write the file in one step: who reads it meanwhile sees the old one or the new. Raises OSError."""
        path.parent.mkdir(parents=True, exist_ok=True)
        digests = sorted(self.rows)
        head = {"format": FORMAT, "model": self.model, "dimensions": self.dimensions, "count": len(digests)}
        aside = path.with_name(f".{path.name}-{os.getpid()}")
        try:
            with aside.open("wb") as file:
                file.write(json.dumps(head).encode() + b"\n")
                file.write(bytes.fromhex("".join(digests)))
                file.writelines(self.rows[digest] for digest in digests)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)

    @classmethod
    def read(cls, path: Path) -> VectorFile:
        """The file at ``path``. Raises FileNotFoundError, or VectorFileError where it is not whole."""
        line, _, rest = path.read_bytes().partition(b"\n")
        try:
            head = json.loads(line[:_LONGEST_HEAD])
            model, dimensions, count = str(head["model"]), int(head["dimensions"]), int(head["count"])
            if head["format"] != FORMAT or not 0 < dimensions < 10_000 or not 0 <= count < _MOST_COUNT:
                raise ValueError("another format")
            if len(rest) != count * (_DIGEST_BYTES + dimensions):
                raise ValueError(f"{len(rest):,} bytes where {count * (_DIGEST_BYTES + dimensions):,} belong")
        except (ValueError, KeyError, TypeError) as error:
            raise VectorFileError(
                f"{path} is not a whole file of vectors ({error}). Delete it: it is made again when it is needed."
            ) from error
        names, table = rest[: count * _DIGEST_BYTES], memoryview(rest)[count * _DIGEST_BYTES :]
        rows = {
            names[at * _DIGEST_BYTES : (at + 1) * _DIGEST_BYTES].hex(): bytes(
                table[at * dimensions : (at + 1) * dimensions]
            )
            for at in range(count)
        }
        return cls(model, dimensions, rows)


def read_if_there(path: Path) -> VectorFile | None:
    """The file at ``path``; None where there is none or it is damaged, since its vectors can be made again."""
    try:
        return VectorFile.read(path)
    except (OSError, VectorFileError):
        return None
