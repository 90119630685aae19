"""The saved list: from every kind of page, ordered, printed, shared and taken along; and it never leaves the device."""

import json
import re

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from .conftest import OpenPage
from .watching import Watch, kept, read_download

LISTING = "listing/american-cancer-society-cancer-helpline"
HOSPITAL = "listing/ecu-health-medical-center"
GUIDE = "guide/pain"
EVENT = "event/lake-norman-cancer-support-group-meeting"
PUBLICATION = "publication/nci-coping-with-advanced-cancer"


def fill_list(page: Page, *ids: str, **more: str) -> None:
    """Put a list on the device, as the page keeps it."""
    items = [
        {"type": kind, "key": key, "name": key, "group": "", "note": "", "added": "2026-11-20", **more}
        for kind, key in (found.split("/") for found in ids)
    ]
    value = json.dumps({"format": "dogwood-saved", "version": 1, "items": items})
    page.evaluate("value => localStorage.setItem('dogwood.saved', value)", value)


def names(page: Page) -> list[str]:
    return page.locator("#list h3 a").all_text_contents()


def test_save_from_everywhere_and_see_it_in_both_languages(open_page: OpenPage, site: str) -> None:
    page = open_page("/en/site-map/")
    watch = Watch(page, site)
    for path in (LISTING, GUIDE, EVENT, PUBLICATION):
        page.goto(f"/en/{path}/")
        page.get_by_role("button", name=re.compile("^Save ")).first.click()
        expect(page.get_by_role("status").filter(has_text="Saved on this device.")).to_be_visible()
    page.goto("/en/need/ride/")
    page.get_by_role("button", name="Save NC 211").click()
    expect(page.locator("a[data-saved]")).to_have_attribute("data-count", "5")
    page.get_by_role("link", name="Open my list").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My saved list")
    expect(page.locator("#list article")).to_have_count(5)
    expect(page.locator("#list a[href='tel:+18002272345']")).to_be_visible()
    expect(page.locator("#list .checked-line").first).to_contain_text("Not confirmed by phone yet")
    page.get_by_role("link", name="Español").click()
    page.wait_for_url("**/es/saved/")
    expect(page.locator("#list article")).to_have_count(5)
    expect(page.locator("#list .checked-line").first).to_contain_text("Aún no confirmado")
    assert page.locator("#list h3 a").first.get_attribute("href") == f"/es/{LISTING}/"
    watch.assert_quiet()
    # Pressed again, it is taken off.
    page.goto(f"/en/{LISTING}/")
    page.get_by_role("button", name=re.compile("^Saved ")).first.click()
    expect(page.locator("a[data-saved]")).to_have_attribute("data-count", "4")


