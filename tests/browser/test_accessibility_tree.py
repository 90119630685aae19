"""What a screen reader is told: the names and roles of each flow, kept as snapshots that a person reads.

A wanted change: ``DOGWOOD_WRITE_SNAPSHOTS=1 pytest tests/browser/test_accessibility_tree.py``, then read the difference.
"""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from .conftest import OpenPage

SNAPSHOTS = Path(__file__).parent / "snapshots"
DATES = re.compile(r"((?:Edition|Edición) \d+, )[^.]*|(?<=: )\d{4}-\d\d-\d\d")
"""Days that pass: of the edition, and today in a date field."""
SIZES = re.compile(r"\d+ KB")
PARTS = {
    "header": ("", "body > header"),
    "home-search": ("", "main form"),
    "footer": ("", "body > footer"),
    "listing-call": ("listing/nc-211/", "main article"),
    "near-form": ("near/", "main form"),
    "saved": ("saved/", "#tool"),
    "questions": ("questions/", "#tool"),
    "journal": ("journal/", "#tool"),
    "offline": ("offline/", "main"),
}


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("part", PARTS)
def test_a_screen_reader_is_told_the_same(
    open_page: OpenPage, request: pytest.FixtureRequest, language: str, part: str
) -> None:
    path, selector = PARTS[part]
    if part == "offline":
        request.getfixturevalue("packs")  # the page says otherwise while they are being made
    page = open_page(f"/{language}/{path}")
    page.wait_for_load_state("networkidle")
    if part in {"saved", "questions"}:
        page.goto(f"/{language}/guide/pain/")
        page.locator("[data-keep] button, button[data-keep]").first.click()
        page.goto(f"/{language}/{path}")
        page.wait_for_load_state("networkidle")
    told = DATES.sub(r"\1a day", page.locator(selector).first.aria_snapshot()) + "\n"
    told = SIZES.sub("some KB", told)
    file = SNAPSHOTS / f"{part}.{language}.yaml"
    if os.environ.get("DOGWOOD_WRITE_SNAPSHOTS") == "1":
        file.parent.mkdir(exist_ok=True)
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_search_is_told_in_order(open_page: OpenPage, language: str) -> None:
    """The count is announced, and each result is an article whose heading is a link."""
    page = open_page(f"/{language}/search?q=ride")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    results = page.locator("main article")
    assert results.count() > 3
    for number in range(results.count()):
        expect(results.nth(number).get_by_role("heading").first.get_by_role("link")).to_have_count(1)
