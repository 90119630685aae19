"""axe-core finds nothing on any page type, in both languages, from a small phone to a desk, light, dark, in the system's own
colours and with letters twice as large; nothing is wider than the screen."""

import datetime as dt
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page

from dogwood.web import accessibility

from .conftest import OpenPage

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
#: One path a page type, without its language.
PATHS = [
    "",
    "chapters/",
    "chapter/advanced-medical-issues/",
    "guide/advanced-breast-cancer/",
    "listing/american-cancer-society-cancer-helpline/",
    "listing/y-me/",
    "listing/ecu-health-medical-center/",
    "needs/",
    "need/ride/",
    "counties/",
    "county/robeson/",
    "a-z/",
    "publications/",
    "events/",
    "glossary/",
    "search?q=help+paying+for+gas&near=Robeson+County",
    "search?q=zzzzqqqq",
    "changes/",
    "recalls/",
    "editions/",
    "site-map/",
    "page/about/",
    "page/privacy/",
    "no-such-page/",
    "guide/hospice-and-end-of-life/",
    "guide/pain/?know=all",
    "guide/pain/?view=simple",
    "guide/pain/print/",
    "listing/nc-211/print/",
    "near/?at=28358&need=mammogram",
    "saved/",
    "questions/",
    "journal/",
    "offline/",
    "page/accessibility/",
    "data/",
    "listing/nc-211/card/",
    "search-box/",
]
LANGUAGES = ("en", "es")
STATES = [
    *((width, {}) for width in (320, 360, 768, 1280)),
    (360, {"color_scheme": "dark"}),
    (1280, {"color_scheme": "dark"}),
    (360, {"forced_colors": "active"}),
]
"""Width in CSS pixels, and what the reader's system asks for."""
LARGE = "200%"
WRITE = "DOGWOOD_WRITE_ACCESSIBILITY"
"""Set to 1, a run without a failure writes the statement's facts."""


@pytest.fixture(scope="module")
def run(browser: Browser) -> Iterator[list[int]]:
    """How many violations each page looked at had. A whole run is written down for the statement, when asked to."""
    found: list[int] = []
    yield found
    if os.environ.get(WRITE) == "1" and len(found) == _all_checks():
        Path(accessibility.__file__).with_name(accessibility.FILE).write_text(
            f"# Written by the accessibility tests ({WRITE}=1).\n"
            f"on = {dt.date.today()}\n"
            f'tool = "{_axe_version()}"\n'
            f'browser = "Chromium {browser.version.split(".")[0]}"\n'
            f"languages = {json.dumps(LANGUAGES)}\n"
            f"pages = {len(PATHS)}\n"
            f"widths = {sorted({width for width, _ in STATES})}\n"
            f"checks = {len(found)}\n"
            f"violations = {sum(found)}\n",
            encoding="utf-8",
        )


def _all_checks() -> int:
    return len(PATHS) * len(LANGUAGES) * (len(STATES) + 1)


def _axe_version() -> str:
    return AXE.split("\n", 1)[0].removeprefix("/*!").strip().replace(" v", "-core ", 1)


def violations(page: Page) -> list[tuple[str, str, str]]:
    result: Any = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (violation["id"], node["html"][:200], node["failureSummary"][:300])
        for violation in result["violations"]
        for node in violation["nodes"][:3]
    ]


def overflow(page: Page) -> int:
    """Pixels by which the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_the_statement_tells_of_these_tests() -> None:
    """When this fails, run ``DOGWOOD_WRITE_ACCESSIBILITY=1 pytest tests/browser/test_accessibility.py`` and read the change."""
    told = accessibility.read_last_run()
    assert (told.pages, told.languages, told.checks) == (len(PATHS), LANGUAGES, _all_checks())
    assert told.widths == tuple(sorted({width for width, _ in STATES}))
    assert told.tool == _axe_version()
    assert told.violations == 0


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_violation(open_page: OpenPage, run: list[int], language: str, path: str) -> None:
    page = open_page(f"/{language}/{path}")
    page.evaluate(AXE)
    assert page.evaluate("document.documentElement.lang") == language
    for width, media in STATES:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(**{"color_scheme": "light", "forced_colors": "none", **media})
        broken = violations(page)
        assert broken == [], (width, media)
        run.append(len(broken))
        assert overflow(page) <= 0, (width, media)
    page.emulate_media(color_scheme="light", forced_colors="none")
    page.set_viewport_size({"width": 640, "height": 800})
    page.evaluate("size => document.documentElement.style.fontSize = size", LARGE)
    broken = violations(page)
    assert broken == [], LARGE
    run.append(len(broken))
    assert overflow(page) <= 0, LARGE
    assert page.outside == []  # type: ignore[attr-defined]
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    "path", ["", "guide/pain/", "listing/nc-211/", "search?q=ride", "saved/", "journal/", "near/", "offline/"]
)
def test_what_a_finger_presses_is_large_enough(open_page: OpenPage, path: str) -> None:
    """Buttons, fields and links that stand alone are 44 CSS pixels high; links within a sentence may be lower (WCAG 2.5.8)."""
    page = open_page(f"/en/{path}")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, input:not([type=hidden]):not([type=checkbox]), select, textarea, a.btn, summary")]
            .filter(node => node.checkVisibility() && node.getBoundingClientRect().height < 43.5)
            .map(node => [node.outerHTML.slice(0, 120), node.getBoundingClientRect().height])"""
    )
    assert small == []


def test_motion_is_only_for_those_who_like_it(open_page: OpenPage) -> None:
    page = open_page("/en/guide/pain/")
    page.emulate_media(reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    moving = page.evaluate(
        "[...document.querySelectorAll('*')].filter(node => parseFloat(getComputedStyle(node).animationDuration) > 0).length"
    )
    assert moving == 0