def test_group_note_and_order_by_keyboard(open_page: OpenPage, site: str) -> None:
    page = open_page("/en/saved/")
    fill_list(page, LISTING, HOSPITAL, "listing/nc-211")
    watch = Watch(page, site)
    page.reload()
    expect(page.locator("#list article")).to_have_count(3)
    first = page.locator("#list article").first
    first.locator("summary").press("Enter")
    first.get_by_label("My note").fill("Ask for Zebulon")
    page.keyboard.press("Tab")
    expect(first.locator(".own")).to_have_text("Ask for Zebulon")
    before = names(page)
    down = first.get_by_role("button", name="Move down")
    down.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("is now number 2 of 3")
    assert names(page) == [before[1], before[0], before[2]]
    focused = "document.activeElement.className + document.activeElement.closest('article').dataset.id"
    assert page.evaluate(focused) == f"btn quiet down{LISTING}"
    page.keyboard.press("Enter")  # now it is the last, and cannot go further down
    assert names(page) == [before[1], before[2], before[0]]
    assert page.evaluate(focused) == f"btn quiet up{LISTING}"
    last = page.locator("#list article").last
    last.get_by_label("Group").fill("Night calls")
    page.keyboard.press("Tab")
    expect(page.get_by_role("heading", name="Night calls")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Night calls")).to_be_visible()
    expect(page.locator("#list article").last.locator(".own")).to_have_text("Ask for Zebulon")
    # Taken off, and back.
    page.locator("#list article").first.locator("summary").click()
    page.get_by_role("button", name=re.compile("^Take it off")).first.click()
    expect(page.locator("#list article")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#list article")).to_have_count(3)
    watch.assert_quiet("Zebulon", "Night")


def test_it_prints_on_one_page_with_phones_and_hours(open_page: OpenPage) -> None:
    page = open_page("/en/saved/", width=1280)
    fill_list(page, LISTING, HOSPITAL, GUIDE, EVENT, PUBLICATION, "listing/nc-211", note="A note")
    page.reload()
    expect(page.locator("#list a[href='tel:+18002272345']")).to_be_visible()
    page.emulate_media(media="print")
    for hidden in ("#share", "#print", "#erase", ".edit summary", ".tools"):
        expect(page.locator(hidden).first).not_to_be_visible()
    shown = page.locator("#list").inner_text()
    for words in ("800-227-2345", "Every day, day and night", "2100 Stantonsburg Rd", "A note"):
        assert words in shown
    assert page.pdf(format="Letter").count(b"/Type /Page\n") == 1


def test_a_link_carries_the_list_behind_the_hash(open_page: OpenPage, site: str) -> None:
    page = open_page("/en/saved/")
    fill_list(page, LISTING, GUIDE, group="Calls & rides", note="Ask for Zebulon")
    page.reload()
    page.get_by_role("button", name="Share or open on another phone").click()
    expect(page.locator("#code svg")).to_be_visible()
    link = page.locator("#link")
    assert "Zebulon" not in link.input_value() and "?" not in link.input_value()
    page.get_by_label("With my notes").check()
    assert "Zebulon" in link.input_value()
    address = link.input_value()
    # On another phone, with a list of its own.
    other = open_page("/es/saved/")
    fill_list(other, HOSPITAL)
    watch = Watch(other, site)
    other.goto("about:blank")
    other.goto(address.replace("/en/", "/es/"))
    expect(other.get_by_role("heading", name=re.compile("2"))).to_be_visible()
    expect(other.locator("#shared")).to_contain_text("American Cancer Society Helpline")
    assert "american-cancer-society" not in kept(other)  # nothing is taken before the reader says so
    other.locator("#take").click()
    expect(other.locator("#list article")).to_have_count(3)
    assert "#" not in other.url
    other.reload()
    expect(other.locator("#list article")).to_have_count(3)
    expect(other.get_by_role("heading", name="Calls & rides")).to_be_visible()
    watch.assert_quiet("Zebulon", "american-cancer-society-cancer-helpline")


@pytest.mark.parametrize("fragment", ["v=1&i=l.x/../y", "v=1&i=javascript:alert(1)", "v=1", "v=2&i=l.nc-211"])
def test_a_broken_link_is_refused_and_changes_nothing(open_page: OpenPage, fragment: str) -> None:
    page = open_page("/en/saved/")
    fill_list(page, LISTING)
    before = kept(page)
    page.goto("about:blank")
    page.goto(f"/en/saved/#{fragment}")
    expect(page.get_by_role("status")).to_contain_text("Nothing was changed.")
    expect(page.locator("#list article")).to_have_count(1)
    assert '"key":"american-cancer-society-cancer-helpline"' in before.replace("\\", "").replace(": ", ":")
    assert "american-cancer-society-cancer-helpline" in kept(page)


def test_files_out_and_in(open_page: OpenPage) -> None:
    page = open_page("/en/saved/")
    fill_list(page, LISTING, HOSPITAL, EVENT, GUIDE, note="Ask for Ann; twice, please")
    page.reload()
    expect(page.locator("#list a[href='tel:+18002272345']")).to_be_visible()

    def take(name: str) -> str:
        with page.expect_download() as found:
            page.get_by_role("button", name=name).click()
        return read_download(found.value)

    text = take("Text")
    assert "American Cancer Society Helpline\r\n800-227-2345" in text and "* Ask for Ann" in text
    contacts = take("Contacts (vCard)")
    assert contacts.count("BEGIN:VCARD") == contacts.count("END:VCARD") == 3  # a guide is no contact
    assert "TEL;TYPE=WORK,VOICE:+18002272345\r\n" in contacts and "Ask for Ann\\; twice\\, please" in contacts.replace(
        "\r\n ", ""
    )
    assert max(len(line.encode()) for line in contacts.split("\r\n")) <= 75
    calendar = Calendar.from_ical(take("Events (.ics)"))
    assert len(calendar.walk("VEVENT")) >= 3
    assert all(event["SUMMARY"] == "Cancer Support Group, Lake Norman" for event in calendar.walk("VEVENT"))
    file = take("File to open here again")
    value = json.loads(file)
    assert (value["format"], value["version"], value["language"]) == ("dogwood-saved", 1, "en")
    first = value["items"][0]
    assert (first["type"], first["key"]) == tuple(LISTING.split("/"))
    assert set(value["items"][0]) == {"type", "key", "name", "group", "note", "added"}
    # Into an empty browser.
    other = open_page("/en/saved/")
    other.locator("#file").set_input_files(files=[{"name": "a.json", "mimeType": "application/json", "buffer": file.encode()}])  # fmt: skip
    expect(other.locator("#list article")).to_have_count(4)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "This file or link is damaged"),
        ('{"format": "dogwood-journal", "version": 1}', "was not made by this page"),
        ('{"format": "dogwood-saved", "version": 2, "items": []}', "newer version"),
        ('{"format": "dogwood-saved", "version": 1, "items": [{"type": "script", "key": "x"}]}', "damaged"),
        ('{"format": "dogwood-saved", "version": 1, "items": [{"type": "guide", "key": "../x"}]}', "damaged"),
    ],
)
def test_a_wrong_file_is_refused_in_words(open_page: OpenPage, content: str, words: str) -> None:
    page = open_page("/en/saved/")
    fill_list(page, LISTING)
    page.reload()
    page.locator("#file").set_input_files(files=[{"name": "a.json", "mimeType": "application/json", "buffer": content.encode()}])  # fmt: skip
    expect(page.get_by_role("status")).to_contain_text(words)
    expect(page.get_by_role("status")).to_contain_text("Nothing was changed.")
    expect(page.locator("#list article")).to_have_count(1)


