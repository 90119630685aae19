"""Addresses below ``/api/fhir``."""

from django.urls import path, re_path

from . import views

urlpatterns = [
    path("metadata", views.metadata),
    re_path(r"^(?P<resource>[A-Z][A-Za-z]{1,40})/?$", views.search),
    re_path(r"^(?P<resource>[A-Z][A-Za-z]{1,40})/_search$", views.search_by_form),
    re_path(r"^(?P<resource>[A-Z][A-Za-z]{1,40})/(?P<own_id>[^/]+)$", views.read),
    re_path(r"^(?P<path>.*)$", views.lost),
]
