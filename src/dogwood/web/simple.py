"""The simple view: large type, one column, no pictures. It is kept in the address (``?view=simple``), never in a cookie.

Every link and form of ours on a simple page leads to a simple page; without script, and on any phone.
"""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

NAME, SIMPLE = "view", "simple"
_LINK = re.compile(r'(<a\b[^>]*?\bhref=")((?:/[a-z]{2,3}(?:-[a-z]+)?/|\?)[^"#]*)([^"]*")([^>]*)', re.IGNORECASE)
_FORM = re.compile(r'<form\b[^>]*\baction="/[^>]*>')
_FILES = (".ics", ".vcf", ".atom", ".json")
_LEAVE = "data-leave"
"""Marks the link that leads out of the simple view."""


def is_simple(query: Mapping[str, str]) -> bool:
    return query.get(NAME) == SIMPLE


def switch_view(path: str, query: Mapping[str, str]) -> str:
    """Address of the same page in the other view; what else the address says is kept."""
    kept = {name: value for name, value in query.items() if name != NAME}
    if not is_simple(query):
        kept[NAME] = SIMPLE
    return f"{path}?{urlencode(kept)}" if kept else path


def keep_in_links(html: str) -> str:
    """``html`` with every link and form of ours leading to simple pages."""

    def lead_on(found: re.Match[str]) -> str:
        start, address, rest, after = found.groups()
        if address.endswith(_FILES) or _LEAVE in start or _LEAVE in after or f"{NAME}={SIMPLE}" in address:
            return found[0]
        sign = "&amp;" if "?" in address and not address.endswith("?") else "" if address.endswith("?") else "?"
        return f"{start}{address}{sign}{NAME}={SIMPLE}{rest}{after}"

    hidden = f'<input type="hidden" name="{NAME}" value="{SIMPLE}">'
    return _FORM.sub(lambda found: found[0] + hidden, _LINK.sub(lead_on, html))
