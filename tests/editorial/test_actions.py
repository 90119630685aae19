"""Changing editorial data: all or nothing, with who and why."""

import pytest
from django.contrib.auth import get_user_model
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from dogwood.editorial.actions import EntryError, EntryInput, PageInput, create_first_editor, put_entries, put_pages
from dogwood.editorial.actions.pages import PageError
from dogwood.editorial.models import ChapterPage, DirectorySettings, GuidePage, Listing, Organization
from tests.support.world import SOURCE, WHY, make_world, phone, put, put_guide

pytestmark = pytest.mark.django_db


def test_the_world_can_be_made_twice() -> None:
    make_world()
    counts = Listing.objects.count(), Page.objects.count()
    assert put(Organization, "alliance", name="Made Alliance").unchanged == 1
    assert put_guide("fatigue").unchanged == 1
    make_world()
    assert (Listing.objects.count(), Page.objects.count()) == counts


def test_each_change_is_logged_with_who_and_why() -> None:
    make_world()
    editor = get_user_model().objects.create_superuser("pat")
    entry = EntryInput(Listing, "rides", "en", {"summary": "Other words."})
    report = put_entries(entries=[entry], by=editor, why="they called")
    assert (report.created, report.changed, report.unchanged) == (0, 1, 0)
    log = ModelLogEntry.objects.latest("pk")
    assert (log.user_id, log.action, log.data["why"], log.label) == (editor.pk, "wagtail.edit", "they called", "Rides")
    page = PageInput(GuidePage, "fatigue", "en", "Being tired", 1, "care", {"main_message": "x", "sources": [SOURCE]})
    put_pages(pages=[page], by=editor, why="clearer")
    assert PageLogEntry.objects.filter(user_id=editor.pk, data__why="clearer").exists()


def test_what_is_not_named_stays() -> None:
    make_world()
    put(Listing, "rides", summary="Other words.")
    rides = Listing.objects.get(key="rides")
    assert rides.phones.get().written == "800.ACS.2345" and rides.needs == ("ride",)
    assert rides.organization is not None
    put(Listing, "rides", parts={"phones": []}, references={"organization": ""})
    rides = Listing.objects.get(key="rides")
    assert not rides.phones.exists() and rides.organization is None


def test_all_that_is_wrong_is_named_and_nothing_saved() -> None:
    make_world()
    entries = [
        EntryInput(Listing, "good", "en", {"name": "Good"}),
        EntryInput(Listing, "Bad Key", "en", {"name": "Bad"}),
        EntryInput(Listing, "bad-word", "en", {"name": "Bad", "cost": "gratis"}),
        EntryInput(Listing, "bad-part", "en", {"name": "Bad"}, parts={"phones": [phone("")]}),
        EntryInput(Listing, "bad-language", "fr", {"name": "Mal"}),
        EntryInput(Listing, "good", "en", {"name": "Twice"}),
        EntryInput(Organization, "nameless", "en", {}),
    ]
    with pytest.raises(EntryError) as caught:
        put_entries(entries=entries, by=None, why=WHY)
    named = {(entry.key, field) for entry, field, _ in caught.value.problems}
    assert named == {
        ("Bad Key", "key"), ("bad-word", "cost"), ("bad-part", "phones 1, written"), ("bad-language", "language"),
        ("good", "key"), ("nameless", "name"),
    }  # fmt: skip
    assert not Listing.objects.filter(key="good").exists()


def test_a_reference_that_leads_nowhere_is_named() -> None:
    make_world()
    with pytest.raises(EntryError, match="no organization “nobody”"):
        put(Listing, "rides", references={"organization": "nobody"})


def test_twins_share_a_key_that_is_the_same_everywhere() -> None:
    make_world()
    twins = Listing.objects.filter(key="line")
    assert len({twin.translation_key for twin in twins}) == 1
    assert str(twins[0].translation_key) == "bf0684e4-ccb0-5688-bc78-885dc3d16134"


def test_a_page_that_cannot_be_saved_is_named_and_nothing_is() -> None:
    make_world()
    pages = [
        PageInput(ChapterPage, "new", "en", "New", 2),
        PageInput(GuidePage, "lost", "en", "Lost", 1, "no-such-chapter", {"main_message": "x"}),
        PageInput(GuidePage, "untold", "en", "Untold", 1, "care", {"review_state": "reviewed", "main_message": "x"}),
    ]
    with pytest.raises(PageError) as caught:
        put_pages(pages=pages, by=None, why=WHY)
    assert {(page.key, field) for page, field, _ in caught.value.problems} == {
        ("lost", "chapter"),
        ("untold", "review_by"),
    }
    assert not ChapterPage.objects.filter(slug="new").exists()


def test_something_cannot_be_its_own_successor() -> None:
    make_world()
    rides = Listing.objects.get(key="rides")
    rides.successor = rides
    with pytest.raises(Exception, match="own successor"):
        rides.full_clean()


def test_the_first_editor_is_made_once() -> None:
    password = create_first_editor()
    assert password and get_user_model().objects.get().check_password(password)
    assert create_first_editor() is None


def test_the_directory_is_described() -> None:
    make_world()
    assert DirectorySettings.load().name["es"] == "Directorio pequeño"
