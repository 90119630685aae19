"""axe-core finds nothing on any page type, in both languages, on a phone and on a desk."""

from pathlib import Path

import axe_playwright_python
import pytest

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
]


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_no_violation(open_page: OpenPage, language: str, path: str, width: int) -> None:
    page = open_page(f"/{language}/{path}", width=width)
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    found = [
        (violation["id"], node["html"][:200], node["failureSummary"][:300])
        for violation in result["violations"]
        for node in violation["nodes"][:3]
    ]
    assert found == []
    assert page.evaluate("document.documentElement.lang") == language
    overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert overflow <= 0, f"{overflow} px wider than the screen"
    assert page.outside == []  # type: ignore[attr-defined]
    assert page.context.cookies() == []


@pytest.mark.parametrize("path", ["", "guide/advanced-breast-cancer/", "listing/nc-211/", "counties/"])
def test_axe_finds_no_violation_in_the_dark(open_page: OpenPage, path: str) -> None:
    page = open_page(f"/en/{path}", dark=True)
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(violation["id"], violation["nodes"][0]["html"][:200]) for violation in result["violations"]] == []
