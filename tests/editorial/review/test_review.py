"""Clinical review from submitting to signing, and what a later change does to it."""

import datetime as dt
import json
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import Workflow
from wagtail.test.utils.form_data import nested_form_data, streamfield

from dogwood.editorial.actions import PageInput, put_pages
from dogwood.editorial.models import ChapterPage, GuidePage
from dogwood.editorial.people.roles import EDITOR, REVIEWER, put_roles
from dogwood.editorial.review.work import find_reviews

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db: None) -> dict[str, Any]:
    put_roles()
    found = {}
    for name, role in (("ed", EDITOR), ("rita", REVIEWER)):
        user = get_user_model().objects.create_user(name, "", "a long password", first_name="Rita", last_name="Roe")
        user.groups.add(Group.objects.get(name=role))
        found[name] = user
    return found


@pytest.fixture
def guide(people: dict[str, Any]) -> GuidePage:
    pages = [
        PageInput(ChapterPage, "care", "en", "Care"),
        PageInput(
            GuidePage, "pain", "en", "Pain", chapter="care",
            values={"main_message": "Pain can be treated.", "body": [("text", {"text": "<p>Ask.</p>"})],
                    "sources": [("source", {"name": "NCI", "title": "", "url": "", "date": ""})]},
        ),
    ]  # fmt: skip
    put_pages(pages=pages, by=None, why="test")
    return GuidePage.objects.get()


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def form_of(guide: GuidePage, **more: Any) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": guide.title, "slug": guide.slug, "main_message": guide.main_message,
            "body": streamfield([("text", {"text": _draft("Ask.")})]),
            "sources": streamfield([("source", {"name": "NCI", "title": "", "url": "", "date": ""})]),
            "position": "0", "changed": "", "reviewer_notes": streamfield([]),
            "change_kind": "", "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0", "comments-MAX_NUM_FORMS": "", **more,
        }
    )  # fmt: skip


def _draft(text: str) -> str:
    block = {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
    return json.dumps({"blocks": [block], "entityMap": {}})


def sign(guide: GuidePage, people: dict[str, Any], **more: Any) -> Any:
    """Submit the guide and sign it, as the two people do."""
    workflow = guide.get_workflow()
    assert workflow is not None
    guide.save_revision(user=people["ed"])
    state = workflow.start(guide, people["ed"])
    task_state = state.current_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[guide.pk, "approve", task_state.pk])
    sent = {
        "role": "Oncology nurse",
        "next_due": (localdate() + dt.timedelta(days=300)).isoformat(),
        "comment": "",
        **more,
    }
    return client_of(people["rita"]).post(url, sent, headers={"x-requested-with": "XMLHttpRequest"})


def test_a_reviewer_signs_and_name_role_and_dates_stand_in_the_guide(guide: GuidePage, people: dict[str, Any]) -> None:
    sign(guide, people)
    guide.refresh_from_db()
    assert (guide.review_state, guide.review_by, guide.review_role) == ("reviewed", "Rita Roe", "Oncology nurse")
    assert guide.review_on == localdate().isoformat() and guide.review_next_due is not None
    assert guide.live and guide.latest_revision_id == guide.live_revision_id


@pytest.mark.parametrize("more", [{"role": ""}, {"next_due": "2001-01-01"}, {"next_due": "2199-01-01"}])
def test_a_signature_without_role_or_with_a_date_that_cannot_be_is_none(
    guide: GuidePage, people: dict[str, Any], more: dict[str, str]
) -> None:
    answer = sign(guide, people, **more)
    assert answer.status_code == 200  # the form again, with what is wrong
    guide.refresh_from_db()
    assert guide.review_state == "pending"


def test_an_editor_cannot_sign(guide: GuidePage, people: dict[str, Any]) -> None:
    workflow = Workflow.objects.get()
    state = workflow.start(guide, people["ed"])
    url = reverse("wagtailadmin_pages:workflow_action", args=[guide.pk, "approve", state.current_task_state.pk])
    client_of(people["ed"]).post(url, {"role": "Nurse", "next_due": "2027-01-01", "comment": ""})
    guide.refresh_from_db()
    assert guide.review_state == "pending"


def publish(guide: GuidePage, people: dict[str, Any], **more: Any) -> Any:
    return client_of(people["ed"]).post(
        f"/desk/pages/{guide.pk}/edit/", form_of(guide, **{"action-publish": "1", **more})
    )


@pytest.mark.parametrize(
    ("kind", "status", "state"), [("", 200, "reviewed"), ("minor", 302, "reviewed"), ("substance", 302, "pending")]
)
def test_after_a_review_the_editor_says_what_the_change_is(
    guide: GuidePage, people: dict[str, Any], kind: str, status: int, state: str
) -> None:
    sign(guide, people)
    guide.refresh_from_db()
    answer = publish(guide, people, main_message="Pain can be treated well.", change_kind=kind)
    assert answer.status_code == status
    guide.refresh_from_db()
    assert guide.review_state == state
    assert (guide.main_message == "Pain can be treated well.") == bool(kind)
    if not kind:
        assert "Rita Roe reviewed this guide" in answer.content.decode()
    if kind == "substance":
        assert (guide.review_by, guide.review_next_due) == ("", None)


def test_nothing_is_asked_where_the_words_are_the_same_or_nobody_reviewed(
    guide: GuidePage, people: dict[str, Any]
) -> None:
    assert publish(guide, people, main_message="Changed before any review.").status_code == 302
    guide.refresh_from_db()
    sign(guide, people)
    guide.refresh_from_db()
    assert publish(guide, people, position="3").status_code == 302
    guide.refresh_from_db()
    assert (guide.review_state, guide.position) == ("reviewed", 3)


def test_a_draft_is_saved_without_the_question(guide: GuidePage, people: dict[str, Any]) -> None:
    sign(guide, people)
    guide.refresh_from_db()
    answer = client_of(people["ed"]).post(f"/desk/pages/{guide.pk}/edit/", form_of(guide, main_message="A draft."))
    assert answer.status_code == 302
    guide.refresh_from_db()
    assert guide.get_latest_revision_as_object().main_message == "A draft."
    # … and publishing that draft asks, although this time nothing more was changed.
    assert publish(guide, people, main_message="A draft.").status_code == 200


def test_reviewers_see_what_waits_for_them(guide: GuidePage, people: dict[str, Any]) -> None:
    assert [work.why for work in find_reviews(people["rita"])] == ["No clinician has reviewed it yet"]
    assert not list(find_reviews(people["ed"]))
    sign(guide, people)
    assert not list(find_reviews(people["rita"]))
    GuidePage.objects.update(review_next_due=localdate() - dt.timedelta(days=3))
    assert "due on" in next(iter(find_reviews(people["rita"]))).why
