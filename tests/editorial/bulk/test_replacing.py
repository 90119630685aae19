"""Find and replace: everywhere that editors write, nowhere that they do not."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import Locale

from dogwood.editorial.actions import EntryInput, PageInput, put_entries, put_pages
from dogwood.editorial.bulk.texts import find_texts, make_pattern
from dogwood.editorial.models import ChapterPage, GuidePage, Listing

pytestmark = pytest.mark.django_db
PATH = "/desk/find-and-replace/"
BODY = [
    ("question", {"question": "What is the old name?", "text": '<p>See <a href="https://old.example/">Old &amp; Co</a>, or old.</p>'}),
    ("see_also", {"guides": ["old"]}),
    ("listings", {"title": "Old ones", "need": "", "audience": "", "limit": 8, "keys": ["old"]}),
]  # fmt: skip


@pytest.fixture
def guide() -> GuidePage:
    field = GuidePage._meta.get_field("body")
    pages = [
        PageInput(ChapterPage, "chapter", "en", "Chapter"),
        PageInput(
            GuidePage, "old", "en", "The old guide", chapter="chapter",
            values={
                "main_message": "Old news.", "body": field.to_python(BODY), "review_state": "reviewed",
                "review_by": "A. Person", "review_role": "Oncology nurse", "review_on": "2026-11-01",
            },
        ),
    ]  # fmt: skip
    put_pages(pages=pages, by=None, why="test")
    return GuidePage.objects.get(slug="old")


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("head", "", "a long password"))
    return client


def put_listing(**values: Any) -> Listing:
    put_entries(
        entries=[
            EntryInput(Listing, "old", "en", {"name": "Old Line", "needs": ("ride",), **values}),
            EntryInput(Listing, "old", "es", {"name": "Old Line", "summary": "La Old Line escucha."}),
        ],
        by=None,
        why="test",
    )
    return Listing.objects.sources().get(key="old")


def fields(found: list[Any]) -> list[str]:
    return [f"{one.change.key}.{one.change.language}.{one.change.field}" for one in found]


def test_it_looks_into_every_text_and_no_key(guide: GuidePage) -> None:
    put_listing(summary="Once Old Line.", website="https://old.example/")
    found = find_texts("old", "new", match_case=False)
    assert fields(found) == [
        "old.en.name", "old.en.summary", "old.en.website", "old.es.summary",
        "old.en.title", "old.en.main_message", "old.en.body",
    ]  # fmt: skip
    assert (
        len(found[-1].passages) == 4
    )  # question, two in the answer, the listings' title: no key, no address in a link
    assert fields(find_texts("old", "new", language="es", match_case=False)) == ["old.es.summary"]
    assert fields(find_texts("OLD", "new")) == []
    assert fields(find_texts("ld Line", "x", whole_words=True)) == []
    assert find_texts("ride", "x") == []  # a word of the vocabulary


def test_what_is_ticked_is_replaced_and_links_and_keys_stay(desk: Client, guide: GuidePage) -> None:
    put_listing(summary="Once Old Line.")
    query = {"find": "Old", "replace": "New <b>", "match_case": "on"}
    page = desk.get(PATH, query)
    assert page.status_code == 200
    assert "<del>Old</del> <ins>New &lt;b&gt;</ins>" in page.content.decode()
    body = next(one for one in page.context["found"] if one.change.field == "body")
    summary = next(
        one for one in page.context["found"] if one.change.field == "summary" and one.change.language == "en"
    )
    address = f"{PATH}?find=Old&replace=New+%3Cb%3E&match_case=on"
    answer = desk.post(address, {"text": [body.ident, summary.ident], "why": "renamed", "kind": "minor"}, follow=True)
    assert "2 entries and pages changed" in answer.content.decode()
    guide.refresh_from_db()
    text = str(guide.body[0].value["text"].source)
    assert '<a href="https://old.example/">New &lt;b&gt; &amp; Co</a>' in text
    assert guide.body[1].value["guides"][0] == "old" and guide.body[2].value["keys"][0] == "old"
    assert guide.body[2].value["title"] == "New <b> ones"
    assert guide.review_state == "reviewed"
    assert Listing.objects.sources().get(key="old").summary == "Once New <b> Line."
    assert Listing.objects.sources().get(key="old").name == "Old Line"  # was not ticked
    assert guide.latest_revision.user.username == "head"


def test_a_change_of_substance_opens_the_review_again(desk: Client, guide: GuidePage) -> None:
    found = find_texts("Old news", "Good news")
    data = {"text": [found[0].ident], "why": "it is", "kind": "substance"}
    desk.post(f"{PATH}?find=Old+news&replace=Good+news&match_case=on", data)
    guide.refresh_from_db()
    assert (guide.main_message, guide.review_state, guide.review_by) == ("Good news.", "pending", "")


def test_a_text_that_changed_meanwhile_is_not_replaced(desk: Client) -> None:
    put_listing(summary="Once Old Line.")
    stale = find_texts("Once", "Now")[0].ident
    put_listing(summary="Once upon a time.")
    answer = desk.post(
        f"{PATH}?find=Once&replace=Now&match_case=on", {"text": [stale], "why": "x", "kind": "minor"}, follow=True
    )
    assert "changed meanwhile" in answer.content.decode()
    assert Listing.objects.sources().get(key="old").summary == "Once upon a time."


def test_a_value_that_cannot_be_changes_nothing_at_all(desk: Client) -> None:
    put_listing(summary="Once.", website="https://once.example/")
    found = [one.ident for one in find_texts("nce", "\x00")]
    assert len(found) == 2
    found = [one.ident for one in find_texts("https://once", "nowhere")] + [
        one.ident for one in find_texts("Once", "x")
    ]
    one = find_texts("https://once", "nowhere")[0].ident
    answer = desk.post(
        f"{PATH}?find=https%3A%2F%2Fonce&replace=nowhere", {"text": [one], "why": "x", "kind": "minor"}, follow=True
    )
    assert "Nothing was replaced" in answer.content.decode()
    assert Listing.objects.sources().get(key="old").website == "https://once.example/"


@pytest.mark.parametrize("data", [{"text": [], "why": "x", "kind": "minor"}, {"why": "", "kind": "minor"}])
def test_nothing_ticked_or_no_reason_changes_nothing(desk: Client, data: dict[str, Any]) -> None:
    put_listing(summary="Once.")
    answer = desk.post(f"{PATH}?find=Once&replace=x", data, follow=True)
    assert answer.status_code in {200, 422}
    assert Listing.objects.sources().get(key="old").summary == "Once."


@given(find=st.text(min_size=2, max_size=12), replace=st.text(max_size=12))
def test_signs_have_no_meaning(find: str, replace: str) -> None:
    pattern = make_pattern(find, whole_words=False, match_case=True)
    assert pattern.sub(lambda _: replace, f"a{find}b") == f"a{find}b".replace(find, replace)


def test_one_letter_is_too_little(desk: Client) -> None:
    assert "at least two letters" in desk.get(PATH, {"find": "a"}).content.decode()
    assert Locale.objects.count() >= 2
