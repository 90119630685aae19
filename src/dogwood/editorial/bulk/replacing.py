"""Find and replace on the desk: what would change is shown first, and only what is ticked is changed."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.models import Locale

from ..actions import EntryError, PageError, change_texts
from ..review.forms import MINOR, SUBSTANCE
from ..views import DeskView
from .texts import MOST, find_texts


class FindForm(forms.Form):
    find = forms.CharField(label=gettext_lazy("Find"), max_length=300, strip=False)
    replace = forms.CharField(
        label=gettext_lazy("Put in its place"), max_length=300, required=False, strip=False,
        help_text=gettext_lazy("Empty: the words are taken out."),
    )  # fmt: skip
    language = forms.ChoiceField(label=gettext_lazy("In"), required=False)
    whole_words = forms.BooleanField(label=gettext_lazy("Whole words only"), required=False)
    match_case = forms.BooleanField(label=gettext_lazy("Same capitals"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["language"]
        assert isinstance(field, forms.ChoiceField)
        languages = [(locale.language_code, locale.get_display_name()) for locale in Locale.objects.all()]
        field.choices = [("", _("all languages")), *languages]

    def clean_find(self) -> str:
        find: str = self.cleaned_data["find"]
        if len(find.strip()) < 2:
            raise forms.ValidationError(_("Type at least two letters."))
        return find


class ApplyForm(forms.Form):
    why = forms.CharField(label=gettext_lazy("Why"), max_length=200, help_text=gettext_lazy("Stands in the history."))
    kind = forms.ChoiceField(
        label=gettext_lazy("For guides that were reviewed, this change is"),
        choices=[
            (MINOR, gettext_lazy("minor: spelling, a link, the same thing in other words")),
            (SUBSTANCE, gettext_lazy("of substance: they have to be reviewed again")),
        ],
        widget=forms.RadioSelect,
        initial=MINOR,
    )


class FindReplaceView(DeskView):
    permission = "editorial.publish_listing"
    title = gettext_lazy("Find and replace")
    icon = "search"
    template_name = "editorial/bulk/replace.html"
    apply_form: ApplyForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = FindForm(self.request.GET or None)
        found = None
        if self.request.GET and form.is_valid():
            found = find_texts(**form.cleaned_data)
        return super().get_context_data(
            form=form,
            found=found[:MOST] if found is not None else None,
            is_too_much=found is not None and len(found) > MOST,
            apply=self.apply_form or ApplyForm(),
            most=MOST,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form, apply = FindForm(request.GET), ApplyForm(request.POST)
        if not form.is_valid():
            return HttpResponseRedirect(reverse("find-replace"))
        if not apply.is_valid():
            self.apply_form = apply
            return self.render_to_response(self.get_context_data(), status=422)
        chosen = set(request.POST.getlist("text"))
        found = {one.ident: one for one in find_texts(**form.cleaned_data)}
        if chosen - set(found):
            messages.error(
                request, _("Some of these texts changed meanwhile; nothing was replaced. Look again, then apply.")
            )
        elif not chosen:
            messages.warning(request, _("Nothing was ticked, so nothing was replaced."))
        else:
            try:
                report = change_texts(
                    changes=[found[ident].change for ident in sorted(chosen)],
                    by=request.user,  # type: ignore[arg-type]
                    why=apply.cleaned_data["why"],
                    is_minor=apply.cleaned_data["kind"] == MINOR,
                )
            except (EntryError, PageError) as error:
                messages.error(request, _("Nothing was replaced: %(reason)s") % {"reason": error})
            else:
                messages.success(
                    request,
                    ngettext("%(count)d entry or page changed.", "%(count)d entries and pages changed.", report.changed)
                    % {"count": report.changed},
                )
        return HttpResponseRedirect(f"{reverse('find-replace')}?{request.GET.urlencode()}")
