"""Addresses under ``/tell-us/``."""

from django.urls import path

from ..contacts.views import confirm
from ..reports.views import tell_us

urlpatterns = [
    path("<slug:language>/confirm/<str:token>/", confirm, name="confirm"),
    path("<slug:language>/<slug:subject>/<slug:key>/", tell_us, name="tell-us"),
]
