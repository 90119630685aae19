"""Assign listings to somebody: their checks are then that person's work."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import Listing
from ..worklist import assign_work
from .choosing import EntryBulkAction


def find_callers() -> Any:
    """People who may record a check."""
    right = Q(codename="add_check", content_type__app_label="checks")
    from django.contrib.auth.models import Permission

    allowed = Permission.objects.filter(right)
    users = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(
        Q(is_superuser=True) | Q(groups__permissions__in=allowed) | Q(user_permissions__in=allowed)
    ).distinct()


class AssignForm(forms.Form):
    who: forms.ModelChoiceField[Any] = forms.ModelChoiceField(
        label=gettext_lazy("Who is to check them"), queryset=None, empty_label=gettext_lazy("nobody in particular"), required=False
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["who"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = find_callers().order_by("username")


class AssignAction(EntryBulkAction):
    display_name = gettext_lazy("Assign")
    aria_label = gettext_lazy("Assign the chosen listings to somebody")
    action_type = "assign"
    template_name = "editorial/bulk/assign.html"
    form_class = AssignForm
    models = [Listing]

    def get_execution_context(self) -> dict[str, Any]:
        return {"who": self.cleaned_form.cleaned_data["who"]}

    @classmethod
    def execute_action(cls, objects: Iterable[Any], who: Any = None, **kwargs: Any) -> tuple[int, int]:
        keys = [f"call:{entry.key}" for entry in objects]
        assign_work(keys=keys, to=who)
        return len(keys), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        who = self.cleaned_form.cleaned_data["who"]
        if who is None:
            return _("%(count)d are free for anybody.") % {"count": num_parent_objects}
        return _("%(count)d are now %(who)s's to check; they stand in the list of calls.") % {
            "count": num_parent_objects,
            "who": who,
        }
