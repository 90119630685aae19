"""Memory of the processes after 1,000 page views, and the weight of a first visit."""

import re
import subprocess
import sys
import time
from pathlib import Path

import psutil

from . import Figure
from .serving import PAGE, edition_paths, get, readers, wait_for

PORT, RUN_READERS, RUN_DESK = 18_442, 18_443, 18_444
VIEWS = 1_000


def measure(var: Path) -> list[Figure]:
    """Resident memory in MB (proportional set size where the system tells it), children included."""
    paths = edition_paths(var)
    with readers(var, PORT) as pid:
        for number in range(VIEWS):
            get(PORT, paths[number % len(paths)])
        alone = _megabytes(pid)
    return [
        Figure(f"Readers' process after {VIEWS:,} page views", f"{alone:.0f} MB", "under 200 MB", alone < 200),
        _measure_all(var, paths),
        _measure_weight(var),
    ]


def _measure_all(var: Path, paths: list[str]) -> Figure:
    import os

    environment = {
        **os.environ,
        "DOGWOOD_VAR": str(var),
        "DOGWOOD_READERS_PORT": str(RUN_READERS),
        "DOGWOOD_DESK_PORT": str(RUN_DESK),
    }
    child = subprocess.Popen(
        [sys.executable, "-c", "from dogwood.cli import main; main()", "run"],
        env=environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_for(RUN_READERS)
        wait_for(RUN_DESK, "/desk/login/")
        for number in range(VIEWS):
            get(RUN_READERS, paths[number % len(paths)])
        for _ in range(20):
            get(RUN_DESK, "/desk/login/")
        time.sleep(1)
        total = _megabytes(child.pid)
    finally:
        child.terminate()
        child.wait(30)
    return Figure("All three processes and their supervisor", f"{total:.0f} MB", "under 500 MB", total < 500)


def _measure_weight(var: Path) -> Figure:
    with readers(var, PORT):
        page, _ = get(PORT, PAGE)
        import gzip

        html = gzip.decompress(page).decode()
        own = re.findall(r'(?:<link[^>]+rel="stylesheet"[^>]+href|<script[^>]+src|<img[^>]+src)="(/[^"]+)"', html)
        total = len(page) + sum(len(get(PORT, path)[0]) for path in sorted(set(own)))
    return Figure(
        "First visit to the longest guide, gzip (page, style, script, pictures)",
        f"{total / 1024:.1f} KB",
        "at most 30 KB",
        total <= 30 * 1024,
    )


def _megabytes(pid: int) -> float:
    process = psutil.Process(pid)
    family = [process, *process.children(recursive=True)]
    total = 0
    for member in family:
        info = member.memory_full_info()
        total += getattr(info, "pss", info.rss)
    return total / 1_000_000
