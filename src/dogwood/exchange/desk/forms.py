"""Forms of the import pages."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from dogwood import vocabulary
from dogwood.editorial.fields import validate_partial_date
from dogwood.exchange.exports import form_choices
from dogwood.exchange.imports.kinds import KINDS
from dogwood.exchange.imports.spreadsheets.sheets import MOST_BYTES


class UploadForm(forms.Form):
    """A file, what it is, and where it is from."""

    file = forms.FileField(label=_("File"))
    kind = forms.ChoiceField(label=_("What it is"))
    source = forms.CharField(
        label=_("Source"),
        max_length=200,
        required=False,
        help_text=_("A name that stays, such as “Pitt County 2-1-1 list”. Columns are remembered under it."),
    )
    dated = forms.CharField(
        label=_("Date of the source"),
        required=False,
        max_length=10,
        validators=[validate_partial_date],
        help_text="2026-11-23, 2026-11, 2026",
    )
    state = forms.CharField(
        label=_("Only this state"), required=False, max_length=2, help_text=_("For FDA’s list of all states: NC.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(name, one.label) for name, one in KINDS.items()]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(
                _("The file has %(size)d MB; %(most)d MB is the most. Split it, or leave out columns.")
                % {"size": (file.size or 0) // 2**20, "most": MOST_BYTES // 2**20}
            )
        return file


class ExportForm(forms.Form):
    """Which listings, and in which form."""

    kind = forms.ChoiceField(label=_("Type"), required=False)
    need = forms.ChoiceField(label=_("Need"), required=False)
    county = forms.CharField(label=_("County"), required=False, max_length=60)
    form = forms.ChoiceField(label=_("Form"), choices=form_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in (("kind", "service_types"), ("need", "needs")):
            field: Any = self.fields[name]
            field.choices = [("", _("All")), *vocabulary.choices(words)]
