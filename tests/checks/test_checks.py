"""Checks are appended, never changed; what they add up to."""

import datetime as dt
import random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import now

from dogwood.checks.actions import CheckError, record_checks
from dogwood.checks.models import Check, CheckIsFinalError, CheckPolicy
from dogwood.checks.standing import FieldStanding, Standing, weigh_checks
from tests.support.world import check

POLICY = CheckPolicy()


def made(**values: Any) -> Check:
    facts = {
        "subject": "listing",
        "key": "line",
        "on": "2026-10-01",
        "method": "phone",
        "outcome": "confirmed",
        "by": "Pat",
    }
    return Check(**{**facts, **values})


class TestAppendOnly:
    pytestmark = pytest.mark.django_db

    @pytest.fixture
    def recorded(self) -> Check:
        check("line")
        return Check.objects.get()

    def test_a_check_is_saved_once(self, recorded: Check) -> None:
        recorded.note = "changed"
        with pytest.raises(CheckIsFinalError, match="Add a new one"):
            recorded.save()
        with pytest.raises(CheckIsFinalError), transaction.atomic():
            Check.objects.update_or_create(pk=recorded.pk, defaults={"note": "changed"})
        with pytest.raises(CheckIsFinalError), transaction.atomic():
            Check.objects.bulk_update([recorded], ["note"])
        assert Check.objects.get().note == ""

    def test_none_is_updated_or_deleted(self, recorded: Check) -> None:
        for act in (
            lambda: Check.objects.update(note="x"),
            lambda: Check.objects.filter(key="line").update(note="x"),
            lambda: Check.objects.all().delete(),
            lambda: Check.objects.filter(key="line").delete(),
            lambda: recorded.delete(),
        ):
            with pytest.raises(CheckIsFinalError):
                act()
        assert Check.objects.get().note == ""

    def test_a_wrong_check_is_answered_by_a_new_one(self, recorded: Check) -> None:
        check("line", outcome="closed", on="2026-10-02")
        assert [found.outcome for found in Check.objects.all()] == ["confirmed", "closed"]

    def test_all_that_is_wrong_is_named_and_nothing_recorded(self) -> None:
        good = {"subject": "listing", "key": "a", "method": "phone", "outcome": "confirmed", "by": "Pat"}
        checks = [
            good,
            {**good, "on": "1899"},
            {**good, "key": "Bad Key", "method": ""},
            {**good, "by": "", "subject": "x"},
        ]
        with pytest.raises(CheckError) as caught:
            record_checks(checks=checks)
        assert {(number, field) for number, field, _ in caught.value.problems} == {
            (1, "on"), (2, "key"), (2, "method"), (3, "by"), (3, "subject"),
        }  # fmt: skip
        assert Check.objects.count() == 0


class TestStanding:
    def test_nothing_checked_is_nothing_known(self) -> None:
        assert weigh_checks([], POLICY) == Standing()

    def test_a_call_holds_as_long_as_the_policy_says(self) -> None:
        whole = weigh_checks([made()], POLICY).whole
        assert whole.due_on == dt.date(2027, 10, 1) and whole.lapses_on == dt.date(2027, 12, 30)
        number = weigh_checks([made(field="phone", value="988")], POLICY).fields["phone"]
        assert number.due_on == dt.date(2026, 12, 30)

    def test_a_check_known_to_the_month_holds_from_its_last_day(self) -> None:
        assert weigh_checks([made(on="2026-09")], POLICY).whole.due_on == dt.date(2027, 9, 30)

    def test_a_document_confirms_nothing_and_never_replaces_a_call(self) -> None:
        document = made(method="document", on="2026-11-20", evidence="https://example.org")
        alone = weigh_checks([document], POLICY).whole
        assert (alone.method, alone.due_on, alone.lapses_on, alone.source) == (
            "document",
            None,
            None,
            "https://example.org",
        )
        assert weigh_checks([made(), document], POLICY).whole.method == "phone"

    def test_an_undated_call_is_known_but_holds_for_no_time(self) -> None:
        whole = weigh_checks([made(on="", on_written="last spring")], POLICY).whole
        assert (whole.on_written, whole.method, whole.due_on) == ("last spring", "phone", None)

    @pytest.mark.parametrize("outcome", ["no_answer", "unclear"])
    def test_no_answer_neither_confirms_nor_refutes(self, outcome: str) -> None:
        assert weigh_checks([made(outcome=outcome)], POLICY).whole == FieldStanding()
        assert weigh_checks([made(), made(outcome=outcome, on="2026-11-01")], POLICY).whole.on == "2026-10-01"

    @pytest.mark.parametrize("outcome", ["closed", "dead"])
    def test_what_was_refuted_since_is_confirmed_no_more(self, outcome: str) -> None:
        refuted = made(outcome=outcome, on="2026-11-01")
        assert weigh_checks([made(), refuted], POLICY).whole == FieldStanding()
        assert weigh_checks([refuted, made(on="2026-11-02")], POLICY).whole.on == "2026-11-02"
        assert weigh_checks([made(), made(outcome=outcome, on="2026-01-01")], POLICY).whole.on == "2026-10-01"

    def test_the_order_of_recording_does_not_matter(self) -> None:
        checks = [
            made(field="phone", value="a", outcome="dead", on="2026-05-01"),
            made(field="phone", value="a", on="2026-04-01"),
            made(field="phone", value="b", on="2026-03-01"),
            made(on="2026-02-01"),
            made(method="document", on="2026-06-01"),
        ]
        expected = weigh_checks(checks, POLICY)
        assert expected.dead_values == {"a"} and expected.fields["phone"].on == "2026-03-01"
        chance = random.Random(1)
        for _ in range(20):
            chance.shuffle(checks)
            assert weigh_checks(checks, POLICY) == expected

    @pytest.mark.parametrize(
        ("later", "is_dead"),
        [
            ({"outcome": "confirmed"}, False),
            ({"outcome": "changed", "method": "contact"}, False),
            ({"outcome": "confirmed", "method": "document"}, True),
            ({"outcome": "no_answer"}, True),
            ({"outcome": "unclear"}, True),
        ],
    )
    def test_only_who_reached_it_brings_a_dead_number_back(self, later: dict[str, str], is_dead: bool) -> None:
        dead = made(field="phone", value="988", outcome="dead", on="2026-10-01")
        standing = weigh_checks([dead, made(field="phone", value="988", on="2026-10-02", **later)], POLICY)
        assert ("988" in standing.dead_values) is is_dead

    def test_an_undated_dead_tone_counts_from_the_day_it_was_recorded(self) -> None:
        dead = made(field="phone", value="988", outcome="dead", on="", recorded_at=now())
        assert weigh_checks([dead, made(field="phone", value="988", on="2020-01-01")], POLICY).dead_values == {"988"}


class TestPolicy:
    def test_days(self) -> None:
        assert POLICY.days_for("listing", "phone") == POLICY.days_for("publication", "phone") == 90
        assert (POLICY.days_for("listing", ""), POLICY.days_for("publication", "")) == (365, 730)

    def test_a_phone_is_not_checked_more_seldom_than_its_listing(self) -> None:
        with pytest.raises(ValidationError, match="more often"):
            CheckPolicy(phone_days=400).clean()

    @pytest.mark.parametrize("days", [0, 3651])
    def test_days_are_between_one_and_ten_years(self, days: int) -> None:
        with pytest.raises(ValidationError):
            CheckPolicy(grace_days=days).clean_fields()
