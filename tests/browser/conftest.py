"""A real Chromium on the starter's readers' site."""

import json
import re
import shutil
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.installation import dogwood, serve_readers

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is not installed (apt-get install chromium)."))


class Installation(NamedTuple):
    """var: its folder. password: of the first editor."""

    var: Path
    password: str


@pytest.fixture(scope="session")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """The starter, set up by the real command."""
    var = tmp_path_factory.mktemp("installation") / "var"
    said = dogwood(var, "run", "--setup-only").stdout
    found = re.search(r"one-time password: (\S+)", said)
    assert found, said
    return Installation(var, found[1])


@pytest.fixture(scope="session")
def site(installation: Installation) -> Iterator[str]:
    """Address of the readers' site with the starter's edition 1."""
    with serve_readers(installation.var) as address:
        yield address


@pytest.fixture(scope="session")
def packs(installation: Installation, site: str) -> str:
    """The site's address, its packs made."""
    wait_for_packs(installation.var, site, edition=1)
    return site


def wait_for_packs(var: Path, site: str, edition: int) -> None:
    """Until the site gives out the packs of an edition, at least."""
    dogwood(var, "offline", "build")
    for _ in range(120):  # where the site had begun to make them by itself
        with suppress(urllib.error.HTTPError), urllib.request.urlopen(f"{site}/offline/es.json") as answer:
            if json.load(answer)["edition"] >= edition:
                return
        time.sleep(1)
    raise AssertionError(f"The packs of edition {edition} were not given out within two minutes.")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, site: str) -> Iterator[OpenPage]:
    """``open_page(path, width=360, javascript=True)``: a page in a context of its own that has only this site."""
    contexts = []

    def open_one(path: str, *, width: int = 360, javascript: bool = True, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            base_url=site,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.outside = []  # type: ignore[attr-defined]
        page.on("request", lambda request: _note(page, request.url, site))
        answer = page.goto(path)
        assert answer is not None
        page.status = answer.status  # type: ignore[attr-defined]
        return page

    yield open_one
    for context in contexts:
        context.close()


def _note(page: Page, url: str, site: str) -> None:
    if not url.startswith((site, "data:", "blob:")):
        page.outside.append(url)  # type: ignore[attr-defined]
