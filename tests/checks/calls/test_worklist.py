"""Whom to call first."""

import datetime as dt
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from dogwood.checks.actions import record_checks
from dogwood.checks.calls.actions import record_call
from dogwood.checks.calls.worklist import find_callees, order_callees
from dogwood.editorial.models import DirectorySettings, Listing
from dogwood.facts.freshness import Freshness

from .conftest import TODAY, put_listing

pytestmark = pytest.mark.django_db


def keys(day: dt.date = TODAY) -> list[str]:
    return [callee.listing.key for callee in order_callees(find_callees(day))]


def no_answer(volunteer: Any, day: dt.date) -> None:
    record_call(key="line", outcome="no_answer", by=volunteer, on=day, number="800.ACS.2345")


def test_helplines_and_money_come_first_and_what_answers_at_night_before_all(db: None) -> None:
    for key, service_type in (("wigs", "products"), ("fund", "fund"), ("line", "helpline"), ("night", "information")):
        put_listing(key, service_type=service_type)
    settings = DirectorySettings.load()
    settings.answers_at_night = ("night",)
    settings.save()
    assert keys() == ["night", "line", "fund", "wigs"]


def test_what_cannot_be_called_is_not_on_the_list(db: None) -> None:
    put_listing("line")
    put_listing("silent", phones=[])
    put_listing("gone", status="defunct")
    put_listing("hidden")
    Listing.objects.filter(key="hidden").update(live=False)
    assert keys() == ["line"]


def test_a_confirmed_listing_comes_back_when_its_number_is_due(volunteer: Any) -> None:
    put_listing()
    record_call(key="line", outcome="answered", by=volunteer, on=TODAY, number="800.ACS.2345")
    assert keys() == []
    (due,) = find_callees(TODAY + dt.timedelta(days=70))
    assert due.state is Freshness.DUE and due.overdue == 0
    (overdue,) = find_callees(TODAY + dt.timedelta(days=100))
    assert overdue.state is Freshness.OVERDUE and overdue.overdue == 10


def test_three_days_without_an_answer_escalate_until_somebody_answers(volunteer: Any) -> None:
    put_listing()
    put_listing("wigs", service_type="products")
    for day in (0, 0, 1):
        no_answer(volunteer, TODAY - dt.timedelta(days=day))
    assert [(callee.no_answers, callee.is_escalated) for callee in find_callees(TODAY, ["line"])] == [(2, False)]
    no_answer(volunteer, TODAY - dt.timedelta(days=2))
    assert [callee.is_escalated for callee in find_callees(TODAY, ["line"])] == [True]
    assert keys() == ["wigs", "line"]
    record_checks(
        checks=[
            {
                "subject": "listing",
                "key": "line",
                "on": "2026-11-23",
                "method": "email",
                "outcome": "confirmed",
                "by": "x",
            }
        ]
    )
    assert [callee.no_answers for callee in find_callees(TODAY, ["line"])] == [0]


def test_the_list_asks_the_database_as_often_for_many_as_for_few(db: None) -> None:
    counts = []
    for start in (0, 25):
        for number in range(start, start + 25):
            put_listing(f"line-{number}")
        find_callees(TODAY)  # settings are made on first use
        with CaptureQueriesContext(connection) as queries:
            assert len(find_callees(TODAY)) == start + 25
        counts.append(len(queries))
    assert counts[0] == counts[1]
