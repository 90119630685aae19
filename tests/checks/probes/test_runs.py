"""Runs from start to end: in small steps, stopped and taken up, with a process killed in the middle, and offline."""

import datetime as dt
import time
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.utils.timezone import now

from dogwood.checks.probes import looks, steps, tasks
from dogwood.checks.probes.looks import Looker, make_rules
from dogwood.checks.probes.models import LEASE, HostMemory, ProbeFinding, ProbeItem, ProbeRun, WebMemory
from dogwood.checks.probes.problems import Look
from dogwood.checks.probes.runs import (
    ProbeError,
    drive,
    find_unfinished,
    resume_run,
    start_run,
    stop_run,
)
from dogwood.checks.probes.steps import take_step
from dogwood.checks.probes.web.judge import judge_visit
from dogwood.editorial.models import Listing, Organization
from tests.checks.calls.conftest import put_listing
from tests.support.world import put

from .zoo import PUBLIC, REDIRECTS, SITES, STATUSES, WILD, Zoo

pytestmark = pytest.mark.django_db


class Killed(BaseException):
    """The process dies here."""


@pytest.fixture
def looker(zoo: Zoo) -> Looker:
    return Looker(zoo.rules(seconds=4.0), pause=0.0)


def put_site(key: str, animal: str, **values: Any) -> None:
    put_listing(key, website=f"http://{animal}.zoo.test/", **values)


def start(what: str = "web", **more: Any) -> ProbeRun:
    return start_run(what=what, by=None, is_here=True, **more)


def findings() -> list[tuple[str, str, str]]:
    return sorted(ProbeFinding.objects.values_list("key", "kind", "state"))


def test_a_run_looks_at_everything_once(looker: Looker, zoo: Zoo) -> None:
    put_site("line", "home", email="info@nomail.test", phones=[{"written": "919-555"}])
    put_site("twin", "home", email="", places=[{"city": "Boone", "state": "VA", "zip": "28607"}])
    put_site("shut", "closed", status="defunct")
    put(Organization, "alliance", name="Alliance", website="http://closed.zoo.test/")
    run = drive(start("all"), looker=looker)
    assert (run.state, run.done, run.total, run.failed) == ("done", 7, 7, 0)
    assert findings() == [
        ("alliance", "closing-words", "open"), ("line", "mail-none", "open"), ("line", "number-invalid", "open"),
        ("twin", "zip-state", "open"),
    ]  # fmt: skip
    assert run.found == 4 and run.finished_at is not None and not ProbeItem.objects.exists()
    assert sum(one.host == "home.zoo.test" and one.path == "/" for one in zoo.requests) == 1


def test_a_second_run_asks_whether_anything_changed(looker: Looker, zoo: Zoo) -> None:
    put_site("line", "home")
    drive(start(), looker=looker)
    zoo.requests.clear()
    run = drive(start(), looker=looker)
    assert [(one.path, "if-none-match" in one.headers) for one in zoo.requests] == [
        ("/", True)
    ]  # robots.txt is remembered
    assert WebMemory.objects.get().fingerprint and WebMemory.objects.get().status == 304 and not run.found


def test_what_is_seen_no_more_is_taken_back_but_not_what_people_decide_on(looker: Looker, zoo: Zoo) -> None:
    zoo.sites |= {"one": zoo.sites["closed"], "two": zoo.sites["parked"]}
    put_site("line", "one")
    put_site("lost", "two")
    drive(start(), looker=looker)
    zoo.sites |= {"one": zoo.sites["home"], "two": zoo.sites["home"]}
    drive(start(), looker=looker)
    assert findings() == [("line", "closing-words", "gone"), ("lost", "repurposed", "open")]


def test_a_finding_on_an_address_that_was_corrected_is_closed(looker: Looker) -> None:
    put_site("line", "parked")
    drive(start(), looker=looker)
    put_site("line", "home")
    drive(start(), looker=looker)
    assert findings() == [("line", "repurposed", "gone")]


def test_without_a_way_out_nothing_is_held_against_anybody(zoo: Zoo) -> None:
    for number in range(6):
        put_listing(f"line-{number}", website=f"http://offline-{number}.test/", email=f"a@offline-{number}.test")
    run = drive(start("web"), looker=Looker(zoo.rules(), pause=0.0))
    assert run.state == "done" and run.done == 6 and not run.found and not findings()
    assert "6 could not be reached and 0 could" in run.note and "own connection" in run.note
    assert set(WebMemory.objects.values_list("failures", flat=True)) == {0}
    # A name server that itself has no way out says "no such name" of everything.
    put_listing("sixth", website="", email="a@nobody.test")
    mail = drive(start("email"), looker=Looker(zoo.rules(), pause=0.0))
    assert mail.state == "done" and mail.done == 7 and not findings() and "own connection" in mail.note


