"""The desk's pages for probes."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from dogwood.checks.probes.models import ProbeFinding, ProbeRun
from tests.checks.calls.conftest import put_listing

pytestmark = pytest.mark.django_db
FINDINGS, RUNS = "/desk/probes/", "/desk/probes/runs/"


LOOK = ("wagtailadmin.access_admin", "checks.view_check", "checks.view_proberun")
DECIDE = (
    *LOOK,
    "checks.view_probefinding",
    "checks.change_probefinding",
    "checks.add_proberun",
    "checks.change_proberun",
)


def sign_in(*rights: str) -> Client:
    user = get_user_model().objects.create_user("vera", password="a long password", first_name="Vera")
    codes = [right.partition(".")[2] for right in rights]
    user.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk() -> Client:
    return sign_in(*DECIDE)


def find(kind: str = "repurposed", **values: Any) -> ProbeFinding:
    facts = {
        "subject": "listing", "key": "line", "field": "website", "value": "http://line.example.org/", "severity": "high",
        "seen": "The name is for sale.", "evidence": "“<b>Buy</b> this domain”", **values,
    }  # fmt: skip
    return ProbeFinding.objects.create(kind=kind, **facts)


def test_an_editor_sees_what_was_found_and_decides(desk: Client) -> None:
    put_listing()
    finding = find()
    page = desk.get(FINDINGS).content.decode()
    assert "The name is for sale." in page and "kept from readers" in page and "&lt;b&gt;Buy" in page
    answer = desk.post(
        f"{FINDINGS}?state=open", {"id": finding.pk, "state": "dismissed", "note": "=It is theirs"}, follow=True
    )
    assert "1 finding settled" in answer.content.decode()
    finding.refresh_from_db()
    assert (finding.state, finding.settled_by) == ("dismissed", "Vera")
    assert "The name is for sale." not in desk.get(FINDINGS).content.decode()
    assert "Open again" in desk.get(f"{FINDINGS}?state=dismissed").content.decode()
    sheet = desk.get(f"{FINDINGS}?state=all&csv=1")
    assert sheet.headers["Content-Type"].startswith("text/csv") and "'=It is theirs" in sheet.content.decode()


def test_a_decision_that_is_none_is_said(desk: Client) -> None:
    finding = find()
    answer = desk.post(FINDINGS, {"id": [finding.pk, "x"], "state": "burn"}, follow=True)
    assert "none of" in answer.content.decode()


def test_findings_can_be_narrowed_down(desk: Client) -> None:
    find()
    find("zip-city", key="other", field="address", value="Boone", severity="medium", seen="Another town's.")
    assert "Another town" not in desk.get(f"{FINDINGS}?state=open&what=web").content.decode()
    assert "for sale" not in desk.get(f"{FINDINGS}?severity=medium").content.decode()
    assert "for sale" in desk.get(f"{FINDINGS}?key=line").content.decode()


def test_many_findings_cost_few_queries(desk: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        put_listing(f"line-{number}") if number < 5 else None
        find(key=f"line-{number}")
    with django_assert_max_num_queries(25):
        assert "1 / 2" in desk.get(FINDINGS).content.decode()


def test_a_run_is_started_watched_stopped_and_resumed(desk: Client) -> None:
    put_listing()
    assert "Start a run" in desk.get(RUNS).content.decode()
    answer = desk.post(RUNS, {"what": "phones"})
    run = ProbeRun.objects.get()
    assert answer.headers["Location"] == reverse("probe-run", args=[run.pk])
    assert (run.what, run.total, run.state, str(run.asked_by)) == ("phones", 1, "queued", "vera")
    page = desk.get(answer.headers["Location"])
    assert page.headers["Refresh"] == "3" and "0 / 1" in page.content.decode() and "Stop" in page.content.decode()
    again = desk.post(RUNS, {"what": "phones"}, follow=True)
    assert "under way" in again.content.decode() and ProbeRun.objects.count() == 1
    desk.post(answer.headers["Location"], {"do": "stop"})
    page = desk.get(answer.headers["Location"])
    assert "Refresh" not in page.headers and "Resume" in page.content.decode()
    desk.post(answer.headers["Location"], {"do": "resume"})
    run.refresh_from_db()
    assert run.state == "queued" and not run.stop_requested
    assert "queued" not in desk.get(RUNS).content.decode() and "Waits for the worker" in desk.get(RUNS).content.decode()


def test_a_run_that_is_done_is_neither_stopped_nor_resumed(desk: Client) -> None:
    run = ProbeRun.objects.create(state="done", total=3, done=3, note="Nothing was held against them.")
    page = desk.get(reverse("probe-run", args=[run.pk])).content.decode()
    assert "Nothing was held" in page and ">Stop<" not in page and ">Resume<" not in page
    assert "is done" in desk.post(reverse("probe-run", args=[run.pk]), {"do": "resume"}, follow=True).content.decode()


@pytest.mark.parametrize("path", [FINDINGS, RUNS, f"{RUNS}1/"])
def test_a_volunteer_has_no_part_in_probes(path: str) -> None:
    ProbeRun.objects.create(pk=1)
    client = sign_in("wagtailadmin.access_admin", "checks.add_check", "checks.view_check")
    assert client.get(path).status_code == 302 and client.post(path, {"state": "accepted"}).status_code == 302
    assert 'href="/desk/probes/"' not in client.get("/desk/").content.decode()


def test_who_may_only_look_starts_nothing(db: None) -> None:
    client = sign_in(*LOOK)
    run = ProbeRun.objects.create()
    assert "Start a run" not in client.get(RUNS).content.decode()
    assert client.post(RUNS, {"what": "web"}).status_code in {302, 403} and ProbeRun.objects.count() == 1
    client.post(f"{RUNS}{run.pk}/", {"do": "stop"})
    assert not ProbeRun.objects.get().stop_requested


def test_probes_are_in_the_menu_of_who_may_decide(desk: Client) -> None:
    find()
    home = desk.get("/desk/").content.decode()
    assert "/desk/probes/" in home
