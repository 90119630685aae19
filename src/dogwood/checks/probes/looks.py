"""Looking at a few items at once: the network in threads that touch no database, everything else here.

What visits pages is imported at the first visit: the desk never makes one, and the worker seldom.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.timezone import now

import dogwood
from dogwood.editorial.models import Listing

from .mail import look_at_domain
from .models import HostMemory, ProbeItem, WebMemory
from .net.robots import Robots
from .phones import find_sharers, look_at_phones
from .places import look_at_places
from .problems import ADDRESSES, EMAIL, PHONES, UNREACHED, Holder, Look
from .targets import host_of
from .web.judge import judge_visit

if TYPE_CHECKING:
    from .net.visit import Known, Rules, Visit

AT_ONCE = 4
"""Hosts that are visited side by side, each by one request."""
HOST_PAUSE = 5.0
"""Seconds between two visits to one host, more where its robots.txt asks for more."""
ROBOTS_DAYS = dt.timedelta(days=1)
_SETTLED_QUICKLY = frozenset({PHONES, ADDRESSES})


def make_rules() -> Rules:
    """The rules of real runs. The User-Agent names the directory and an address for complaints."""
    from .net.visit import PRODUCT, Rules

    contact = getattr(settings, "DEFAULT_FROM_EMAIL", "")
    site = getattr(settings, "READERS_ADDRESS", "")
    agent = f"{PRODUCT}/{dogwood.__version__} (+{site}/; {contact})"
    return Rules(agent="".join(char for char in agent if " " <= char <= "~"))


@dataclass
class Looker:
    """Looks at items. sharers: numbers that several have, read once a step. pause: seconds between two visits to a host."""

    rules: Rules = field(default_factory=make_rules)
    pause: float = HOST_PAUSE
    sharers: dict[str, dict[str, str]] | None = None

    def look_at(self, items: list[ProbeItem]) -> list[tuple[ProbeItem, Look]]:
        """What came of each of ``items`` (of the web: of different hosts). An item that cannot be looked at gives a Look
        with its error; the others are not held up."""
        from .net.visit import Known

        made: list[tuple[ProbeItem, Look]] = []
        jobs: list[tuple[ProbeItem, Callable[[], Look]]] = []
        finish: dict[int, Callable[[Look], None]] = {}
        for item in items:
            if item.what in _SETTLED_QUICKLY:
                made.append((item, _try(partial(self._look_here, item))))
            elif item.what == EMAIL:
                jobs.append((item, partial(look_at_domain, item.value, holders_of(item), self.rules.resolver)))
            else:
                memory = WebMemory.objects.filter(url=item.value).first() or WebMemory(url=item.value)
                known = Known(memory.final, memory.etag, memory.last_modified, _robots_for(item.value))
                visits: list[Visit] = []
                jobs.append((item, partial(self._look_at_web, item, memory, known, visits)))
                finish[item.pk] = partial(self._remember, memory, visits)
        if jobs:
            with ThreadPoolExecutor(min(AT_ONCE, len(jobs)), thread_name_prefix="probe") as pool:
                looks = list(pool.map(_try, (job for _, job in jobs)))
            for (item, _), look in zip(jobs, looks, strict=True):
                if item.pk in finish:
                    finish[item.pk](look)
                made.append((item, look))
        return made

    def _look_here(self, item: ProbeItem) -> Look:
        key = item.holders[0][1]
        listing = Listing.objects.sources().filter(key=key).prefetch_related("phones", "places").first()
        if listing is None:  # deleted since the run began
            return Look()
        if item.what == ADDRESSES:
            return look_at_places(listing)
        if self.sharers is None:
            self.sharers = find_sharers()
        return look_at_phones(listing, self.sharers)

    def _look_at_web(self, item: ProbeItem, memory: WebMemory, known: Known, visits: list[Visit]) -> Look:
        from .net.visit import visit_address

        visit = visit_address(item.value, self.rules, known)
        visits.append(visit)
        return judge_visit(visit, holders_of(item), fingerprint=memory.fingerprint, failures=memory.failures)

    def _remember(self, memory: WebMemory, visits: list[Visit], look: Look) -> None:
        """Keep what the visit taught of the address and of the hosts on its way."""
        for visit in visits:
            memory.looked_at, memory.status = now(), visit.status
            if not any(seen.kind in UNREACHED for seen in look.seen):  # those are counted when the run is weighed
                memory.failures = 0
            memory.fingerprint = str(look.memory.get("fingerprint", ""))
            if visit.status in {200, 304} and not visit.trouble:
                memory.final = visit.final[:2_000]
                # A page that was not read to its end is read again the next time, changed or not.
                memory.etag = visit.etag if visit.is_whole else ""
                memory.last_modified = visit.last_modified if visit.is_whole else ""
            memory.save()
            _remember_hosts(visit, self.pause, look.retry_after)


def holders_of(item: ProbeItem) -> list[Holder]:
    return [Holder(*values) for values in item.holders]


def find_busy(hosts: set[str], moment: dt.datetime) -> dict[str, dt.datetime]:
    """Hosts of ``hosts`` that are to be left alone at ``moment``, and until when."""
    rows = HostMemory.objects.filter(host__in=hosts, not_before__gt=moment)
    return {row.host: row.not_before for row in rows if row.not_before is not None}


def _robots_for(url: str) -> dict[str, Robots]:
    """What is remembered of the host's robots.txt, and of its twin with or without www, where it is not too old."""
    host = host_of(url)
    twins = {host, f"www.{host}", host.removeprefix("www.")}
    rows = HostMemory.objects.filter(host__in=twins, robots_at__gt=now() - ROBOTS_DAYS).exclude(robots="")
    return {row.host: Robots.from_text(row.robots) for row in rows}


def _remember_hosts(visit: Visit, pause: float, retry_after: float) -> None:
    own = host_of(visit.url)
    for host in {own, *visit.robots}:
        if not host or len(host) > 255:
            continue
        row = HostMemory.objects.filter(host=host).first() or HostMemory(host=host)
        robots = visit.robots.get(host)
        if robots is not None:
            row.robots, row.robots_at = robots.as_text(), now()
        delay = Robots.from_text(row.robots).delay if row.robots else 0.0
        row.not_before = now() + dt.timedelta(seconds=max(pause, delay, retry_after if host == own else 0.0))
        row.save()


def _try(job: Callable[[], Look]) -> Look:
    try:
        return job()
    except Exception as error:
        return replace(Look(), error=f"{type(error).__name__}: {error}"[:300])


__all__ = ["AT_ONCE", "Looker", "find_busy", "holders_of", "make_rules"]
