"""What "all" means in a list on the desk: what its filters show, never more."""

from typing import Any
from urllib.parse import urlsplit

from django.db.models import QuerySet
from django.http import HttpRequest, QueryDict
from wagtail.models import Locale
from wagtail.search.backends import get_search_backend
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from ..models.base import Entry


def filter_entries(model: type[Entry], query: str, request: HttpRequest) -> QuerySet[Entry]:
    """The entries that the list of ``model`` shows with the address's ``query``: its filters, its words, its language."""
    params = QueryDict(query)
    found = model._default_manager.all()
    language = params.get("locale") or Locale.get_default().language_code
    found = found.filter(locale__language_code=language)
    filterset = getattr(model.snippet_viewset, "filterset_class", None)
    if filterset is not None:
        found = filterset(params, queryset=found, request=request).qs
    words = (params.get("q") or "").strip()
    return search_entries(found, words) if words else found


def search_entries(entries: QuerySet[Entry], words: str) -> QuerySet[Entry]:
    """Those of ``entries`` that Wagtail's search finds. It is asked of all: it refuses a query that is filtered by what its
    own index does not hold."""
    hits = get_search_backend().autocomplete(words, entries.model._default_manager.all(), order_by_relevance=False)
    return entries.filter(pk__in=[hit.pk for hit in hits])


class EntryBulkAction(SnippetBulkAction):
    """A bulk action on entries. "Select all" takes what the list's filters show; Wagtail's own takes the whole table."""

    action_priority = 20

    def get_all_objects_in_listing_query(self, parent_id: Any) -> Any:
        return filter_entries(self.model, urlsplit(self.next_url).query, self.request).values_list("pk", flat=True)

    def check_perm(self, obj: Any) -> bool:
        return bool(self.permission_policy.user_has_permission(self.request.user, "change"))
