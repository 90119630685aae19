"""The whole of it: ``dogwood run``, an editor's correction on the desk, and a reader who sees it."""

import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.installation import MAIN, ROOT, environment, find_free_port, wait_for

from .conftest import Installation

SENTENCE = "Gas cards and bus tickets, corrected by an editor."


@pytest.fixture
def running(installation: Installation, tmp_path: Path) -> Iterator[tuple[str, str, subprocess.Popen[bytes]]]:
    """(readers' address, desk's address, the supervisor) of a copy of the installation, all three processes."""
    var = tmp_path / "var"
    shutil.copytree(installation.var, var)
    readers, desk = find_free_port(), find_free_port()
    more = {"DOGWOOD_READERS_PORT": str(readers), "DOGWOOD_DESK_PORT": str(desk)}
    started = time.monotonic()
    child = subprocess.Popen(
        [sys.executable, "-c", MAIN, "run"], env=environment(var, **more), cwd=ROOT, stdout=subprocess.PIPE
    )
    try:
        wait_for(readers, "/healthz", child)
        wait_for(desk, "/desk/login/", child)
        assert time.monotonic() - started < 60
        yield f"http://127.0.0.1:{readers}", f"http://127.0.0.1:{desk}", child
    finally:
        child.terminate()
        child.wait(30)


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        text: str = answer.read().decode()
    return text


def test_an_editors_correction_reaches_readers_and_all_stops_cleanly(
    running: tuple[str, str, subprocess.Popen[bytes]], installation: Installation, browser: Browser
) -> None:
    readers, desk, child = running
    assert "<h1" in read(f"{readers}/en/")
    context = browser.new_context(base_url=desk, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/desk/login/")
    page.locator("input[name=username]").fill("editor")
    page.locator("input[name=password]").fill(installation.password)
    page.locator("button[type=submit]").first.click()
    page.wait_for_url("**/desk/")

    page.goto("/desk/snippets/editorial/listing/?q=Mercy+Medical")
    page.get_by_role("link", name="Mercy Medical Angels").first.click()
    page.wait_for_url(re.compile(r"/listing/edit/\d+/"))
    page.locator("[name=summary]").fill(SENTENCE)
    if not page.locator("button[name=action-publish]").first.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").first.click()
    page.locator("button[name=action-publish]").first.click()
    expect(page.get_by_text(re.compile("published|updated", re.I)).first).to_be_visible()
    context.close()

    deadline = time.monotonic() + 30
    while SENTENCE not in read(f"{readers}/en/listing/mercy-medical-angels/"):
        assert time.monotonic() < deadline, "the correction did not reach the readers' site"
        time.sleep(0.2)
    assert SENTENCE in read(f"{readers}/en/search?q=mercy+medical+angels")
    assert "Mercy Medical Angels" in read(f"{readers}/en/changes/")
    child.terminate()
    assert child.wait(20) == 0
