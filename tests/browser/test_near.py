"""Near me: by typing, by the map, and by the device's position, which is asked for on a press and told to nobody."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from .conftest import OpenPage
from .watching import Watch, kept

LUMBERTON = {"latitude": 34.6182, "longitude": -79.0086}


@pytest.fixture
def located(browser: Browser, site: str) -> Iterator[Page]:
    """A page whose device knows that it is in Lumberton, and lets this site ask."""
    context = browser.new_context(base_url=site, geolocation=LUMBERTON, permissions=["geolocation"])
    yield context.new_page()
    context.close()


def numbers(page: Page) -> list[int]:
    return [int(re.sub(r"\D", "", text)) for text in page.locator("#found .far").all_text_contents()]


@pytest.mark.parametrize("javascript", [True, False])
def test_by_typing(open_page: OpenPage, javascript: bool) -> None:
    page = open_page("/en/near/", javascript=javascript)
    page.get_by_label("ZIP code, town or county").fill("28358")
    page.get_by_label("What I need").select_option("mammogram")
    page.get_by_role("button", name="Show what is near").click()
    expect(page.get_by_role("heading", name="Nearest to the middle of ZIP code 28358")).to_be_visible()
    found = numbers(page)
    assert found == sorted(found) and 0 < len(found) <= 20 and found[0] <= 5
    assert page.locator("#pins .pin").count() == len(found)
    expect(page.get_by_role("link", name="Everything in and for Robeson County")).to_be_visible()
    # Another language keeps place and need.
    page.get_by_role("link", name="Español").click()
    page.wait_for_url("**/es/near/?at=28358&need=mammogram")
    assert numbers(page) == found


def test_an_unknown_place_says_what_to_try(open_page: OpenPage) -> None:
    page = open_page("/en/near/?at=Atlantis")
    expect(page.get_by_text("We do not know the place “Atlantis”.")).to_be_visible()


def test_by_the_map(open_page: OpenPage) -> None:
    page = open_page("/en/near/", width=1280)
    assert page.locator("#map a").count() == 100
    page.locator("#map a", has_text="Watauga").click()
    page.wait_for_url("**/en/county/watauga/")


def test_by_the_devices_position_which_stays_there(located: Page, site: str) -> None:
    located.add_init_script(
        "window.times = 0; const asks = navigator.geolocation.getCurrentPosition.bind(navigator.geolocation);"
        "navigator.geolocation.getCurrentPosition = (...all) => { window.times++; asks(...all) }"
    )
    watch = Watch(located, site)
    located.goto("/en/near/")
    located.wait_for_load_state("networkidle")
    assert located.evaluate("window.times") == 0
    assert not [request for request in watch.requests if request.url.endswith("cards.json")]
    located.get_by_label("What I need").select_option("mammogram")
    located.get_by_role("button", name="Use where this device is").click()
    expect(located.get_by_role("heading", name="Nearest to this device")).to_be_visible()
    found = numbers(located)
    assert found == sorted(found) and len(found) == 20
    assert located.evaluate("window.times") == 1
    assert located.locator("#pins .pin").count() == 20 and located.locator("#pins .me").count() == 1
    assert located.locator("#found a[href^='tel:']").count() > 0
    assert "34.6" not in located.url and kept(located) == "{}"
    watch.assert_quiet("34.61", "-79.0", "mammogram")
    # The server, asked for the same town by name, finds the same ones.
    names = located.locator("#found h3 a").all_text_contents()
    located.goto("/en/near/?at=28358&need=mammogram")
    assert len({*names} & {*located.locator("#found h3 a").all_text_contents()}) > 12


def test_the_page_and_the_server_draw_a_point_at_the_same_spot(located: Page) -> None:
    located.goto("/en/near/?at=28358")
    centre = located.locator("#pins .me circle")
    there = [int(centre.get_attribute(name) or "") for name in ("cx", "cy")]
    located.get_by_role("button", name="Use where this device is").click()
    expect(located.get_by_role("heading", name="Nearest to this device")).to_be_visible()
    here = [int(centre.get_attribute(name) or "") for name in ("cx", "cy")]
    assert max(abs(a - b) for a, b in zip(here, there, strict=True)) <= 3  # a mile and a half


def test_a_device_that_will_not_say_leads_to_the_box(open_page: OpenPage) -> None:
    page = open_page("/en/near/")
    page.get_by_role("button", name="Use where this device is").click()
    expect(page.get_by_role("status")).to_contain_text("Type a ZIP code, town or county above")
