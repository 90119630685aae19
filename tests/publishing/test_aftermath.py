"""What an editor sees after “Publish”, and taking it back in one step."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils.timezone import now

from dogwood.editorial.actions import EntryInput, put_entries
from dogwood.editorial.models import Listing
from dogwood.publishing.aftermath import find_held_back, find_instance, take_back
from dogwood.publishing.models import Build

pytestmark = pytest.mark.django_db
EDIT = "/desk/snippets/editorial/listing/edit/{}/"


@pytest.fixture
def editor(db: None) -> Any:
    return get_user_model().objects.create_superuser("vera", "", "a long password")


@pytest.fixture
def desk(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


@pytest.fixture
def listing(db: None) -> Listing:
    put_entries(
        entries=[EntryInput(Listing, "line", "en", {"name": "Line", "summary": "Listens."})], by=None, why="test"
    )
    found: Listing = Listing.objects.get()
    return found


def form_of(desk: Client, listing: Listing) -> dict[str, str]:
    page = BeautifulSoup(desk.get(EDIT.format(listing.pk)).content, "html.parser")
    form = next(form for form in page.select("form") if form.select_one("[name=name]"))
    sent = {
        str(field["name"]): str(field.get("value", ""))
        for field in form.select("input[name]")
        if field.get("type") not in {"checkbox", "radio", "submit"} and "__prefix__" not in str(field["name"])
    }
    sent |= {
        str(area["name"]): area.get_text()
        for area in form.select("textarea[name]")
        if "__prefix__" not in str(area["name"])
    }
    for choice in form.select("select[name]"):
        chosen = choice.select_one("option[selected]")
        if chosen is not None and "__prefix__" not in str(choice["name"]):
            sent[str(choice["name"])] = str(chosen.get("value", ""))
    return sent


def publish(desk: Client, listing: Listing, summary: str) -> Any:
    return desk.post(
        EDIT.format(listing.pk), form_of(desk, listing) | {"summary": summary, "action-publish": "1"}, follow=True
    )


def test_after_publishing_the_editor_is_led_to_what_happens(desk: Client, listing: Listing) -> None:
    answer = publish(desk, listing, "Listens at night.")
    build = Build.objects.get()
    link = BeautifulSoup(answer.content, "html.parser").select_one(f'a[href^="/desk/on-its-way/{build.pk}/"]')
    assert link is not None
    page = desk.get(str(link["href"])).content.decode()
    assert "Queued" in page and 'http-equiv="refresh"' in page and "Take it back" in page
    Build.objects.update(state=Build.DONE, edition=12, finished_at=now())
    page = desk.get(str(link["href"])).content.decode()
    assert "Live in edition 12 at" in page and "nothing of it was held back" in page and "http-equiv" not in page
    assert desk.get(f"/desk/on-its-way/{build.pk}/?json=1").json() == {"state": "done", "edition": 12}


def test_what_was_held_back_is_told_with_its_reason(desk: Client, editor: Any, listing: Listing) -> None:
    finding = {
        "verdict": "hold_back", "record_type": "listing", "key": "line", "language": "en", "field": "phone",
        "reason": "The number cannot be dialled.", "remedy": "Correct it.",
    }  # fmt: skip
    other = finding | {"key": "elsewhere"}
    build = Build.objects.create(state=Build.DONE, edition=3, finished_at=now(), findings=[finding, other])
    page = desk.get(f"/desk/on-its-way/{build.pk}/?of=listing:line").content.decode()
    assert "The number cannot be dialled." in page and "elsewhere" not in page
    assert {work.key for work in find_held_back(editor)} == {
        "held-back:listing:line:phone",
        "held-back:listing:elsewhere:phone",
    }


def test_the_first_edit_of_a_loaded_entry_can_be_taken_back(desk: Client, listing: Listing) -> None:
    publish(desk, listing, "A slip of the pen.")
    listing.refresh_from_db()
    assert listing.summary == "A slip of the pen."
    build = Build.objects.first()
    assert build is not None
    answer = desk.post(f"/desk/on-its-way/{build.pk}/?of=listing:line", follow=True)
    assert b"the version before is live again" in answer.content
    listing.refresh_from_db()
    assert (listing.summary, listing.live) == ("Listens.", True)


def test_a_draft_in_between_is_not_what_comes_back(editor: Any, desk: Client, listing: Listing) -> None:
    publish(desk, listing, "First.")
    desk.post(EDIT.format(listing.pk), form_of(desk, listing) | {"summary": "A draft."})
    publish(desk, listing, "Second.")
    listing.refresh_from_db()
    assert take_back(instance=listing, by=editor)
    listing.refresh_from_db()
    assert listing.summary == "First."


def test_what_never_was_there_is_taken_down(editor: Any, db: None) -> None:
    fresh = Listing(key="fresh", name="Fresh", live=False)
    fresh.save()
    fresh.save_revision(user=editor).publish(user=editor)
    fresh.refresh_from_db()
    assert not take_back(instance=fresh, by=editor)
    fresh.refresh_from_db()
    assert not fresh.live


def test_who_may_not_publish_may_not_take_back(listing: Listing) -> None:
    user = get_user_model().objects.create_user("val", "", "a long password")
    client = Client()
    client.force_login(user)
    build = Build.objects.create()
    assert client.post(f"/desk/on-its-way/{build.pk}/?of=listing:line").status_code in {302, 403}
    listing.refresh_from_db()
    assert listing.live


@pytest.mark.parametrize("name", ["listing:nobody", "planet:line", "listing:", "guide:nobody"])
def test_an_entry_that_is_not_there(desk: Client, name: str) -> None:
    build = Build.objects.create()
    assert find_instance(*name.split(":")) is None
    assert desk.get(f"/desk/on-its-way/{build.pk}/?of={name}").status_code == 200
    assert desk.post(f"/desk/on-its-way/{build.pk}/?of={name}").status_code == 404
