"""Signing: the reviewer's name, role, the day and when to look again, in the very revision that is published."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput
from wagtail.forms import TaskStateCommentForm

LOOK_AGAIN = dt.timedelta(days=365)
LONGEST = dt.timedelta(days=3 * 366)


class SignForm(TaskStateCommentForm):
    """What a reviewer says when signing."""

    role = forms.CharField(
        label=_("Your role"), max_length=200, help_text=_("As readers shall see it: oncology nurse, Duke Cancer Center")
    )
    next_due = forms.DateField(label=_("Look at it again by"), widget=AdminDateInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_due"].initial = lambda: localdate() + LOOK_AGAIN

    def clean_next_due(self) -> dt.date:
        day: dt.date = self.cleaned_data["next_due"]
        if not localdate() < day <= localdate() + LONGEST:
            raise ValidationError(_("The next review lies after today and within three years."))
        return day


def sign_guide(*, task_state: Any, by: Any, role: str, next_due: dt.date | str) -> None:
    """Write the review into the revision under review, which approval then publishes."""
    page = task_state.revision.as_object()
    page.review_state = "reviewed"
    page.review_by = by.get_full_name() or by.get_username()
    page.review_role = role
    page.review_on = localdate().isoformat()
    # An approval that is part of saving the page's form brings the date as text.
    page.review_next_due = dt.date.fromisoformat(next_due) if isinstance(next_due, str) else next_due
    task_state.revision = page.save_revision(user=by, log_action=False)
    task_state.save(update_fields=["revision"])
