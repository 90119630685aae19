"""Every flow without a mouse: the keyboard reaches all that can be used, in the order of the page, and one sees where it is."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from .conftest import OpenPage

PAGES = ["", "search?q=ride", "guide/pain/", "listing/nc-211/", "near/", "saved/", "questions/", "journal/", "offline/"]
MOST_PRESSES = 400
FOCUSABLE = "a[href], button, input, select, textarea, summary, [tabindex]"


def tab_to(page: Page, is_there: Callable[[Page], bool], presses: int = 120) -> None:
    for _ in range(presses):
        page.keyboard.press("Tab")
        if is_there(page):
            return
    raise AssertionError(f"{presses} presses of Tab did not reach it; the focus is on {focused(page)}")


def tab_to_name(page: Page, pattern: str, presses: int = 120) -> None:
    tab_to(page, lambda page: bool(re.search(pattern, focused(page))), presses)


def focused(page: Page) -> str:
    """The words of what has the focus: its label, name or text."""
    words: str = page.evaluate(
        """() => { const node = document.activeElement;
        return node.labels?.[0]?.textContent || node.getAttribute("aria-label") || node.textContent || ""; }"""
    )
    return " ".join(words.split())


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("path", PAGES)
def test_the_keyboard_goes_everywhere_and_is_seen_there(open_page: OpenPage, language: str, path: str) -> None:
    page = open_page(f"/{language}/{path}")
    page.emulate_media(reduced_motion="reduce")  # a page that glides is not yet where it will be
    page.wait_for_load_state("networkidle")
    wanted = page.evaluate(
        """selector => [...document.querySelectorAll(selector)].filter(node => node.tabIndex >= 0 && !node.disabled
            && node.checkVisibility({visibilityProperty: true}) && (!node.closest("details:not([open])") || node.matches("summary"))).length""",
        FOCUSABLE,
    )
    page.evaluate("document.body.focus()")
    seen = 0
    for _ in range(MOST_PRESSES):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => { const node = document.activeElement;
            if (node && node === window.before) return "the same";  // a date has parts
            if (!node || node === document.body || node.dataset.seen) return null;
            node.dataset.seen = "1";
            window.before = node;
            const style = getComputedStyle(node), box = node.getBoundingClientRect();
            return {what: node.outerHTML.slice(0, 120), ring: style.outlineStyle !== "none" ? parseFloat(style.outlineWidth) : 0,
                    inside: box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight}; }"""
        )
        if here is None:
            break
        if here == "the same":
            continue
        seen += 1
        assert here["ring"] >= 2, here
        assert here["inside"], here
    assert seen == wanted


def test_from_home_to_a_number_to_call(open_page: OpenPage) -> None:
    page = open_page("/en/")
    tab_to_name(page, "In your own words")
    page.keyboard.type("american cancer society helpline")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/en/search\?"))
    tab_to_name(page, "^American Cancer Society Helpline$")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/listing/american-cancer-society-cancer-helpline/")
    tab_to(page, lambda page: page.evaluate("document.activeElement.href") == "tel:+18002272345")


def test_the_other_language_keeps_the_search(open_page: OpenPage) -> None:
    page = open_page("/en/search?q=ride&near=Robeson+County")
    tab_to_name(page, "Español")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/es/search"))
    assert "q=ride" in page.url and "Robeson" in page.url


def test_save_note_and_take_off_the_list(open_page: OpenPage) -> None:
    page = open_page("/en/listing/nc-211/")
    tab_to_name(page, "^Save NC 211")
    page.keyboard.press("Enter")
    tab_to_name(page, "^Open my list")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/saved/")
    expect(page.locator("#list article")).to_have_count(1)
    tab_to_name(page, "^Note, group, order")
    page.keyboard.press("Space")
    tab_to_name(page, "^My note")
    page.keyboard.type("Call on Monday")
    tab_to_name(page, "^Take it off the list")
    expect(page.locator("#list .own")).to_have_text("Call on Monday")
    page.keyboard.press("Enter")
    expect(page.locator("#list article")).to_have_count(0)
    assert page.evaluate("document.activeElement !== document.body"), "the focus fell off the page"


def test_a_question_and_a_journal_entry(open_page: OpenPage) -> None:
    page = open_page("/en/questions/")
    tab_to_name(page, "^A question of my own")
    page.keyboard.type("Can my sister come?")
    tab_to_name(page, "^Add it")
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name="Can my sister come?")).to_be_visible()
    page.goto("/en/journal/")
    tab_to_name(page, "^Note my pain")
    page.keyboard.press("Space")
    tab_to_name(page, "^Pain: 0 is none")
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    tab_to_name(page, "^Notes")
    page.keyboard.type("A good walk.")
    tab_to_name(page, "^Write it down")
    page.keyboard.press("Enter")
    expect(page.locator("#list article")).to_contain_text("Pain 4 of 10")


def test_near_me_by_keyboard(open_page: OpenPage) -> None:
    page = open_page("/en/near/")
    tab_to_name(page, "^ZIP code, town or county")
    page.keyboard.type("28358")
    page.keyboard.press("Tab")
    for _ in range(40):
        if page.get_by_label("What I need").input_value() == "mammogram":
            break
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/near/\?at=28358&need=mammogram"))
    tab_to(page, lambda page: bool(page.evaluate("document.activeElement.href?.startsWith('tel:')")))
