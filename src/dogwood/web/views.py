"""From a request to an answer: language, edition, page, template."""

import datetime as dt
from collections.abc import Callable
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template import loader
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

from dogwood.search.holder import OpenEdition, get_holder

from . import direction, pages, simple
from .hotpath import UNTIL_HEADER
from .page import Page
from .security import allow_frames
from .visit import Visit

PageFunction = Callable[..., "Page | HttpResponse | None"]
_UNTIL = UNTIL_HEADER.decode()
COPY = "is_copy"
"""Attribute of a request that asks for a page as it is kept; no request from outside has it (``copies``)."""


def show(request: HttpRequest, page: PageFunction, language: str, **keys: str) -> HttpResponse:
    """Render ``page`` in ``language``; what it does not find is a page that helps."""
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"], headers={_UNTIL: "0"})
    edition = get_holder().current()
    if edition is None:
        return unavailable(request)
    if language not in edition.manifest.languages:
        return not_found(request)
    visit = _begin(request, edition, language, request.path)
    with translation.override(language):
        if request.GET:
            visit.keep_not()
            visit.query = request.GET.dict()
            found = page(visit, request.GET, **keys)
        else:
            found = page(visit, {}, **keys)
        if found is None:
            return _render(visit, pages.not_found(visit))
        if isinstance(found, HttpResponse):
            return _mark(found, visit)
        return _render(visit, found)


def root(request: HttpRequest, page: str = "") -> HttpResponse:
    """The site's root, or a page that is printed without a language, leads to the reader's language."""
    edition = get_holder().current()
    languages = edition.manifest.languages if edition else (settings.LANGUAGE_CODE,)
    language = languages[0]
    for tag, _ in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if tag.split("-")[0] in languages:
            language = tag.split("-")[0]
            break
    response = HttpResponseRedirect(f"/{language}/{page}")
    response.headers["Vary"] = "Accept-Language"
    response.headers[_UNTIL] = "0"
    return response


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """An address that leads nowhere, in the language of its first part."""
    edition = get_holder().current()
    if edition is None:
        return unavailable(request)
    first = request.path.strip("/").split("/")[0]
    language = first if first in edition.manifest.languages else edition.manifest.languages[0]
    if request.path.count("/") and not request.path.endswith("/") and "." not in request.path.rsplit("/", 1)[-1]:
        # One slash at the start: "//elsewhere/" would lead to another site.
        target = quote("/" + request.path.strip("/") + "/")
        query = request.META.get("QUERY_STRING", "")
        response: HttpResponse = HttpResponseRedirect(f"{target}?{query}" if query else target)
        response.headers[_UNTIL] = "0"
        return response
    visit = _begin(request, edition, language, f"/{language}/")
    with translation.override(language):
        return _render(visit, pages.not_found(visit))


def failed(request: HttpRequest) -> HttpResponse:
    """Something broke: say so kindly, and give the numbers that do not depend on us."""
    return _plain(
        500,
        "Something went wrong on our side. Please try again in a moment.",
        "Algo falló de nuestro lado. Por favor inténtelo de nuevo en un momento.",
    )


def unavailable(request: HttpRequest) -> HttpResponse:
    """There is no edition to serve."""
    return _plain(
        503,
        "This directory is not published yet. Please come back soon.",
        "Este directorio aún no está publicado. Por favor vuelva pronto.",
    )


def _begin(request: HttpRequest, edition: OpenEdition, language: str, path: str) -> Visit:
    visit = Visit(edition, language, path, dt.datetime.now(dt.UTC))
    if getattr(request, COPY, False):
        visit.become_copy()
    return visit


def _plain(status: int, english: str, spanish: str) -> HttpResponse:
    body = (
        '<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>{english}</title><h1>{english}</h1><h1 lang=es>{spanish}</h1>"
        '<p>In an emergency call <a href="tel:911">911</a>. In a crisis call or text <a href="tel:988">988</a>.'
        '<p lang=es>En una emergencia llame al <a href="tel:911">911</a>. En una crisis llame al <a href="tel:988">988</a>.'
    )
    return HttpResponse(body, status=status, headers={_UNTIL: "0", "Retry-After": "60"})


def _render(visit: Visit, page: Page) -> HttpResponse:
    context = {
        "visit": visit,
        "page": page,
        "site": settings.READERS_ADDRESS,
        **page.context,
    }
    text = loader.get_template(f"pages/{page.template}.html", using=None).render(context)
    if visit.is_simple:
        text = simple.keep_in_links(text)
    if direction.mixes_directions(visit.languages):
        text = direction.add_directions(text)
    response = HttpResponse(text, status=page.status, headers={"Content-Language": visit.language})
    if page.may_be_framed:
        allow_frames(response)
    return _mark(response, visit)


def _mark(response: HttpResponse, visit: Visit) -> HttpResponse:
    """Tell the hot path until when the answer is true."""
    if not visit.is_kept:
        response.headers[_UNTIL] = "0"
    elif visit.clock.until is not None:
        response.headers[_UNTIL] = str(visit.clock.until.timestamp())
    return response
