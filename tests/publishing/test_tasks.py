"""Builds asked for on the desk."""

import datetime as dt
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils.timezone import now

from dogwood.checks.models import CheckPolicy
from dogwood.edition.store import LocalStore
from dogwood.editorial.models import DirectorySettings, GuidePage, Listing
from dogwood.publishing import tasks
from dogwood.publishing.models import Build
from dogwood.publishing.tasks import request_build, run_build
from tests.support.world import put, put_guide


@pytest.fixture
def handed_over(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The builds that were handed to the worker."""
    handed: list[int] = []
    monkeypatch.setattr(tasks, "run_build", SimpleNamespace(enqueue=handed.append))
    monkeypatch.setattr(tasks.time, "sleep", lambda _: None)
    return handed


def test_requests_that_wait_become_one_build(
    db: None, handed_over: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        builds = [request_build(by=None, why=f"change {number}") for number in range(5)]
    assert len({build.pk for build in builds}) == Build.objects.count() == 1
    assert handed_over == [builds[0].pk]


def test_a_request_during_a_build_asks_for_another(db: None, handed_over: list[int]) -> None:
    first = request_build(by=None, why="one")
    Build.objects.filter(pk=first.pk).update(state=Build.RUNNING)
    assert request_build(by=None, why="two").pk != first.pk


def test_a_build_whose_task_was_lost_is_handed_over_again(
    db: None, handed_over: list[int], django_capture_on_commit_callbacks: Any
) -> None:
    lost = Build.objects.create(asked_at=now() - dt.timedelta(minutes=6))
    with django_capture_on_commit_callbacks(execute=True):
        assert request_build(by=None, why="again") == lost
    assert handed_over == [lost.pk]


def test_a_long_reason_is_cut(db: None, handed_over: list[int]) -> None:
    assert len(request_build(by=None, why="x" * 1000).why) == 300


def test_the_worker_builds_once(world: LocalStore, handed_over: list[int]) -> None:
    Build.objects.all().delete()
    build = request_build(by=None, why="x")
    assert run_build.func(build.pk) == "edition 1"
    assert run_build.func(build.pk) == "done already"
    again = request_build(by=None, why="y")
    assert run_build.func(again.pk) == "nothing had changed"
    assert len(world.folders()) == 1


def test_what_the_gate_stops_is_an_answer_and_no_crash(world: LocalStore, handed_over: list[int]) -> None:
    Build.objects.all().delete()
    put_guide("fatigue", body=[("text", {"text": '<p><a href="/guide/nowhere/">x</a></p>'})])
    Build.objects.all().delete()
    build = request_build(by=None, why="x")
    assert "nowhere" in run_build.func(build.pk)
    assert Build.objects.get(pk=build.pk).state == Build.STOPPED


@pytest.mark.parametrize("what", ["publish", "unpublish", "delete", "page", "directory", "policy"])
def test_each_publish_on_the_desk_asks_for_a_build(world: LocalStore, handed_over: list[int], what: str) -> None:
    Build.objects.all().delete()
    rides = Listing.objects.get(key="rides")
    if what == "publish":
        rides.save_revision().publish()
    elif what == "unpublish":
        rides.unpublish()
    elif what == "delete":
        rides.delete()
    elif what == "page":
        GuidePage.objects.get(slug="fatigue").unpublish()
    elif what == "directory":
        DirectorySettings.load().save()
    else:
        CheckPolicy.load().save()
    assert Build.objects.filter(state=Build.QUEUED).count() == 1


def test_saving_a_draft_asks_for_none(world: LocalStore, handed_over: list[int]) -> None:
    put(Listing, "draft", name="Draft")
    Build.objects.all().delete()
    Listing.objects.get(key="rides").save_revision()
    assert Build.objects.count() == 0
