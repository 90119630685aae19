"""Probes on the desk: addresses of the pages, the menu, and the home's list of work. Imported by ``checks.wagtail_hooks``."""

from typing import Any

from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.hooks import register

from dogwood.editorial.worklist import register_work

from .views import FindingsView, RunsView, RunView
from .work import find_probe_work

register_work(find_probe_work)


@register("register_admin_urls")
def register_probe_urls() -> list[Any]:
    return [
        path("probes/", FindingsView.as_view(), name="probe-findings"),
        path("probes/runs/", RunsView.as_view(), name="probe-runs"),
        path("probes/runs/<int:pk>/", RunView.as_view(), name="probe-run"),
    ]


class _FindingsItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm("checks.change_probefinding"))


@register("register_admin_menu_item")
def register_probes_item() -> MenuItem:
    return _FindingsItem(_("Probes"), reverse("probe-findings"), name="probes", icon_name="warning", order=143)