def test_one_host_among_others_that_cannot_be_reached_is_told(looker: Looker) -> None:
    put_site("line", "home")
    put_listing("lost", website="http://offline.test/")
    run = drive(start(), looker=looker)
    assert findings() == [("lost", "unreachable", "open")] and not run.note
    assert WebMemory.objects.get(url="http://offline.test/").failures == 1
    assert ProbeFinding.objects.get().severity == "low"


def test_a_mail_domain_that_does_not_exist_is_told_when_others_do(looker: Looker) -> None:
    put_listing("line", email="a@mail.test", website="")
    put_listing("lost", email="a@nobody.test", website="")
    drive(start("email"), looker=looker)
    assert findings() == [("lost", "mail-domain", "open")]


def test_one_listing_alone(looker: Looker) -> None:
    put_site("line", "closed")
    put_site("other", "closed", phones=[])
    run = drive(start("all", listing="line"), looker=looker)
    assert run.total == 3 and findings() == [("line", "closing-words", "open")]
    with pytest.raises(ProbeError, match="no listing"):
        start(listing="nobody")


def test_with_a_limit_those_not_looked_at_for_longest_go_first(looker: Looker) -> None:
    for key, animal in (("a", "home"), ("b", "empty"), ("c", "season")):
        put_site(key, animal)
    drive(start(limit=2), looker=looker)
    drive(start(limit=1), looker=looker)
    assert WebMemory.objects.count() == 3


def test_one_host_is_not_asked_twice_in_a_row(zoo: Zoo) -> None:
    put_listing("a", website="http://home.zoo.test/a")
    put_listing("b", website="http://home.zoo.test/b")
    looker = Looker(zoo.rules(), pause=0.6)
    began = now()
    drive(start(), looker=looker)
    assert now() - began >= dt.timedelta(seconds=0.6)
    zoo.robots["slow-paced"] = ""
    HostMemory.objects.update(not_before=now() + dt.timedelta(minutes=2))
    run = start()
    step = take_step(run.pk, run.turn, looker)
    assert not step.is_over and 30 < step.wait <= 60  # the worker does other work meanwhile


def test_a_host_that_is_busy_is_asked_again(looker: Looker, zoo: Zoo) -> None:
    put_site("line", "busy")
    run = drive(start(), looker=looker)
    assert (run.state, run.done, run.found) == ("done", 1, 0)
    assert sum(one.path == "/" for one in zoo.requests) == 2


def test_a_run_stops_and_goes_on(looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "STEP_SECONDS", 0.0)
    monkeypatch.setattr(steps, "AT_ONCE", 1)
    for key, animal in (("a", "home"), ("b", "closed"), ("c", "season")):
        put_site(key, animal)
    run = start()
    step = take_step(run.pk, run.turn, looker)
    run.refresh_from_db()
    assert (run.state, run.done) == ("running", 1)
    stop_run(run=run)
    assert take_step(run.pk, step.turn, looker).is_over
    run.refresh_from_db()
    assert (run.state, run.done) == ("stopped", 1) and find_unfinished() == run
    run = drive(resume_run(run=run, is_here=True), looker=looker)
    assert (run.state, run.done) == ("done", 3) and find_unfinished() is None
    for act in (lambda: stop_run(run=run), lambda: resume_run(run=run)):
        with pytest.raises(ProbeError):
            act()


def test_a_run_whose_process_was_killed_goes_on_where_it_was(looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "AT_ONCE", 1)
    for key, animal in (("a", "home"), ("b", "closed"), ("c", "season")):
        put_site(key, animal)
    run = start()
    real = Looker.look_at
    looked: list[str] = []

    def die_at_the_second(self: Looker, items: list[ProbeItem]) -> list[tuple[ProbeItem, Look]]:
        if len(looked) == 1:
            raise Killed
        looked.extend(item.value for item in items)
        return real(self, items)

    monkeypatch.setattr(Looker, "look_at", die_at_the_second)
    with pytest.raises(Killed):
        take_step(run.pk, run.turn, looker)
    monkeypatch.setattr(Looker, "look_at", real)
    run.refresh_from_db()
    assert (run.state, run.done) == ("running", 1)
    run = drive(resume_run(run=run, is_here=True), looker=looker)
    assert (run.state, run.done, run.failed) == ("done", 3, 0)
    assert findings() == [("b", "closing-words", "open")]