def test_what_cannot_be_read_is_put_aside_not_lost(open_page: OpenPage) -> None:
    page = open_page("/en/saved/")
    page.evaluate("localStorage.setItem('dogwood.saved', '{\"half\": ')")
    page.goto(f"/en/{LISTING}/")
    page.get_by_role("button", name=re.compile("^Save ")).first.click()
    page.goto("/en/saved/")
    expect(page.locator("#list article")).to_have_count(1)
    with page.expect_download() as found:
        page.get_by_role("button", name="Download what was put aside").click()
    assert read_download(found.value) == '{"half": '


def test_erased_in_one_press_and_back_with_undo(open_page: OpenPage) -> None:
    page = open_page("/en/saved/")
    fill_list(page, LISTING)
    page.reload()
    page.get_by_role("button", name="Erase all of it now").click()
    assert kept(page) == "{}"
    expect(page.locator("#list article")).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#list article")).to_have_count(1)


def test_without_a_network_the_list_is_still_there(open_page: OpenPage) -> None:
    page = open_page("/en/saved/")
    fill_list(page, LISTING)
    page.reload()
    expect(page.locator("#list a[href='tel:+18002272345']")).to_be_visible()
    page.route("**/cards.json", lambda route: route.abort())
    page.reload()
    expect(page.get_by_role("status")).to_contain_text("No network")
    expect(page.locator("#list a[href='tel:+18002272345']")).to_be_visible()


def test_a_device_that_keeps_nothing_says_so(open_page: OpenPage) -> None:
    page = open_page(f"/en/{LISTING}/")
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') } }")
    page.get_by_role("button", name=re.compile("^Save ")).first.click()
    expect(page.get_by_role("status")).to_contain_text("Nothing was saved.")


@pytest.mark.parametrize("path", ["saved", "questions", "journal"])
def test_without_javascript_each_says_what_it_would_do(open_page: OpenPage, path: str) -> None:
    page = open_page(f"/en/{path}/", javascript=False)
    expect(page.get_by_text("This page needs JavaScript")).to_be_visible()
    assert page.locator("main button:visible, main input:visible, main textarea:visible").count() == 0
    plain = open_page(f"/en/{LISTING}/", javascript=False)
    assert plain.get_by_role("button").count() == 0
    expect(plain.get_by_role("link", name="Page to print")).to_be_visible()
