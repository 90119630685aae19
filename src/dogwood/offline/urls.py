"""Addresses below ``/offline/``."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("<slug:language>.json", views.catalog),
    re_path(
        r"^(?P<name>[0-9a-f]{12})/(?P<language>[a-zA-Z-]{2,12})/(?P<file>[a-z-]{2,40}\.(?:pack|index))$", views.pack
    ),
]
