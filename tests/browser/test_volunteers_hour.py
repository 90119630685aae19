"""A volunteer's hour on the starter, in a real browser: 20 calls, two readers' reports, one closing. Counted in clicks.

What takes the hour is talking on the phone. What the desk adds to it is counted here, so that it does not grow.
"""

import re
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.support.installation import MAIN, ROOT, dogwood, environment, find_free_port, wait_for

from .conftest import Installation

MOST_CLICKS = {"calls": 22, "reports": 4, "closing": 5}
"""Clicks that each part may take: one a call beside the two that lead there, one a report beside the two, five to close."""


class Hand:
    """Clicks and counts. waited: seconds until the page that a click leads to was there."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.waited: list[float] = []

    def click(self, target: Locator) -> None:
        self.clicks += 1
        start = time.monotonic()
        target.click()
        self.page.wait_for_load_state("load")
        self.waited.append(time.monotonic() - start)


@pytest.fixture(scope="module")
def desk(installation: Installation, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """(the desk's address, its folder): a copy of the installation."""
    var = tmp_path_factory.mktemp("volunteer") / "var"
    shutil.copytree(installation.var, var)
    port = find_free_port()
    child = subprocess.Popen(
        [sys.executable, "-c", MAIN, "desk"], env=environment(var, DOGWOOD_DESK_PORT=str(port)), cwd=ROOT
    )
    try:
        wait_for(port, "/desk/login/", child)
        yield f"http://127.0.0.1:{port}", var
    finally:
        child.terminate()
        child.wait(20)


@pytest.fixture
def hand(desk: tuple[str, Path], installation: Installation, browser: Browser) -> Iterator[Hand]:
    context = browser.new_context(base_url=desk[0], viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/desk/login/")
    page.locator("input[name=username]").fill("editor")
    page.locator("input[name=password]").fill(installation.password)
    page.locator("button[type=submit]").first.click()
    page.wait_for_url("**/desk/")
    yield Hand(page)
    context.close()


def report(browser: Browser, address: str, listing: str, words: str) -> None:
    """What a reader does, in a browser of their own, signed in nowhere."""
    context = browser.new_context(base_url=address, viewport={"width": 360, "height": 800})
    page = context.new_page()
    page.goto(f"/tell-us/en/listing/{listing}/")
    page.locator("input[type=radio]").first.check()
    page.locator("textarea:visible").first.fill(words)
    page.wait_for_timeout(3_500)  # nobody fills a form in less: it would be taken for a machine's
    page.locator("button[type=submit], main button").first.click()
    expect(page.get_by_text(re.compile("thank you", re.I)).first).to_be_visible()
    context.close()


def test_twenty_calls_take_one_click_each(hand: Hand, desk: tuple[str, Path]) -> None:
    page = hand.page
    page.goto("/desk/")
    hand.click(page.get_by_role("link", name="Calls").first)
    hand.click(page.get_by_role("button", name="Take the next 20"))
    sheets = page.locator("section.dw-sheet")
    expect(sheets).to_have_count(20)
    names = [sheet.get_attribute("id") for sheet in sheets.all()]
    first = page.locator(f"#{names[0]}")
    hours = first.locator("[name=field-hours]")
    hours.fill("Somebody answers on weekdays, 9 to 5.")  # a correction is typing, not one click more
    for number, name in enumerate(names):
        wanted = "No answer" if number in {5, 11} else "All correct, or corrected above"
        hand.click(page.locator(f"#{name}").get_by_role("button", name=wanted))
    expect(page.get_by_text("20 of 20 done")).to_be_visible()
    assert hand.clicks <= MOST_CLICKS["calls"], hand.clicks
    with sqlite3.connect(desk[1] / "editorial.sqlite") as database:
        told = database.execute(
            "select outcome, field, count(distinct key) from checks_check where method = 'phone' group by 1, 2"
        )
        counts = {(outcome, field): count for outcome, field, count in told}
    assert counts["confirmed", ""] == 18 and counts["no_answer", "phone"] == 2, counts
    assert counts["changed", "hours"] == 1, counts
    print(
        f"20 calls: {hand.clicks} clicks, {sum(hand.waited):.1f} s of waiting in all, {max(hand.waited):.1f} s at most"
    )


def test_two_reports_are_settled(hand: Hand, desk: tuple[str, Path], browser: Browser) -> None:
    report(browser, desk[0], "pretty-in-pink-foundation", "The number rings and rings.")
    report(browser, desk[0], "little-pink-houses-of-hope", "They moved.")
    page = hand.page
    page.goto("/desk/")
    hand.click(page.get_by_role("link", name="Readers' reports").first)
    expect(page.get_by_text("The number rings and rings.")).to_be_visible()
    for words, answer in (("rings and rings", "We were right"), ("They moved", "It is corrected")):
        section = page.locator("section.dw-sheet", has_text=words)
        section.locator("input[name=note]").fill("Called them.")
        hand.click(section.get_by_role("button", name=answer))
    expect(page.get_by_text("No open report.")).to_be_visible()
    assert hand.clicks <= MOST_CLICKS["reports"], hand.clicks
    print(f"2 reports: {hand.clicks} clicks, {sum(hand.waited):.1f} s of waiting")


def test_one_closing_with_a_successor_reaches_readers(hand: Hand, desk: tuple[str, Path]) -> None:
    page = hand.page
    page.goto("/desk/calls/sheet/?keys=cancer-hope-network")
    hand.click(page.get_by_role("link", name="It closed, moved or has a new name"))
    hand.click(page.locator("input[name=outcome]").first)
    page.locator("#since").fill("2026-11")
    page.locator("#successor").fill("little-pink-houses-of-hope")
    for note in page.locator("textarea[name^=note-]").all():
        note.fill("It closed in November 2026. Little Pink Houses of Hope answers now.")
    page.locator("#evidence").fill("Their own voice on the phone")
    hand.click(page.get_by_role("button", name="Record it"))
    assert hand.clicks <= MOST_CLICKS["closing"], hand.clicks
    dogwood(desk[1], "edition", "build")
    found = dogwood(desk[1], "search", "Cancer Hope Network").stdout
    assert "Cancer Hope Network" in found and "Little Pink Houses" in found.split("results.")[0]
    print(f"1 closing: {hand.clicks} clicks, {sum(hand.waited):.1f} s of waiting")
