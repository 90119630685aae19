"""Closing, renaming and merging, from the form to what a guide's editor is told."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from wagtail.models import Locale

from dogwood.checks.closing.actions import ClosingError, close_entry
from dogwood.checks.closing.mentions import find_mentions, find_stale_mentions
from dogwood.checks.models import Check
from dogwood.editorial.actions import EntryInput, PageInput, put_entries, put_pages
from dogwood.editorial.models import ChapterPage, GuidePage, Listing
from tests.checks.calls.conftest import TODAY, put_listing

pytestmark = pytest.mark.django_db
FORM = "/desk/closing/listing/line/"


@pytest.fixture
def editor(db: None) -> Any:
    return get_user_model().objects.create_superuser("vera", "", "a long password")


@pytest.fixture
def desk(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def close(editor: Any, outcome: str = "closed", **more: Any) -> None:
    given = {"notes": {"en": "It closed in 2026."}, "since": "2026-10", "evidence": "https://example.org/news"}
    close_entry(**{"subject": "listing", "key": "line", "outcome": outcome, "by": editor, "on": TODAY, **given, **more})


def put_twin() -> None:
    Locale.objects.get_or_create(language_code="es")
    put_entries(
        entries=[EntryInput(Listing, "line", "es", {"name": "Line", "summary": "Escucha."})], by=None, why="test"
    )


def test_a_closed_listing_keeps_its_name_and_says_what_happened(editor: Any) -> None:
    put_listing()
    put_twin()
    close(editor, notes={"en": "It closed in 2026.", "es": "Cerró en 2026."})
    listing, twin = Listing.objects.get(locale__language_code="en"), Listing.objects.get(locale__language_code="es")
    assert (listing.status, listing.status_date, listing.status_note) == ("defunct", "2026-10", "It closed in 2026.")
    assert twin.status_note == "Cerró en 2026." and listing.name == "Line"
    check = Check.objects.get()
    assert (check.outcome, check.field, check.evidence) == ("closed", "", "https://example.org/news")


def test_a_merged_one_leads_to_who_answers_now(editor: Any) -> None:
    put_listing()
    put_listing("heir")
    close(editor, "merged", successor="heir")
    listing = Listing.objects.get(key="line")
    assert listing.became == "merged_into" and listing.successor is not None and listing.successor.key == "heir"


def test_a_renamed_one_is_found_under_its_old_name(editor: Any) -> None:
    put_listing(other_names=("Oldest",))
    close(editor, "renamed", new_name="Lifeline", notes={})
    listing = Listing.objects.get()
    assert (listing.name, listing.other_names, listing.status) == ("Lifeline", ("Oldest", "Line"), "active")
    assert Check.objects.get().outcome == "changed"


def test_a_closing_can_be_taken_back(editor: Any) -> None:
    put_listing()
    put_listing("heir")
    close(editor, "succeeded", successor="heir")
    close(editor, "open", notes={})
    listing = Listing.objects.get(key="line")
    assert (listing.status, listing.became, listing.successor, listing.status_note) == ("active", "", None, "")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"key": "nobody"}, "key"),
        ({"subject": "planet"}, "key"),
        ({"outcome": "exploded"}, "outcome"),
        ({"outcome": "merged"}, "successor"),
        ({"outcome": "merged", "successor": "line"}, "successor"),
        ({"outcome": "merged", "successor": "nobody"}, "successor"),
        ({"outcome": "merged", "successor": "gone"}, "successor"),
        ({"outcome": "renamed", "new_name": " "}, "new_name"),
        ({"notes": {}}, "note"),
        ({"since": "last year"}, "since"),
        ({"method": "telepathy"}, "method"),
    ],
)
def test_what_cannot_be_right_is_told_and_nothing_is_kept(editor: Any, more: dict[str, Any], field: str) -> None:
    put_listing()
    put_listing("gone", status="defunct")
    with pytest.raises(ClosingError) as caught:
        close(editor, more.pop("outcome", "closed"), **more)
    assert field in caught.value.problems
    assert Listing.objects.get(key="line").status == "" and not Check.objects.exists()


def put_guide(body: list[tuple[str, dict[str, Any]]]) -> None:
    pages = [
        PageInput(ChapterPage, "care", "en", "Care"),
        PageInput(
            GuidePage, "help", "en", "Help", chapter="care",
            values={"main_message": "Help.", "body": body, "sources": [("source", {"name": "NCI", "title": "", "url": "", "date": ""})]},
        ),
    ]  # fmt: skip
    put_pages(pages=pages, by=None, why="test")


@pytest.mark.parametrize(
    "block",
    [
        ("listings", {"title": "", "need": "", "audience": "", "limit": 8, "keys": ["line"]}),
        ("text", {"text": '<p>Call the <a href="/listing/line/">line</a>.</p>'}),
    ],
)
def test_guides_that_mention_it_are_told_until_they_do_no_more(editor: Any, block: Any) -> None:
    put_listing()
    put_guide([block])
    assert [guide.slug for guide in find_mentions()["line"]] == ["help"]
    assert not list(find_stale_mentions(editor))
    close(editor)
    (work,) = find_stale_mentions(editor)
    assert work.title == "Help" and "Line" in work.why
    put_guide([("text", {"text": "<p>Nothing.</p>"})])
    assert not list(find_stale_mentions(editor))


def test_the_form_says_what_is_missing_and_keeps_what_was_typed(desk: Client) -> None:
    put_listing()
    put_guide([("text", {"text": '<p><a href="/listing/line/">line</a></p>'})])
    assert b"Help" in desk.get(FORM).content
    answer = desk.post(FORM, {"outcome": "merged", "since": "2026-10", "note-en": "It became part of another."})
    assert answer.status_code == 422
    assert b"Name the one that answers now" in answer.content and b"It became part of another." in answer.content
    answer = desk.post(
        FORM, {"outcome": "closed", "since": "2026-10", "note-en": "It closed.", "method": "phone"}, follow=True
    )
    assert b"These guides mention it: Help" in answer.content and Listing.objects.get().status == "defunct"


def test_strangers_and_unknown_entries(desk: Client) -> None:
    assert desk.get("/desk/closing/listing/nobody/").status_code == 404
    assert "/login/" in Client().get(FORM)["Location"]
