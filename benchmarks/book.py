"""How the printed book grows with the directory: seconds and peak memory from the starter to ten thousand listings.

    python -m benchmarks.book                     prepares the starter first
    python -m benchmarks.book --edition FOLDER    an edition that is there already
    … --sizes 3000,10000 --lang both              only these, and another language

Each size is an edition of its own (the starter's guides, and listings drawn from the starter's, under other names); its whole
book is made by ``dogwood book build`` in a process of its own, so that start-up counts and memory is that process's. Takes
about three minutes. Writes ``docs/pictures/book-growth.svg`` and ``book-growth.csv`` beside it.
"""

import argparse
import csv
import datetime as dt
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from html import escape
from pathlib import Path

from dogwood.edition.build import Content, build_edition
from dogwood.edition.file import EditionReader, Identity
from dogwood.edition.records import ListingRecord, Record
from dogwood.edition.store import LocalStore

from .world import ROOT, run_dogwood

SIZES = (1_291, 3_000, 6_000, 10_000)
LIMITS = {3_000: (20.0, 1.5), 10_000: (90.0, 4.0)}
"""Listings → seconds and gigabytes that a whole book in one language may take on two cores."""
PICTURE = ROOT / "docs" / "pictures" / "book-growth.svg"
_BUILT_AT = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Measured:
    """One book. seconds: of the whole command by the clock, which other work on the machine stretches. busy: seconds of
    processors that it took, which other work does not. gigabytes: most resident memory of its process, or of the one that
    started it where that is more."""

    listings: int
    seconds: float
    busy: float
    gigabytes: float
    pages: int
    megabytes: float


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--edition", type=Path, help="Folder of an edition; the starter is loaded where it is left out."
    )
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="Numbers of listings, parted by commas.")
    parser.add_argument("--lang", default="en", help="en, es or both. Only en is written to the picture.")
    given = parser.parse_args()
    sizes = [int(size) for size in given.sizes.split(",")]
    with tempfile.TemporaryDirectory() as name:
        edition = given.edition
        if edition is None:
            print("Preparing the starter …")
            run_dogwood(Path(name) / "starter", "run", "--setup-only")
            edition = LocalStore(Path(name) / "starter" / "editions").current_folder()
        found = [measure_book(Path(name) / str(size), edition, size, given.lang) for size in sizes]
    if given.lang == "en" and len(found) > 1:
        write_table(PICTURE.with_suffix(".csv"), found)
        PICTURE.write_text(draw(found), encoding="utf-8")
        print(f"Written to {PICTURE.relative_to(ROOT)} and {PICTURE.stem}.csv beside it.")


def measure_book(var: Path, edition: Path, size: int, language: str) -> Measured:
    """Build an edition of ``size`` listings in ``var`` and print its whole book. Raises CalledProcessError."""
    store = LocalStore(var / "editions")
    records, languages = multiply(edition, size)
    build_edition(store, Content(records, languages), build_index=_no_index, now=_BUILT_AT)
    del records
    out = var / "book.pdf"
    command = [
        sys.executable,
        "-c",
        "from dogwood.cli.book import book; book()",
        "build",
        "--lang",
        language,
        "--out",
        str(out),
    ]
    environment = {**os.environ, "DOGWOOD_VAR": str(var), "DOGWOOD_READERS_URL": "https://directory.example.org"}
    began = time.perf_counter()
    with subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command, told)
    pages = int(match[1]) if (match := re.search(r"(\d+) pages", told)) else 0
    found = Measured(
        size, seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1e6, pages, out.stat().st_size / 1e6
    )
    print(
        f"{size:,} listings, {language}: {seconds:.1f} s ({found.busy:.1f} s of processors), {found.gigabytes:.2f} GB at most; "
        f"{pages:,} pages, {found.megabytes:.1f} MB",
        flush=True,
    )
    return found


def multiply(edition: Path, size: int, seed: int = 1) -> tuple[list[Record], tuple[str, ...]]:
    """All records of ``edition`` with as many listings as asked, the added ones under other names; and its languages."""
    chance = random.Random(seed)
    reader = EditionReader(edition)
    try:
        languages = reader.manifest.languages
        found = list(reader.records())
    finally:
        reader.close()
    listings: dict[str, list[ListingRecord]] = {}
    for record in found:
        if isinstance(record, ListingRecord):
            listings.setdefault(record.key, []).append(record)
    keys = sorted(listings)
    for number in range(size - len(keys)):
        word = f"{chance.choice(('North', 'South', 'East', 'West', 'New', 'Old'))} {number}"
        found += [
            record.model_copy(update={"key": f"bench-{number}", "name": f"{record.name} {word}"})
            for record in listings[chance.choice(keys)]
        ]
    return found, languages


