"""From a visit to what an editor should know of it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..problems import HIGH, LOW, MEDIUM, WEB, Holder, Look, Seen, kinds_of
from .domains import find_site, is_same_site
from .fingerprint import FAR, count_differences, take_fingerprint
from .signs import find_closing, find_foreign_trade, find_parked, mentions

if TYPE_CHECKING:
    from ..net.visit import Visit

_LATER = 3_600.0
"""Seconds until the next look where a host says "not now" without saying when."""
_AT_LAST = 3
"""Looks in a row that did not reach the host, from which on it is worth an editor's time."""
_PROMINENT = 400
"""Words. A closing sentence on a page with fewer is likely what the page is about."""


def judge_visit(visit: Visit, holders: list[Holder], *, fingerprint: str, failures: int) -> Look:
    """What ``visit`` says of the address of ``holders``. fingerprint: of the last time, "" for none. failures: looks in
    a row before this one that did not reach the host.

    What could not be reached says nothing of what is there: findings about its content stay as they are.
    """
    seen: list[tuple[str, str, str, str, str]] = []  # kind, sentence, evidence, signature, severity
    memory: dict[str, object] = {"fingerprint": fingerprint}
    unknown = {"closing-words"}
    site = find_site(urlsplit(visit.url).hostname or "")
    final_host = urlsplit(visit.final).hostname or ""
    if visit.trouble == "robots":
        return Look((), frozenset({"unreachable", "too-slow", "server-error"}), visit.is_reached, memory=memory)
    if not visit.trouble and (visit.status == 429 or (visit.status == 503 and visit.retry_after)):
        later = frozenset({"unreachable"})
        return Look(checked=later, is_reached=True, retry_after=visit.retry_after or _LATER, memory=memory)
    if visit.trouble:
        unknown |= {"moved-domain", "not-found"} if visit.trouble in {"unreachable", "too-slow", "tls"} else set()
        severity = ""
        if visit.trouble == "unreachable":
            severity = MEDIUM if failures + 1 >= _AT_LAST else LOW
        seen.append((visit.trouble, visit.detail, _tell_hops(visit), visit.trouble, severity))
    elif visit.status in {404, 410}:
        seen.append(
            ("not-found", f"The host says that there is no such page ({visit.status}).", _tell_hops(visit), "", "")
        )
    elif visit.status in {401, 403, 405, 406, 451, 999}:
        seen.append(("refused", f"The host answers a program with {visit.status}.", "", str(visit.status), ""))
    elif visit.status >= 500:
        seen.append(("server-error", f"The host answers with {visit.status}.", "", "", ""))
        unknown.add("not-found")
    elif visit.status >= 400:
        seen.append(("refused", f"The host answers with {visit.status}.", "", str(visit.status), LOW))
    parked = find_parked(visit.page, final_host) if visit.page and visit.status < 500 else ""
    if not visit.trouble and visit.status < 400 and not is_same_site(site, final_host) and not parked:
        sentence = f"It leads to {final_host}, not to {site}."
        seen.append(("moved-domain", sentence, _tell_hops(visit), find_site(final_host), ""))
    if visit.page and visit.status < 400 and not visit.trouble:
        if visit.is_whole:
            unknown = set()
        seen += _judge_page(visit, parked, [holder.name for holder in holders], memory, fingerprint)
    elif parked:
        seen.append(("repurposed", "The name is parked or for sale.", parked, "parked", ""))
    found = {kind for kind, *_ in seen}
    checked = kinds_of(WEB, unknown - found)
    rows = [
        Seen(kind, holder, visit.url, sentence, evidence, signature, severity)
        for holder in holders
        for kind, sentence, evidence, signature, severity in seen
    ]
    return Look(tuple(rows), checked, visit.is_reached, memory=memory)


def _judge_page(
    visit: Visit, parked: str, names: list[str], memory: dict[str, object], before: str
) -> list[tuple[str, str, str, str, str]]:
    page = visit.page
    assert page is not None
    seen = []
    own_names = tuple(dict.fromkeys(name for name in names if name))
    foreign = find_foreign_trade(page, own_names)
    if parked:
        seen.append(("repurposed", "The name is parked or for sale.", parked, "parked", ""))
    elif foreign:
        seen.append(("repurposed", "The page is another trade's.", foreign, "foreign", ""))
    elif sentences := find_closing(page):
        severity = HIGH if len(page.text.split()) < _PROMINENT else MEDIUM
        evidence = "\n".join(f"“{sentence}”" for sentence in sentences)
        seen.append(("closing-words", "The page speaks of an end. Read whose.", evidence, evidence, severity))
    fingerprint = take_fingerprint(page.text) if visit.is_whole else ""
    far = count_differences(before, fingerprint)
    if far > FAR and not parked and not foreign:
        evidence = f"{far} of 64 bits of its fingerprint differ. Its title now: “{page.title}”"
        if not mentions(page, own_names):
            evidence += "\nIt does not mention the name."
        seen.append(("drift", "Most of its words are others than last time.", evidence, fingerprint, ""))
    memory["fingerprint"] = fingerprint or before
    return seen


def _tell_hops(visit: Visit) -> str:
    return " → ".join(visit.hops[:8])[:1_000] if len(visit.hops) > 1 else ""
