"""The journal: written, plotted, locked with a passphrase, taken along, erased; and it never leaves the device."""

import datetime as dt
import json

import pytest
from icalendar import Calendar
from playwright.sync_api import Page, expect

from .conftest import OpenPage
from .watching import Watch, kept, read_download

PASSPHRASE = "four plain garden words"
SECRET = "Zebulon"


def write(page: Page, date: str, *, pain: int | None = None, symptoms: str = "", text: str = "") -> None:
    before = page.locator("#list article").count()
    page.get_by_label("Date").fill(date)
    if pain is not None:
        page.get_by_label("Note my pain").check()
        page.get_by_label("Pain: 0 is none").fill(str(pain))
    page.get_by_label("Symptoms").fill(symptoms)
    page.get_by_label("Notes").fill(text)
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("#list article")).to_have_count(before + 1)


def lock(page: Page, passphrase: str = PASSPHRASE) -> None:
    page.get_by_text("Lock it with a passphrase").click()
    page.get_by_label("New passphrase").fill(passphrase)
    page.get_by_label("The same once more").fill(passphrase)
    page.get_by_role("button", name="Lock it").click()
    expect(page.get_by_role("status")).to_contain_text("Locked with your passphrase.")


def choose(page: Page, content: str) -> None:
    page.locator("#file").set_input_files(files=[{"name": "a.json", "mimeType": "application/json", "buffer": content.encode()}])  # fmt: skip


def download(page: Page, name: str) -> str:
    with page.expect_download() as found:
        page.get_by_role("button", name=name).click()
    return read_download(found.value)


def test_entries_are_kept_plotted_and_changed(open_page: OpenPage, site: str) -> None:
    page = open_page("/en/journal/")
    watch = Watch(page, site)
    write(page, "2026-11-18", pain=3, symptoms="tired, sick", text=f"Walked with {SECRET}.")
    expect(page.locator("#figure")).to_be_hidden()  # one point is no line
    write(page, "2026-11-22", pain=5)
    write(page, "2026-11-20", pain=7, text="A bad day.")
    dates = page.locator("#list h3").all_text_contents()
    assert dates == ["November 22, 2026", "November 20, 2026", "November 18, 2026"]
    plot = page.get_by_role("img", name="Pain from 0 to 10, from November 18, 2026 to November 22, 2026")
    expect(plot).to_be_visible()
    heights = plot.locator("circle").evaluate_all("all => all.map(one => Number(one.getAttribute('cy')))")
    assert len(heights) == 3 and heights[1] < heights[2] < heights[0]  # 7 above 5 above 3
    page.reload()
    expect(page.locator("#list article")).to_have_count(3)
    page.get_by_role("button", name="Change November 20, 2026").click()
    expect(page.get_by_label("Notes")).to_have_value("A bad day.")
    expect(page.get_by_label("Pain: 0 is none")).to_have_value("7")
    page.get_by_label("Notes").fill("A better day.")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("status")).to_contain_text("Changed.")
    expect(page.locator("#list article")).to_have_count(3)
    expect(page.get_by_text("A better day.")).to_be_visible()
    page.get_by_role("button", name="Take it away November 20, 2026").click()
    expect(page.locator("#list article")).to_have_count(2)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#list article")).to_have_count(3)
    watch.assert_quiet(SECRET, "pain=")


def test_appointments_become_a_calendar(open_page: OpenPage) -> None:
    page = open_page("/en/journal/")
    soon = (dt.date.today() + dt.timedelta(days=7)).isoformat()
    page.get_by_label("Date").fill(soon)
    page.get_by_label("What", exact=True).select_option("appointment")
    expect(page.get_by_label("Symptoms")).to_be_hidden()
    page.get_by_label("Time").fill("14:30")
    page.get_by_label("With whom and where").fill("Dr. Gray, 2nd floor")
    page.get_by_role("button", name="Write it down").click()
    expect(page.locator("#list article")).to_contain_text("Dr. Gray, 2nd floor")
    calendar = Calendar.from_ical(download(page, "Appointments (.ics)"))
    (visit,) = calendar.walk("VEVENT")
    assert visit["SUMMARY"] == "Dr. Gray, 2nd floor"
    assert visit["DTSTART"].dt == dt.datetime.fromisoformat(f"{soon}T14:30")


def test_nothing_written_is_not_kept(open_page: OpenPage) -> None:
    page = open_page("/en/journal/")
    page.get_by_role("button", name="Write it down").click()
    expect(page.get_by_role("status")).to_contain_text("Write something")
    assert kept(page) == "{}"


