"""Checks on the desk: the home's list of work, calls, truth and stories; checks are read and added to, never changed."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.contrib.settings.registry import registry
from wagtail.hooks import register
from wagtail.permissions import register_permission_policy

from dogwood.editorial.permissions import LimitedPolicy
from dogwood.editorial.worklist import Work, register_work

from .audits.views import AuditListView, AuditView
from .calls.views import CallListView, CallSheetView, ReleaseView
from .calls.worklist import find_callees, make_work
from .closing.mentions import find_stale_mentions
from .closing.views import ClosingView
from .contacts.actions import find_answers
from .contacts.views import AnswerView, LettersView
from .home import TodayPanel, TodayView
from .models import Check, CheckPolicy, Contact
from .probes import hooks as _probe_hooks  # noqa: F401 - registers itself
from .reports.actions import find_reports
from .reports.views import ReaderReportsView
from .views import StoryView, TruthView

registry.register(CheckPolicy, icon="cog")
# Nobody changes or deletes a check.
register_permission_policy(Check, LimitedPolicy(Check, {"view", "add"}))


class CheckViewSet(ModelViewSet):
    model = Check
    icon = "tick-inverse"
    add_to_admin_menu = True
    menu_order = 160
    inspect_view_enabled = True
    list_display = ["subject", "key", "field", "on", "method", "outcome", "by"]
    list_filter = ["subject", "outcome", "method"]
    search_fields = ["key", "by", "evidence"]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("subject"), FieldPanel("key")]),
            FieldRowPanel([FieldPanel("field"), FieldPanel("value")]),
            FieldRowPanel([FieldPanel("on"), FieldPanel("method"), FieldPanel("outcome")]),
            FieldRowPanel([FieldPanel("by"), FieldPanel("role")]),
            FieldPanel("evidence"),
            FieldPanel("note"),
        ]
    )


@register("register_admin_viewset")
def register_check_viewset() -> CheckViewSet:
    return CheckViewSet("checks")


class ContactViewSet(ModelViewSet):
    model = Contact
    icon = "mail"
    add_to_settings_menu = True
    menu_label = _("Contacts")
    list_display = ["listing", "name", "email", "language", "is_silent"]
    search_fields = ["listing", "name", "email"]
    form_fields = ["listing", "name", "email", "language", "is_silent", "note"]


@register("register_admin_viewset")
def register_contact_viewset() -> ContactViewSet:
    return ContactViewSet("contacts")


@register("register_admin_urls")
def register_urls() -> list[Any]:
    return [
        path("today/", TodayView.as_view(), name="today"),
        path("calls/", CallListView.as_view(), name="calls"),
        path("calls/sheet/", CallSheetView.as_view(), name="call-sheet"),
        path("calls/release/", ReleaseView.as_view(), name="call-release"),
        path("closing/<slug:subject>/<slug:key>/", ClosingView.as_view(), name="closing"),
        path("reader-reports/", ReaderReportsView.as_view(), name="reader-reports"),
        path("letters/", LettersView.as_view(), name="letters"),
        path("letters/<int:pk>/", AnswerView.as_view(), name="contact-answer"),
        path("audits/", AuditListView.as_view(), name="audits"),
        path("audits/<int:pk>/", AuditView.as_view(), name="audit"),
        path("truth/", TruthView.as_view(), name="truth"),
        path("story/<slug:subject>/<slug:key>/", StoryView.as_view(), name="story"),
    ]


class _PermittedItem(MenuItem):
    """A menu item that only who may use it sees."""

    def __init__(self, *args: Any, permission: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permission = permission

    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(self.permission))


@register("register_admin_menu_item")
def register_calls_item() -> MenuItem:
    return _PermittedItem(
        _("Calls"), reverse("calls"), name="calls", icon_name="mobile-alt", order=140, permission="checks.add_check"
    )


@register("register_admin_menu_item")
def register_reports_item() -> MenuItem:
    return _PermittedItem(
        _("Readers' reports"), reverse("reader-reports"), name="reader-reports", icon_name="comment", order=141,
        permission="checks.change_report",
    )  # fmt: skip


@register("register_admin_menu_item")
def register_letters_item() -> MenuItem:
    return _PermittedItem(
        _("Letters"), reverse("letters"), name="letters", icon_name="mail", order=142,
        permission="checks.change_letter",
    )  # fmt: skip


@register("register_reports_menu_item")
def register_truth_item() -> MenuItem:
    return _PermittedItem(
        _("How true it is"), reverse("truth"), name="truth", icon_name="tick-inverse", order=10,
        permission="checks.view_check",
    )  # fmt: skip


@register("register_reports_menu_item")
def register_audits_item() -> MenuItem:
    return _PermittedItem(
        _("Audits"), reverse("audits"), name="audits", icon_name="order", order=11, permission="checks.add_audit"
    )


@register("construct_homepage_panels")
def add_today(request: HttpRequest, panels: list[Any]) -> None:
    panels.insert(0, TodayPanel(request))


@register("insert_global_admin_css")
def add_style() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("editorial/desk.css"))


@register_work
def find_calls(user: Any) -> Iterable[Work]:
    """Listings to call, for who may record a check."""
    if not user.has_perm("checks.add_check"):
        return ()
    return make_work(find_callees(localdate()), reverse("call-sheet"))


for source in (find_stale_mentions, find_reports, find_answers):
    register_work(source)
