"""Making the table of words, once and again when the model or the starter's guides change much.

    python -m dogwood.search.meaning.distill --edition FOLDER --words en.tsv --words es.tsv --out words.bin

A word's vector begins as what the model says of the word alone. Then all are moved together, by least squares, so that the
weighted mean of a text's words comes close to what the model says of the text, over the edition's headings, sentences and
pieces of sentences. --words: common words of a language, one a line, each with a tab and its share of all words.
"""

import argparse
import random
import re
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dogwood.edition.file import EditionReader
from dogwood.edition.records import Record

from ..analysis import split_plain
from .model import Model, load_model
from .table import MOST_WORDS, Vector, write_table
from .texts import make_texts

PULL = 1.0
"""How strongly a word is held to what the model says of it alone; 0.1 to 10 tried."""
COMMON = 1e-3
"""Share of all words at which a word counts half."""
_ROUNDS = 60
_SHORTEST, _LONGEST = 2, 200
_PIECES = 2
_PIECE_WORDS = (2, 5)
_SEED = 3


def make_samples(records: Iterable[Record]) -> list[str]:
    """Headings, names, sentences and pieces of sentences, each once."""
    chance = random.Random(_SEED)  # noqa: S311
    found: dict[str, None] = {}
    for document, text in make_texts(records):
        lines = [document.title, document.heading, *document.names]
        for sentence in re.split(r"(?<=[.?!:;])\s+", text):
            lines.append(sentence)
            words = sentence.split()
            for _ in range(_PIECES if len(words) > _PIECE_WORDS[1] else 0):
                length = chance.randint(*_PIECE_WORDS)
                start = chance.randint(0, len(words) - length)
                lines.append(" ".join(words[start : start + length]).strip('.,;:?!()"“”').lower())
        found.update(dict.fromkeys(line for line in lines if _SHORTEST <= len(line) <= _LONGEST))
    return list(found)


def read_shares(paths: Iterable[Path]) -> dict[str, tuple[str, float]]:
    """Folded word → (the word as written, its largest share of all words of a language). Raises OSError, ValueError."""
    found: dict[str, tuple[str, float]] = {}
    for path in paths:
        for line in path.read_text(encoding="utf-8").splitlines():
            written, _, share = line.partition("\t")
            for word in split_plain(written)[:1]:
                known = found.get(word, (written, 0.0))
                found[word] = (known[0], max(known[1], float(share)))
    return found


def distill(samples: list[str], shares: dict[str, tuple[str, float]], model: Model, out: Path) -> int:
    """Write the table to ``out``; returns how many words it has. Hours without a quick processor: 13 ms a text."""
    in_samples = dict.fromkeys(word for sample in samples for word in split_plain(sample))
    words = list(dict.fromkeys((*in_samples, *shares)))
    alone = np.array([model.embed_query(shares[word][0] if word in shares else word) for word in words], np.float32)
    targets = np.array([model.embed_query(sample) for sample in samples], np.float32)
    weights = weigh(words, shares)
    write_table(out, words, fit(samples, targets, words, alone, weights), weights)
    return len(words)


def weigh(words: list[str], shares: dict[str, tuple[str, float]]) -> npt.NDArray[np.float32]:
    """1 for a rare word, towards 0 for the most common ones."""
    common = np.array([shares[word][1] if word in shares else 0.0 for word in words])
    return np.asarray(COMMON / (COMMON + common), np.float32)


def fit(
    samples: list[str], targets: Vector, words: list[str], alone: Vector, weights: npt.NDArray[np.float32]
) -> Vector:
    """Vectors of ``words`` whose weighted means come close to ``targets`` less their mean, and that stay near ``alone``
    less its mean: ridge regression by conjugate gradients."""
    place = {word: at for at, word in enumerate(words)}
    bags = [[place[word] for word in split_plain(sample)[:MOST_WORDS] if word in place] for sample in samples]
    start = alone - alone.mean(axis=0)
    left = targets - targets.mean(axis=0)
    rows = np.repeat(np.arange(len(bags)), [len(bag) for bag in bags])
    columns = np.array([word for bag in bags for word in bag], np.int64)
    totals = np.maximum(np.bincount(rows, weights[columns], len(bags)), 1e-9)
    shares = np.asarray(weights[columns] / totals[rows], np.float32)

    def spread(vectors: Vector) -> Vector:
        return _sum_by(rows, shares[:, None] * vectors[columns], len(bags))

    def gather(vectors: Vector) -> Vector:
        return _sum_by(columns, shares[:, None] * vectors[rows], len(words))

    moved = np.zeros_like(start)
    residual = gather(left - spread(start))
    direction, size = residual.copy(), (residual**2).sum(axis=0)
    for _ in range(_ROUNDS):
        step = gather(spread(direction)) + PULL * direction
        length = size / np.maximum((direction * step).sum(axis=0), 1e-12)
        moved += length * direction
        residual -= length * step
        before, size = size, (residual**2).sum(axis=0)
        direction = residual + size / np.maximum(before, 1e-12) * direction
    return np.asarray(start + moved, np.float32)


def _sum_by(keys: npt.NDArray[np.int64], values: Vector, count: int) -> Vector:
    """Rows of ``values`` summed by their key."""
    found = np.zeros((count, values.shape[1]), np.float32)
    order = np.argsort(keys, kind="stable")
    sorted_keys = keys[order]
    starts = np.flatnonzero(np.diff(sorted_keys, prepend=-1))
    if len(starts):
        found[sorted_keys[starts]] = np.add.reduceat(values[order], starts, axis=0)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description="Make the table of words.")
    parser.add_argument("--edition", type=Path, required=True)
    parser.add_argument("--words", type=Path, action="append", default=[])
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    samples = make_samples(EditionReader(given.edition.resolve()).records())
    print(distill(samples, read_shares(given.words), load_model(), given.out), "words")


if __name__ == "__main__":
    main()
