"""What to do today: every part of the desk names its open work here, and the desk's home shows it in one order.

    @register_work
    def find_overdue(user): yield Work(...)

The order is risk × reach × age: what hurts most when it is wrong, for most readers, for longest.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.timezone import now

from .models.claims import Claim

CLAIM_HOLDS = dt.timedelta(days=14)
"""A claim that is older is forgotten: somebody else may take the work."""
_AGE_DAYS = 30.0


@dataclass(frozen=True, slots=True)
class Work:
    """One thing to do.

    key: its name for ever, such as ``call:nc-211``. kind: a word for the list ("call", "report", "review", …). risk: 1
    (harmless when wrong) to 5 (a reader in need fails). reach: 1 (few readers) to 3 (every reader). age: days that it
    waits. claimed_by: username, "" for nobody.
    """

    key: str
    kind: str
    title: str
    why: str
    url: str
    risk: float = 1.0
    reach: float = 1.0
    age: int = 0
    claimed_by: str = ""

    @property
    def weight(self) -> float:
        """By which the list is ordered, the heaviest first."""
        return self.risk * self.reach * (1.0 + min(max(self.age, 0), 365) / _AGE_DAYS)


WorkSource = Callable[[Any], Iterable[Work]]
_sources: list[WorkSource] = []


def register_work(source: WorkSource) -> WorkSource:
    """Add a source: called with the signed-in person, it yields the work that this person may do."""
    if source not in _sources:
        _sources.append(source)
    return source


def find_work(user: Any) -> list[Work]:
    """All open work that ``user`` may do, the heaviest first."""
    found = [work for source in _sources for work in source(user)]
    names = find_claims()
    claimed = [replace(work, claimed_by=names.get(work.key, "")) for work in found]
    return sorted(claimed, key=lambda work: (-work.weight, work.key))


def find_claims() -> dict[str, str]:
    """Key of claimed work → username."""
    claims = Claim.objects.filter(at__gte=now() - CLAIM_HOLDS).select_related("by")
    return {claim.key: claim.by.get_username() for claim in claims}


def claim_work(*, keys: Iterable[str], by: Any) -> list[str]:
    """Claim what nobody else has claimed; returns the keys that are now ``by``'s."""
    with transaction.atomic():
        held = find_claims()
        mine = [key for key in dict.fromkeys(keys) if held.get(key, by.get_username()) == by.get_username()]
        Claim.objects.filter(key__in=mine).delete()
        Claim.objects.bulk_create([Claim(key=key, by=by) for key in mine])
    return mine


def assign_work(*, keys: Iterable[str], to: Any) -> None:
    """Give work to a person, whoever had claimed it; ``to`` None sets it free."""
    wanted = list(dict.fromkeys(keys))
    with transaction.atomic():
        Claim.objects.filter(key__in=wanted).delete()
        if to is not None:
            Claim.objects.bulk_create([Claim(key=key, by=to) for key in wanted])


def release_work(*, keys: Iterable[str]) -> None:
    """Let go of claims, because the work is done or somebody else shall take it."""
    Claim.objects.filter(key__in=list(keys)).delete()


def claimed_keys(user: Any) -> Iterator[str]:
    """Keys of the work that ``user`` has claimed."""
    return (key for key, name in find_claims().items() if name == user.get_username())
