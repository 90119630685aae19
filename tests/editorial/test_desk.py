"""The desk's pages, as an administrator sees them, and how often they ask the database."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from dogwood.checks.actions import record_checks
from dogwood.checks.models import Check
from dogwood.editorial.actions import EntryInput, put_entries
from dogwood.editorial.models import Listing

pytestmark = pytest.mark.django_db
LISTS = [
    "/desk/",
    "/desk/pages/",
    "/desk/snippets/editorial/listing/",
    "/desk/snippets/editorial/organization/",
    "/desk/snippets/editorial/publication/",
    "/desk/snippets/editorial/event/",
    "/desk/snippets/editorial/glossaryterm/",
    "/desk/checks/",
    "/desk/checks/new/",
    "/desk/builds/",
    "/desk/settings/checks/checkpolicy/",
    "/desk/settings/editorial/directorysettings/",
]


@pytest.fixture
def desk() -> Client:
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("head", "", "a long password"))
    return client


def put_listings(first: int, count: int) -> None:
    entries = [
        EntryInput(
            Listing,
            f"line-{number}",
            "en",
            {"name": f"Line {number}", "summary": "Listens."},
            parts={"phones": [{"written": "800-227-2345"}], "places": [{"city": "Boone"}]},
        )
        for number in range(first, first + count)
    ]
    put_entries(entries=entries, by=None, why="test")


@pytest.mark.parametrize("path", LISTS)
def test_it_answers(desk: Client, path: str) -> None:
    assert desk.get(path, follow=True).status_code == 200


@pytest.mark.parametrize("path", LISTS)
def test_a_stranger_is_asked_to_sign_in(path: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == 302 and "/login/" in answer["Location"]


def own_queries(captured: CaptureQueriesContext) -> list[str]:
    """Without those of wagtail-localize's "translate" button: two a row, and so at most a hundred a page."""
    sql = [query["sql"] for query in captured]
    return [
        text for text in sql if "wagtail_localize" not in text and '"locale_id" IN' not in text and "NOT (" not in text
    ]


def test_the_list_of_listings_asks_as_often_for_forty_as_for_four(desk: Client) -> None:
    put_listings(0, 4)
    desk.get("/desk/snippets/editorial/listing/")
    with CaptureQueriesContext(
        connection,
    ) as few:
        desk.get("/desk/snippets/editorial/listing/")
    put_listings(4, 36)
    with CaptureQueriesContext(connection) as many:
        answer = desk.get("/desk/snippets/editorial/listing/")
    assert "Line 39" in answer.content.decode()
    assert len(own_queries(many)) <= len(own_queries(few)) + 2


def test_one_form_holds_a_listing_and_its_parts(desk: Client) -> None:
    put_listings(0, 1)
    listing = Listing.objects.get(key="line-0")
    form = desk.get(f"/desk/snippets/editorial/listing/edit/{listing.pk}/").content.decode()
    for name in ("name", "summary", "phones-0-written", "places-0-city", "needs", "status", "successor"):
        assert f'name="{name}"' in form, name


def test_a_check_cannot_be_changed_or_deleted_by_anyone(desk: Client) -> None:
    values = {"subject": "listing", "key": "line-0", "method": "phone", "outcome": "confirmed", "by": "A"}
    check = record_checks(checks=[values])[0]
    for verb in ("edit", "delete"):
        answer = desk.get(f"/desk/checks/{verb}/{check.pk}/")
        assert answer.status_code in {302, 403, 404}, verb
    assert Check.objects.filter(pk=check.pk).exists()
