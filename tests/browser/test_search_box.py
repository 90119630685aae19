"""Suggestions by keyboard, mouse and screen reader, and sorting by distance that tells nobody."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import OpenPage
from .test_accessibility import AXE

LUMBERTON = {"latitude": 34.6182, "longitude": -79.0086}


@pytest.fixture
def located(browser: Browser, site: str) -> Iterator[Page]:
    """A page whose device knows that it is in Lumberton, and lets this site ask."""
    context = browser.new_context(base_url=site, geolocation=LUMBERTON, permissions=["geolocation"])
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", ["/en/", "/en/search"])
def test_suggestions_by_keyboard(open_page: OpenPage, path: str) -> None:
    page = open_page(path)
    box = page.get_by_role("combobox", name="In your own words")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("a rid")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "?")
    expect(box).to_be_focused()
    box.press("ArrowUp")
    expect(box).to_have_attribute("aria-activedescendant", "")
    box.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(options).to_have_count(0)
    expect(box).to_have_value("a rid")
    box.press_sequentially("e")
    expect(options.first).to_be_visible()
    box.press("ArrowDown")
    box.press("Enter")
    page.wait_for_url("**/en/search?q=A+ride+to+treatment*")
    assert page.outside == []  # type: ignore[attr-defined]


def test_enter_without_a_choice_searches_what_was_typed(open_page: OpenPage) -> None:
    page = open_page("/es/")
    box = page.get_by_role("combobox", name="Con sus propias palabras")
    box.press_sequentially("pelu")
    expect(page.get_by_role("option").first).to_be_visible()
    box.press("Enter")
    page.wait_for_url("**/es/search?q=pelu&*")


def test_a_place_is_chosen_by_pointing_and_the_form_waits(open_page: OpenPage) -> None:
    page = open_page("/en/search")
    box = page.get_by_role("combobox", name="Near")
    box.press_sequentially("robes")
    page.get_by_role("option", name="Robeson County").first.click()
    expect(box).to_have_value("Robeson County")
    expect(page.get_by_role("option")).to_have_count(0)
    assert page.url.endswith("/en/search")


def test_leaving_the_box_closes_the_list(open_page: OpenPage) -> None:
    page = open_page("/en/")
    page.get_by_role("combobox", name="In your own words").press_sequentially("mam")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("option")).to_have_count(0)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_an_open_list_is_accessible_and_fits(open_page: OpenPage, width: int, dark: bool) -> None:
    page = open_page("/en/search?q=wig&near=Boone&cost=free", width=width, dark=dark)
    page.get_by_role("combobox", name="In your own words").fill("mammo")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_without_javascript_there_is_a_plain_box(open_page: OpenPage) -> None:
    page = open_page("/en/search?q=mammogram", javascript=False)
    assert page.get_by_role("searchbox", name="In your own words").is_visible()
    assert not page.locator("#near-me").is_visible()


def test_sorting_by_distance_makes_no_request(located: Page) -> None:
    located.goto("/en/search?q=mammogram")
    located.wait_for_load_state("networkidle")
    asked: list[str] = []
    located.context.on("request", lambda request: asked.append(request.url))
    before = located.locator("#results article h3").all_text_contents()
    located.get_by_role("button", name="Sort by how near they are to me").click()
    expect(located.get_by_role("status")).to_have_text("Sorted. The nearest to you is first.")
    after = located.locator("#results article h3").all_text_contents()
    assert sorted(before) == sorted(after)
    miles = [int(text.split()[1]) for text in located.locator(".far").all_text_contents()]
    assert miles and miles == sorted(miles)
    placed = located.locator("#results article").evaluate_all("all => all.map(one => 'at' in one.dataset)")
    assert placed == sorted(placed, reverse=True)  # what is nowhere comes last
    # Pressed again, nothing doubles; and nothing of it leaves the device or stays in the address.
    located.get_by_role("button", name="Sort by how near they are to me").click()
    assert len(located.locator(".far").all_text_contents()) == len(miles)
    assert asked == []
    assert "34.6" not in located.url and located.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_position_is_asked_for_only_on_a_press(located: Page) -> None:
    located.add_init_script(
        "window.times = 0; const asks = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);"
        "navigator.geolocation.getCurrentPosition = (...all) => { window.times++; asks(...all) }"
    )
    located.goto("/en/search?q=mammogram")
    located.wait_for_load_state("networkidle")
    assert located.evaluate("window.times") == 0
    located.get_by_role("button", name="Sort by how near").click()
    expect(located.get_by_role("status")).not_to_be_empty()
    assert located.evaluate("window.times") == 1


def test_a_device_that_will_not_say_leads_to_the_place_box(open_page: OpenPage) -> None:
    page = open_page("/es/search?q=mamografía")
    page.get_by_role("button", name="Ordenar por cercanía").click()
    expect(page.get_by_role("status")).to_contain_text("Escriba arriba")
