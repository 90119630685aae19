"""The readers' addresses."""

from functools import partial
from typing import Any

from django.urls import path

from . import files, pages, views
from .llms import llms
from .oembed import oembed


def _page(route: str, function: views.PageFunction) -> Any:
    return path(f"<slug:language>/{route}", partial(views.show, page=function), name=function.__name__)


urlpatterns = [
    path("", views.root),
    path("recalls/", partial(views.root, page="recalls/")),
    path("data/", partial(views.root, page="data/")),
    path("robots.txt", files.robots),
    path("sitemap.xml", files.sitemap),
    path("llms.txt", llms),
    path("oembed", oembed),
    path(".well-known/security.txt", files.security_txt),
    path("healthz", files.healthz),
    path("favicon.ico", files.favicon),
    path("worker.js", files.worker),
    path("media/<str:name>", files.media),
    path("static/<str:version>/<str:name>", files.static),
    _page("", pages.home),
    _page("chapters/", pages.chapters),
    _page("chapter/<slug:key>/", pages.chapter),
    _page("guide/<slug:key>/", pages.guide),
    _page("guide/<slug:key>/print/", pages.guide_print),
    _page("listing/<slug:key>/", pages.listing),
    _page("listing/<slug:key>/print/", pages.listing_print),
    _page("listing/<slug:key>/card/", pages.listing_card),
    _page("listing/<slug:key>/contact.vcf", pages.contact),
    _page("organization/<slug:key>/", pages.organization),
    _page("needs/", pages.needs),
    _page("need/<slug:key>.ics", pages.need_calendar),
    _page("need/<slug:key>/", pages.need),
    _page("counties/", pages.counties),
    _page("county/<slug:key>.ics", pages.county_calendar),
    _page("county/<slug:key>/", pages.county),
    _page("a-z/", pages.a_to_z),
    _page("publications/", pages.publications),
    _page("publication/<slug:key>/", pages.publication),
    _page("events/", pages.events),
    _page("events.ics", pages.events_calendar),
    _page("event/<slug:key>.ics", pages.event_calendar),
    _page("event/<slug:key>/", pages.event),
    _page("glossary/", pages.glossary),
    _page("search", pages.search),
    _page("search-box/", pages.search_box),
    _page("suggest", pages.suggest),
    _page("opensearch.xml", pages.opensearch),
    _page("near/", pages.near),
    _page("saved/", pages.saved),
    _page("questions/", pages.questions),
    _page("journal/", pages.journal),
    _page("offline/", pages.offline),
    _page("app.webmanifest", pages.manifest),
    _page("cards.json", pages.cards),
    _page("changes/", pages.changes),
    _page("changes.atom", pages.changes_feed),
    _page("editions/", pages.editions),
    _page("recalls/", pages.recalls),
    _page("data/", pages.data),
    _page("site-map/", pages.site_map),
    _page("page/<slug:key>/", pages.information),
]
