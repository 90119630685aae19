"""Export the listings chosen in the desk's list."""

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy

from dogwood.editorial.bulk.choosing import EntryBulkAction
from dogwood.editorial.models import Listing
from dogwood.exchange.exports import ExportFilter, form_choices

from .answering import answer_export


class ExportForm(forms.Form):
    form = forms.ChoiceField(label=gettext_lazy("As"), choices=form_choices)


class ExportAction(EntryBulkAction):
    display_name = gettext_lazy("Export")
    aria_label = gettext_lazy("Export the chosen listings")
    action_type = "export"
    template_name = "exchange/bulk_export.html"
    form_class = ExportForm
    models = [Listing]

    def check_perm(self, obj: Any) -> bool:
        return bool(self.request.user.has_perm("editorial.view_listing"))

    def prepare_action(self, objects: Any, objects_without_access: Any) -> HttpResponse:
        """The file is the answer: nothing is changed, so nothing is executed."""
        chosen = ExportFilter(keys=tuple(listing.key for listing in objects))
        return answer_export(self.request, chosen, self.cleaned_form.cleaned_data["form"])
