"""Runs: started, gone on with a step at a time, stopped and taken up again.

    start_run ──▶ queued ──▶ running ⇄ stopped
                                └────▶ done

Everything that a step did is committed before it goes on, so a process that dies loses the few items it was at, and these
are looked at again. Who goes on with a run raises its ``turn`` first; whoever comes with an older turn leaves it alone.
"""

import datetime as dt
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import F
from django.utils.timezone import now

from dogwood.editorial.models import Listing

from .findings import drop_outdated, record_look
from .looks import AT_ONCE, Looker, find_busy, holders_of
from .models import ADDRESS_LENGTH, DONE, QUEUED, RUNNING, STOPPED, ProbeItem, ProbeRun, WebMemory
from .problems import EMAIL, UNREACHED, WEB, WHATS, Holder, Look, Seen, kinds_of
from .targets import find_targets, host_of

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


class ProbeError(Exception):
    """A run that cannot be started, stopped or taken up. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Step:
    """turn: with which to go on. wait: seconds before there is something to do. is_over: nothing is left for this caller."""

    turn: int = 0
    wait: float = 0.0
    is_over: bool = False


def start_run(
    *, what: str = "all", by: AbstractBaseUser | None, listing: str = "", limit: int = 0, is_here: bool = False
) -> ProbeRun:
    """Cut a new run into items. what: "web", "phones", "addresses", "email" or "all". limit: so many items of each, those
    first that were not looked at for longest; 0 for no limit. is_here: the caller drives it (``drive``), else the worker
    does. Raises ProbeError."""
    whats = [name for name, _ in WHATS] if what == "all" else [what]
    if not set(whats) <= dict(WHATS).keys():
        raise ProbeError(f"“{what}” is none of web, phones, addresses, email, all.")
    if listing and not Listing.objects.filter(key=listing).exists():
        raise ProbeError(f"There is no listing “{listing}”.")
    with transaction.atomic():
        active = ProbeRun.objects.select_for_update().filter(state__in=[QUEUED, RUNNING], listing="").first()
        if active is not None and not listing:
            raise ProbeError(
                f"Run {active.pk} is under way ({active.done} of {active.total}). Stop it or resume it first."
            )
        run = ProbeRun.objects.create(
            what=what, listing=listing, asked_by_id=by.pk if by else None, is_here=is_here, sign_at=now()
        )
        items: list[ProbeItem] = []
        for one in whats:
            targets = [target for target in find_targets([one], listing) if len(target.value) <= ADDRESS_LENGTH]
            if not listing and one in {WEB, EMAIL}:
                drop_outdated([*kinds_of(one), "repurposed", "drift"] if one == WEB else kinds_of(one), targets)
            for target in targets[: limit or None]:
                holders = [holder.as_json() for holder in target.holders]
                items.append(
                    ProbeItem(run=run, position=len(items), what=one, value=target.value, holders=holders)
                )  # fmt: skip
        ProbeItem.objects.bulk_create(items, batch_size=500)
        run.total = len(items)
        run.save()
        if not is_here:
            _hand_over(run)
    return run


def stop_run(*, run: ProbeRun, is_mine: bool = False) -> None:
    """Ask a run to stop: at once where nobody is at it, else before its next few items. is_mine: the caller was at it and
    is no more. Raises ProbeError."""
    with transaction.atomic():
        run = ProbeRun.objects.select_for_update().get(pk=run.pk)
        if not run.is_active:
            raise ProbeError(f"Run {run.pk} is not under way.")
        run.stop_requested = True
        if is_mine or run.state == QUEUED or run.is_stalled:
            run.state, run.turn = STOPPED, run.turn + 1
        run.save()


def resume_run(*, run: ProbeRun, is_here: bool = False) -> ProbeRun:
    """Take up a run that was stopped or lost its process, where it was. Raises ProbeError."""
    with transaction.atomic():
        run = ProbeRun.objects.select_for_update().get(pk=run.pk)
        if run.state == DONE:
            raise ProbeError(f"Run {run.pk} is done. Start a new one.")
        # A process that is still at it finds another turn and leaves.
        run.state, run.turn, run.stop_requested, run.is_here, run.sign_at = QUEUED, run.turn + 1, False, is_here, now()
        run.save()
        if not is_here:
            _hand_over(run)
    return run


def find_unfinished() -> ProbeRun | None:
    """The last run that was begun and not done."""
    return ProbeRun.objects.exclude(state=DONE).first()


def drive(run: ProbeRun, say: Callable[[ProbeRun], None] | None = None, looker: Looker | None = None) -> ProbeRun:
    """Go on with a run until it is done or stopped, here and now. say: called after each step."""
    looker = looker or Looker()
    step = Step(run.turn)
    while not step.is_over:
        step = take_step(run.pk, step.turn, looker)
        run.refresh_from_db()
        if say is not None:
            say(run)
        if step.wait and not step.is_over:
            time.sleep(step.wait)
    return run


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


def _hand_over(run: ProbeRun) -> None:
    from .tasks import hand_over

    hand_over(run)
