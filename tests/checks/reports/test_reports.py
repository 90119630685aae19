"""What a reader tells, from the form to the desk's triage."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from dogwood.checks.public import forms
from dogwood.checks.reports.actions import ReportError, file_report, find_reports, settle_reports
from dogwood.checks.reports.models import Report
from tests.checks.calls.conftest import put_listing

pytestmark = pytest.mark.django_db
FORM = "/tell-us/en/listing/line/"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    cache.clear()
    monkeypatch.setattr(forms, "QUICKEST", 0.0)


@pytest.fixture
def editor(db: None) -> Any:
    return get_user_model().objects.create_superuser("vera", "", "a long password")


def fill(client: Client, path: str = FORM, **more: str) -> HttpResponse:
    page = BeautifulSoup(client.get(path).content, "html.parser")
    token = page.select_one("[name=token]")
    assert token is not None
    sent = {"token": str(token["value"]), "kind": "number", "words": "Nobody answers.", **more}
    answer: HttpResponse = client.post(path, sent)
    return answer


@pytest.mark.parametrize(("language", "thanks"), [("en", "Thank you"), ("es", "Gracias")])
def test_a_reader_tells_without_an_account_or_a_cookie(db: None, language: str, thanks: str) -> None:
    put_listing()
    client = Client(enforce_csrf_checks=True)
    answer = fill(client, f"/tell-us/{language}/listing/line/")
    assert answer.status_code == 200 and thanks in answer.content.decode()
    assert not client.cookies and "Set-Cookie" not in answer.headers
    report = Report.objects.get()
    assert (report.subject, report.key, report.kind, report.words) == ("listing", "line", "number", "Nobody answers.")
    assert {field.name for field in Report._meta.fields}.isdisjoint({"ip", "address", "email", "name", "user_agent"})


def test_the_form_fetches_nothing_from_elsewhere_and_is_found_by_no_search_engine(db: None) -> None:
    put_listing()
    answer = Client().get(FORM)
    assert not re.findall(r'(?:src|href)="https?://(?!127\.0\.0\.1)', answer.content.decode())
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"] and "script" not in answer.content.decode()
    assert answer.headers["X-Robots-Tag"] == "noindex" and answer.headers["Cache-Control"] == "no-store"
    assert BeautifulSoup(answer.content, "html.parser").html["lang"] == "en"  # type: ignore[index]


def test_what_is_not_there_is_told_kindly(db: None) -> None:
    for path in ("/tell-us/en/listing/nobody/", "/tell-us/en/planet/line/"):
        answer = Client().get(path)
        assert answer.status_code == 404 and b"Thank you all the same" in answer.content
    assert Client().get("/tell-us/xx/listing/line/").status_code == 404


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"kind": ""}, "Please choose"),
        ({"kind": "explode"}, "Please choose"),
        ({"words": "x" * 2001}, "2,000 characters"),
        ({"token": "made up"}, "open for long"),
    ],
)
def test_what_cannot_be_taken_says_why_and_keeps_the_words(db: None, more: dict[str, str], said: str) -> None:
    put_listing()
    answer = fill(Client(), **{"words": "My own words", **more})
    assert answer.status_code == 422 and said in answer.content.decode()
    assert more.get("words", "My own words")[:50] in answer.content.decode()
    assert not Report.objects.exists()


def test_a_form_is_sent_once_and_not_for_another_listing(db: None) -> None:
    put_listing()
    put_listing("other")
    client = Client()
    token = str(BeautifulSoup(client.get(FORM).content, "html.parser").select_one("[name=token]")["value"])  # type: ignore[index]
    sent = {"token": token, "kind": "closed", "words": ""}
    assert client.post("/tell-us/en/listing/other/", sent).status_code == 422
    assert client.post(FORM, sent).status_code == 200
    assert client.post(FORM, sent).status_code == 422
    assert Report.objects.count() == 1


def test_a_robot_is_too_quick_and_a_flood_is_stopped(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    put_listing()
    monkeypatch.setattr(forms, "QUICKEST", 60.0)
    assert b"very quick" in fill(Client()).content
    monkeypatch.setattr(forms, "QUICKEST", 0.0)
    statuses = [fill(Client()).status_code for _ in range(forms.PER_ADDRESS + 2)]
    assert statuses[0] == 200 and statuses[-1] == 429
    assert Report.objects.count() < forms.PER_ADDRESS + 1


def test_behind_a_proxy_the_readers_are_told_apart(db: None, settings: Any) -> None:
    put_listing()
    settings.IS_BEHIND_TLS = True
    for number in range(forms.PER_ADDRESS + 2):
        client = Client(headers={"x-forwarded-for": f"made up, 192.0.2.{number}"})
        assert fill(client).status_code == 200


def test_advertising_is_kept_apart_not_lost(db: None) -> None:
    put_listing()
    fill(Client(), website="filled by a robot")
    fill(Client(), words="buy http://a.example and www.b.example")
    fill(Client(), words="They moved, see https://example.org")
    assert [report.is_suspect for report in Report.objects.order_by("pk")] == [True, True, False]


def test_words_are_shown_as_words(db: None, editor: Any) -> None:
    put_listing()
    fill(Client(), words="<script>alert(1)</script>")
    desk = Client()
    desk.force_login(editor)
    page = desk.get("/desk/reader-reports/").content
    assert b"<script>alert(1)" not in page and b"&lt;script&gt;" in page


@given(st.text(max_size=3000), st.text(max_size=20))
def test_any_text_is_taken_or_refused(words: str, kind: str) -> None:
    try:
        report = file_report(subject="listing", key="line", language="en", kind=kind or "other", words=words)
    except ReportError:
        return
    assert all(char.isprintable() or char == "\n" for char in report.words)


def test_the_second_reader_makes_no_second_work_and_all_is_settled_at_once(editor: Any) -> None:
    put_listing()
    put_listing("wigs", service_type="products")
    for key, kind in (("wigs", "facts"), ("line", "number"), ("line", "harm")):
        file_report(subject="listing", key=key, language="en", kind=kind, words="")
    works = sorted(find_reports(editor), key=lambda work: -work.weight)
    assert next((work.key, work.why.split(":")[0]) for work in works) == ("report:listing:line", "2 readers")
    desk = Client()
    desk.force_login(editor)
    page = BeautifulSoup(desk.get("/desk/reader-reports/").content, "html.parser")
    ids = [str(field["value"]) for field in page.select("#listing-line [name=id]")]
    desk.post("/desk/reader-reports/", {"id": ids, "state": "corrected", "note": "New number."})
    assert [work.key for work in find_reports(editor)] == ["report:listing:wigs"]
    assert set(Report.objects.filter(key="line").values_list("state", "settled_by", "note")) == {
        ("corrected", "vera", "New number.")
    }
    assert b"New number." in desk.get("/desk/reader-reports/").content


def test_a_settled_report_is_not_settled_again(editor: Any) -> None:
    report = file_report(subject="listing", key="line", language="en", kind="other", words="")
    assert settle_reports(ids=[report.pk], state="right", by=editor) == 1
    assert settle_reports(ids=[report.pk], state="useless", by=editor) == 0
    with pytest.raises(ValueError, match="none of"):
        settle_reports(ids=[report.pk], state="new", by=editor)
