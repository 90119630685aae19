"""Imports and exports on the desk: menu, addresses, sources and rights."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.hooks import register

from .desk.bulk import ExportAction
from .desk.views import PERMISSION, ExportView, ImportListView, ImportRunView
from .models import Source

register("register_bulk_action", ExportAction)


class SourceViewSet(ModelViewSet):
    model = Source
    icon = "link"
    add_to_settings_menu = True
    menu_label = _("Sources of imports")
    list_display = ["name", "kind", "location", "every_days", "looked_at"]
    form_fields = ["name", "kind", "location", "every_days"]


@register("register_admin_viewset")
def register_source_viewset() -> SourceViewSet:
    return SourceViewSet("import-sources")


@register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("imports/", ImportListView.as_view(), name="imports"),
        path("imports/<int:pk>/", ImportRunView.as_view(), name="import-run"),
        path("exports/listings/", ExportView.as_view(), name="export-listings"),
    ]


class _ImportItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(PERMISSION))


@register("register_admin_menu_item")
def register_import_item() -> MenuItem:
    return _ImportItem(_("Import"), reverse("imports"), name="imports", icon_name="upload", order=165)


@register("register_permissions")
def register_import_permissions() -> QuerySet[Permission]:
    """So that the right to import can be given to a group on the desk."""
    return Permission.objects.filter(content_type__app_label="exchange", codename__in=["add_importrun"])
