"""What search by meaning adds, and what it costs: words alone, meaning alone, and both, on judged queries.

    python -m benchmarks.meaning --edition FOLDER --judged tests/search/judged/develop --cache FILE

FOLDER is an edition's. The model's vectors are taken from --cache, or made and kept there: about three minutes on one core
the first time. Three ways of asking are compared: the model itself; the table of words, over the model's vectors; and the
table alone, over vectors of its own, as where nobody ever had the model.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil

from dogwood.edition.records import Record
from dogwood.search import EditionSearch
from dogwood.search.evaluate.layout import Judged, Query, leave_out, read_judged
from dogwood.search.evaluate.measures import measure_mrr, measure_ndcg, measure_recall, measure_success
from dogwood.search.evaluate.names import EditionNames
from dogwood.search.meaning import fill_cache, fuse, load_model, open_arm, write_meaning
from dogwood.search.meaning.arm import Arm, Match
from dogwood.search.meaning.fusion import MEANING_WEIGHT, MEANING_WEIGHT_WIDENED
from dogwood.search.meaning.join import TAKEN, make_hits
from dogwood.search.ranking import rank
from dogwood.search.understand import guess_language

DEEP = 100
Order = list[str]


class Bench:
    """An edition with its arms. times: milliseconds of each part of each query."""

    def __init__(self, edition: Path, cache: Path) -> None:
        self.search = EditionSearch(edition)
        self.names = EditionNames(self.search.edition)
        self.model = load_model()
        self.times: dict[str, list[float]] = {}
        records = list(self.search.edition.records())
        start = time.perf_counter()
        count = fill_cache(records, cache, self.model)
        seconds = time.perf_counter() - start
        if count:
            print(f"embedded {count} texts in {seconds:.0f} s, {seconds / count * 1000:.0f} ms each")
        self.arm = self._open(records, [cache])
        self.bare = self._open(records, [])

    def _open(self, records: list[Record], sources: list[Path]) -> Arm:
        with tempfile.TemporaryDirectory() as name:
            written = write_meaning(Path(name), None, records, [], sources=sources)
            size = sum(path.stat().st_size for path in Path(name).iterdir())
            before = psutil.Process().memory_info().rss
            start = time.perf_counter()
            arm = open_arm(Path(name))
            seconds = time.perf_counter() - start
        assert arm is not None
        arm.rank("help", "en", 10)
        grown = psutil.Process().memory_info().rss - before
        print(f"{written}; {size / 1e6:.1f} MB; opens in {seconds * 1000:.0f} ms and takes {grown / 1e6:.0f} MB")
        return arm

    def ask(self, query: Query) -> dict[str, Order]:
        """The orders of every way of asking; meaning goes through ranking, with the intent that the words made."""
        tongue = self._tongue(query)
        start = time.perf_counter()
        answer = self.search.search(query.text, language=tongue, near=query.near or None, limit=DEEP)
        self._note("words", start)
        words = list(dict.fromkeys(self.names.call(result.url) for result in answer.results))
        asked = answer.intent.language
        ways: dict[str, Callable[[], list[Match]]] = {
            "model": lambda: self.arm.rank_vector(self.model.embed_query(query.text), asked, TAKEN),
            "table": lambda: self.arm.rank_words(query.text, asked, TAKEN),
            "table alone": lambda: self.bare.rank_words(query.text, asked, TAKEN),
        }
        found = {"words": words}
        for name, way in ways.items():
            start = time.perf_counter()
            ranked = rank(make_hits(way()), answer.intent)
            self._note(name, start)
            order = [self.names.unify(f"{item.document.record_type}/{item.document.key}") for item in ranked]
            found[name] = order
            weight = MEANING_WEIGHT_WIDENED if answer.is_widened else MEANING_WEIGHT
            found[f"words + {name}"] = fuse(words, order, meaning_weight=weight)
        return found

    def _note(self, name: str, start: float) -> None:
        self.times.setdefault(name, []).append((time.perf_counter() - start) * 1_000)

    def _tongue(self, query: Query) -> str:
        languages = self.search.edition.manifest.languages
        return query.language if query.language in languages else guess_language(query.text, languages[0])


MEASURES = ((measure_ndcg, 10), (measure_mrr, 10), (measure_success, 1), (measure_success, 5), (measure_recall, DEEP))


def write_rows(judged: Judged, orders: dict[str, dict[str, Order]]) -> list[str]:
    """Rows of a table, for each language and way of asking. orders: query → way → records."""
    rows = []
    for language in ("en", "es", "mixed", ""):
        queries = [query for query in judged.queries if not language or query.language == language]
        for way in next(iter(orders.values())) if queries else ():
            values = [
                statistics.fmean(measure(orders[query.id][way], query.grades, depth) for query in queries)
                for measure, depth in MEASURES
            ]
            figures = " | ".join(f"{value:.3f}" for value in values)
            rows.append(f"| {language or 'all'} ({len(queries)}) | {way} | {figures} |")
    return rows


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--edition", type=Path, required=True)
    parser.add_argument("--judged", type=Path, action="append", required=True)
    parser.add_argument("--cache", type=Path, required=True)
    given = parser.parse_args()
    bench = Bench(given.edition.resolve(), given.cache)
    for folder in given.judged:
        judged = read_judged(folder)
        known = {name for name in judged.lines if bench.names.settle(name) == name}
        judged, unknown = leave_out(judged, known)
        print(f"\n{folder.name}, {unknown} judged records unknown to the edition\n")
        print("| queries | search | nDCG@10 | MRR@10 | success@1 | success@5 | recall@100 |")
        print("| --- | --- | --- | --- | --- | --- | --- |")
        print("\n".join(write_rows(judged, {query.id: bench.ask(query) for query in judged.queries})))
    print()
    for name, times in bench.times.items():
        p50, p95 = statistics.median(times), statistics.quantiles(times, n=20)[18]
        print(f"{name}: p50 {p50:.1f} ms, p95 {p95:.1f} ms")


if __name__ == "__main__":
    main()
