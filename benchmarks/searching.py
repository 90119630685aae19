"""How long a search takes in process, with facets, reasons and highlights: over the starter, and over more of its like.

    python -m benchmarks.searching --edition FOLDER --documents 100000

FOLDER is an edition's. The questions are those of the judged half that may be looked at, from both languages with their
slips and places, each as it is and every one once more with another place in the box beside it; ``crowd`` makes the
documents. Timings are wall-clock, one search at a time, after one round that is not counted.
"""

import argparse
import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from dogwood.edition.file import INDEX_NAME
from dogwood.edition.store import LocalStore
from dogwood.search import open_engine
from dogwood.search.engines.port import SearchEngine
from dogwood.search.index import build_index
from dogwood.search.lexicon import lexicon_of
from dogwood.search.service import search

from . import Figure
from .crowd import Crowd, CrowdReader
from .world import ROOT

JUDGED = ROOT / "tests" / "search" / "judged" / "develop" / "queries.jsonl"
PLACES = ("Robeson County", "28607", "Wilmington", "Asheville")
COMMON = ("mammogram", "hospital", "health center", "breast cancer", "cancer", "support group", "free", "mamografía")
"""Besides: words that a large share of all documents have."""
SIZES = (5_000, 100_000)
STARTER_LIMIT = 10
LIMITS: Mapping[int, float] = {100_000: 20, 1_000_000: 40}
"""Documents → milliseconds that 95 of 100 searches are to stay under; at the starter's own size ``STARTER_LIMIT``."""
ROUNDS = 2


@dataclass(frozen=True)
class Question:
    """language: of the page that it is asked on. near: what stands in the place box, None for nothing."""

    text: str
    language: str
    near: str | None = None


@dataclass(frozen=True)
class Measured:
    """documents: in the index. p50, p95: milliseconds. seconds: to build, 0.0 where it was there. size: bytes on disk."""

    documents: int
    p50: float
    p95: float
    searches: int
    seconds: float
    size: int


def read_questions() -> list[Question]:
    """The judged questions, then the same with another place, then common words with a place and without."""
    lines = [json.loads(line) for line in JUDGED.read_text(encoding="utf-8").splitlines()]
    asked = []
    for line in lines:
        given = line.get("metadata", {})
        asked.append(Question(line["text"], "es" if given.get("language") == "es" else "en", given.get("near")))
    moved = [
        Question(question.text, question.language, PLACES[number % len(PLACES)])
        for number, question in enumerate(asked)
    ]
    common = [Question(text, "en", near) for text in COMMON for near in (None, PLACES[2])]
    return [*asked, *moved, *common]


def measure(var: Path) -> list[Figure]:
    """The starter as it is, and made directories of ``SIZES``."""
    edition = LocalStore(var / "editions").current_folder()
    figures = [make_figure(measure_folder(edition, edition / INDEX_NAME), STARTER_LIMIT)]
    figures += [make_figure(measure_size(edition, size), LIMITS.get(size)) for size in SIZES]
    return figures


def make_figure(found: Measured, limit: float | None = None) -> Figure:
    built = f", built in {found.seconds:.0f} s" if found.seconds else ""
    return Figure(
        f"Search over {found.documents:,} documents, with facets and highlights ({found.searches} searches)",
        f"p50 {found.p50:.1f} ms, p95 {found.p95:.1f} ms; index {found.size / 1e6:.0f} MB{built}",
        f"p95 under {limit:.0f} ms" if limit else "",
        found.p95 < limit if limit else None,
    )


def measure_size(edition: Path, size: int) -> Measured:
    """Search over ``size`` documents, made in the image of those of the edition in the folder ``edition``."""
    with make_index(edition, size) as (folder, seconds):
        return measure_folder(edition, folder, seconds)


@contextmanager
def make_index(edition: Path, size: int) -> Iterator[tuple[Path, float]]:
    """A temporary index of about ``size`` documents, and the seconds that building it took, making them not counted."""
    reader = CrowdReader(edition)
    crowd = Crowd(reader.records(), size)
    reader.close()
    with tempfile.TemporaryDirectory() as name:
        start = time.perf_counter()
        build_index(Path(name), None, crowd, [])
        yield Path(name), time.perf_counter() - start - crowd.seconds


def measure_folder(edition: Path, index: Path, seconds: float = 0.0) -> Measured:
    """Search over the index in ``index``; records come from the edition in ``edition``."""
    reader = CrowdReader(edition)
    engine = open_engine(index)
    lexicon_of(reader, engine).speller.correct("warm", "en")
    questions = read_questions()
    for question in questions:
        time_search(reader, engine, question)
    times = [time_search(reader, engine, question) for _ in range(ROUNDS) for question in questions]
    reader.close()
    return Measured(
        documents=count_documents(index),
        p50=statistics.median(times),
        p95=statistics.quantiles(times, n=20)[18],
        searches=len(times),
        seconds=seconds,
        size=sum(path.stat().st_size for path in index.rglob("*") if path.is_file()),
    )


def count_documents(index: Path) -> int:
    segments = json.loads((index / "meta.json").read_text(encoding="utf-8"))["segments"]
    return sum(segment["max_doc"] for segment in segments)


def time_search(reader: CrowdReader, engine: SearchEngine, question: Question) -> float:
    """Milliseconds of one search."""
    start = time.perf_counter()
    search(reader, engine, question.text, language=question.language, near=question.near)
    return (time.perf_counter() - start) * 1_000


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--edition", type=Path, required=True)
    parser.add_argument("--documents", type=int, help="Without it, the edition's own index is measured.")
    given = parser.parse_args()
    edition = given.edition.resolve()
    own = edition / INDEX_NAME
    found = measure_size(edition, given.documents) if given.documents else measure_folder(edition, own)
    figure = make_figure(found)
    print(f"{figure.what}: {figure.value}")


if __name__ == "__main__":
    main()
