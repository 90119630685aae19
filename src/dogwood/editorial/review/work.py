"""Which guides wait for a clinical reviewer."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import TaskState

from ..models import ClinicalReviewTask, GuidePage
from ..worklist import Work, register_work

_URGENT_BLOCK = "care"


@register_work
def find_reviews(user: Any) -> Iterable[Work]:
    """Guides under review, never reviewed, or due again, for those who sign."""
    tasks = [task for task in ClinicalReviewTask.objects.filter(active=True) if task.get_actions(None, user)]
    if not tasks:
        return
    today = localdate()
    states = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS, task__in=[task.pk for task in tasks])
    submitted = set(states.values_list("workflow_state__object_id", flat=True))
    for guide in GuidePage.objects.live().select_related("locale").order_by("pk"):
        has_care = any(block.block_type == _URGENT_BLOCK for block in guide.body)
        if str(guide.pk) in submitted:
            why, age = "Waits for your signature", 60
        elif guide.review_state != "reviewed":
            why, age = "No clinician has reviewed it yet", 30
        elif guide.review_next_due and guide.review_next_due <= today:
            age = (today - guide.review_next_due).days
            why = f"Review was due on {guide.review_next_due.isoformat()}"
        else:
            continue
        yield Work(
            key=f"review:{guide.slug}:{guide.locale.language_code}",
            kind="review",
            title=guide.title,
            why=why,
            url=reverse("wagtailadmin_pages:edit", args=[guide.pk]),
            risk=4.0 if has_care else 2.5,
            reach=2.0,
            age=age,
        )
