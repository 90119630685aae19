"""Suggestions as JSON, for the script of the search box. Nothing of it is kept or logged."""

import json
from collections.abc import Mapping
from threading import Lock

from django.http import HttpResponse
from django.utils.translation import gettext as _

from dogwood.search.holder import OpenEdition
from dogwood.search.suggest import KINDS, PLACES, Suggester

from ..visit import Visit

_lock = Lock()
_ready: dict[str, Suggester] = {}


def suggest(visit: Visit, query: Mapping[str, str]) -> HttpResponse:
    """What begins with ``q``: ``[{"text": …, "kind": …, "lang": …}]``, the kind in the reader's words. of=place: only places."""
    visit.keep_not()
    typed = query.get("q", "")
    kinds = PLACES if query.get("of") == "place" else KINDS
    found = find_suggester(visit.edition).suggest(typed, visit.language, kinds=kinds) if typed else []
    names = {
        "need": _("need"),
        "county": _("county"),
        "town": _("town"),
        "term": _("word"),
        "guide": _("guide"),
        "listing": _("listing"),
        "organization": _("organization"),
        "event": _("event"),
        "publication": _("book or web site"),
    }
    body = [
        {"text": suggestion.text, "kind": names[suggestion.kind], "lang": suggestion.language} for suggestion in found
    ]
    return HttpResponse(
        json.dumps(body, ensure_ascii=False, separators=(",", ":")),
        content_type="application/json; charset=utf-8",
        headers={"X-Robots-Tag": "noindex"},
    )


def find_suggester(edition: OpenEdition) -> Suggester:
    """The suggester of ``edition``, made when it is first asked for; only that of the newest one is kept."""
    found = _ready.get(edition.hash)
    if found is None:
        with _lock:
            found = _ready.get(edition.hash)
            if found is None:
                found = Suggester(edition.reader)
                _ready.clear()
                _ready[edition.hash] = found
    return found
