"""The API at 100,000 services: ``python -m benchmarks.opendata [count] [folder]``.

Listings are drawn from the starter's own distribution, as ``world`` does it, but as records: an edition needs no editorial
database to be published. The search index, which the API does not use, is built of the starter alone.
"""

import http.client
import os
import random
import statistics
import sys
import tempfile
import threading
import time
from pathlib import Path

import psutil

from dogwood.edition.build import Content, build_edition
from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord, Record
from dogwood.edition.store import LocalStore
from dogwood.search.index import build_index

from . import Figure
from .serving import readers
from .world import run_dogwood

PORT = 18_470
REQUESTS = 200


def make_edition(var: Path, count: int, seed: int = 1) -> None:
    """Publish the starter in ``var``, and then an edition with ``count`` listings."""
    run_dogwood(var, "run", "--setup-only")
    store = LocalStore(var / "editions")
    reader = EditionReader(store.current_folder())
    starter = list(reader.records())
    languages = reader.manifest.languages
    reader.close()
    sources = [record for record in starter if isinstance(record, ListingRecord) and record.language == languages[0]]
    chance = random.Random(seed)
    words = sorted({word for record in sources for word in f"{record.name} {record.summary}".split()})
    more: list[Record] = []
    for number in range(count - len(sources)):
        source = chance.choice(sources)
        added = " ".join(chance.sample(words, 2))
        texts = {"key": f"bench-{number}", "name": f"{source.name} {added}", "summary": f"{source.summary} {added}"}
        more.append(source.model_copy(update=texts))
    build_edition(
        store,
        Content([*starter, *more], languages),
        build_index=lambda folder, base, changed, removed: build_index(folder, None, starter, []),
        now=store.manifests()[-1].built_at,
    )


PAGES = {
    "a page of 50 services": "/api/hsds/services?page={page}",
    "a page of 50 services, nested": "/api/hsds/services?full=true&page={page}",
    "a page of 50 services of a term": "/api/hsds/services?taxonomy_term_id={term}&page={small}",
    "a search of two words": "/api/hsds/services?search=cancer%20{word}",
    "a page of 50 services at places": "/api/hsds/service_at_locations?page={small}",
    "places within 30 km of a postcode": "/api/hsds/service_at_locations?postcode=27834&proximity=30000&page={few}",
    "one service": "/api/hsds/services/{id}",
}


def measure_pages(port: int, count: int) -> list[Figure]:
    """p95 over HTTP on the loopback address, one client, each address another one."""
    import json

    from dogwood.hsds.terms import Terms

    chance = random.Random(2)
    need = next(own for own, pair in Terms(("en", "es")).words.items() if pair == ("need", "talk-now"))
    first = json.loads(_get(port, "/api/hsds/services?per_page=500")[1])["contents"]
    words = sorted({word for item in first for word in item["name"].split() if word.isalpha()})
    figures = []
    for what, address in PAGES.items():
        times = []
        for _ in range(REQUESTS):
            path = address.format(
                page=chance.randint(1, count // 50),
                small=chance.randint(1, 20),
                few=chance.randint(1, 3),
                term=need,
                word=chance.choice(words),
                id=chance.choice(first)["id"],
            )
            start = time.perf_counter()
            status, _ = _get(port, path)
            times.append((time.perf_counter() - start) * 1000)
            if status not in {200, 404}:
                raise RuntimeError(f"{path} answered {status}")
        p95 = statistics.quantiles(times, n=20)[-1]
        value = f"p95 {p95:.1f} ms, median {statistics.median(times):.1f} ms, slowest {max(times):.1f} ms"
        figures.append(Figure(f"{what}, {count:,} services", value, "p95 under 20 ms", p95 < 20))
    return figures


def measure_stream(port: int, pid: int, path: str) -> Figure:
    """Rows a second and the readers' memory while one client reads all of ``path``."""
    peak = [0]
    done = threading.Event()
    process = psutil.Process(pid)

    def watch() -> None:
        while not done.wait(0.05):
            peak[0] = max(peak[0], sum(p.memory_info().rss for p in [process, *process.children(recursive=True)]))

    before = sum(p.memory_info().rss for p in [process, *process.children(recursive=True)])
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    start = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    rows = size = 0
    while part := answer.read(1 << 18):
        rows += part.count(b"\n")
        size += len(part)
    seconds = time.perf_counter() - start
    done.set()
    watcher.join()
    connection.close()
    grown = (peak[0] - before) / 1e6
    value = (
        f"{rows:,} rows, {rows / seconds:,.0f} a second ({size / 1e6:,.0f} MB in {seconds:.1f} s); readers' memory "
        f"{peak[0] / 1e6:.0f} MB, {grown:.0f} MB more than before"
    )
    is_met = rows / seconds >= 5_000 and grown < 200
    return Figure(f"ndjson stream of {path}", value, "5,000 rows a second, under 200 MB", is_met)


def _get(port: int, path: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer.status, body


def measure(var: Path, count: int) -> list[Figure]:
    start = time.perf_counter()
    said = run_dogwood(var, "opendata", "build", "--without-files").strip()
    figures = [Figure(f"Making {count:,} services ready", f"{time.perf_counter() - start:.0f} s. {said}", "")]
    with readers(var, PORT) as pid:
        figures += measure_pages(PORT, count)
        figures += [measure_stream(PORT, pid, f"/api/hsds/services?format=ndjson{more}") for more in ("", "&full=true")]
    return figures


def main() -> None:
    os.environ["DOGWOOD_OPEN_DATA_REQUESTS"] = "1000000"
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        var = Path(sys.argv[2] if len(sys.argv) > 2 else name) / "var"
        if not list((var / "editions").glob("2-*")):
            print(f"Publishing {count:,} listings …", flush=True)
            make_edition(var, count)
        for figure in measure(var, count):
            print(f"{figure.what}: {figure.value} {figure.target} {figure.is_met}", flush=True)


if __name__ == "__main__":
    main()
