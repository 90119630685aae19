"""Lighthouse finds nothing to mend in accessibility, best practices and search engine optimization. Speed is a benchmark's."""

from pathlib import Path

import pytest

from tests.support.lighthouse import PAGES, run_lighthouse, shortfalls, why_not

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "It runs.")
CATEGORIES = ("accessibility", "best-practices", "seo")
#: What a search finds is nobody else's: its pages ask not to be indexed, on purpose.
MEANT = {"search": {"is-crawlable"}}


@pytest.mark.parametrize("name", PAGES)
def test_lighthouse_finds_nothing(site: str, tmp_path: Path, name: str) -> None:
    report = run_lighthouse(f"{site}/en/{PAGES[name]}", CATEGORIES, tmp_path)
    found = {category: shortfalls(report, category) for category in CATEGORIES}
    assert found == {"accessibility": set(), "best-practices": set(), "seo": MEANT.get(name, set())}
    assert all(
        report["categories"][category]["score"] == 1 for category in CATEGORIES if category != "seo" or name != "search"
    )
