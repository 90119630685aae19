"""What a run looks at: each web address and mail domain once, however many have it; phones and places by listing."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from dogwood.editorial.models import Event, Listing, Organization, Publication
from dogwood.editorial.models.listings import ListingWeb

from .models import WebMemory
from .problems import ADDRESSES, EMAIL, PHONES, WEB, Holder


@dataclass(frozen=True, slots=True)
class Target:
    """value: address, domain, or "" for a listing's phones or places. holders: whose it is, by key."""

    what: str
    value: str
    holders: tuple[Holder, ...]


def find_targets(whats: Iterable[str], listing: str = "") -> list[Target]:
    """Everything live and not closed, in the order to look at: the longest not looked at first, hosts taking turns.

    listing: just what belongs to this one.
    """
    found: list[Target] = []
    for what in whats:
        found += {WEB: _find_web, EMAIL: _find_domains, PHONES: _find_phones, ADDRESSES: _find_places}[what](listing)
    return found


def _live(listing: str) -> Any:
    live = Listing.objects.sources().filter(live=True).exclude(status="defunct")
    return live.filter(key=listing) if listing else live


def _find_web(listing: str) -> list[Target]:
    holders: dict[str, dict[Holder, None]] = defaultdict(dict)
    rows = _live(listing).exclude(website="").values_list("key", "name", "organization__name", "website")
    extra = ListingWeb.objects.filter(listing__in=_live(listing)).values_list(
        "listing__key", "listing__name", "listing__organization__name", "url"
    )
    for key, name, organization, url in [*rows, *extra]:
        holders[url][Holder("listing", key, "website", _join(name, organization))] = None
    if not listing:
        for holder, url in _find_other_web():
            holders[url][holder] = None
    order = dict(WebMemory.objects.values_list("url", "looked_at"))
    urls = sorted(holders, key=lambda url: (url in order, order[url].timestamp() if url in order else 0.0, url))
    return [Target(WEB, url, tuple(holders[url])) for url in _take_turns(urls)]


def _find_other_web() -> Iterable[tuple[Holder, str]]:
    for organization in Organization.objects.sources().filter(live=True).exclude(status="defunct").exclude(website=""):
        yield Holder("organization", organization.key, "website", organization.name), organization.website
    publications = Publication.objects.sources().filter(live=True).exclude(status="defunct").exclude(website="")
    for publication in publications.select_related("organization"):
        name = publication.organization.name if publication.organization else ""
        yield Holder("publication", publication.key, "website", _join(publication.title, name)), publication.website
    for event in Event.objects.sources().filter(live=True).exclude(website="").select_related("organization"):
        name = event.organization.name if event.organization else ""
        yield Holder("event", event.key, "website", _join(event.name, name)), event.website


def _find_domains(listing: str) -> list[Target]:
    holders: dict[str, dict[Holder, None]] = defaultdict(dict)
    for key, name, email in _live(listing).exclude(email="").order_by("key").values_list("key", "name", "email"):
        holders[email.rpartition("@")[2].lower()][Holder("listing", key, "email", name)] = None
    return [Target(EMAIL, domain, tuple(found)) for domain, found in sorted(holders.items())]


def _find_phones(listing: str) -> list[Target]:
    rows = _live(listing).order_by("key").values_list("key", "name")
    return [Target(PHONES, "", (Holder("listing", key, "phone", name),)) for key, name in rows]


def _find_places(listing: str) -> list[Target]:
    rows = _live(listing).filter(places__isnull=False).distinct().order_by("key").values_list("key", "name")
    return [Target(ADDRESSES, "", (Holder("listing", key, "address", name),)) for key, name in rows]


def _join(name: str, organization: str | None) -> str:
    return f"{name} / {organization}" if organization and organization != name else name


def _take_turns(urls: list[str]) -> list[str]:
    """``urls`` in their order, but no host twice before each other had its turn: nobody is asked again and again."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for url in urls:
        by_host[host_of(url)].append(url)
    ranked = [
        (turn, number, url) for number, of_host in enumerate(by_host.values()) for turn, url in enumerate(of_host)
    ]
    return [url for _, _, url in sorted(ranked)]


def host_of(url: str) -> str:
    """The host of an address in lower case, "" when it has none that can be read."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""
