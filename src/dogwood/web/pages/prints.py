"""A guide or a listing as one plain page for paper, with a QR code that leads back to it.

It holds no script, no picture and next to no layout: very old phones read it too.
"""

from collections.abc import Mapping

import segno
from django.conf import settings
from django.utils.translation import gettext as _
from markupsafe import Markup

from ..page import Page
from ..visit import Visit
from .guides import guide
from .listings import listing


def guide_print(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    """Numbers are left out, as they cannot be folded on paper, unless the reader asks for all (``?know=all``)."""
    return _for_paper(visit, guide(visit, {"know": "all" if query.get("know") == "all" else "some"}, key), "guide", key)


def listing_print(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    return _for_paper(visit, listing(visit, {}, key), "listing", key)


def _for_paper(visit: Visit, page: Page | None, record_type: str, key: str) -> Page | None:
    if page is None:
        return None
    path = visit.url(record_type, key)
    address = settings.READERS_ADDRESS + path
    page.template = f"{record_type}_print"
    page.is_indexed = False
    page.data = None
    page.crumbs = []
    page.context |= {
        "back": path,
        "address": address,
        "qr": draw_qr(address, _("QR code that leads to this page")),
    }
    return page


def draw_qr(text: str, title: str) -> Markup:
    """An inline SVG of ``text``, error correction M (15%): paper gets stained and creased."""
    made = segno.make(text, micro=False, error="m")
    svg = made.svg_inline(scale=1, border=4, omitsize=True, svgclass="qr", lineclass=None, light="#fff", title=title)
    return Markup(svg)  # noqa: S704 - segno escapes the title; the code itself is numbers