def _no_index(folder: Path, before: Path | None, changed: list[Record], removed: list[Identity]) -> None:
    (folder / "none").write_text("A book asks no index.\n", encoding="utf-8")


def write_table(path: Path, found: list[Measured]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("listings", "seconds", "busy", "gigabytes", "pages", "megabytes"))
        for one in found:
            writer.writerow(
                (
                    one.listings,
                    f"{one.seconds:.1f}",
                    f"{one.busy:.1f}",
                    f"{one.gigabytes:.2f}",
                    one.pages,
                    f"{one.megabytes:.1f}",
                )
            )


_WIDTH, _HEIGHT, _LEFT, _TOP, _BOTTOM, _PANEL = 640, 320, 48, 60, 48, 250
_INK, _GRID, _LIMIT = "#333", "#ddd", "#b7791f"


def draw(found: list[Measured]) -> str:
    """Two panels over the number of listings: seconds, and gigabytes; targets as marks."""
    what = "; ".join(f"{one.listings:,} listings: {one.seconds:.1f} s, {one.gigabytes:.2f} GB" for one in found)
    rows = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" '
        'role="img" aria-labelledby="title what" font-family="system-ui, sans-serif" font-size="13">',
        '<title id="title">What a whole printed book takes, by the number of listings</title>',
        f'<desc id="what">{escape(what)}</desc>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        _text(_LEFT, 24, "A whole book in one language, two cores, start of the command included", weight="600"),
    ]
    rows += _panel(found, 0, "seconds", "#9b2c5e", 100)
    rows += _panel(found, 1, "gigabytes", "#2b6cb0", 5)
    return "\n".join([*rows, "</svg>"]) + "\n"


def _panel(found: list[Measured], place: int, name: str, color: str, most: float) -> list[str]:
    left = _LEFT + place * (_PANEL + 60)
    widest = max(one.listings for one in found)
    most = max(most, *(getattr(one, name) * 1.1 for one in found))

    def across(listings: int) -> float:
        return left + listings / widest * _PANEL

    def up(value: float) -> float:
        return _HEIGHT - _BOTTOM - value / most * (_HEIGHT - _TOP - _BOTTOM)

    rows = [_text(left, _TOP - 14, name, color, weight="600")]
    for step in range(6):
        value = most * step / 5
        rows.append(
            f'<line x1="{left}" y1="{up(value):.1f}" x2="{left + _PANEL}" y2="{up(value):.1f}" stroke="{_GRID}"/>'
        )
        rows.append(_text(left - 8, up(value) + 4, f"{value:g}", anchor="end"))
    for listings, limits in LIMITS.items():
        if listings <= widest:
            x, y = across(listings), up(limits[place])
            rows.append(
                f'<line x1="{x - 14:.1f}" y1="{y:.1f}" x2="{x + 14:.1f}" y2="{y:.1f}" stroke="{_LIMIT}" stroke-width="3"/>'
            )
            rows.append(_text(x, y - 8, f"target {limits[place]:g}", _LIMIT, anchor="middle"))
    points = [(across(one.listings), up(getattr(one, name))) for one in found]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    rows.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2.5"/>')
    for one, (x, y) in zip(found, points, strict=True):
        rows.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{color}"/>')
        rows.append(_text(x, y + 20, f"{getattr(one, name):.2g}", color, anchor="middle"))
        rows.append(_text(x, _HEIGHT - _BOTTOM + 18, f"{one.listings:,}", anchor="middle"))
    return [*rows, _text(left + _PANEL / 2, _HEIGHT - 8, "listings", anchor="middle")]


def _text(x: float, y: float, text: str, color: str = _INK, *, anchor: str = "start", weight: str = "400") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" fill="{color}" text-anchor="{anchor}" font-weight="{weight}"'
    return f"<text {place}>{escape(text)}</text>"


if __name__ == "__main__":
    main()
