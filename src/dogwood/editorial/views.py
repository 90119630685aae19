"""What the desk's own pages share: Wagtail's page furniture, its sign-in, and a permission."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.auth import permission_required, require_admin_access
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


@method_decorator(require_admin_access, name="dispatch")
class DeskView(WagtailAdminTemplateMixin, TemplateView):
    """permission: what a person needs, such as ``checks.add_check``. title, icon: of the page. parents: (address name,
    label) of the pages above it, after Home."""

    permission = ""
    title: Any = ""
    icon = ""
    parents: tuple[tuple[str, Any], ...] = ()
    template_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        view = super().dispatch
        if self.permission:
            view = permission_required(self.permission)(view)
        return view(request, *args, **kwargs)

    def get_page_title(self) -> Any:
        return self.title

    def get_header_icon(self) -> str:
        return self.icon

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        above = [{"url": reverse_lazy(name), "label": label} for name, label in self.parents]
        home = {"url": reverse_lazy("wagtailadmin_home"), "label": _("Home")}
        return [home, *above, {"url": "", "label": self.get_page_title()}]
