"""The directory without a network: what to keep on this device, the app's manifest, and the search that runs there."""

import json
from collections.abc import Mapping

from django.http import HttpResponse
from django.utils.translation import gettext as _

from dogwood import vocabulary
from dogwood.places import all_counties

from ..page import Page
from ..templating import static_url
from ..visit import Visit

MANIFEST = "application/manifest+json; charset=utf-8"
_ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-mask.png", 512, "maskable"))


def offline(visit: Visit, query: Mapping[str, str]) -> Page:
    return Page(
        "offline",
        title=_("Without a network"),
        description=_("Keep the guides and the numbers of your county, or of the whole state, on this device."),
        context={"counties": all_counties()},
    )


def search_on_device(visit: Visit) -> Page:
    """The search of a page that is kept: its words never leave the device."""
    return Page(
        "search_on_device",
        title=_("Search"),
        context={
            "needs": vocabulary.words("needs").values(),
            "kinds": json.dumps(
                {name: word.label(visit.language) for name, word in vocabulary.words("kinds").items()},
                ensure_ascii=False,
            ),
        },
        is_indexed=False,
    )


def manifest(visit: Visit, query: Mapping[str, str]) -> HttpResponse:
    """What a phone shows of the site on its home screen (W3C Web Application Manifest). Its addresses are relative."""
    name = visit.directory.name
    body = {
        "id": "./",
        "name": name,
        "short_name": visit.directory.short_name or name,
        "lang": visit.language,
        "dir": "auto",
        "start_url": "./",
        "scope": "../",
        "display": "minimal-ui",
        "background_color": "#fcfaf7",
        "theme_color": "#96204a",
        "icons": [
            {"src": f"..{static_url(file)}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for file, size, purpose in _ICONS
        ],
        "shortcuts": [
            {"name": _("Search"), "url": "search"},
            {"name": _("My saved list"), "url": "saved/"},
        ],
    }
    return HttpResponse(json.dumps(body, ensure_ascii=False, indent=1), content_type=MANIFEST)
