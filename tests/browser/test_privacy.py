"""Nobody is told what a reader reads: no request elsewhere, no cookie, nothing kept that the reader did not ask for."""

import http.client
import random
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, Request

SAMPLE = 200
"""Pages that are opened in Chromium, beside one of each type."""
TYPES = (
    "", "search?q=ride+to+treatment&near=28358", "chapters/", "guide/pain/", "guide/pain/?know=all", "guide/pain/print/",
    "listing/nc-211/", "listing/nc-211/print/", "needs/", "counties/", "county/robeson/", "near/?at=Boone", "a-z/", "publications/",
    "events/", "glossary/", "data/", "listing/nc-211/card/", "search-box/", "saved/", "questions/", "journal/", "offline/", "changes/", "recalls/", "editions/", "site-map/",
    "page/privacy/", "?view=simple", "no-such-page/",
)  # fmt: skip
_RESOURCE = re.compile(
    r'<(?:script|img|iframe|source|video|audio|embed|object|input)\b[^>]*?\s(?:src|data|srcset)="(https?:)?//'
    r'|<link\b[^>]*\brel="(?:stylesheet|preload|prefetch|preconnect|dns-prefetch|modulepreload|icon|manifest)"[^>]*\bhref="(?:https?:)?//'
    r"|<form\b[^>]*\baction=\"(?:https?:)?//|\burl\(\s*['\"]?(?:https?:)?//|<meta\b[^>]*http-equiv|\bping=\"",
    re.IGNORECASE,
)
"""What would make a browser ask somebody else."""
KEPT = """async () => ({
    cookies: document.cookie, local: {...localStorage}, session: {...sessionStorage},
    bases: (await indexedDB.databases()).map(base => base.name), caches: await caches.keys(),
    workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""


@pytest.fixture(scope="module")
def paths(site: str) -> list[str]:
    """Every page of the site map, by its path."""
    text = _Reader(site).get("/sitemap.xml")
    found = [urlsplit(url).path for url in re.findall(r"<loc>(.*?)</loc>", text)]
    assert len(found) > 3_000
    return found


class _Reader:
    """One connection, as a phone keeps it."""

    def __init__(self, site: str) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(site).netloc, timeout=30)

    def get(self, path: str) -> str:
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        body = answer.read().decode()
        assert answer.status in {200, 404}, path
        assert answer.getheader("Set-Cookie") is None, path
        if path != "/sitemap.xml":
            assert answer.getheader("Referrer-Policy") == "no-referrer", path
            assert "geolocation=(self)" in (answer.getheader("Permissions-Policy") or ""), path
        return body


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context = browser.new_context(base_url=site, viewport={"width": 360, "height": 800})
    yield context.new_page()
    context.close()


def test_pages_ask_nobody_else_and_keep_nothing(page: Page, site: str, paths: list[str]) -> None:
    asked: list[Request] = []
    page.context.on("request", lambda request: asked.append(request))
    chosen = random.Random(7).sample(paths, SAMPLE)
    for path in (*(f"/{language}/{kind}" for language in ("en", "es") for kind in TYPES), *chosen):
        page.goto(path)
        kept = page.evaluate(KEPT)
        assert kept == {"cookies": "", "local": {}, "session": {}, "bases": [], "caches": [], "workers": 0}, (
            path,
            kept,
        )
    outside = {request.url for request in asked if not request.url.startswith((site, "data:", "blob:"))}
    assert not outside
    assert page.context.cookies() == []
    # No page is told which one the reader came from.
    assert not [request.url for request in asked if request.is_navigation_request() and "referer" in request.headers]


def test_no_page_at_all_would_ask_somebody_else(site: str, paths: list[str]) -> None:
    reader = _Reader(site)
    for path in paths:
        found = _RESOURCE.search(reader.get(path))
        assert found is None, (path, found and found[0])


def test_links_that_lead_away_say_so(site: str, paths: list[str]) -> None:
    reader = _Reader(site)
    seen = 0
    for path in random.Random(7).sample(paths, SAMPLE):
        for link in BeautifulSoup(reader.get(path), "html.parser").select('a[href^="http"]'):
            if str(link["href"]).startswith(site):
                continue
            seen += 1
            assert {"noopener", "noreferrer", "external"} <= set(link.get("rel") or ()), (path, link)
    assert seen > SAMPLE / 4
