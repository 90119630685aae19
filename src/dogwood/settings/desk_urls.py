"""The desk's addresses: Wagtail's admin, and the few public forms under ``/tell-us/``."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.urls import include, path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="wagtailadmin_home")),
    path("desk/", include(wagtailadmin_urls)),
    path("tell-us/", include("dogwood.checks.public.urls")),
    path("documents/", include(wagtaildocs_urls)),
    # Editors see the pictures that they put in; readers get those of the edition from their own site.
    path("media/<path:path>", login_required(serve), {"document_root": settings.MEDIA_ROOT}),
]
