"""Lighthouse on the Chromium of this machine, from ``tools/browsers`` (``npm ci --prefix tools/browsers``)."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from .installation import ROOT

PROGRAM = ROOT / "tools" / "browsers" / "node_modules" / "lighthouse" / "cli" / "index.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-quic --disable-background-networking --disable-component-update"
ATTEMPTS = 3
PAGES = {"guide": "guide/pain/", "listing": "listing/nc-211/", "home": "", "search": "search?q=ride"}


def why_not() -> str:
    """Why Lighthouse cannot run here; "" when it can."""
    if CHROMIUM is None:
        return "Chromium is not installed (apt-get install chromium)."
    if shutil.which("node") is None:
        return "Node is not installed."
    return "" if PROGRAM.exists() else "Lighthouse is not installed (npm ci --prefix tools/browsers)."


def run_lighthouse(address: str, categories: Iterable[str], folder: Path) -> dict[str, Any]:
    """The report on ``address``, as a phone sees it: Lighthouse's own slow network and slow processor.

    Now and then Chromium does not start or says nothing of the page; that is tried again. Raises RuntimeError with what
    Lighthouse said when it never came to an end.
    """
    report = folder / "report.json"
    command = [
        "node", str(PROGRAM), address, "--quiet", "--output=json", f"--output-path={report}", f"--chrome-flags={FLAGS}", f"--only-categories={','.join(categories)}",
    ]  # fmt: skip
    said = ""
    for _ in range(ATTEMPTS):
        try:
            done = subprocess.run(
                command,
                env={**os.environ, "CHROME_PATH": CHROMIUM or ""},
                check=False,
                capture_output=True,
                text=True,
                timeout=180,
            )
        except subprocess.TimeoutExpired:
            said = "It took more than three minutes."
            continue
        if done.returncode == 0:
            return dict(json.loads(report.read_text(encoding="utf-8")))
        said = done.stderr[-2_000:]
    raise RuntimeError(f"Lighthouse did not look at {address}: {said}")


def shortfalls(report: dict[str, Any], category: str) -> set[str]:
    """The audits of a category that count and are not met in full."""
    audits = report["audits"]
    return {
        line["id"]
        for line in report["categories"][category]["auditRefs"]
        if line["weight"] > 0 and (audits[line["id"]]["score"] or 0) < 1 and audits[line["id"]]["score"] is not None
    }
