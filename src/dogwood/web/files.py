"""What is not a page: static files, the sitemap, robots.txt, security.txt, a health probe."""

import datetime as dt
import json
import mimetypes
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from dogwood.edition.file import MEDIA_NAME
from dogwood.edition.records import (
    ChapterRecord,
    EventRecord,
    GuideRecord,
    ListingRecord,
    OrganizationRecord,
    PageRecord,
    PublicationRecord,
)
from dogwood.places import all_counties
from dogwood.search.holder import OpenEdition, get_holder

from .hotpath import UNTIL_HEADER
from .templating import STATIC, static_url

_FOREVER = "public, max-age=31536000, immutable"
_LISTS = (
    "",
    "chapters/",
    "needs/",
    "counties/",
    "a-z/",
    "publications/",
    "events/",
    "glossary/",
    "near/",
    "saved/",
    "questions/",
    "journal/",
    "offline/",
    "changes/",
    "recalls/",
    "editions/",
    "data/",
    "site-map/",
)
_RECORDS = (
    ChapterRecord,
    GuideRecord,
    ListingRecord,
    OrganizationRecord,
    PublicationRecord,
    EventRecord,
    PageRecord,
)
MOST_ADDRESSES = 50_000
"""A sitemap holds no more (sitemaps.org)."""


def static(request: HttpRequest, version: str, name: str) -> HttpResponse:
    path = STATIC / name
    if "/" in name or not path.is_file() or static_url(name) != f"/static/{version}/{name}":
        raise Http404
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return HttpResponse(path.read_bytes(), content_type=kind, headers={"Cache-Control": _FOREVER})


def media(request: HttpRequest, name: str) -> HttpResponse:
    """A picture of the current edition; its name holds its hash."""
    path = f"{MEDIA_NAME}/{name}"
    edition = _edition()
    if path not in edition.manifest.files:
        raise Http404
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return HttpResponse((edition.folder / path).read_bytes(), content_type=kind, headers={"Cache-Control": _FOREVER})


def worker(request: HttpRequest) -> HttpResponse:
    """The service worker. It stands at the root, because it serves what is below; browsers look for a new one each day."""
    body = (STATIC / "worker.js").read_bytes()
    return HttpResponse(body, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"})


def favicon(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(static_url("flower.svg"))


def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", "Disallow: /*/search", f"Sitemap: {settings.READERS_ADDRESS}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116. The contact is the directory's contact page, or its first page; it expires a year after the edition."""
    edition = _edition()
    contact = "page/contact/" if edition.reader.languages_of(PageRecord, "contact") else ""
    expires = (edition.manifest.built_at + dt.timedelta(days=365)).astimezone(dt.UTC)
    lines = [
        f"Contact: {settings.READERS_ADDRESS}/{edition.manifest.languages[0]}/{contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(edition.manifest.languages)}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


def healthz(request: HttpRequest) -> HttpResponse:
    """Which edition is served. 503 while there is none."""
    edition = get_holder().current()
    body = {"edition": edition.number if edition else None, "content_hash": edition.hash if edition else None}
    return HttpResponse(
        json.dumps(body),
        status=200 if edition else 503,
        content_type="application/json",
        headers={UNTIL_HEADER.decode(): "0"},
    )


def sitemap(request: HttpRequest) -> HttpResponse:
    """Every page in every language, each with its twins (hreflang)."""
    edition = _edition()
    languages = edition.manifest.languages
    changed = edition.manifest.built_at.date().isoformat()
    rows = []
    for path in list_paths(edition)[: MOST_ADDRESSES // len(languages)]:
        links = (
            "".join(f'<xhtml:link rel="alternate" hreflang="{tag}" href="{_address(tag, path)}"/>' for tag in languages)
            + f'<xhtml:link rel="alternate" hreflang="x-default" href="{_address(languages[0], path)}"/>'
        )
        rows += [f"<url><loc>{_address(tag, path)}</loc><lastmod>{changed}</lastmod>{links}</url>" for tag in languages]
    body = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:xhtml="http://www.w3.org/1999/xhtml">\n' + "\n".join(rows) + "\n</urlset>\n"
    )
    return HttpResponse(body, content_type="application/xml; charset=utf-8")


def list_paths(edition: OpenEdition) -> list[str]:
    paths = list(_LISTS)
    paths += [f"county/{county.slug}/" for county in all_counties()]
    paths += [f"need/{need}/" for need in sorted(edition.reader.count_facet(ListingRecord, "need"))]
    for cls in _RECORDS:
        paths += [f"{cls.record_type}/{key}/" for key in sorted(edition.reader.keys(cls))]
    return paths


def _address(language: str, path: str) -> str:
    return escape(f"{settings.READERS_ADDRESS}/{language}/{path}")


def _edition() -> OpenEdition:
    edition = get_holder().current()
    if edition is None:
        raise Http404
    return edition
