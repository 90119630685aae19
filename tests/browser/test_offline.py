"""The directory without a network: kept by a reader, read in aeroplane mode; and as files, from disk and from a plain server."""

import functools
import http.server
import json
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from dogwood.edition.records import ListingRecord
from tests.support.installation import dogwood, serve_readers
from tests.support.sample_edition import build_sample_edition, sample_records

from .conftest import wait_for_packs
from .watching import Watch

MOST_COUNTY, MOST_STATE = 2_000_000, 8_000_000
"""Bytes that may be fetched to keep a county, and all of the state."""


@pytest.fixture
def context(browser: Browser, packs: str) -> Iterator[BrowserContext]:
    made = browser.new_context(base_url=packs, viewport={"width": 360, "height": 800})
    made.set_default_timeout(15_000)
    yield made
    made.close()


def keep(page: Page, part: str, language: str = "en") -> None:
    """Keep ``part`` on the device, as a reader does."""
    page.goto(f"/{language}/offline/")
    page.locator("#part").select_option(part)
    button = page.locator("#choose button")
    expect(button).to_be_enabled(timeout=30_000)
    button.click()
    expect(page.locator("#kept article")).to_have_count(1, timeout=30_000)


def search(page: Page, text: str, near: str = "", language: str = "en") -> None:
    page.goto(f"/{language}/search")
    page.locator("#q").fill(text)
    page.locator("#near").fill(near)
    page.locator("form[role=search] button[type=submit]").click()
    expect(page.locator("#count:visible, #notice:visible").first).to_be_visible()


@pytest.mark.parametrize("language", ["en", "es"])
def test_what_is_fetched_is_small(packs: str, language: str) -> None:
    with urllib.request.urlopen(f"{packs}/offline/{language}.json") as answer:
        catalog = json.load(answer)
    sizes, shared = catalog["parts"], catalog["assetBytes"] + catalog["parts"]["core"]
    counties = {part: shared + size for part, size in sizes.items() if part not in {"core", "state"}}
    assert len(counties) == 100
    assert max(counties.values()) <= MOST_COUNTY
    assert shared + sizes["state"] <= MOST_STATE


def test_a_county_in_aeroplane_mode(context: BrowserContext, packs: str) -> None:
    page = context.new_page()
    page.goto("/en/offline/")
    expect(page.locator("#size")).to_contain_text("to fetch, once")
    keep(page, "robeson")
    expect(page.locator("#kept")).to_contain_text("Robeson")
    expect(page.locator("#kept")).to_contain_text("Edition 1 of")
    context.set_offline(True)
    # A guide, a list and the tools, each saying of which edition it is.
    page.goto("/en/guide/pain/")
    expect(page.locator("h1")).to_contain_text("Pain", ignore_case=True)
    expect(page.get_by_text("You are reading a copy kept on this device: edition 1")).to_be_visible()
    page.goto("/en/county/robeson/")
    expect(page.locator("h1")).to_contain_text("Robeson")
    page.goto("/en/listing/nc-211/")
    page.get_by_role("button", name="Save").first.click()
    page.goto("/en/saved/")
    expect(page.locator("[data-id='listing/nc-211']")).to_contain_text("211")
    # What is not kept says so, and leads to what is.
    page.goto("/en/county/wake/")
    expect(page.get_by_text("this page is not among what you keep here")).to_be_visible()
    # No network for the other language: nothing of it was kept.
    context.set_offline(False)
    page.goto("/en/guide/pain/")
    expect(page.get_by_text("You are reading a copy")).to_have_count(0)


def test_search_in_aeroplane_mode_tells_nobody(context: BrowserContext, packs: str) -> None:
    page = context.new_page()
    keep(page, "state")
    context.set_offline(True)
    page.goto("/en/")
    watch = Watch(page, packs)
    search(page, "ride to treatmnet", "Lumberton")
    expect(page.locator("#results article").first).to_be_visible()
    names = page.locator("#results h3").all_text_contents()
    assert "Road To Recovery" in names[:5], names  # in spite of the slip
    search(page, "mammogram", "28358")
    expect(page.locator("#results article").first).to_contain_text("Lumberton")
    expect(page.locator("#results article").first.get_by_role("link", name="Call")).to_be_visible()
    search(page, "I can't breathe")
    expect(page.locator("#urgent section.emergency")).to_contain_text("911")
    search(page, "zzqxyk")
    expect(page.locator("#notice")).to_contain_text("Nothing was found")
    asked = [request.url for request in watch.requests if "/static/" not in request.url]
    assert all(url.startswith(packs) for url in asked)


