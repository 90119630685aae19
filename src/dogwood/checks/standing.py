"""What the checks of one thing add up to under the policy."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from dogwood.facts.dates import last_day
from dogwood.facts.freshness import UNCONFIRMING_METHODS

from .models import Check, CheckPolicy

_CONFIRMING = {"confirmed", "changed"}
_REFUTING = {"dead", "closed"}


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
    written that were found dead, and that nobody reached since; "" for a dead number that the check does not name."""

    whole: FieldStanding = FieldStanding()
    fields: dict[str, FieldStanding] = field(default_factory=dict)
    dead_values: frozenset[str] = frozenset()


def weigh_checks(checks: Sequence[Check], policy: CheckPolicy) -> Standing:
    """The standing of one thing from its checks, in the order in which they were recorded."""
    by_field: dict[str, list[Check]] = {}
    for check in checks:
        by_field.setdefault(check.field, []).append(check)
    dead = _find_dead(by_field.get("phone", []))
    if "phone" in by_field:  # a number that is gone says nothing of the others
        by_field["phone"] = [check for check in by_field["phone"] if check.value not in dead]
    whole = _weigh(by_field.get("", []), policy)
    fields = {name: _weigh(found, policy) for name, found in by_field.items() if name}
    return Standing(whole, {name: standing for name, standing in fields.items() if standing.method}, dead)


def _find_dead(checks: Iterable[Check]) -> frozenset[str]:
    """Numbers whose newest telling check found them dead. No answer, and a document that still lists the number, bring
    none back: only somebody who reached it does."""
    dead: dict[str, bool] = {}
    for check in sorted(checks, key=_when):
        if check.outcome == "dead":
            dead[check.value] = True
        elif check.outcome in _CONFIRMING and check.method not in UNCONFIRMING_METHODS:
            dead[check.value] = False
    return frozenset(value for value, is_dead in dead.items() if is_dead)


def _when(check: Check) -> tuple[dt.date, int]:
    """The day of a check, that of its recording where it is undated; among equals the order of recording."""
    return last_day(check.on) if check.on else check.recorded_at.date(), check.pk or 0


def _weigh(checks: Iterable[Check], policy: CheckPolicy) -> FieldStanding:
    """The newest check by a person counts before any document; among equals the latest date, then the last recorded.

    What was confirmed and later found closed or dead is confirmed no more.
    """
    checks = list(checks)
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
    refuted = [check for check in checks if check.outcome in _REFUTING and check.method not in UNCONFIRMING_METHODS]
    if best.method not in UNCONFIRMING_METHODS and refuted and max(map(_when, refuted)) > _when(best):
        return FieldStanding()
    due_on = lapses_on = None
    if best.method not in UNCONFIRMING_METHODS and best.on:
        due_on = last_day(best.on) + dt.timedelta(days=policy.days_for(best.subject, best.field))
        lapses_on = due_on + dt.timedelta(days=policy.grace_days)
    return FieldStanding(best.on, best.on_written, best.method, best.evidence, due_on, lapses_on)
