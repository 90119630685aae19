"""A model that every machine has: a text is the sum of its words, each a fixed direction; some words mean the same."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from dogwood.search.analysis import split_plain
from dogwood.search.meaning.model import DIMENSIONS, MODEL_NAME

if TYPE_CHECKING:
    from dogwood.search.meaning.vectors import Vector

_SAME = {"lift": "ride", "aventon": "ride", "transporte": "ride", "chat": "talk", "platicar": "talk"}


class WordsModel:
    """Words of ``_SAME`` share a direction. seconds: that a query takes. asked: what was embedded."""

    name = MODEL_NAME
    dimensions = DIMENSIONS

    def __init__(self, seconds: float = 0.0) -> None:
        self.seconds = seconds
        self.asked: list[str] = []

    def embed_query(self, text: str) -> Vector:
        time.sleep(self.seconds)
        return self.embed_passage(text)

    def embed_passage(self, text: str) -> Vector:
        import numpy as np

        self.asked.append(text)
        found = np.full(DIMENSIONS, 0.01, np.float32)
        for word in split_plain(text):
            found += _direction(_SAME.get(word, word))
        vector: Vector = (found / np.linalg.norm(found)).astype(np.float32)
        return vector


def _direction(word: str) -> Vector:
    import numpy as np

    seed = int.from_bytes(word.encode()[:8].ljust(8, b"\0"), "big")
    return np.random.default_rng(seed).normal(size=DIMENSIONS).astype(np.float32)
