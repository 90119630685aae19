"""Tag many entries at once: needs and audiences put on or taken off."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dogwood import vocabulary

from ..actions import EntryError, tag_entries
from ..models import Event, Listing, Publication
from .choosing import EntryBulkAction

TAGGED = (Listing, Publication, Event)


def _choices(words: str) -> list[tuple[str, str]]:
    return [(word, vocabulary.label(words, word, "en")) for word in vocabulary.words(words)]


class TagForm(forms.Form):
    """What to put on and what to take off, and why."""

    add_needs = forms.MultipleChoiceField(label=gettext_lazy("Put on: needs"), required=False)
    remove_needs = forms.MultipleChoiceField(label=gettext_lazy("Take off: needs"), required=False)
    add_audiences = forms.MultipleChoiceField(label=gettext_lazy("Put on: for whom"), required=False)
    remove_audiences = forms.MultipleChoiceField(label=gettext_lazy("Take off: for whom"), required=False)
    why = forms.CharField(label=gettext_lazy("Why"), max_length=200, help_text=gettext_lazy("Stands in the history."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("needs", "audiences"):
            for what in ("add", "remove"):
                field = self.fields[f"{what}_{name}"]
                assert isinstance(field, forms.MultipleChoiceField)
                field.choices = _choices(name)
                field.widget.attrs["size"] = "6"

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(f"{what}_{name}") for what in ("add", "remove") for name in ("needs", "audiences")):
            raise forms.ValidationError(_("Choose at least one word to put on or take off."))
        for name in ("needs", "audiences"):
            both = set(cleaned.get(f"add_{name}", ())) & set(cleaned.get(f"remove_{name}", ()))
            if both:
                raise forms.ValidationError(_("Put on and taken off at once: %(words)s.") % {"words": ", ".join(both)})
        return cleaned


class TagAction(EntryBulkAction):
    display_name = gettext_lazy("Tag")
    aria_label = gettext_lazy("Tag the chosen entries")
    action_type = "tag"
    template_name = "editorial/bulk/tag.html"
    form_class = TagForm
    models = list(TAGGED)

    def get_execution_context(self) -> dict[str, Any]:
        return {"values": self.cleaned_form.cleaned_data, "by": self.request.user}

    @classmethod
    def execute_action(cls, objects: Iterable[Any], values: dict[str, Any], by: Any, **kwargs: Any) -> tuple[int, int]:
        if not objects:
            return 0, 0
        keys = [entry.key for entry in objects]
        model = type(next(iter(objects)))
        changed = tag_entries(
            model=model,
            keys=keys,
            add={name: values[f"add_{name}"] for name in ("needs", "audiences")},
            remove={name: values[f"remove_{name}"] for name in ("needs", "audiences")},
            by=by,
            why=values["why"],
        ).changed
        return changed, 0

    def form_valid(self, form: Any) -> Any:
        try:
            return super().form_valid(form)
        except EntryError as error:  # nothing was changed
            form.add_error(None, str(error))
            return self.form_invalid(form)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext("%(count)d entry changed.", "%(count)d entries changed.", num_parent_objects) % {
            "count": num_parent_objects
        }
