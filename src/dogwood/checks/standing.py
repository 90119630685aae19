"""What the checks of one thing add up to under the policy."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dogwood.facts.dates import last_day
from dogwood.facts.freshness import UNCONFIRMING_METHODS

from .models import Check, CheckPolicy

_CONFIRMING = {"confirmed", "changed"}


@dataclass(frozen=True)
class FieldStanding:
    """The last check that counts. on: ISO partial date, "" undated. due_on, lapses_on: None with a method that does
    not confirm (a document), or when never checked."""

    on: str = ""
    on_written: str = ""
    method: str = ""
    source: str = ""
    due_on: dt.date | None = None
    lapses_on: dt.date | None = None


@dataclass(frozen=True)
class Standing:
    """whole: of the thing. fields: of single fields that have checks of their own. dead_values: phone numbers as
    written that the newest check of them found dead."""

    whole: FieldStanding = FieldStanding()
    fields: dict[str, FieldStanding] = field(default_factory=dict)
    dead_values: frozenset[str] = frozenset()


def weigh_checks(checks: Sequence[Check], policy: CheckPolicy) -> Standing:
    """The standing of one thing from its checks, in the order in which they were recorded."""
    by_field: dict[str, list[Check]] = {}
    for check in checks:
        by_field.setdefault(check.field, []).append(check)
    whole = _weigh(by_field.get("", []), policy)
    fields = {name: _weigh(found, policy) for name, found in by_field.items() if name}
    phones: dict[str, Check] = {}
    for check in by_field.get("phone", []):
        phones[check.value] = check
    dead = frozenset(value for value, check in phones.items() if check.outcome == "dead")
    return Standing(whole, {name: standing for name, standing in fields.items() if standing.method}, dead)


def _weigh(checks: Iterable[Check], policy: CheckPolicy) -> FieldStanding:
    """The newest check by a person counts before any document; among equals the latest date, then the last recorded."""
    counting = [check for check in checks if check.outcome in _CONFIRMING or check.method in UNCONFIRMING_METHODS]
    if not counting:
        return FieldStanding()

    def rank(check: Check) -> tuple[bool, dt.date, int]:
        return (
            check.method not in UNCONFIRMING_METHODS,
            last_day(check.on) if check.on else dt.date.min,
            check.pk or 0,
        )

    best = max(counting, key=rank)
    due_on = lapses_on = None
    if best.method not in UNCONFIRMING_METHODS and best.on:
        due_on = last_day(best.on) + dt.timedelta(days=policy.days_for(best.subject, best.field))
        lapses_on = due_on + dt.timedelta(days=policy.grace_days)
    return FieldStanding(best.on, best.on_written, best.method, best.evidence, due_on, lapses_on)
