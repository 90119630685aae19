"""The directory about itself: its pages, its editions, what changed, the site map, and the page for lost readers."""

import datetime as dt
from collections.abc import Mapping
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpResponse
from django.utils.translation import gettext as _

from dogwood import vocabulary
from dogwood.edition.changes import Change
from dogwood.edition.diff import is_news
from dogwood.edition.records import RECORD_TYPES, ChapterRecord, ListingRecord, PageRecord
from dogwood.search import block_anchors

from ..accessibility import read_last_run
from ..page import Page
from ..terms import TermMarker
from ..visit import Visit
from .guides import pick_guides, pick_listings

MOST_CHANGES = 200
ACCESSIBILITY = "accessibility"
"""Key of the editors' page that the last run's facts are added to."""
_SHOWN = {"guide", "listing", "publication", "event", "page"}


def information(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    """A page about the directory, from the editors' data."""
    found = visit.reader.get_best(PageRecord, key, visit.language)
    if found is None:
        return None
    return Page(
        "information",
        title=found.title,
        description=found.main_message,
        context={
            "information": found,
            "blocks": list(zip(found.body, block_anchors(found.body), strict=True)),
            "marker": TermMarker([]),
            "listings_of": lambda block: pick_listings(visit, block),
            "guides_of": lambda block: pick_guides(visit, block),
            "last_run": read_last_run() if key == ACCESSIBILITY else None,
        },
    )


def changes(visit: Visit, query: Mapping[str, str]) -> Page:
    """What changed since edition 1, newest edition first."""
    editions: dict[int, list[tuple[Change, str]]] = {}
    for change in _news(visit):
        editions.setdefault(change.edition, []).append((change, _link(visit, change)))
    return Page(
        "changes",
        title=_("What changed"),
        description=_("What was added, changed or closed, edition by edition."),
        context={"editions": editions, "history": {line.number: line for line in visit.edition.manifest.history}},
    )


def changes_feed(visit: Visit, query: Mapping[str, str]) -> HttpResponse:
    """The same as Atom (RFC 4287), one entry a change."""
    site = settings.READERS_ADDRESS
    built_at = visit.edition.manifest.built_at
    own = f"{site}/{visit.language}/changes.atom"
    entries = []
    for change in _news(visit):
        link = site + _link(visit, change)
        moment = change.built_at or built_at
        entries.append(
            f"<entry><id>{own}#{change.edition}-{'-'.join(change.identity)}</id>"
            f"<title>{escape(what_happened(change.what))}: {escape(change.heading)}</title>"
            f'<link href="{escape(link)}"/><updated>{_moment(moment)}</updated>'
            f"<summary>{escape(_('Edition %(number)s') % {'number': change.edition})}</summary></entry>"
        )
    body = (
        f'<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{visit.language}">'
        f"<id>{own}</id><title>{escape(visit.directory.name)}: {escape(_('What changed'))}</title>"
        f'<link rel="self" href="{own}"/><link href="{site}{visit.url("changes")}"/>'
        f"<author><name>{escape(visit.directory.name)}</name></author><updated>{_moment(built_at)}</updated>"
        + "".join(entries)
        + "</feed>\n"
    )
    return HttpResponse(body, content_type="application/atom+xml; charset=utf-8")


def what_happened(what: str) -> str:
    return {"added": _("Added"), "changed": _("Changed"), "closed": _("Closed"), "removed": _("Removed")}[what]


def editions(visit: Visit, query: Mapping[str, str]) -> Page:
    return Page(
        "editions",
        title=_("Editions"),
        description=_("Every edition of this directory, with its date."),
        context={"history": list(reversed(visit.edition.manifest.history)), "manifest": visit.edition.manifest},
    )


def site_map(visit: Visit, query: Mapping[str, str]) -> Page:
    return Page(
        "site_map",
        title=_("Site map"),
        description=_("All parts of this site."),
        context={
            "chapters": visit.reader.all_best(ChapterRecord, visit.language),
            "pages": visit.reader.all_best(PageRecord, visit.language),
        },
    )


def not_found(visit: Visit) -> Page:
    """For a reader whose address leads nowhere."""
    visit.keep_not()
    counts = visit.reader.count_facet(ListingRecord, "need")
    needs = [word for word in vocabulary.words("needs").values() if counts.get(word.key)]
    return Page(
        "not_found", title=_("This page is not here"), context={"needs": needs[:6]}, status=404, is_indexed=False
    )


def _news(visit: Visit) -> list[Change]:
    """Changes that a reader of this language is told of."""
    found = visit.reader.changes(limit=5_000)
    own = [
        change
        for change in found
        if change.identity[0] in _SHOWN and change.identity[2] == visit.language and is_news(change)
    ]
    return own[:MOST_CHANGES]


def _link(visit: Visit, change: Change) -> str:
    record_type, key, _language = change.identity
    if change.what == "removed" or not visit.reader.languages_of(RECORD_TYPES[record_type], key):
        return visit.url("changes")
    return visit.url(record_type, key)


def _moment(value: dt.datetime) -> str:
    return value.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
