"""Runs: started, gone on with a step at a time, stopped and taken up again.

start_run ──▶ queued ──▶ running ⇄ stopped
                            └────▶ done
"""

import time
from collections.abc import Callable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils.timezone import now

from dogwood.editorial.models import Listing

from .findings import drop_outdated
from .looks import Looker
from .models import ADDRESS_LENGTH, DONE, QUEUED, RUNNING, STOPPED, ProbeItem, ProbeRun
from .problems import EMAIL, WEB, WHATS, kinds_of
from .steps import Step, take_step
from .targets import find_targets
from .tasks import hand_over


class ProbeError(Exception):
    """A run that cannot be started, stopped or taken up. The message says what to do."""


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
            hand_over(run)
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
            hand_over(run)
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
