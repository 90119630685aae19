"""Which listings to call, and in which order."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from dogwood.editorial.models import DirectorySettings, Listing
from dogwood.editorial.worklist import Work
from dogwood.facts.dates import last_day
from dogwood.facts.freshness import Freshness, freshness

from ..models import Check, CheckPolicy
from ..standing import Standing, weigh_checks

RISKS = {
    "helpline": 5.0, "screening-program": 4.0, "fund": 4.0, "transport": 4.0, "lodging": 3.0, "insurance-help": 3.0,
    "legal-help": 3.0, "counseling": 3.0, "hospice": 3.0, "peer-match": 3.0, "support-group": 3.0, "information": 2.5,
    "cancer-center": 2.0, "hospital": 2.0, "health-center": 2.0, "mammography": 2.0,
}  # fmt: skip
"""How badly a reader is hurt by a wrong number, by type of service; 1.5 for the others. Helplines and money come first."""
_OTHER_RISK = 1.5
_WIDE_AREAS = {"state": 2.0, "states": 2.0, "nation": 2.5, "world": 2.5}
NO_ANSWERS = 3
"""Unanswered calls on so many different days escalate: the number may be gone, and calling again does not help."""


@dataclass(frozen=True, slots=True)
class Callee:
    """A listing to be called. state: of the whole under the policy. overdue: days since it was due, or since its last
    document where nothing ever confirmed it. no_answers: days on which nobody answered since somebody last did."""

    listing: Listing
    state: Freshness
    overdue: int
    no_answers: int
    risk: float
    reach: float

    @property
    def work_key(self) -> str:
        return f"call:{self.listing.key}"

    @property
    def is_escalated(self) -> bool:
        return self.no_answers >= NO_ANSWERS


def find_callees(today: dt.date, keys: Collection[str] | None = None) -> list[Callee]:
    """Live listings that can be called and are not fresh; with ``keys``, just those, fresh or not."""
    policy, directory = CheckPolicy.load(), DirectorySettings.load()
    night = set(directory.answers_at_night)
    listings = Listing.objects.sources().filter(live=True).exclude(status="defunct").select_related("organization")
    if keys is not None:
        listings = listings.filter(key__in=list(keys))
    with_phone = listings.filter(phones__isnull=False).distinct().prefetch_related("phones", "places")
    checks = gather_checks("listing", keys)
    found = []
    for listing in with_phone:
        own = checks.get(listing.key, [])
        standing = weigh_checks(own, policy)
        state, overdue = weigh_state(standing, today)
        if keys is None and state is Freshness.FRESH:
            continue
        is_at_night = listing.key in night
        found.append(
            Callee(
                listing=listing,
                state=state,
                overdue=overdue,
                no_answers=count_no_answers(own),
                risk=5.0 if is_at_night else RISKS.get(listing.service_type, _OTHER_RISK),
                reach=3.0 if is_at_night else _WIDE_AREAS.get(listing.area, 1.0),
            )
        )
    return found


def gather_checks(subject: str, keys: Collection[str] | None = None) -> dict[str, list[Check]]:
    """Key → its checks in the order of recording."""
    checks = Check.objects.filter(subject=subject)
    if keys is not None:
        checks = checks.filter(key__in=list(keys))
    found: dict[str, list[Check]] = defaultdict(list)
    for check in checks.order_by("pk"):
        found[check.key].append(check)
    return found


def weigh_state(standing: Standing, today: dt.date) -> tuple[Freshness, int]:
    """The state that the readers see, taken over the whole and the phone (the one that is due first), and the days over."""
    candidates = [standing.whole, *(field for name, field in standing.fields.items() if name == "phone")]
    confirmed = [field for field in candidates if field.due_on is not None]
    if not confirmed:
        on = standing.whole.on
        return Freshness.UNCONFIRMED, max(0, (today - last_day(on)).days) if on else 365
    first = min(confirmed, key=lambda field: field.due_on or dt.date.max)
    assert first.due_on is not None
    state = freshness(
        checked_on=first.on, method=first.method, due_on=first.due_on, lapses_on=first.lapses_on, today=today
    ).state
    return state, max(0, (today - first.due_on).days)


def count_no_answers(checks: Iterable[Check]) -> int:
    """Different days without an answer since somebody was last reached."""
    days: set[str] = set()
    for check in checks:
        if check.outcome == "no_answer":
            days.add(check.on or check.recorded_at.date().isoformat())
        elif check.method != "document":
            days.clear()
    return len(days)


def order_callees(callees: Sequence[Callee]) -> list[Callee]:
    """The heaviest first: risk × reach × age; those that three calls did not reach go last, for they need another way."""
    works = {callee.work_key: _as_work(callee, "") for callee in callees}
    return sorted(
        callees, key=lambda callee: (callee.is_escalated, -works[callee.work_key].weight, callee.listing.name.lower())
    )


def make_work(callees: Iterable[Callee], url: str) -> Iterable[Work]:
    """Callees as work for the desk's home. url: of the call sheet, to which ``?keys=`` is added."""
    return (_as_work(callee, f"{url}?keys={callee.listing.key}") for callee in callees)


_WHY = {
    Freshness.UNCONFIRMED: "Nobody has called yet",
    Freshness.DUE: "Due soon",
    Freshness.OVERDUE: "Overdue for {days} days",
    Freshness.LAPSED: "Lapsed: overdue for {days} days",
    Freshness.FRESH: "Fresh",
}


def _as_work(callee: Callee, url: str) -> Work:
    why = _WHY[callee.state].format(days=callee.overdue)
    if callee.is_escalated:
        why = f"No answer on {callee.no_answers} days: look for another number, or write"
    return Work(
        key=callee.work_key,
        kind="escalated" if callee.is_escalated else "call",
        title=callee.listing.name,
        why=why,
        url=url,
        risk=callee.risk,
        reach=callee.reach,
        age=callee.overdue,
    )
