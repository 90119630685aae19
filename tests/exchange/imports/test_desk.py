"""The import pages of the desk: upload, columns, apply, undo; and who may."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from dogwood.editorial.models import Listing
from dogwood.exchange.models import ImportRun
from tests.support.world import make_world

pytestmark = pytest.mark.django_db
TABLE = b"Name,Contact,What,Phone\nRide Circle,rides@example.org,Drivers,919-733-4261\nPantry,food@example.org,Food,15-685-6440\n"


@pytest.fixture
def desk() -> Client:
    make_world()
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("head", "", "a long password"))
    return client


def upload(desk: Client, content: bytes = TABLE, name: str = "sheet.csv") -> ImportRun:
    answer = desk.post(
        "/desk/imports/", {"file": SimpleUploadedFile(name, content), "kind": "spreadsheet", "source": "The county"}
    )
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return ImportRun.objects.latest("pk")


def test_a_file_becomes_a_preview_and_nothing_more(desk: Client) -> None:
    run = upload(desk)
    page = desk.get(f"/desk/imports/{run.pk}/").content.decode()
    assert "Ride Circle" in page and "nine" not in page and "has 9 digits" in page
    assert run.state == "previewed" and not Listing.objects.filter(name="Ride Circle").exists()


def test_columns_and_rows_are_decided_applied_and_undone(desk: Client) -> None:
    run = upload(desk)
    what = [column["heading"] for column in run.report["columns"]].index("What")
    desk.post(
        f"/desk/imports/{run.pk}/?show=create",
        {"do": "again", f"column-{what}": "description", "row-0": "", "row-1": "skip"},
    )
    run.refresh_from_db()
    assert run.counts["create"] == 1 and run.counts["skip"] == 1
    desk.post(f"/desk/imports/{run.pk}/", {"do": "apply"})
    listing = Listing.objects.get(name="Ride Circle")
    assert listing.description == "Drivers" and not listing.live and listing.email == "rides@example.org"
    page = desk.get(f"/desk/imports/{run.pk}/").content.decode()
    assert "Undo this import" in page and "are drafts" in page
    desk.post(f"/desk/imports/{run.pk}/", {"do": "undo"})
    assert not Listing.objects.filter(name="Ride Circle").exists()
    assert "1 removed" in desk.get(f"/desk/imports/{run.pk}/").content.decode()


def test_choices_that_were_not_previewed_are_shown_before_they_are_applied(desk: Client) -> None:
    run = upload(desk)
    desk.post(f"/desk/imports/{run.pk}/", {"do": "apply", "dated": "2026-06", "row-1": "skip"})
    run.refresh_from_db()
    assert (run.state, run.dated, run.counts["skip"]) == ("previewed", "2026-06", 1)
    desk.post(f"/desk/imports/{run.pk}/", {"do": "apply", "dated": "2026-06", "row-1": "skip"})
    run.refresh_from_db()
    assert run.state == "applied" and not Listing.objects.filter(name="Pantry").exists()


def test_the_columns_are_remembered_for_the_next_file(desk: Client) -> None:
    run = upload(desk)
    desk.post(f"/desk/imports/{run.pk}/", {"do": "again", "column-2": "eligibility"})
    desk.post(f"/desk/imports/{run.pk}/", {"do": "apply"})
    again = upload(desk)
    assert again.report["columns"][2] == {**again.report["columns"][2], "target": "eligibility", "why": "remembered"}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"PK\x03\x04broken", b"\x00\x01\x02\x03" * 50])
def test_a_file_that_is_none_is_refused_in_words(desk: Client, content: bytes) -> None:
    answer = desk.post("/desk/imports/", {"file": SimpleUploadedFile("x.csv", content), "kind": "spreadsheet"})
    assert answer.status_code == 422 and not ImportRun.objects.exists()
    assert "error" in answer.content.decode()


def test_a_preview_can_be_discarded(desk: Client) -> None:
    run = upload(desk)
    desk.post(f"/desk/imports/{run.pk}/", {"do": "discard"})
    run.refresh_from_db()
    assert run.state == "discarded" and not run.content
    desk.post(f"/desk/imports/{run.pk}/", {"do": "apply"})
    assert not Listing.objects.filter(name="Ride Circle").exists()


def sign_in(*permissions: str) -> Client:
    group = Group.objects.create(name="role")
    group.permissions.set(Permission.objects.filter(codename__in=["access_admin", *permissions]))
    user = get_user_model().objects.create_user("somebody", "", "a long password")
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def test_who_may_not_import_sees_no_door(desk: Client) -> None:
    run = upload(desk)
    client = sign_in("add_check", "change_listing")
    for path in ("/desk/imports/", f"/desk/imports/{run.pk}/"):
        assert client.get(path).status_code in {302, 403} and client.post(path, {"do": "apply"}).status_code in {
            302,
            403,
        }
    assert "/desk/imports/" not in client.get("/desk/").content.decode()
    run.refresh_from_db()
    assert run.state == "previewed"


def test_who_may_import_can(desk: Client) -> None:
    client = sign_in("add_importrun", "add_listing", "change_listing")
    assert client.get("/desk/imports/").status_code == 200
    assert "/desk/imports/" in client.get("/desk/").content.decode()


def test_listings_are_exported(desk: Client) -> None:
    answer = desk.get("/desk/exports/listings/?form=csv&need=ride")
    text = answer.content.decode("utf-8-sig")
    assert "Rides" in text and "Help line" not in text
    assert desk.get("/desk/exports/listings/").content.startswith(b"PK")
    assert desk.get("/desk/exports/listings/?county=Nowhere", follow=True).status_code == 200
