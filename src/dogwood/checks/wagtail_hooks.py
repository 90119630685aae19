"""Checks and their policy on the desk: read them, add to them, never change one."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.contrib.settings.registry import registry
from wagtail.hooks import register
from wagtail.permissions import register_permission_policy

from dogwood.editorial.permissions import LimitedPolicy

from .models import Check, CheckPolicy

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
