"""The frame of the public pages."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static

from dogwood.editorial.models import DirectorySettings

from .words import find_words

_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex",
}


def show_page(
    request: HttpRequest, template: str, language: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Render a public page. Raises Http404 for a language that the directory has not."""
    if language not in dict(settings.LANGUAGES):
        raise Http404
    directory = DirectorySettings.load()
    answer = render(
        request,
        template,
        {
            "words": find_words(language),
            "language": language,
            "directory": directory.name.get(language) or next(iter(directory.name.values()), "Dogwood"),
            "home": f"{settings.READERS_ADDRESS}/{language}/",
            "style": static("checks/tell-us.css"),
            **context,
        },
        status=status,
    )
    for name, value in _HEADERS.items():
        answer.headers[name] = value
    answer.headers["Content-Language"] = language
    return answer
