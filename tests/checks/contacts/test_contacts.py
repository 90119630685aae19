"""Letters to listed organizations: who gets one, what the link does, what becomes of the answer."""

import datetime as dt
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.utils.timezone import now

from dogwood.checks.calls.worklist import find_callees
from dogwood.checks.contacts.actions import find_answers
from dogwood.checks.contacts.letters import send_due_letters
from dogwood.checks.contacts.models import Contact, Letter
from dogwood.checks.contacts.schedule import find_due
from dogwood.checks.models import Check
from dogwood.checks.public import forms
from dogwood.editorial.models import Listing
from dogwood.facts.freshness import Freshness
from tests.checks.calls.conftest import put_listing

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(forms, "QUICKEST", 0.0)


@pytest.fixture
def editor(db: None) -> Any:
    return get_user_model().objects.create_superuser("vera", "", "a long password")


@pytest.fixture
def desk(editor: Any) -> Client:
    client = Client()
    client.force_login(editor)
    return client


def put_mailed(key: str = "line", **values: Any) -> None:
    put_listing(key, **{"email": f"{key}@example.org", **values})


def send() -> str:
    """Send what is due and return the path of the last letter's link."""
    send_due_letters(now=now())
    found = re.search(r"https?://[^/\s]+(/tell-us/\S+)", str(mail.outbox[-1].body))
    assert found is not None
    return found[1]


def fields(path: str) -> dict[str, str]:
    page = BeautifulSoup(Client().get(path).content, "html.parser")
    sent = {
        str(field["name"]): str(field.get("value", ""))
        for field in page.select("input[name]")
        if field.get("type") != "checkbox"
    }
    return sent | {str(area["name"]): area.get_text() for area in page.select("textarea")}


def test_still_correct_in_one_click_counts_as_a_confirmation(db: None) -> None:
    put_mailed()
    path = send()
    letter = mail.outbox[0]
    assert letter.to == ["line@example.org"] and "Line" in letter.subject
    assert "800.ACS.2345" in letter.body and "mo-fr 09:00-17:00" in letter.body
    assert not Check.objects.exists()
    sent = fields(path)  # a mail program that opens the link confirms nothing
    assert not Check.objects.exists()
    answer = Client(enforce_csrf_checks=True).post(path, sent | {"answer": "correct"})
    assert b"recorded today" in answer.content and "Set-Cookie" not in answer.headers
    check = Check.objects.get()
    assert (check.method, check.outcome, check.by) == ("contact", "confirmed", "line@example.org")
    assert find_callees(now().date(), ["line"])[0].state is Freshness.FRESH
    assert not find_due(now()).requests


def test_a_used_and_an_expired_and_an_unknown_link_say_so_kindly(db: None) -> None:
    put_mailed()
    path = send()
    Client().post(path, fields(path) | {"answer": "correct"})
    for verb in (Client().get, Client().post):
        answer = verb(path)
        assert answer.status_code == 410 and b"was used already" in answer.content
    put_mailed("other")
    path = send()
    Letter.objects.update(expires_at=now() - dt.timedelta(days=1))
    answer = Client().get(path)
    assert answer.status_code == 410 and b"has expired" in answer.content
    answer = Client().get("/tell-us/es/confirm/guessed/")
    assert answer.status_code == 404 and "No conocemos este enlace" in answer.content.decode()


def test_the_secret_is_kept_nowhere(db: None) -> None:
    put_mailed()
    token = send().rstrip("/").rsplit("/", 1)[-1]
    assert len(token) >= 40
    letter = Letter.objects.get()
    assert token not in str({field.name: getattr(letter, field.name) for field in Letter._meta.fields})


def test_proposed_changes_wait_for_an_editor_who_takes_them_field_by_field(desk: Client, editor: Any) -> None:
    put_mailed()
    path = send()
    sent = fields(path) | {
        "field-phone": "828-262-4000",
        "field-cost": "Free",
        "field-website": "https://example.org/new",
    }
    answer = Client().post(path, sent | {"answer": "changes", "note": "We moved."})
    assert b"A person will look" in answer.content and not Check.objects.exists()
    assert Listing.objects.get().cost_note == ""
    (work,) = find_answers(editor)
    page = BeautifulSoup(desk.get(work.url).content, "html.parser")
    text = page.get_text()
    assert "800.ACS.2345" in text and "828-262-4000" in text and "We moved." in text
    desk.post(
        work.url,
        {
            "accept": ["phone", "cost"],
            "value-phone": "828-262-4000",
            "value-cost": "Free of charge",
            "value-website": "https://example.org/new",
        },
    )
    listing = Listing.objects.get()
    assert [phone.written for phone in listing.phones.all()] == ["828-262-4000"]
    assert listing.cost_note == "Free of charge" and listing.website == "https://example.org"
    assert {(check.field, check.method, check.outcome) for check in Check.objects.all()} == {
        ("phone", "contact", "changed"), ("cost", "contact", "changed"), ("", "contact", "confirmed"),
    }  # fmt: skip
    assert not list(find_answers(editor)) and Letter.objects.get().state == "settled"
    assert (
        desk.post(work.url, {"accept": ["website"], "value-website": "https://evil.example"}, follow=True).status_code
        == 200
    )
    assert Listing.objects.get().website == "https://example.org"


