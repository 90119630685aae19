"""Many entries at once: what is chosen, tagged, assigned, exported; filters that are kept."""

import csv
import io
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from dogwood.editorial.actions import EntryInput, put_entries
from dogwood.editorial.models import Event, Listing, SavedFilter
from dogwood.editorial.people.roles import put_roles
from dogwood.editorial.worklist import find_claims

pytestmark = pytest.mark.django_db
LIST = "/desk/snippets/editorial/listing/"


@pytest.fixture
def head() -> Any:
    return get_user_model().objects.create_superuser("head", "", "a long password")


@pytest.fixture
def desk(head: Any) -> Client:
    client = Client()
    client.force_login(head)
    return client


@pytest.fixture
def listings() -> list[Listing]:
    """Three helplines and two groups; one of the groups is in Boone, Watauga County."""
    rows = [("a", "helpline"), ("b", "helpline"), ("c", "helpline"), ("d", "support-group"), ("e", "support-group")]
    entries = [
        EntryInput(
            Listing,
            key,
            "en",
            {
                "name": f"Line {key}" + (" second" if key == "e" else ""),
                "service_type": kind,
                "needs": ("peer-support",),
            },
            parts={"places": [{"city": "Boone", "county": "Watauga"}] if key == "e" else []},
        )
        for key, kind in rows
    ]
    twins = [EntryInput(Listing, key, "es", {"name": f"Línea {key}"}) for key, _ in rows]
    put_entries(entries=[*entries, *twins], by=None, why="test")
    return list(Listing.objects.sources().order_by("key"))


def bulk(desk: Client, action: str, ids: list[Any], data: dict[str, Any], query: str = "") -> Any:
    chosen = "&".join(f"id={number}" for number in ids)
    address = f"/desk/bulk/editorial/listing/{action}/?{chosen}&next={LIST}"
    return desk.post(address + (f"%3F{query.replace('&', '%26').replace('=', '%3D')}" if query else ""), data)


def needs() -> dict[str, tuple[str, ...]]:
    return {listing.key: listing.needs for listing in Listing.objects.sources()}


def test_words_are_put_on_and_taken_off_and_the_history_says_why(desk: Client, listings: list[Listing]) -> None:
    page = desk.get(f"/desk/bulk/editorial/listing/tag/?id={listings[0].pk}&next={LIST}")
    assert page.status_code == 200 and "Line a" in page.content.decode()
    data = {"add_needs": ["talk-now"], "remove_needs": ["peer-support"], "why": "helplines are for now"}
    answer = bulk(desk, "tag", [listings[0].pk, listings[1].pk], data)
    assert answer.status_code == 302 and answer["Location"] == LIST
    assert needs()["a"] == needs()["b"] == ("talk-now",)
    assert needs()["c"] == ("peer-support",)
    story = desk.get(f"/desk/snippets/editorial/listing/history/{listings[0].pk}/")
    assert story.status_code == 200


def test_all_of_a_filtered_list_are_those_that_it_shows(desk: Client, listings: list[Listing]) -> None:
    """Wagtail's own "all" is the whole table, which would tag what nobody saw."""
    bulk(desk, "tag", ["all"], {"add_needs": ["talk-now"], "why": "x"}, query="service_type=helpline&locale=en")
    assert [key for key, words in sorted(needs().items()) if "talk-now" in words] == ["a", "b", "c"]
    bulk(desk, "tag", ["all"], {"add_needs": ["trials"], "why": "x"}, query="q=second")
    assert [key for key, words in needs().items() if "trials" in words] == ["e"]
    bulk(desk, "tag", ["all"], {"add_needs": ["ride"], "why": "x"}, query="county=Watauga")
    assert [key for key, words in needs().items() if "ride" in words] == ["e"]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        ({"why": "x"}, "Choose at least one word"),
        ({"add_needs": ["talk-now"]}, "This field is required"),
        ({"add_needs": ["no such need"], "why": "x"}, "not one of the available choices"),
        ({"add_needs": ["ride"], "remove_needs": ["ride"], "why": "x"}, "Put on and taken off at once"),
    ],
)
def test_a_form_that_cannot_be_says_so_and_changes_nothing(
    desk: Client, listings: list[Listing], data: dict[str, Any], says: str
) -> None:
    before = needs()
    answer = bulk(desk, "tag", [listings[0].pk], data)
    assert answer.status_code == 200 and says in answer.content.decode()
    assert needs() == before


