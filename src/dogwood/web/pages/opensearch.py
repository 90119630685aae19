"""The search of this directory, described so that a browser can offer it beside others (OpenSearch 1.1)."""

from collections.abc import Mapping
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from ..templating import shorten, static_url
from ..visit import Visit

OPENSEARCH = "application/opensearchdescription+xml"
_LONGEST_NAME, _LONGEST_LONG_NAME = 16, 48
"""Characters that OpenSearch 1.1 allows."""


def opensearch(visit: Visit, query: Mapping[str, str]) -> HttpResponse:
    site, directory = settings.READERS_ADDRESS, visit.directory
    name = directory.short_name or directory.name
    about = _("Guides, and people who can help, in your own words.")
    search = f"{site}/{visit.language}/search?q={{searchTerms}}"
    rows = [
        f"<ShortName>{escape(shorten(name, _LONGEST_NAME - 1))}</ShortName>",
        f"<LongName>{escape(shorten(directory.name, _LONGEST_LONG_NAME - 1))}</LongName>",
        f"<Description>{escape(about)}</Description>",
        f'<Url type="text/html" template="{escape(search)}"/>',
        f'<Url type="{OPENSEARCH}" rel="self" template="{escape(site + visit.path)}"/>',
        f'<Image width="192" height="192" type="image/png">{escape(site + static_url("icon-192.png"))}</Image>',
        f"<Language>{visit.language}</Language>",
        "<InputEncoding>UTF-8</InputEncoding>",
        "<OutputEncoding>UTF-8</OutputEncoding>",
    ]
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        + "\n".join(rows)
        + "\n</OpenSearchDescription>\n"
    )
    return HttpResponse(body, content_type=f"{OPENSEARCH}; charset=utf-8")