def test_a_change_that_cannot_be_right_stays_open(desk: Client, editor: Any) -> None:
    put_mailed()
    path = send()
    Client().post(path, fields(path) | {"field-phone": "call us", "answer": "changes"})
    (work,) = find_answers(editor)
    answer = desk.post(work.url, {"accept": ["phone"], "value-phone": "call us"})
    assert answer.status_code == 422 and Letter.objects.get().state == "changes" and not Check.objects.exists()


def test_nothing_taken_over_changes_nothing(desk: Client, editor: Any) -> None:
    put_mailed()
    path = send()
    Client().post(path, fields(path) | {"field-cost": "A lot", "answer": "changes"})
    (work,) = find_answers(editor)
    desk.post(work.url, {})
    assert not Check.objects.exists() and Listing.objects.get().cost_note == "" and not list(find_answers(editor))


def test_a_change_sent_with_the_first_button_is_still_a_change(db: None) -> None:
    put_mailed()
    path = send()
    Client().post(path, fields(path) | {"field-cost": "Free", "answer": "correct"})
    assert Letter.objects.get().state == "changes" and not Check.objects.exists()


def test_one_letter_a_year_one_reminder_after_three_weeks_then_a_call(db: None) -> None:
    put_mailed()
    start = now()
    assert send_due_letters(now=start).requests == 1
    for days, expected in ((1, 0), (20, 0), (22, 1), (23, 0), (60, 0)):
        report = send_due_letters(now=start + dt.timedelta(days=days))
        assert (report.requests, report.reminders) == (0, expected), days
    first, second = (re.search(r"/confirm/(\S+)/", str(letter.body)) for letter in mail.outbox)
    assert first and second and first[1] != second[1]
    assert Client().get(f"/tell-us/en/confirm/{first[1]}/").status_code == 404
    assert Client().get(f"/tell-us/en/confirm/{second[1]}/").status_code == 200
    assert [callee.listing.key for callee in find_callees(now().date())] == ["line"]
    assert send_due_letters(now=start + dt.timedelta(days=366)).requests == 1


def test_who_gets_a_letter(db: None) -> None:
    put_mailed("public")
    put_listing("none")
    put_mailed("gone", status="defunct")
    put_mailed("quiet")
    put_mailed("private")
    put_mailed("called")
    Contact.objects.create(listing="quiet", email="q@example.org", is_silent=True)
    Contact.objects.create(listing="private", email="ana@example.org", name="Ana", language="es")
    Check.objects.create(
        subject="listing", key="called", on=now().date().isoformat(), method="phone", outcome="confirmed", by="x"
    )
    due = find_due(now())
    assert {(addressee.listing.key, addressee.email) for addressee in due.requests} == {
        ("public", "public@example.org"), ("private", "ana@example.org"),
    }  # fmt: skip
    send_due_letters(now=now())
    (spanish,) = (letter for letter in mail.outbox if letter.to == ["ana@example.org"])
    assert (
        "Ana" in spanish.body and "/tell-us/es/confirm/" in spanish.body and "¿Sigue siendo correcto" in spanish.subject
    )


def test_a_letter_that_cannot_be_sent_is_told_and_tried_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    put_mailed()

    def refuse(self: Any, *arguments: Any, **more: Any) -> int:
        raise ConnectionRefusedError("no mail server")

    with monkeypatch.context() as patch:
        patch.setattr("django.core.mail.EmailMessage.send", refuse)
        report = send_due_letters(now=now())
    assert report.requests == 0 and report.failed == {"line": "no mail server"}
    assert send_due_letters(now=now()).requests == 1


def test_a_name_cannot_break_the_head_of_a_letter(db: None) -> None:
    put_mailed(name="Line\nBcc: everybody@example.org")
    send_due_letters(now=now())
    assert mail.outbox[0].recipients() == ["line@example.org"] and "\n" not in mail.outbox[0].subject


def test_the_desk_shows_and_sends_what_is_due(desk: Client) -> None:
    put_mailed()
    assert b"line@example.org" in desk.get("/desk/letters/").content
    assert b"1 letters and 0 reminders" in desk.post("/desk/letters/", follow=True).content
    assert desk.get("/desk/contacts/").status_code == 200
