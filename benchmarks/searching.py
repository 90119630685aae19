"""How long a search takes in process, with facets and highlights, at 5,000 and 100,000 documents.

The documents are the current edition's records again and again under other keys, with some words exchanged, so that word
frequencies are those of the starter.
"""

import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from dogwood.edition.file import INDEX_NAME, EditionReader
from dogwood.edition.records import ListingRecord, Record
from dogwood.edition.store import LocalStore
from dogwood.search import open_engine, search
from dogwood.search.index import build_index

from . import Figure

QUERIES = [
    "help paying for gas to chemo", "someone to talk to", "mammogram without insurance", "wig", "support group",
    "chemo brain", "stage 4", "spread to my bones", "american cancer society", "second opinion", "lymphedema sleeve",
    "grupo de apoyo", "ayuda para pagar la renta", "mamografía gratis", "hospice", "clinical trial", "free ride",
    "hospital in Greenville", "health center near Boone", "cáncer de mama inflamatorio",
]  # fmt: skip
PLACES = [None, "Robeson County", "28607", "Wilmington"]
ROUNDS = 3


def measure(var: Path) -> list[Figure]:
    """p50 and p95 of in-process searches over synthetic indexes of two sizes."""
    reader = EditionReader(LocalStore(var / "editions").current_folder())
    figures = []
    for size, limit in ((5_000, 15), (100_000, 30)):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name) / INDEX_NAME
            folder.mkdir()
            start = time.perf_counter()
            build_index(folder, None, list(_make_records(reader, size)), [])
            built = time.perf_counter() - start
            bytes_on_disk = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
            engine = open_engine(folder)
            times = [_time(reader, engine, text, near) for _ in range(ROUNDS) for text in QUERIES for near in PLACES]
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[18]
        figures.append(
            Figure(
                f"Search over {size:,} documents, with facets and highlights ({len(times)} queries)",
                f"p50 {p50:.1f} ms, p95 {p95:.1f} ms; index {bytes_on_disk / 1e6:.0f} MB built in {built:.0f} s",
                f"p95 under {limit} ms",
                p95 < limit,
            )
        )
    reader.close()
    return figures


def _make_records(reader: EditionReader, size: int) -> Iterator[Record]:
    chance = random.Random(7)
    records = [record for record in reader.records() if record.language == "en"]
    words = sorted({word for record in records if isinstance(record, ListingRecord) for word in record.summary.split()})
    for number in range(size):
        record = records[number % len(records)]
        if number >= len(records):
            update = {"key": f"copy-{number}"}
            if isinstance(record, ListingRecord):
                update["name"] = f"{record.name} {chance.choice(words)}"
                update["summary"] = f"{record.summary} {' '.join(chance.sample(words, 3))}"
            record = record.model_copy(update=update)
        yield record


def _time(reader: EditionReader, engine: object, text: str, near: str | None) -> float:
    start = time.perf_counter()
    search(reader, engine, text, language="en", near=near)  # type: ignore[arg-type]
    return (time.perf_counter() - start) * 1_000