def test_search_in_spanish_in_aeroplane_mode(context: BrowserContext) -> None:
    page = context.new_page()
    keep(page, "state", "es")
    context.set_offline(True)
    search(page, "mamografia gratis", "Asheville", "es")
    expect(page.locator("#results article").first).to_be_visible()
    search(page, "no quiero vivir", language="es")
    expect(page.locator("#urgent section").first).to_contain_text("988")


def test_an_old_copy_warns(browser: Browser, packs: str) -> None:
    context = browser.new_context(base_url=packs)
    page = context.new_page()
    keep(page, "robeson")
    context.set_offline(True)
    page.clock.install()
    page.clock.set_fixed_time("2027-06-01T12:00:00Z")
    page.goto("/en/guide/pain/")
    expect(page.get_by_text("This copy is more than 90 days old").first).to_be_visible()
    context.close()


def test_a_newer_edition_takes_the_place_of_the_copy(browser: Browser, tmp_path: Path) -> None:
    var = tmp_path / "var"
    var.mkdir()
    build_sample_edition(var / "editions")
    with serve_readers(var) as site:
        wait_for_packs(var, site, edition=1)
        context = browser.new_context(base_url=site, viewport={"width": 360, "height": 800})
        context.set_default_timeout(15_000)
        page = context.new_page()
        keep(page, "state")
        expect(page.locator("#kept")).to_contain_text("Edition 1 of")
        records = sample_records()
        number = next(n for n, r in enumerate(records) if isinstance(r, ListingRecord) and r.language == "en")
        changed = records[number].model_copy(update={"summary": "They moved to the old mill."})
        records[number] = changed
        build_sample_edition(var / "editions", records=records)
        wait_for_packs(var, site, edition=2)
        page.reload()
        page.locator("#kept .look").click()
        expect(page.get_by_role("status")).to_contain_text("A newer edition was fetched.")
        expect(page.locator("#kept")).to_contain_text("Edition 2 of")
        context.set_offline(True)
        page.goto(f"/en/listing/{changed.key}/")
        expect(page.get_by_text("They moved to the old mill.").first).to_be_visible()
        context.close()


def test_what_is_removed_is_gone(context: BrowserContext) -> None:
    page = context.new_page()
    keep(page, "robeson")
    page.locator("#kept .remove").click()
    expect(page.locator("#nothing")).to_be_visible()
    assert page.evaluate(
        "caches.keys().then(async names => (await Promise.all(names.map(async name => (await (await caches.open(name)).keys()).length))))"
    ) in ([], [0, 0])
    context.set_offline(True)
    with pytest.raises(Error, match="DISCONNECTED"):  # the worker went with the last copy
        page.goto("/en/guide/pain/")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample edition as files."""
    var = tmp_path_factory.mktemp("export") / "var"
    var.mkdir()
    build_sample_edition(var / "editions")
    dogwood(var, "export", "static", str(var / "site"))
    return var / "site"


@pytest.fixture
def plain_server(exported: Path) -> Iterator[str]:
    """A web server that knows nothing but files."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None: ...

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(exported)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_from_a_usb_stick(browser: Browser, exported: Path) -> None:
    page = browser.new_page()
    page.goto((exported / "index.html").as_uri())
    page.get_by_role("link", name="English").click()
    page.get_by_role("navigation", name="All parts").get_by_role("link", name="A to Z").click()
    page.get_by_role("link", name="Robeson Rides").first.click()
    expect(page.locator("h1")).to_have_text("Robeson Rides to Care")
    page.get_by_role("link", name="Español").first.click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator("h1")).to_have_text("Robeson Rides to Care")
    assert page.locator("h1").evaluate("node => getComputedStyle(node).fontSize") != "32px"  # the style sheet was found
    page.goto((exported / "en" / "search" / "index.html").as_uri())
    expect(page.locator("#plain")).to_be_visible()  # without a server the search says where to look instead
    page.close()


def test_from_a_plain_web_server(browser: Browser, plain_server: str) -> None:
    context = browser.new_context(base_url=plain_server)
    page = context.new_page()
    page.goto("/en/search/index.html")
    page.locator("#q").fill("ride")
    page.locator("form[role=search] button[type=submit]").click()
    page.locator("#results").get_by_role("link", name="Robeson Rides").click()
    expect(page.locator("h1")).to_have_text("Robeson Rides to Care")
    # The app that keeps pages works from there too.
    page.goto("/en/offline/index.html")
    expect(page.locator("#choose button")).to_be_enabled(timeout=30_000)
    page.locator("#choose button").click()
    expect(page.locator("#kept article")).to_have_count(1, timeout=30_000)
    context.set_offline(True)
    page.goto("/en/guide/arm-swelling/index.html")
    expect(page.get_by_text("You are reading a copy")).to_be_visible()
    page.get_by_role("link", name="Español").first.click()
    context.close()
