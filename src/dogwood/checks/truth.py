"""How true the directory is: the share of listings that are fresh, by type and county, and how that went."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from dogwood.editorial.models import Listing
from dogwood.facts.freshness import Freshness

from .calls.worklist import gather_checks, weigh_state
from .models import Check, CheckPolicy
from .standing import weigh_checks

CONFIRMED = frozenset({Freshness.FRESH, Freshness.DUE})
"""States in which a listing counts as true: somebody confirmed it, and it is not overdue."""


@dataclass(frozen=True, slots=True)
class Share:
    """confirmed of all, both counted in listings."""

    confirmed: int
    all: int

    @property
    def percent(self) -> float:
        return 100.0 * self.confirmed / self.all if self.all else 0.0


@dataclass(frozen=True)
class Truth:
    """whole: of all open listings. by_type, by_county: key → share, the largest first. states: state → listings.
    trend: (last day of a month, share of the listings that are open today), oldest first."""

    whole: Share
    by_type: dict[str, Share]
    by_county: dict[str, Share]
    states: dict[str, int]
    trend: list[tuple[dt.date, Share]]


def measure_truth(today: dt.date, months: int = 12) -> Truth:
    """Measure it on ``today`` and at the ends of the ``months`` before."""
    listings = list(
        Listing.objects.sources().filter(live=True).exclude(status="defunct").prefetch_related("places").order_by("pk")
    )
    policy, checks = CheckPolicy.load(), gather_checks("listing")
    states = {
        listing.key: weigh_state(weigh_checks(checks.get(listing.key, []), policy), today)[0] for listing in listings
    }
    by_type: dict[str, list[Freshness]] = defaultdict(list)
    by_county: dict[str, list[Freshness]] = defaultdict(list)
    for listing in listings:
        state = states[listing.key]
        by_type[listing.service_type].append(state)
        counties = {place.county for place in listing.places.all() if place.county} | set(listing.area_counties)
        for county in counties:
            by_county[county].append(state)
    # Only what a person confirmed can have been fresh at any time: the rest need not be weighed month by month.
    confirmable = [key for key in states if any(check.method != "document" for check in checks.get(key, []))]
    ends = [*month_ends(today, months), today]
    trend = [(day, _share_on(day, confirmable, checks, policy, len(listings))) for day in ends]
    return Truth(
        whole=_share(states.values()),
        by_type=_sorted({name: _share(found) for name, found in by_type.items()}),
        by_county=_sorted({name: _share(found) for name, found in by_county.items()}),
        states=dict(Counter(str(state) for state in states.values())),
        trend=trend,
    )


def month_ends(today: dt.date, months: int) -> list[dt.date]:
    """The last days of the ``months`` months before ``today``'s, oldest first."""
    ends, first = [], today.replace(day=1)
    for _ in range(months):
        last = first - dt.timedelta(days=1)
        ends.append(last)
        first = last.replace(day=1)
    return ends[::-1]


def _share_on(
    day: dt.date, keys: Iterable[str], checks: dict[str, list[Check]], policy: CheckPolicy, total: int
) -> Share:
    confirmed = 0
    for key in keys:
        known = [check for check in checks[key] if (check.on or check.recorded_at.date().isoformat())[:10] <= str(day)]
        confirmed += weigh_state(weigh_checks(known, policy), day)[0] in CONFIRMED
    return Share(confirmed, total)


def _share(states: Iterable[Freshness]) -> Share:
    found = list(states)
    return Share(sum(state in CONFIRMED for state in found), len(found))


def _sorted(shares: dict[str, Share]) -> dict[str, Share]:
    return dict(sorted(shares.items(), key=lambda item: (-item[1].all, item[0])))
