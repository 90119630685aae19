"""How search grows with the directory, from 5 thousand documents to a million: a table and a picture.

    python -m benchmarks.growth                     prepares the starter first
    python -m benchmarks.growth --edition FOLDER    an edition that is there already
    … --sizes 5000,100000                           only these

Takes about a quarter of an hour and 2 GB of disk, and so stands beside ``make bench``. Writes
``docs/pictures/search-growth.svg`` and ``search-growth.csv`` beside it, which ``make bench`` puts into its report.
"""

import argparse
import csv
import tempfile
from collections.abc import Sequence
from pathlib import Path

from dogwood.edition.store import LocalStore

from .growth_plot import draw
from .searching import LIMITS, Measured, measure_size
from .world import ROOT, run_dogwood

SIZES = (5_000, 20_000, 100_000, 300_000, 1_000_000)
PICTURE = ROOT / "docs" / "pictures" / "search-growth.svg"
TABLE = PICTURE.with_suffix(".csv")
_HEADER = ("documents", "p50_ms", "p95_ms", "searches", "build_seconds", "index_bytes")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--edition", type=Path)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    if given.edition:
        found = measure_all(given.edition.resolve(), sizes)
    else:
        with tempfile.TemporaryDirectory() as name:
            print("Preparing the starter …")
            run_dogwood(Path(name) / "var", "run", "--setup-only")
            found = measure_all(LocalStore(Path(name) / "var" / "editions").current_folder(), sizes)
    write_table(TABLE, found)
    PICTURE.write_text(draw(found, LIMITS), encoding="utf-8")
    print(f"Written to {PICTURE.relative_to(ROOT)} and {TABLE.name} beside it.")


def measure_all(edition: Path, sizes: Sequence[int]) -> list[Measured]:
    found = []
    for size in sizes:
        one = measure_size(edition, size)
        print(
            f"{one.documents:,} documents: p50 {one.p50:.1f} ms, p95 {one.p95:.1f} ms; "
            f"index {one.size / 1e6:.0f} MB built in {one.seconds:.0f} s",
            flush=True,
        )
        found.append(one)
    return found


def write_table(path: Path, found: Sequence[Measured]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_HEADER)
        for one in found:
            writer.writerow(
                (one.documents, f"{one.p50:.2f}", f"{one.p95:.2f}", one.searches, f"{one.seconds:.1f}", one.size)
            )


def read_table(path: Path = TABLE) -> list[Measured]:
    """What the last run found; [] where there was none."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [
        Measured(
            documents=int(row["documents"]),
            p50=float(row["p50_ms"]),
            p95=float(row["p95_ms"]),
            searches=int(row["searches"]),
            seconds=float(row["build_seconds"]),
            size=int(row["index_bytes"]),
        )
        for row in rows
    ]


def write_section() -> list[str]:
    """Lines of Markdown about the last run; [] where there was none."""
    found = read_table()
    if not found:
        return []
    lines = [
        "## Growth of search",
        "",
        "Written by `python -m benchmarks.growth`, which takes about a quarter of an hour and is no part of `make bench`.",
        "",
        "![Milliseconds of a search by the number of documents](pictures/search-growth.svg)",
        "",
        "| documents | p50 | p95 | target | met | index | built in |",
        "| --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in found:
        limit = LIMITS.get(round(one.documents, -3))
        target = f"{limit:.0f} ms" if limit else ""
        is_met = "" if limit is None else "yes" if one.p95 < limit else "no"
        lines.append(
            f"| {one.documents:,} | {one.p50:.1f} ms | {one.p95:.1f} ms | {target} | {is_met} | "
            f"{one.size / 1e6:.0f} MB | {one.seconds:.0f} s |"
        )
    return lines


if __name__ == "__main__":
    main()
