"""What partners show inside their own pages: a listing as a card, and the search box. Neither holds a script."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from ..page import Page
from ..visit import Visit

MOST_NUMBERS = 3


def listing_card(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    found = visit.listing(key)
    if found is None:
        return None
    return Page(
        "listing_card",
        title=found.name,
        context={
            "listing": found,
            "numbers": [phone for phone in found.phones if phone.kind != "fax"][:MOST_NUMBERS],
            "successor": visit.listing(found.status.successor) if found.status.successor else None,
        },
        is_indexed=False,
        may_be_framed=True,
    )


def search_box(visit: Visit, query: Mapping[str, str]) -> Page:
    return Page(
        "search_box",
        title=_("Search %(name)s") % {"name": visit.directory.name},
        is_indexed=False,
        may_be_framed=True,
    )
