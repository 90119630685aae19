"""The desk's pages for calling, as a volunteer uses them."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils.timezone import localdate

from dogwood.checks.models import Check
from dogwood.editorial.models import Claim, Listing

from .conftest import put_listing

pytestmark = pytest.mark.django_db
SHEET = "/desk/calls/sheet/?keys=line"


def form_of(client: Client, key: str = "line") -> dict[str, str]:
    """What the sheet's form would send as it stands."""
    page = BeautifulSoup(client.get(f"/desk/calls/sheet/?keys={key}").content, "html.parser")
    form = page.select_one(f"#sheet-{key} form")
    assert form is not None
    sent = {str(field["name"]): str(field.get("value", "")) for field in form.select("input") if field.get("name")}
    return sent | {str(area["name"]): area.get_text() for area in form.select("textarea")}


@pytest.mark.parametrize(
    "path", ["/desk/", "/desk/today/", "/desk/calls/", SHEET, "/desk/truth/", "/desk/story/listing/line/"]
)
def test_it_answers_and_names_the_listing_or_the_state(desk: Client, path: str) -> None:
    put_listing()
    answer = desk.get(path)
    assert answer.status_code == 200
    assert b"Line" in answer.content or b"unconfirmed" in answer.content


@pytest.mark.parametrize("path", ["/desk/today/", "/desk/calls/", SHEET, "/desk/truth/", "/desk/story/listing/line/"])
def test_a_stranger_is_asked_to_sign_in(db: None, path: str) -> None:
    assert "/login/" in Client().get(path)["Location"]


def test_a_listing_that_is_not_there_is_no_error(desk: Client) -> None:
    assert desk.get("/desk/calls/sheet/?keys=nobody,%00").status_code == 200
    assert desk.get("/desk/story/listing/nobody/").status_code == 404
    assert desk.get("/desk/story/planet/line/").status_code == 404


def test_one_click_for_all_correct(desk: Client) -> None:
    put_listing()
    answer = desk.post(SHEET, form_of(desk) | {"outcome": "answered"})
    assert answer.status_code == 302 and "done=line" in answer["Location"]
    assert {check.outcome for check in Check.objects.all()} == {"confirmed"}
    assert Check.objects.first().role == "Administrator"  # type: ignore[union-attr]
    assert "Done today" in desk.get(answer["Location"]).content.decode()


def test_the_volunteer_takes_the_next_and_works_through_them(desk: Client) -> None:
    for number in range(25):
        put_listing(f"line-{number:02}")
    answer = desk.post("/desk/calls/", {"next": "1"})
    page = BeautifulSoup(desk.get(answer["Location"]).content, "html.parser")
    assert len(page.select("section.dw-sheet")) == 20 and Claim.objects.count() == 20
    assert len(BeautifulSoup(desk.get("/desk/calls/sheet/").content, "html.parser").select("section.dw-sheet")) == 20
    desk.post("/desk/calls/release/", {"key": ["line-00"]})
    assert Claim.objects.count() == 19


def test_what_was_typed_is_not_lost_when_it_cannot_be_saved(desk: Client) -> None:
    put_listing()
    sent = form_of(desk) | {
        "field-phone": "12",
        "field-cost": "Free of charge",
        "note": "Spoke to Ann",
        "outcome": "answered",
    }
    answer = desk.post(SHEET, sent)
    assert answer.status_code == 422 and not Check.objects.exists()
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.select_one("[name=field-phone]")["value"] == "12"  # type: ignore[index]
    assert page.select_one("[name=note]").get_text() == "Spoke to Ann"  # type: ignore[union-attr]
    assert "Free of charge" in page.select_one("[name=field-cost]").get_text()  # type: ignore[union-attr]
    assert page.select_one("#problem-phone-line") is not None


def test_two_people_do_not_undo_each_other(desk: Client) -> None:
    put_listing()
    sent = form_of(desk)
    put_listing(website="https://example.org/newer")
    # Who did not touch the field leaves the newer value alone …
    desk.post(SHEET, sent | {"outcome": "answered"})
    assert Listing.objects.get().website == "https://example.org/newer"
    # … and who did is told.
    answer = desk.post(SHEET, sent | {"field-website": "https://example.org/mine", "outcome": "answered"})
    assert answer.status_code == 422 and b"https://example.org/newer" in answer.content
    assert Listing.objects.get().website == "https://example.org/newer"


@pytest.mark.parametrize("day", ["soon", "2001-01-01", "2999-01-01"])
def test_the_day_of_the_call_is_a_recent_one(desk: Client, day: str) -> None:
    put_listing()
    assert desk.post(SHEET, form_of(desk) | {"on": day, "outcome": "answered"}).status_code == 422
    assert not Check.objects.exists()


def test_the_story_reads_like_one(desk: Client) -> None:
    put_listing()
    desk.post(SHEET, form_of(desk) | {"field-phone": "828-262-4000", "outcome": "answered"})
    text = " ".join(BeautifulSoup(desk.get("/desk/story/listing/line/").content, "html.parser").get_text().split())
    assert "Vera Voss, Administrator learned that the phone is “828-262-4000”, by phone. was: 800.ACS.2345" in text
    assert "corrected after a call: phone" in text
    only = desk.get("/desk/story/listing/line/?field=phone").content.decode()
    assert "corrected after a call" not in only and "828-262-4000" in only


def test_the_home_says_what_to_do_and_lets_one_take_it(desk: Client) -> None:
    put_listing()
    page = desk.get("/desk/").content.decode()
    assert "Nobody has called yet" in page and "0 of 1 listings" in page
    desk.post("/desk/today/", {"key": ["call:line", "call:made-up"]})
    assert [claim.key for claim in Claim.objects.all()] == ["call:line"]
    assert "Mine" in desk.get("/desk/").content.decode()


def test_the_truth_is_counted_by_type_and_month(desk: Client) -> None:
    put_listing()
    put_listing("wigs", service_type="products")
    desk.post(SHEET, form_of(desk) | {"outcome": "answered"})
    text = " ".join(BeautifulSoup(desk.get("/desk/truth/").content, "html.parser").get_text(" ").split())
    assert "1 of 2 listings were confirmed" in text and "Helpline 1 1 100" in text
    assert f"to 50% on {localdate()}" in desk.get("/desk/truth/").content.decode()


def test_answers_are_escaped(desk: Client) -> None:
    put_listing(name="<script>alert(1)</script>")
    for path in ("/desk/", "/desk/calls/", SHEET, "/desk/story/listing/line/"):
        assert b"<script>alert(1)" not in desk.get(path).content
