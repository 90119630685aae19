"""How much a reader wants to know, what is announced, the simple view, and pages for paper."""

import pytest
from playwright.sync_api import expect

from .conftest import OpenPage

NUMBERS = "/en/guide/advanced-breast-cancer/"
END = "/en/guide/hospice-and-end-of-life/"


def shown(page: object, selector: str) -> int:
    return page.locator(f"{selector}:visible").count()  # type: ignore[attr-defined,no-any-return]


@pytest.mark.parametrize("javascript", [True, False])
def test_short_answer_more_and_everything(open_page: OpenPage, javascript: bool) -> None:
    page = open_page(NUMBERS, javascript=javascript)
    assert shown(page, ".part-question") > 3 and shown(page, "details.statistic") > 0
    assert page.locator("details.statistic[open]").count() == 0
    page.get_by_role("link", name="The short answer").click()
    expect(page.get_by_role("link", name="The short answer")).to_have_attribute("aria-current", "true")
    assert "know=short" in page.url
    assert shown(page, ".part-question") == 0 and shown(page, "details.statistic") == 0
    assert shown(page, ".care") > 0 and shown(page, ".ask") > 0  # when to call, and what to ask
    page.get_by_role("link", name="Everything").click()
    expect(page.get_by_role("link", name="Everything")).to_have_attribute("aria-current", "true")
    folded = page.locator("details.statistic")
    assert folded.count() == page.locator("details.statistic[open]").count() > 0
    expect(folded.first).to_contain_text("They cannot say what will happen to you.")
    # The other language keeps the choice, with the script only after the page is asked for again.
    if not javascript:
        page.get_by_role("link", name="Español").click()
        assert "/es/" in page.url and "know=all" in page.url


def test_the_end_of_life_is_announced_before_it_is_shown(open_page: OpenPage) -> None:
    page = open_page(END)
    expect(page.get_by_text("This guide speaks about the end of life.")).to_be_visible()
    assert shown(page, ".part-question") == 0
    page.get_by_role("navigation", name="On this page").get_by_role("link").first.click()
    assert shown(page, ".part-question") > 3
    # A link from elsewhere to one part shows that part.
    anchor = page.url.partition("#")[2]
    other = open_page(f"{END}#{anchor}")
    expect(other.locator(f"[id='{anchor}']")).to_be_visible()
    without = open_page(END, javascript=False)
    without.get_by_role("navigation", name="On this page").get_by_role("link").first.click()
    assert shown(without, ".part-question") > 3
    expect(open_page("/en/guide/pain/").get_by_text("(about the end of life)")).to_be_visible()
    assert open_page("/en/guide/pain/").get_by_text("This guide speaks about the end of life.").count() == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_the_simple_view_goes_along_and_is_left_again(open_page: OpenPage, javascript: bool) -> None:
    page = open_page("/en/", javascript=javascript)
    usual = page.evaluate("getComputedStyle(document.body).fontSize")
    page.get_by_role("link", name="Simple view: large letters").click()
    page.wait_for_url("**/en/?view=simple")
    assert float(page.evaluate("getComputedStyle(document.body).fontSize")[:-2]) >= 1.3 * float(usual[:-2])
    assert shown(page, "img") == 0
    page.get_by_label("In your own words").fill("a ride to treatment")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Find help").click()
    page.wait_for_url("**/en/search?*view=simple*")
    page.get_by_role("link", name="Guides", exact=True).first.click()
    page.wait_for_url("**/en/chapters/?view=simple")
    page.get_by_role("link", name="Español").click()
    page.wait_for_url("**/es/chapters/?view=simple")
    page.go_back()
    page.get_by_role("link", name="Back to the usual view").click()
    page.wait_for_url("**/en/chapters/")
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


@pytest.mark.parametrize("width", [320, 360])
def test_the_simple_view_fits_a_small_phone(open_page: OpenPage, width: int) -> None:
    for path in ("", "guide/pain/", "listing/nc-211/", "near/", "saved/"):
        page = open_page(f"/es/{path}?view=simple", width=width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("path", ["guide/pain", "listing/nc-211"])
def test_a_page_for_paper(open_page: OpenPage, path: str) -> None:
    page = open_page(f"/en/{path}/")
    page.get_by_role("link", name="Page to print").click()
    page.wait_for_url(f"**/en/{path}/print/")
    expect(page.get_by_role("img", name="QR code that leads to this page")).to_be_visible()
    assert page.locator("script[src]").count() == 0
    page.emulate_media(media="print")
    expect(page.locator(".screen").first).to_be_hidden()
    expect(page.locator("svg.qr")).to_be_visible()
    expect(page.get_by_text(f"/en/{path}/", exact=False).last).to_be_visible()
