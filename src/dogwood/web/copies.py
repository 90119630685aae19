"""Pages as they are kept: for the packs of the installable site and for the static export.

A copy is the readers' page itself, rendered by the same views from the same edition, with three differences: its clock
stands at the moment at which the edition was built, so that the same edition gives the same bytes on any day; "open
now" is left out, for it would soon be wrong; and its forms lead to the search that runs on the device. What turns with
time (a check that runs out, a date that is over) is worked out where it is read, by ``static/offline.js``.
"""

from typing import NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _

from dogwood.edition.records import EventRecord
from dogwood.search.holder import OpenEdition

from . import views
from .files import list_paths
from .templating import STATIC, static_url

_FILES = ("events.ics", "changes.atom", "cards.json", "app.webmanifest")
_PAGES = ("search",)


class Copy(NamedTuple):
    """kind: content type without parameters. body: bytes."""

    kind: str
    body: bytes


def render_copy(path: str) -> Copy | None:
    """What the readers' site has at ``path`` ("/en/guide/pain/"), as a copy; None where that is not an answer of its own."""
    try:
        found = resolve(path)
        answer: HttpResponse = found.func(_ask(path), *found.args, **found.kwargs)
    except (Resolver404, Http404):
        return None
    return _read(answer) if answer.status_code == 200 else None


def render_lost(language: str) -> Copy:
    """The page for an address that leads nowhere."""
    return _read(views.not_found(_ask(f"/{language}/no-such-page/")))


def list_addresses(edition: OpenEdition, language: str) -> list[str]:
    """Addresses of all pages and files in one language, in a fixed order; what they lead to beside is found by following."""
    paths = [*list_paths(edition), *_PAGES, *_FILES]
    paths += [f"event/{key}.ics" for key in sorted(edition.reader.keys(EventRecord))]
    return [f"/{language}/{path}" for path in paths]


def list_static() -> list[str]:
    """Addresses of all static files."""
    return [static_url(path.name) for path in sorted(STATIC.iterdir()) if path.is_file()]


def _ask(path: str) -> HttpRequest:
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = path
    setattr(request, views.COPY, True)
    return request


def _read(answer: HttpResponse) -> Copy:
    return Copy(answer.headers["Content-Type"].partition(";")[0], answer.content)


def kept_words(language: str) -> dict[str, str]:
    """What the app says on pages that are kept."""
    with translation.override(language):
        return {
            "kept": _(
                "You are reading a copy kept on this device: edition {0} of {1}. Last looked for a newer one: {2}."
            ),
            "old": _(
                "This copy is more than 90 days old. Numbers and hours may have changed: call before you travel, and look for a newer copy."
            ),
        }
