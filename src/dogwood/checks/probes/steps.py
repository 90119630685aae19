"""One step of a run: a few seconds of looking, in which every item is recorded before the next.

Everything that a step did is committed before it goes on, so a process that dies loses the few items it was at, and these
are looked at again. Who takes a step raises the run's ``turn`` first; whoever comes with an older turn leaves it alone.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from .findings import record_look
from .looks import AT_ONCE, Looker, find_busy, holders_of
from .models import DONE, QUEUED, RUNNING, STOPPED, ProbeItem, ProbeRun, WebMemory
from .problems import EMAIL, UNREACHED, WEB, WHATS, Holder, Look, Seen
from .targets import host_of

logger = logging.getLogger(__name__)
STEP_SECONDS = 5.0
"""A step begins nothing new after this, so that the worker can do other work in between. It ends at most one visit later."""
MOST_ATTEMPTS = 3
"""Looks at one item that ended with the death of the process; after these it is left out."""
_LOOK_AHEAD = 200
_QUICK_BATCH = 100
_SHORT_WAIT = 1.0
_LONGEST_SLEEP = 60.0
_LONGEST_WAIT = 300.0
"""Seconds that an item is put off for a host that says "not now"; with a longer wish it is left for the next run."""
_FEWEST_REACHED = 0.2
"""Share of hosts that must have answered before those that did not are held against them."""


@dataclass(frozen=True, slots=True)
class Step:
    """turn: with which to go on. wait: seconds before there is something to do. is_over: nothing is left for this caller."""

    turn: int = 0
    wait: float = 0.0
    is_over: bool = False


def take_step(
    run_id: int, turn: int, looker: Looker | None = None, leave: Callable[[int], None] = lambda turn: None
) -> Step:
    """Look at items for STEP_SECONDS. turn: the run's, as the caller knows it.

    leave: called with the next turn when the step has taken its own, in the same transaction: what must go on should this
    process die is left there.
    """
    looker = looker or Looker()
    with transaction.atomic():
        taken = ProbeRun.objects.filter(pk=run_id, turn=turn, state__in=[QUEUED, RUNNING]).update(
            turn=turn + 1, state=RUNNING, sign_at=now()
        )
        if not taken:
            return Step(is_over=True)
        ProbeRun.objects.filter(pk=run_id, started_at=None).update(started_at=now())
        leave(turn + 1)
    end = time.monotonic() + STEP_SECONDS
    while True:
        run = ProbeRun.objects.get(pk=run_id)
        if run.turn != turn + 1:
            return Step(is_over=True)
        if run.stop_requested:
            ProbeRun.objects.filter(pk=run_id, turn=turn + 1).update(state=STOPPED)
            return Step(is_over=True)
        items, wait = _choose(run)
        if not items:
            if wait is None:
                _finish(run)
                return Step(is_over=True)
            if wait > _SHORT_WAIT or time.monotonic() > end:
                return Step(turn + 1, min(wait, _LONGEST_SLEEP))
            time.sleep(wait)
            continue
        _look(run, items, looker)
        if time.monotonic() > end:
            return Step(turn + 1)


def _choose(run: ProbeRun) -> tuple[list[ProbeItem], float | None]:
    """The next few items, or the seconds until one of them may be looked at; None when there are none."""
    waiting = list(run.items.filter(is_done=False)[:_LOOK_AHEAD])
    if not waiting:
        return [], None
    quick = [item for item in waiting if item.what not in {WEB, EMAIL}]
    if quick:
        return quick[:_QUICK_BATCH], 0.0
    moment = now()
    busy = find_busy({host_of(item.value) for item in waiting if item.what == WEB}, moment)
    chosen: dict[str, ProbeItem] = {}
    waits: list[dt.datetime] = []
    for item in waiting:
        host = host_of(item.value) if item.what == WEB else item.value
        until = max((when for when in (busy.get(host), item.not_before) if when and when > moment), default=None)
        if until is not None:
            waits.append(until)
        elif host not in chosen and len(chosen) < AT_ONCE:
            chosen[host] = item
    if chosen:
        return list(chosen.values()), 0.0
    return [], max(0.05, (min(waits) - moment).total_seconds())


def _look(run: ProbeRun, items: list[ProbeItem], looker: Looker) -> None:
    """Look at ``items`` and record what came of it. Each attempt is counted first: what kills its process is left out."""
    poisoned = [item for item in items if item.attempts >= MOST_ATTEMPTS]
    items = [item for item in items if item.attempts < MOST_ATTEMPTS]
    ProbeItem.objects.filter(pk__in=[item.pk for item in items]).update(attempts=F("attempts") + 1)
    looks = [*looker.look_at(items), *((item, Look(error="It ended its process three times.")) for item in poisoned)]
    with transaction.atomic():
        run = ProbeRun.objects.select_for_update().get(pk=run.pk)
        for item, look in looks:
            _record(run, item, look)
        run.sign_at = now()
        run.save(update_fields=["done", "failed", "found", "reached", "sign_at"])


def _record(run: ProbeRun, item: ProbeItem, look: Look) -> None:
    if look.error:
        logger.warning("Probe of %s: %s", item, look.error)
        run.failed += 1
    elif 0 < look.retry_after <= _LONGEST_WAIT and item.attempts + 1 < MOST_ATTEMPTS:
        item.not_before = now() + dt.timedelta(seconds=look.retry_after)
        item.attempts += 1
        item.save()
        return
    if look.is_reached:
        run.reached[item.what] = run.reached.get(item.what, 0) + 1
    unreached = [seen for seen in look.seen if seen.kind in UNREACHED]
    told = Look(tuple(seen for seen in look.seen if seen not in unreached), look.checked)
    run.found += record_look(run, holders_of(item), item.value, told)
    item.unreached = [
        [seen.kind, seen.holder.as_json(), seen.value, seen.seen, seen.evidence, seen.severity] for seen in unreached
    ]  # fmt: skip
    item.is_done = True
    item.save()
    run.done += 1


def _finish(run: ProbeRun) -> None:
    """Weigh what could not be reached, and close the run."""
    with transaction.atomic():
        run = ProbeRun.objects.select_for_update().get(pk=run.pk)
        notes = []
        for what, label in WHATS:
            items = list(run.items.filter(what=what).exclude(unreached=[]))
            reached = run.reached.get(what, 0)
            if not items:
                continue
            if reached < _FEWEST_REACHED * (reached + len(items)):
                notes.append(
                    f"{label}: {len(items)} could not be reached and {reached} could. That looks like this machine's own"
                    " connection; nothing was held against them."
                )
                continue
            for item in items:
                seen = tuple(_read_seen(row) for row in item.unreached)
                run.found += record_look(run, holders_of(item), item.value, Look(seen))
                WebMemory.objects.filter(url=item.value).update(failures=F("failures") + 1)
        run.items.all().delete()
        run.state, run.finished_at, run.sign_at, run.note = DONE, now(), now(), "\n".join(notes)
        run.save()


def _read_seen(row: list) -> Seen:
    kind, holder, value, seen, evidence, severity = row
    return Seen(kind, Holder(*holder), value, seen, evidence, severity=severity)