def test_what_kills_its_process_three_times_is_left_out(looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    put_site("line", "home")
    run = start()
    monkeypatch.setattr(Looker, "look_at", lambda self, items: (_ for _ in ()).throw(Killed) if items else [])
    for _ in range(3):
        with pytest.raises(Killed):
            take_step(run.pk, run.turn, looker)
        run = resume_run(run=run, is_here=True)
    run = drive(run, looker=looker)
    assert (run.state, run.done, run.failed) == ("done", 1, 1)


def test_an_item_that_cannot_be_looked_at_holds_nothing_up(looker: Looker, monkeypatch: pytest.MonkeyPatch) -> None:
    put_site("line", "home")
    put_site("other", "closed")

    def fail(visit: Any, holders: Any, **kwargs: Any) -> Look:
        if "home" in visit.url:
            raise RuntimeError("a mistake of ours")
        return judge_visit(visit, holders, **kwargs)

    monkeypatch.setattr(looks, "judge_visit", fail)
    run = drive(start(), looker=looker)
    assert (run.state, run.done, run.failed) == ("done", 2, 1) and len(findings()) == 1


def test_only_one_goes_on_with_a_run(looker: Looker) -> None:
    put_site("line", "home")
    run = start()
    old = run.turn
    resume_run(run=run, is_here=True)
    assert take_step(run.pk, old, looker).is_over  # somebody else has taken it
    assert ProbeRun.objects.get().done == 0
    with pytest.raises(ProbeError, match="under way"):
        start()


def test_a_run_over_the_whole_zoo_ends_in_time(zoo: Zoo) -> None:
    """Every animal is looked at once and none holds the others up: at most a visit's time for each four of them."""
    animals = [*SITES, *REDIRECTS, *STATUSES, *WILD]
    for animal in animals:
        put_listing(animal, name="Sample Support Line", website=f"http://{animal}.zoo.test/")
    seconds = 1.0
    looker = Looker(zoo.rules(seconds=seconds), pause=0.0)
    began = time.monotonic()
    run = drive(start(), looker=looker)
    assert time.monotonic() - began < len(animals) / steps.AT_ONCE * seconds + 60
    assert (run.state, run.done, run.failed) == ("done", len(animals), 0)
    told = dict(ProbeFinding.objects.filter(severity="high").values_list("key", "kind"))
    assert told.keys() >= {"parked", "casino", "closed", "cerrado", "gone", "missing"}
    assert not told.keys() & {"home", "season", "hiring", "huge", "bomb", "slow-body", "silent"}
    assert {address for address, _ in zoo.dialled} == {PUBLIC}


def test_on_the_worker_each_step_leaves_one_behind_for_its_death(
    looker: Looker, monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: Any
) -> None:
    asked: list[tuple[int, int, bool]] = []

    class Fake:
        def __init__(self, is_later: bool = False) -> None:
            self.is_later = is_later

        def using(self, run_after: dt.datetime) -> "Fake":
            return Fake(run_after > now() + LEASE / 2)

        def enqueue(self, run_id: int, turn: int) -> None:
            asked.append((run_id, turn, self.is_later))

    step = tasks.go_on.func
    monkeypatch.setattr(tasks, "go_on", Fake())
    monkeypatch.setattr(steps, "STEP_SECONDS", 0.0)
    monkeypatch.setattr(steps, "AT_ONCE", 1)
    monkeypatch.setattr(steps, "Looker", lambda: looker)
    for key, animal in (("a", "home"), ("b", "closed")):
        put_site(key, animal)
    with django_capture_on_commit_callbacks(execute=True):
        run = start_run(what="web", by=get_user_model().objects.create_user("vera"))
    assert asked == [(run.pk, 0, False)]
    step(run.pk, 0)
    assert asked[1:] == [(run.pk, 1, True), (run.pk, 1, False)]
    # The process died after the first step: only what it left behind comes, and it goes on.
    for _ in range(5):
        step(*asked[-1][:2])
    run.refresh_from_db()
    assert (run.state, run.done) == ("done", 2)
    assert step(run.pk, 1) == "over, or somebody else's"  # what was left behind and not needed


def test_a_run_that_gives_no_sign_is_shown_as_such_and_can_be_stopped(db: None) -> None:
    put_site("line", "home")
    run = start()
    ProbeRun.objects.update(state="running", sign_at=now() - LEASE * 2)
    run.refresh_from_db()
    assert run.is_stalled and run.percent == 0
    stop_run(run=run)
    run.refresh_from_db()
    assert run.state == "stopped"


def test_a_listing_deleted_during_a_run_is_no_trouble(looker: Looker) -> None:
    put_site("line", "home")
    run = start("phones")
    Listing.objects.all().delete()
    assert drive(run, looker=looker).failed == 0


def test_real_runs_say_who_asks(settings: Any) -> None:
    settings.READERS_ADDRESS, settings.DEFAULT_FROM_EMAIL = "https://directory.example.org", "Ñandú <desk@example.org>"
    agent = make_rules().agent
    assert (
        agent.startswith("DogwoodProbe/") and "https://directory.example.org/" in agent and "desk@example.org" in agent
    )
    assert agent.isascii()


def test_a_word_that_is_no_probe_is_refused(db: None) -> None:
    with pytest.raises(ProbeError, match="none of"):
        start("everything")
