"""A guide's form: who changes a reviewed guide says whether the change is one of substance."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

MINOR, SUBSTANCE = "minor", "substance"
_TEXT = ("title", "main_message", "body")
_PUBLISHING = ("action-publish", "action-submit", "action-workflow-action", "action-restart-workflow")


class GuideForm(WagtailAdminPageForm):
    """Adds the question ``change_kind``. It is asked when a reviewed guide whose words changed is published or submitted."""

    change_kind = forms.ChoiceField(
        label=gettext_lazy("After a clinical review: this change is"),
        choices=[
            ("", gettext_lazy("not yet said")),
            (MINOR, gettext_lazy("minor: spelling, a link, the same thing in other words")),
            (SUBSTANCE, gettext_lazy("of substance: it says something else, so it has to be reviewed again")),
        ],
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        page = self.instance
        if page.pk and page.live_revision_id and page.latest_revision_id != page.live_revision_id:
            url = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])
            self.fields["change_kind"].help_text = format_html('<a href="{}">{}</a>', url, _("See what changed"))

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        reviewed = self._reviewed_version()
        if reviewed is None or not self._differs_from(reviewed, cleaned):
            return cleaned
        kind = cleaned.get("change_kind", "")
        is_publishing = any(name in self.data for name in _PUBLISHING)
        if kind == SUBSTANCE:
            self._reopen()
        elif not kind and is_publishing:
            self.add_error(
                "change_kind",
                _(
                    "%(by)s reviewed this guide on %(on)s, and its words have changed since. Say whether the change is minor."
                )
                % {"by": reviewed.review_by, "on": reviewed.review_on},
            )
        return cleaned

    def _reviewed_version(self) -> Any:
        """The published version, where it is a reviewed one."""
        live = type(self.instance).objects.filter(pk=self.instance.pk).first() if self.instance.pk else None
        return (
            live
            if live is not None and live.review_state == "reviewed" and self.instance.review_state == "reviewed"
            else None
        )

    def _differs_from(self, reviewed: Any, cleaned: dict[str, Any]) -> bool:
        return any(_plain(cleaned[name]) != _plain(getattr(reviewed, name)) for name in _TEXT if name in cleaned)

    def _reopen(self) -> None:
        page = self.instance
        page.review_state = "pending"
        page.review_by = page.review_role = page.review_on = ""
        page.review_next_due = None


def _plain(value: Any) -> Any:
    """A stream without its blocks' ids, anything else as it is."""
    if hasattr(value, "get_prep_value"):
        return _without_ids(value.get_prep_value())
    return value


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _without_ids(inner) for name, inner in value.items() if name != "id"}
    return [_without_ids(inner) for inner in value] if isinstance(value, list) else value
