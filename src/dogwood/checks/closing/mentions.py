"""Which guides mention a listing: picked by hand, or linked in their text."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from dogwood.editorial.models import GuidePage, Listing
from dogwood.editorial.worklist import Work

_LINK = re.compile(r'href="/listing/([a-z0-9-]+)/?"')
_CLOSED = ("defunct", "inactive", "temporarily_closed")


def find_mentions() -> dict[str, list[GuidePage]]:
    """Listing's key → the live guides that mention it."""
    found: dict[str, list[GuidePage]] = defaultdict(list)
    for guide in GuidePage.objects.live().select_related("locale").order_by("title"):
        for key in sorted(_keys_in(guide)):
            found[key].append(guide)
    return found


def find_stale_mentions(user: Any) -> Iterable[Work]:
    """Guides that mention what has closed, as work for who may change guides."""
    if not user.has_perm("editorial.change_listing"):
        return
    closed = dict(Listing.objects.sources().filter(status__in=_CLOSED, live=True).values_list("key", "name"))
    for key, guides in find_mentions().items():
        for guide in guides if key in closed else ():
            yield Work(
                key=f"closing:{key}:{guide.slug}:{guide.locale.language_code}",
                kind="closing",
                title=guide.title,
                why=f"It mentions {closed[key]}, which is closed",
                url=reverse("wagtailadmin_pages:edit", args=[guide.pk]),
                risk=3.0,
                reach=2.0,
            )


def _keys_in(guide: GuidePage) -> set[str]:
    keys: set[str] = set()
    for block in guide.body:
        if block.block_type == "listings":
            keys.update(block.value["keys"])
    for value in guide.body.get_prep_value():
        keys.update(_LINK.findall(json.dumps(value, default=str).replace('\\"', '"')))
    return keys
