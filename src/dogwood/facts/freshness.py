"""Freshness: what the checks of a listing add up to, at a given day.

Five states (DESIGN.md, "The edition"). A check of method "document" leaves a listing unconfirmed whatever its age:
reading about an organization is not the same as reaching it.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from .dates import last_day

DUE_SOON = dt.timedelta(days=30)
"""How long before its due day a confirmed listing counts as due, so that editors have a month to call."""

UNCONFIRMING_METHODS = frozenset({"document"})


class Freshness(StrEnum):
    UNCONFIRMED = "unconfirmed"
    FRESH = "fresh"
    DUE = "due"
    OVERDUE = "overdue"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class FreshnessState:
    """state: one of the five. until: the first day on which it will be another, None when time alone changes nothing."""

    state: Freshness
    until: dt.date | None


def freshness(
    *, checked_on: str | None, method: str | None, due_on: dt.date | None, lapses_on: dt.date | None, today: dt.date
) -> FreshnessState:
    """The freshness of a record on ``today``, from the four facts that every record carries.

    checked_on: ISO partial date of the last confirming check; None when undated. method: how it was checked.
    """
    if method is None or method in UNCONFIRMING_METHODS or checked_on is None or due_on is None or lapses_on is None:
        return FreshnessState(Freshness.UNCONFIRMED, None)
    if today >= lapses_on:
        return FreshnessState(Freshness.LAPSED, None)
    if today >= due_on:
        return FreshnessState(Freshness.OVERDUE, lapses_on)
    soon = min(max(due_on - DUE_SOON, last_day(checked_on)), due_on)
    if today >= soon:
        return FreshnessState(Freshness.DUE, due_on)
    return FreshnessState(Freshness.FRESH, soon)
