"""Addresses below ``/api/``."""

from django.urls import include, path, re_path

from . import views

urlpatterns = [
    path("hsds", views.root),
    path("hsds/", views.root),
    path("hsds/openapi.json", views.document),
    path("hsds/profile/", views.profile),
    path("hsds/profile/<str:name>", views.profile_file),
    path("hsds/profile/profile/<str:name>", views.profile_file),
    path("hsds/profile/schema/<str:name>", views.profile_schema),
    path("hsds/services", views.services),
    path("hsds/services/<str:own_id>", views.service),
    path("hsds/taxonomies", views.taxonomies),
    path("hsds/taxonomies/<str:own_id>", views.taxonomy),
    path("hsds/taxonomy_terms", views.taxonomy_terms),
    path("hsds/taxonomy_terms/<str:own_id>", views.taxonomy_term),
    path("hsds/organizations", views.organizations),
    path("hsds/organizations/<str:own_id>", views.organization),
    path("hsds/service_at_locations", views.service_at_locations),
    path("hsds/service_at_locations/<str:own_id>", views.service_at_location),
    path("hsds/guides", views.guides),
    path("hsds/guides/<str:own_id>", views.guide),
    path("hsds/publications", views.publications),
    path("hsds/publications/<str:own_id>", views.publication),
    path("hsds/events", views.events),
    path("hsds/events/<str:own_id>", views.event),
    path("files/", views.files),
    path("files/<str:name>", views.file),
    path("changes", views.changes),
    path("changes.atom", views.changes_feed),
    re_path(r"^fhir(?:/|$)", include("dogwood.opendata.fhir.urls")),
    re_path(r"^(?P<path>.*)$", views.lost),
]
