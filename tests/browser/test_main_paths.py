"""What a reader does, in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from .conftest import OpenPage


@pytest.mark.parametrize("javascript", [True, False])
def test_from_home_by_search_to_a_number_to_call(open_page: OpenPage, javascript: bool) -> None:
    page = open_page("/en/", javascript=javascript)
    box = page.get_by_label("In your own words")
    box.fill("american cancer society helpline")
    box.press("Enter")
    page.wait_for_url(re.compile(r"/en/search\?"))
    page.get_by_role("link", name="American Cancer Society Helpline").first.click()
    page.wait_for_url("**/en/listing/american-cancer-society-cancer-helpline/")
    expect(page.locator("a[href='tel:+18002272345']").first).to_be_visible()
    expect(page.get_by_text("Not confirmed by phone yet").first).to_be_visible()


def test_a_closed_helpline_says_so_and_who_answers_now(open_page: OpenPage) -> None:
    page = open_page("/en/search?q=Y-ME")
    page.get_by_role("link", name=re.compile("Y-ME")).first.click()
    expect(page.get_by_text("Closed").first).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("ABCD")).first).to_be_visible()
    assert page.locator("main a[href='tel:+18002212141']").count() == 0


def test_the_guide_opens_with_its_message_its_notice_and_its_contents(open_page: OpenPage) -> None:
    page = open_page("/en/guide/advanced-breast-cancer/")
    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_text("Awaiting clinical review").first).to_be_visible()
    assert page.locator("details[open]").count() == 0
    expect(page.get_by_role("heading", name=re.compile("^Sources"))).to_be_visible()


def test_spanish_keeps_the_place_and_says_what_is_not_translated(open_page: OpenPage) -> None:
    page = open_page("/en/guide/coping/")
    page.get_by_role("link", name="Español").first.click()
    page.wait_for_url("**/es/guide/coping/")
    assert page.evaluate("document.documentElement.lang") == "es"
    assert page.locator("[lang=en]").count() >= 1


def test_a_county_is_chosen_by_list_and_by_map(open_page: OpenPage) -> None:
    page = open_page("/en/counties/", width=1280)
    assert page.locator("main svg a").count() == 100
    page.locator("main").get_by_role("link", name=re.compile("^Watauga")).last.click()
    page.wait_for_url("**/en/county/watauga/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Watauga")


def test_the_keyboard_reaches_the_content_first(open_page: OpenPage) -> None:
    page = open_page("/en/guide/pain/")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.getAttribute('href')")
    assert first is not None and first.startswith("#")
    page.keyboard.press("Enter")
    assert page.url.endswith(first)


def test_every_page_carries_the_numbers_that_answer_at_night(open_page: OpenPage) -> None:
    for path in ("/en/", "/es/glossary/", "/en/no-such-page/"):
        foot = open_page(path).get_by_role("contentinfo")
        expect(foot.locator("a[href='tel:988']")).to_be_visible()


@pytest.mark.parametrize("path", ["/en/", "/en/guide/pain/", "/en/listing/nc-211/", "/en/need/ride/", "/en/a-z/"])
def test_what_can_be_pressed_is_large_enough(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    small = page.evaluate(
        """() => [...document.querySelectorAll('button, .btn, input:not([type=hidden]), summary')]
            .filter(e => e.offsetParent).map(e => [e.outerHTML.slice(0, 80), e.getBoundingClientRect().height])
            .filter(([, height]) => height < 44)"""
    )
    assert small == []
