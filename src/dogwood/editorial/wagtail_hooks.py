"""The desk: Wagtail's admin with our words."""

from typing import Any

from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import Panel
from wagtail.contrib.settings.registry import registry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from . import panels
from .models import DirectorySettings, Event, GlossaryTerm, Listing, Organization, Publication

registry.register(DirectorySettings, icon="home")


class _EntryViewSet(SnippetViewSet):
    """What all entries share on the desk: found by name or key, newest change first."""

    list_per_page = 50
    inspect_view_enabled = True
    copy_view_enabled = False
    panel: Panel

    def get_edit_handler(self) -> Panel:
        return self.panel.bind_to_model(self.model)

    def get_queryset(self, request: Any) -> Any:
        return self.model._default_manager.select_related("locale")


class _ListingFilters(WagtailFilterSet):
    class Meta:
        model = Listing
        fields = ["service_type", "status", "cost", "area", "live"]


class ListingViewSet(_EntryViewSet):
    model = Listing
    panel = panels.LISTING
    icon = "group"
    list_display = ["name", "service_type", "status", "changed_at", "live"]
    ordering = ["name"]
    filterset_class = _ListingFilters


class OrganizationViewSet(_EntryViewSet):
    model = Organization
    panel = panels.ORGANIZATION
    icon = "home"
    list_display = ["name", "parent", "status", "changed_at"]
    ordering = ["name"]

    def get_queryset(self, request: Any) -> Any:
        return super().get_queryset(request).select_related("parent")


class PublicationViewSet(_EntryViewSet):
    model = Publication
    panel = panels.PUBLICATION
    icon = "doc-full"
    list_display = ["title", "publication_type", "status", "safety", "changed_at"]
    ordering = ["title"]


class EventViewSet(_EntryViewSet):
    model = Event
    panel = panels.EVENT
    icon = "calendar-alt"
    list_display = ["name", "starts", "recurrence", "status", "changed_at"]
    ordering = ["name"]


class TermViewSet(_EntryViewSet):
    model = GlossaryTerm
    panel = panels.TERM
    icon = "openquote"
    list_display = ["term", "changed_at"]
    ordering = ["term"]


class DirectoryGroup(SnippetViewSetGroup):
    menu_label = "Directory"
    menu_icon = "list-ul"
    menu_order = 150
    items = (ListingViewSet, OrganizationViewSet, PublicationViewSet, EventViewSet, TermViewSet)


register_snippet(DirectoryGroup)
