"""Saved filters: a list's filters under a name, for oneself or for everybody."""

from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView

from ..actions.entries import ENTRY_MODELS
from ..models import SavedFilter
from ..views import DeskView
from .choosing import search_entries

_MODELS = {model._meta.model_name: model for model in ENTRY_MODELS}
_NOT_KEPT = {"p", "_paginate"}


def find_filters(user: Any, of: str = "") -> QuerySet[SavedFilter]:
    """Those that ``user`` sees: one's own and the shared ones. of: only of this model."""
    found = SavedFilter.objects.filter(Q(by=user) | Q(is_shared=True)).select_related("by")
    return found.filter(of=of) if of else found


def make_list_url(saved: SavedFilter) -> str:
    """The list with the filters on; "" where there is no such list any more."""
    model = _MODELS.get(saved.of)
    if model is None:
        return ""
    url = reverse(model.snippet_viewset.get_url_name("list"))
    return f"{url}?{saved.query}" if saved.query else url


def tidy_query(query: str) -> str:
    """The query without which page of the list it was."""
    params = QueryDict(query[:1000], mutable=True)
    for name in _NOT_KEPT:
        params.pop(name, None)
    return params.urlencode()


class EntryIndexView(IndexView):
    """A list of entries, with the saved filters in its menu."""

    def search_queryset(self, queryset: Any) -> Any:
        return search_entries(queryset, self.search_query) if self.is_searching else queryset

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        of = self.model._meta.model_name
        buttons: list[Button] = super().header_more_buttons
        buttons += [
            Button(saved.name, url=make_list_url(saved), icon_name="list-ul", priority=30)
            for saved in find_filters(self.request.user, of)[:12]
        ]
        query = tidy_query(self.request.META.get("QUERY_STRING", ""))
        params = QueryDict(mutable=True)
        params.update({"of": of, "query": query})
        buttons.append(
            Button(
                _("Keep these filters"),
                url=f"{reverse('saved-filters')}?{params.urlencode()}",
                icon_name="plus",
                priority=40,
            )
        )
        return buttons


class FilterForm(forms.ModelForm):
    class Meta:
        model = SavedFilter
        fields = ["name", "is_shared"]


class SavedFiltersView(DeskView):
    """Keep the filters that one came with; open, share or remove those that are kept."""

    permission = "wagtailadmin.access_admin"
    title = gettext_lazy("Saved filters")
    icon = "list-ul"
    template_name = "editorial/bulk/filters.html"
    form: FilterForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        of = self.request.GET.get("of", "")
        model = _MODELS.get(of)
        query = tidy_query(self.request.GET.get("query", ""))
        return super().get_context_data(
            form=(self.form or FilterForm()) if model else None,
            of=model._meta.verbose_name_plural if model else "",
            parts=[(name, value) for name, values in QueryDict(query).lists() for value in values if value],
            filters=[
                (saved, make_list_url(saved), _MODELS[saved.of]._meta.verbose_name_plural)
                for saved in find_filters(self.request.user)
                if saved.of in _MODELS
            ],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "remove" in request.POST:
            get_object_or_404(SavedFilter, pk=request.POST["remove"], by=request.user).delete()
            messages.success(request, _("Removed."))
            return HttpResponseRedirect(reverse("saved-filters"))
        of = request.GET.get("of", "")
        saved = SavedFilter(of=of, query=tidy_query(request.GET.get("query", "")), by=request.user)  # type: ignore[misc]
        self.form = FilterForm(request.POST, instance=saved)
        if of not in _MODELS or not self.form.is_valid():
            return self.render_to_response(self.get_context_data(), status=422)
        if SavedFilter.objects.filter(of=of, name=saved.name, by=saved.by).exists():
            self.form.add_error("name", _("You have a filter of this name. Choose another one."))
            return self.render_to_response(self.get_context_data(), status=422)
        saved.save()
        messages.success(request, _("Kept. It stands in the menu of the list."))
        return HttpResponseRedirect(urlsplit(make_list_url(saved)).geturl())
