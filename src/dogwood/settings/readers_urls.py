"""The readers' addresses: what every room of the readers' wing answers to. The pages stand last, for they take any language."""

from django.urls import include, path

urlpatterns = [
    path("offline/", include("dogwood.offline.urls")),
    path("api/", include("dogwood.opendata.urls")),
    path("", include("dogwood.web.urls")),
]
handler404 = "dogwood.web.views.not_found"
handler500 = "dogwood.web.views.failed"
