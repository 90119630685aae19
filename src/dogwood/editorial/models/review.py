"""The task of the review workflow: a clinical reviewer signs, with role and date."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask

from .pages import GuidePage


class ClinicalReviewTask(AbstractGroupApprovalTask):
    """Like Wagtail's approval by a group, but approving a guide is signing it."""

    class Meta:
        verbose_name = _("clinical review")
        verbose_name_plural = _("clinical reviews")

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        if not super().get_actions(obj, user):
            return []
        return [("reject", _("Ask for changes"), True), ("approve", _("I have reviewed it: sign and publish"), True)]

    def get_form_for_action(self, action: str) -> Any:
        from ..review.signing import SignForm  # Wagtail's forms can be loaded only after its models

        return SignForm if action == "approve" else super().get_form_for_action(action)

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        if action_name == "approve":
            signature = {name: kwargs.pop(name, None) for name in ("role", "next_due")}
            if isinstance(task_state.revision.as_object(), GuidePage):
                from ..review.signing import sign_guide

                sign_guide(task_state=task_state, by=user, **signature)
        super().on_action(task_state, user, action_name, **kwargs)

    @classmethod
    def get_description(cls) -> Any:
        return _("Members of the chosen groups read and sign; name, role and date stand under the guide.")
