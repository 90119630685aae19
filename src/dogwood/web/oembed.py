"""oEmbed 1.0 (oembed.com): a site that knows the address of a listing asks how to show it, and is given its card.

``/oembed?url=…&format=json|xml&maxwidth=…&maxheight=…``. 404 where there is nothing to show at ``url``, 501 for another
format, 400 where no address was sent.
"""

import json
import re
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.utils import translation
from django.utils.translation import gettext as _

from dogwood.edition.records import DirectoryRecord, ListingRecord
from dogwood.search.holder import OpenEdition, get_holder

from .contentlines import clean
from .hotpath import LONGEST_AGE

CARD_SIZE = (480, 320)
BOX_SIZE = (480, 220)
"""Width and height of a frame in CSS pixels; what is longer can be scrolled in it."""
_PATH = re.compile(r"/([a-z]{2,3}(?:-[A-Za-z]+)?)/(?:listing/([a-z0-9-]+)/(?:card/|print/)?|search-box/)\Z")
_NUMBER = re.compile(r"[1-9][0-9]{0,5}\Z")
Answer = dict[str, str | int]


def oembed(request: HttpRequest) -> HttpResponse:
    if request.method not in {"GET", "HEAD"}:
        return HttpResponseNotAllowed(["GET", "HEAD"])
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return _refuse(501, "This format is not offered: ask for json or xml.")
    if not request.GET.get("url"):
        return _refuse(400, "Name the page in “url”.")
    edition = get_holder().current()
    found = _describe(edition, request.GET["url"]) if edition else None
    if found is None:
        return _refuse(404, "There is nothing to show at this address: name the page of a listing, or the search box.")
    path, title, (width, height) = found
    width = _at_most(width, request.GET.get("maxwidth", ""))
    height = _at_most(height, request.GET.get("maxheight", ""))
    assert edition is not None
    answer: Answer = {
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": _directory(edition, path.split("/")[1]).name,
        "provider_url": f"{settings.READERS_ADDRESS}/",
        "cache_age": LONGEST_AGE,
        "width": width,
        "height": height,
        "html": frame(settings.READERS_ADDRESS + path, title, width, height),
    }
    return _write(answer, form)


def frame(address: str, title: str, width: int, height: int) -> str:
    """The HTML that shows a card: no script. docs/partners/embedding.md has the same to copy."""
    name = quoteattr(" ".join(clean(title).split()), {'"': "&quot;"})
    return (
        f'<iframe src={quoteattr(address)} title={name} width="{width}" height="{height}" loading="lazy" '
        'style="border:0;max-width:100%"></iframe>'
    )


def _describe(edition: OpenEdition, url: str) -> tuple[str, str, tuple[int, int]] | None:
    """Path, title and size of what may be framed for ``url``."""
    try:
        asked, ours = urlsplit(url), urlsplit(settings.READERS_ADDRESS)
    except ValueError:
        return None
    match = _PATH.match(asked.path)
    if asked.scheme not in {"http", "https"} or asked.netloc.lower() != ours.netloc.lower() or match is None:
        return None
    language, key = match.groups()
    if language not in edition.manifest.languages:
        return None
    if key is None:
        with translation.override(language):
            title = _("Search %(name)s") % {"name": _directory(edition, language).name}
        return f"/{language}/search-box/", title, BOX_SIZE
    listing = edition.reader.get_best(ListingRecord, key, language)
    return (f"/{language}/listing/{key}/card/", listing.name, CARD_SIZE) if listing else None


def _directory(edition: OpenEdition, language: str) -> DirectoryRecord:
    found = edition.reader.get_best(DirectoryRecord, "directory", language)
    assert found is not None  # every edition has one
    return found


def _at_most(size: int, most: str) -> int:
    """What is no number above nothing asks for nothing."""
    return min(size, int(most)) if _NUMBER.match(most) else size


def _write(answer: Answer, form: str) -> HttpResponse:
    if form == "json":
        body, kind = json.dumps(answer, ensure_ascii=False), "application/json"
    else:
        rows = "".join(f"<{name}>{escape(clean(str(value)))}</{name}>" for name, value in answer.items())
        body, kind = f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{rows}</oembed>\n', "text/xml"
    return HttpResponse(body, content_type=f"{kind}; charset=utf-8", headers={"Access-Control-Allow-Origin": "*"})


def _refuse(status: int, words: str) -> HttpResponse:
    return HttpResponse(words + "\n", status=status, content_type="text/plain; charset=utf-8")
