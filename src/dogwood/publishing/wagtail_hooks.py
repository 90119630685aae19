"""Builds on the desk: what happened after "Publish"."""

from typing import Any

from django.http import HttpRequest
from django.urls import path
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.hooks import register
from wagtail.permissions import register_permission_policy

from dogwood.editorial.permissions import LimitedPolicy
from dogwood.editorial.worklist import register_work

from .aftermath import AftermathView, find_held_back, tell_after_publish
from .models import Build

# Builds are made by publishing, not by hand.
register_permission_policy(Build, LimitedPolicy(Build, {"view"}))


class BuildViewSet(ModelViewSet):
    model = Build
    icon = "upload"
    add_to_admin_menu = True
    menu_label = "Editions"
    menu_order = 170
    inspect_view_enabled = True
    inspect_view_fields = ["state", "asked_at", "asked_by", "why", "finished_at", "edition", "error", "findings"]
    list_display = ["asked_at", "state", "edition", "why", "finished_at"]
    form_fields = ["why"]


@register("register_admin_viewset")
def register_build_viewset() -> BuildViewSet:
    return BuildViewSet("builds")


@register("register_admin_urls")
def register_urls() -> list[Any]:
    return [path("on-its-way/<int:pk>/", AftermathView.as_view(), name="aftermath")]


@register("after_publish_page")
def tell_after_page(request: HttpRequest, page: Any) -> None:
    tell_after_publish(request, page.specific)


@register("after_publish")
def tell_after_entry(request: HttpRequest, instance: Any) -> None:
    tell_after_publish(request, instance)


register_work(find_held_back)
