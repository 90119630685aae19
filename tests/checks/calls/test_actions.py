"""What came of a call, in the database."""

import datetime as dt
from typing import Any

import pytest

from dogwood.checks.calls.actions import CallError, record_call
from dogwood.checks.models import Check, CheckPolicy
from dogwood.checks.standing import weigh_checks
from dogwood.editorial.announce import content_changed
from dogwood.editorial.models import Claim, Listing
from dogwood.editorial.worklist import claim_work

from .conftest import TODAY, put_listing

NUMBER = "800.ACS.2345"
pytestmark = pytest.mark.django_db


def call(volunteer: Any, outcome: str = "answered", **more: Any) -> Any:
    return record_call(**{"key": "line", "outcome": outcome, "by": volunteer, "on": TODAY, "number": NUMBER, **more})


def standing() -> Any:
    return weigh_checks(list(Check.objects.order_by("pk")), CheckPolicy.load())


def test_all_correct_confirms_the_whole_for_a_year_and_the_number_for_90_days(volunteer: Any) -> None:
    put_listing()
    result = call(volunteer)
    assert (result.changed, result.checks) == ((), 2)
    found = standing()
    assert found.whole.due_on == TODAY + dt.timedelta(days=365)
    assert found.fields["phone"].due_on == TODAY + dt.timedelta(days=90)
    assert {(check.by, check.method, check.outcome) for check in Check.objects.all()} == {
        ("Vera Voss", "phone", "confirmed")
    }


def test_a_field_edited_on_the_sheet_is_a_correction_with_a_check(volunteer: Any) -> None:
    put_listing()
    fixes = {
        "phone": "828-262-4000", "hours": "Every day, 8 am to 8 pm", "website": "https://example.org/new",
        "city": "Greenville, NC 27834", "languages": "en, es", "cost": "Free", "eligibility": "Anyone",
    }  # fmt: skip
    assert set(call(volunteer, corrections=fixes).changed) == {
        "phone", "hours", "website", "address", "languages", "cost", "eligibility",
    }  # fmt: skip
    listing = Listing.objects.get()
    assert [phone.written for phone in listing.phones.all()] == ["828-262-4000"]
    assert listing.hours_note == "Every day, 8 am to 8 pm" and not listing.hours.exists()
    place = listing.places.get()
    assert (place.address, place.city, place.zip, place.county) == ("1 Main St", "Greenville", "27834", "Pitt")
    assert place.latitude is not None
    assert listing.languages == ("en", "es") and listing.cost_note == "Free" and listing.eligibility == "Anyone"
    changed = Check.objects.get(field="phone")
    assert (changed.outcome, changed.value) == ("changed", "828-262-4000") and NUMBER in changed.note
    assert Check.objects.get(field="").outcome == "confirmed"


def test_the_same_value_is_no_correction(volunteer: Any) -> None:
    put_listing()
    assert call(volunteer, corrections={"website": "https://example.org", "city": "Boone, NC 28607"}).changed == ()


def test_a_dead_number_is_withheld_and_the_others_stay(volunteer: Any) -> None:
    put_listing(phones=[{"written": NUMBER}, {"written": "919-733-4261"}])
    call(volunteer, "dead")
    assert standing().dead_values == {NUMBER}


def test_no_answer_confirms_nothing_and_keeps_the_claim(volunteer: Any) -> None:
    put_listing()
    claim_work(keys=["call:line"], by=volunteer)
    call(volunteer, "no_answer")
    assert standing().whole.due_on is None and Claim.objects.exists()
    call(volunteer)
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("more", "field", "reason"),
    [
        ({"key": "nobody"}, "key", "There is no listing"),
        ({"outcome": "maybe"}, "outcome", "answered"),
        ({"number": "1"}, "number", "Load the page again"),
        ({"outcome": "dead", "number": ""}, "number", "which number"),
        ({"corrections": {"phone": "12"}}, "phone", "12"),
        ({"corrections": {"website": "not an address"}}, "website", "URL"),
        ({"corrections": {"languages": "??"}}, "languages", "??"),
        ({"corrections": {"city": ",,,"}}, "city", "Greenville, NC 27834"),
        ({"corrections": {"colour": "red"}}, "colour", "no such field"),
    ],
)
def test_what_cannot_be_right_is_told_and_nothing_is_kept(
    volunteer: Any, more: dict[str, Any], field: str, reason: str
) -> None:
    put_listing()
    before = Listing.objects.get().changed_at
    with pytest.raises(CallError) as caught:
        call(volunteer, more.pop("outcome", "answered"), **more)
    assert reason in caught.value.problems[field]
    assert not Check.objects.exists() and Listing.objects.get().changed_at == before


def test_all_wrong_values_are_told_at_once(volunteer: Any) -> None:
    put_listing()
    with pytest.raises(CallError) as caught:
        call(volunteer, corrections={"phone": "12", "languages": "??", "cost": "Free"})
    assert set(caught.value.problems) == {"phone", "languages"}
    assert Listing.objects.get().cost_note == ""


def test_readers_are_told_by_the_next_edition(volunteer: Any, django_capture_on_commit_callbacks: Any) -> None:
    put_listing()
    heard: list[str] = []

    def hear(sender: Any, by: Any, why: str, **kwargs: Any) -> None:
        heard.append(why)

    content_changed.connect(hear)
    with django_capture_on_commit_callbacks(execute=True):
        call(volunteer)
    content_changed.disconnect(hear)
    assert heard == ["Line was checked"]
