"""``python -m benchmarks``: measure everything and write ``docs/benchmarks.md``; with names of sections, measure those and write nothing."""

import argparse
import datetime as dt
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

import dogwood

from . import Figure, browsing, growth, memory, publishing, searching, serving
from .world import ROOT, run_dogwood

REPORT = ROOT / "docs" / "benchmarks.md"


SECTIONS = {
    "serving": ("Serving", serving.measure),
    "memory": ("Memory and weight", memory.measure),
    "phone": ("On a phone", browsing.measure),
    "publishing": ("Publishing", publishing.measure),
    "search": ("Search", searching.measure),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Measure, and write docs/benchmarks.md.")
    parser.add_argument(
        "sections", nargs="*", metavar="SECTION", help=f"Only these, and write nothing: {', '.join(SECTIONS)}."
    )
    chosen = parser.parse_args().sections
    if unknown := set(chosen) - set(SECTIONS):
        parser.error(f"There is no section {', '.join(sorted(unknown))}. There are: {', '.join(SECTIONS)}.")
    with tempfile.TemporaryDirectory() as name:
        var = Path(name) / "var"
        print("Preparing the starter …")
        run_dogwood(var, "run", "--setup-only")
        sections: list[tuple[str, list[Figure]]] = []
        for title, measure in (SECTIONS[name] for name in chosen or SECTIONS):
            print(f"{title} …", flush=True)
            figures = measure(var)
            for figure in figures:
                print(f"  {figure.what}: {figure.value} {figure.target}", flush=True)
            sections.append((title, figures))
    if not chosen:
        REPORT.write_text(_report(sections), encoding="utf-8")
        print(f"Written to {REPORT.relative_to(ROOT)}.")
    sys.exit(any(figure.is_met is False for _, figures in sections for figure in figures))


def _report(sections: list[tuple[str, list[Figure]]]) -> str:
    commit = subprocess.run(
        ["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.strip()
    lines = [
        "# Benchmarks",
        "",
        "Written by `make bench`. Timings on a shared machine are noisy; ratios are measured side by side in one run.",
        "",
        f"- Date: {dt.date.today().isoformat()}",
        f"- Dogwood {dogwood.__version__} ({commit})",
        f"- Machine: {os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {platform.python_version()}",
    ]
    for title, figures in sections:
        lines += ["", f"## {title}", "", "| what | measured | target | met |", "| --- | --- | --- | --- |"]
        marks = {True: "yes", False: "no", None: ""}
        lines += [f"| {f.what} | {f.value} | {f.target} | {marks[f.is_met]} |" for f in figures]
    growth_lines = growth.write_section()
    if growth_lines:
        lines += ["", *growth_lines]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
