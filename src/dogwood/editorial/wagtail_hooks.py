"""The desk: Wagtail's admin with our words."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import Panel
from wagtail.contrib.settings.registry import registry
from wagtail.hooks import register
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from dogwood import vocabulary
from dogwood.places import all_counties

from . import panels
from .actions import keep_first_revision
from .bulk.assigning import AssignAction
from .bulk.filters import EntryIndexView, SavedFiltersView
from .bulk.replacing import FindReplaceView
from .bulk.tagging import TagAction
from .models import DirectorySettings, Event, GlossaryTerm, Listing, Organization, Publication, UrgentWords
from .models.base import Entry
from .people.second_step import SecondStepView, SetUpView
from .review import work as _review_work  # noqa: F401 - registers its work
from .translating.views import TranslateView, TranslationsView

registry.register(DirectorySettings, icon="home")


class _EntryViewSet(SnippetViewSet):
    """What all entries share on the desk: found by name or key, newest change first."""

    list_per_page = 50
    inspect_view_enabled = True
    copy_view_enabled = False
    index_view_class = EntryIndexView
    panel: Panel

    def get_edit_handler(self) -> Panel:
        return self.panel.bind_to_model(self.model)

    def get_queryset(self, request: Any) -> Any:
        return self.model._default_manager.select_related("locale")


def _has_word(query: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
    return query.filter(**{f"{name}__contains": f"\n{value}\n"})


def _is_in_county(query: QuerySet[Any], name: str, value: str) -> QuerySet[Any]:
    """Has a place in the county, or serves it."""
    found = Listing.objects.filter(Q(places__county=value) | Q(area_counties__contains=f"\n{value}\n"))
    return query.filter(key__in=found.values("key"))


class _ListingFilters(WagtailFilterSet):
    needs = ChoiceFilter(label=_("need"), choices=vocabulary.choices("needs"), method=_has_word)
    audiences = ChoiceFilter(label=_("for whom"), choices=vocabulary.choices("audiences"), method=_has_word)
    county = ChoiceFilter(
        label=_("county"), choices=[(county.name, county.name) for county in all_counties()], method=_is_in_county
    )

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


class UrgentViewSet(_EntryViewSet):
    model = UrgentWords
    panel = panels.URGENT
    icon = "warning"
    list_display = ["heading", "level", "guide", "changed_at", "live"]
    ordering = ["heading"]


class DirectoryGroup(SnippetViewSetGroup):
    menu_label = "Directory"
    menu_icon = "list-ul"
    menu_order = 150
    items = (ListingViewSet, OrganizationViewSet, PublicationViewSet, EventViewSet, TermViewSet, UrgentViewSet)


register_snippet(DirectoryGroup)


@register("register_admin_urls")
def register_sign_in_urls() -> list[Any]:
    return [
        path("second-step/", SecondStepView.as_view(), name="second-step"),
        path("second-step/set-up/", SetUpView.as_view(), name="second-step-set-up"),
    ]


register("register_bulk_action", TagAction)
register("register_bulk_action", AssignAction)


@register("register_admin_urls")
def register_bulk_urls() -> list[Any]:
    return [
        path("find-and-replace/", FindReplaceView.as_view(), name="find-replace"),
        path("saved-filters/", SavedFiltersView.as_view(), name="saved-filters"),
    ]


@register("register_admin_urls")
def register_translation_urls() -> list[Any]:
    return [
        path("translations/", TranslationsView.as_view(), name="translations"),
        path("translations/<slug:kind>/<slug:key>/<slug:language>/", TranslateView.as_view(), name="translate"),
    ]


class _TranslationsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(TranslationsView.permission))


@register("register_admin_menu_item")
def register_translations_item() -> MenuItem:
    return _TranslationsItem(
        _("Translations"), reverse("translations"), name="translations", icon_name="globe", order=170
    )


class _ReplaceItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(FindReplaceView.permission))


@register("register_reports_menu_item")
def register_replace_item() -> MenuItem:
    return _ReplaceItem(
        _("Find and replace"), reverse("find-replace"), name="find-replace", icon_name="search", order=30
    )


@register("register_reports_menu_item")
def register_filters_item() -> MenuItem:
    return MenuItem(_("Saved filters"), reverse("saved-filters"), name="saved-filters", icon_name="list-ul", order=31)


@register("register_settings_menu_item")
def register_second_step_item() -> MenuItem:
    return MenuItem(_("Two-step sign-in"), reverse("second-step-set-up"), icon_name="lock", order=900)


@register("before_edit_snippet")
def keep_what_was_there(request: Any, instance: Any) -> None:
    if isinstance(instance, Entry):
        keep_first_revision(instance=instance)