def test_events_are_tagged_too(desk: Client) -> None:
    put_entries(
        entries=[EntryInput(Event, "walk", "en", {"name": "Walk", "starts": "2026-12-01T09:00"})], by=None, why="test"
    )
    pk = Event.objects.get(key="walk").pk
    desk.post(f"/desk/bulk/editorial/event/tag/?id={pk}&next=/desk/", {"add_audiences": ["partners"], "why": "x"})
    assert Event.objects.get(key="walk").audiences == ("partners",)


def test_who_may_not_change_entries_changes_none(listings: list[Listing]) -> None:
    put_roles()
    caller = get_user_model().objects.create_user("caller", "", "a long password")
    from django.contrib.auth.models import Group

    caller.groups.add(Group.objects.get(name="Call volunteer"))
    client = Client()
    client.force_login(caller)
    before = needs()
    bulk(client, "tag", [listings[0].pk], {"add_needs": ["talk-now"], "why": "x"})
    assert needs() == before


def test_assigned_listings_are_that_persons_calls_until_set_free(desk: Client, head: Any, listings: Any) -> None:
    bulk(desk, "assign", [listings[0].pk, listings[3].pk], {"who": head.pk})
    assert find_claims() == {"call:a": "head", "call:d": "head"}
    bulk(desk, "assign", [listings[0].pk], {"who": ""})
    assert find_claims() == {"call:d": "head"}


def test_the_chosen_are_exported(desk: Client, listings: list[Listing]) -> None:
    answer = bulk(desk, "export", [listings[1].pk, listings[4].pk], {"form": "csv"})
    assert answer["Content-Disposition"].endswith('.csv"')
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == 2 and "Line b" in rows[0].values() and "Line e second" in rows[1].values()
    workbook = bulk(desk, "export", ["all"], {"form": "xlsx"}, query="service_type=support-group")
    assert workbook.content[:2] == b"PK"


def test_filters_are_kept_shared_and_removed(desk: Client, listings: list[Listing]) -> None:
    page = desk.get(LIST + "?service_type=helpline&p=1").content.decode()
    assert "Keep these filters" in page
    address = reverse("saved-filters") + "?of=listing&query=service_type%3Dhelpline%26p%3D2"
    assert "service_type: helpline" in desk.get(address).content.decode()
    answer = desk.post(address, {"name": "Helplines", "is_shared": "on"})
    assert answer["Location"] == LIST + "?service_type=helpline"
    assert "You have a filter of this name" in desk.post(address, {"name": "Helplines"}).content.decode()
    assert "Helplines" in desk.get(LIST).content.decode()
    other = Client()
    other.force_login(get_user_model().objects.create_superuser("other", "", "a long password"))
    assert "Helplines" in other.get(LIST).content.decode()
    saved = SavedFilter.objects.get()
    assert other.post(reverse("saved-filters"), {"remove": saved.pk}).status_code == 404  # only whose it is
    desk.post(reverse("saved-filters"), {"remove": saved.pk})
    assert not SavedFilter.objects.exists()


def test_filters_of_no_list_are_not_kept(desk: Client) -> None:
    assert desk.post(reverse("saved-filters") + "?of=user&query=x%3D1", {"name": "x"}).status_code == 422
    assert not SavedFilter.objects.exists()


def test_a_list_is_searched_and_filtered_at_once(desk: Client, listings: list[Listing]) -> None:
    """Wagtail's own search refuses filters that its index does not hold."""
    page = desk.get(LIST + "?q=line&county=Watauga&cost=&needs=peer-support&area=")
    assert page.status_code == 200
    assert [entry.key for entry in page.context["object_list"]] == ["e"]
