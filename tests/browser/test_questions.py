"""Questions for the care team: gathered from a guide, one's own, answered, ticked off, printed, taken along."""

import re

from playwright.sync_api import expect

from .conftest import OpenPage
from .watching import Watch, kept, read_download

FIRST = "What is causing this pain?"
OWN = "Can Zebulon come with me?"


def test_from_a_guide_to_the_visit(open_page: OpenPage, site: str) -> None:
    page = open_page("/en/guide/pain/")
    watch = Watch(page, site)
    page.get_by_role("button", name="Keep these questions").click()
    page.get_by_role("button", name="Keep these questions").click()  # twice: nothing doubles
    page.get_by_role("link", name="Open my questions").click()
    page.wait_for_url("**/en/questions/")
    rows = page.locator("#list li")
    count = rows.count()
    assert count > 3
    expect(page.get_by_role("heading", name="Pain", exact=True)).to_be_visible()
    page.get_by_label("A question of my own").fill(OWN)
    page.get_by_role("button", name="Add it").click()
    expect(rows).to_have_count(count + 1)
    page.get_by_role("checkbox", name=FIRST).check()
    expect(page.locator("#count")).to_have_text(f"{count} to ask, 1 asked")
    expect(page.get_by_role("checkbox", name=FIRST)).to_be_focused()
    row = rows.filter(has_text=FIRST)
    row.locator("summary").click()
    row.get_by_label("What they said").fill("The nerve, says Dr. Gray.")
    page.keyboard.press("Tab")
    row.get_by_role("button", name=re.compile("^Move down")).click()
    expect(page.get_by_role("status")).to_contain_text("Now number 2 of")
    page.reload()
    expect(rows.nth(1)).to_contain_text(FIRST)
    expect(rows.nth(1)).to_contain_text("The nerve, says Dr. Gray.")
    expect(page.get_by_role("checkbox", name=FIRST)).to_be_checked()
    page.get_by_role("button", name="Take away those that are ticked").click()
    expect(rows).to_have_count(count)
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(count + 1)
    watch.assert_quiet("Zebulon")
    with page.expect_download() as found:
        page.get_by_role("button", name="Download as a file").click()
    file = read_download(found.value)
    other = open_page("/es/questions/")
    other.locator("#file").set_input_files(files=[{"name": "a.json", "mimeType": "application/json", "buffer": file.encode()}])  # fmt: skip
    expect(other.locator("#list li")).to_have_count(count + 1)


def test_on_paper_there_are_questions_or_lines(open_page: OpenPage) -> None:
    page = open_page("/en/questions/")
    page.emulate_media(media="print")
    expect(page.locator(".lines")).to_be_visible()
    page.emulate_media(media="screen")
    expect(page.locator(".lines")).to_be_hidden()
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_role("status")).to_contain_text("Write the question first.")
    page.get_by_label("A question of my own").fill(OWN)
    page.get_by_role("button", name="Add it").click()
    page.emulate_media(media="print")
    expect(page.locator(".lines")).to_be_hidden()
    expect(page.get_by_text(OWN, exact=True).first).to_be_visible()
    expect(page.locator("#print")).to_be_hidden()


def test_a_wrong_file_changes_nothing_and_one_press_erases(open_page: OpenPage) -> None:
    page = open_page("/en/questions/")
    page.get_by_label("A question of my own").fill(OWN)
    page.get_by_role("button", name="Add it").click()
    before = kept(page)
    for content in (b"", b'{"format": "dogwood-questions", "version": 1, "questions": [{"text": 5}]}'):
        page.locator("#file").set_input_files(files=[{"name": "a.json", "mimeType": "application/json", "buffer": content}])  # fmt: skip
        expect(page.get_by_role("status")).to_contain_text("Nothing was changed.")
        assert kept(page) == before
    page.get_by_role("button", name="Erase all of it now").click()
    assert kept(page) == "{}"