def test_locked_nothing_can_be_read_without_the_passphrase(open_page: OpenPage, site: str) -> None:
    page = open_page("/en/journal/")
    watch = Watch(page, site)
    write(page, "2026-11-18", pain=3, text=f"Walked with {SECRET}.")
    assert SECRET in kept(page)
    lock(page)
    assert SECRET not in kept(page) and "2026-11-18" not in kept(page) and PASSPHRASE not in kept(page)
    how = page.evaluate("JSON.parse(localStorage['dogwood.journal']).locked")
    assert (how["kdf"], how["hash"], how["cipher"]) == ("PBKDF2", "SHA-256", "AES-GCM")
    assert how["iterations"] >= 600_000
    write(page, "2026-11-19", text="Also sealed.")  # writing goes on, with another iv
    again = page.evaluate("JSON.parse(localStorage['dogwood.journal']).locked")
    assert again["salt"] == how["salt"] and again["iv"] != how["iv"] and "sealed" not in kept(page)
    page.reload()
    expect(page.get_by_role("heading", name="The journal is locked")).to_be_visible()
    expect(page.get_by_label("Notes")).to_be_hidden()
    assert SECRET not in page.content()
    sealed = kept(page)
    page.get_by_label("Passphrase", exact=True).fill("not the passphrase")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("status")).to_contain_text("This passphrase does not open it.")
    assert kept(page) == sealed
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.keyboard.press("Enter")
    expect(page.locator("#list article")).to_have_count(2)
    expect(page.get_by_text(f"Walked with {SECRET}.")).to_be_visible()
    page.get_by_role("button", name="Close it now").click()
    expect(page.get_by_text(SECRET)).to_have_count(0)
    page.get_by_label("Passphrase", exact=True).fill(PASSPHRASE)
    page.get_by_role("button", name="Open it").click()
    page.get_by_role("button", name="Take the passphrase off").click()
    expect(page.get_by_role("status")).to_contain_text("The passphrase is gone.")
    assert SECRET in kept(page)
    watch.assert_quiet(SECRET, PASSPHRASE)


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [("short", "short", "Take a longer passphrase"), (PASSPHRASE, PASSPHRASE + ".", "not the same")],
)
def test_a_poor_passphrase_is_refused(open_page: OpenPage, first: str, second: str, words: str) -> None:
    page = open_page("/en/journal/")
    page.get_by_text("Lock it with a passphrase").click()
    page.get_by_label("New passphrase").fill(first)
    page.get_by_label("The same once more").fill(second)
    page.get_by_role("button", name="Lock it").click()
    expect(page.get_by_role("status")).to_contain_text(words)
    assert kept(page) == "{}"


def test_a_file_goes_to_another_device_sealed_and_nothing_is_lost(open_page: OpenPage) -> None:
    page = open_page("/en/journal/")
    write(page, "2026-11-18", pain=3, text=f"Walked with {SECRET}.")
    lock(page)
    file = download(page, "Download as a file")
    assert SECRET not in file
    other = open_page("/en/journal/")
    write(other, "2026-11-21", text="Written here.")
    choose(other, file)
    expect(other.get_by_role("status")).to_contain_text("The file is locked.")
    other.get_by_label("Passphrase of the file").fill(PASSPHRASE)
    choose(other, file)
    expect(other.locator("#list article")).to_have_count(2)
    choose(other, download(other, "Download as a file"))  # its own file again: nothing doubles
    expect(other.get_by_role("status")).to_contain_text("were added")
    expect(other.locator("#list article")).to_have_count(2)


@pytest.mark.parametrize(
    "content",
    [
        "not json",
        '{"format": "dogwood-saved", "version": 1, "items": []}',
        '{"format": "dogwood-journal", "version": 9, "entries": []}',
        '{"format": "dogwood-journal", "version": 1, "entries": [{"date": "yesterday"}]}',
        '{"format": "dogwood-journal", "version": 1, "entries": "none"}',
        json.dumps({"format": "dogwood-journal", "version": 1, "locked": {"kdf": "PBKDF2", "iterations": 1}}),
    ],
)
def test_a_wrong_file_is_refused_and_nothing_is_lost(open_page: OpenPage, content: str) -> None:
    page = open_page("/en/journal/")
    write(page, "2026-11-18", text="Stays.")
    if "locked" in content:
        page.evaluate("document.getElementById('other').hidden = false")
        page.get_by_label("Passphrase of the file").fill(PASSPHRASE)
    before = kept(page)
    choose(page, content)
    expect(page.get_by_role("status")).to_contain_text("Nothing was changed.")
    assert kept(page) == before


def test_all_of_it_is_erased_in_one_press(open_page: OpenPage) -> None:
    page = open_page("/en/journal/")
    write(page, "2026-11-18", text=f"Walked with {SECRET}.")
    page.get_by_role("button", name="Erase all of it now").click()
    expect(page.get_by_text(SECRET)).to_have_count(0)
    assert kept(page) == "{}"
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(SECRET)).to_be_visible()
    page.get_by_role("button", name="Erase all of it now").click()
    page.reload()
    expect(page.get_by_text("Nothing is written yet.")).to_be_visible()
