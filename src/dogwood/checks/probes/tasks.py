"""Runs on the worker: each step is a task of its own, behind everything else that waits.

A step that begins leaves another one behind, to be done after LEASE: when its process dies, that one goes on; when it does
not, the other finds that the run's turn has moved on and does nothing.
"""

import datetime as dt

from django.db import transaction
from django.utils.timezone import now
from django_tasks import task

from .models import LEASE, ProbeRun
from .steps import take_step

_BEHIND = -50
"""Builds and everything else go first (0)."""


def hand_over(run: ProbeRun) -> None:
    """Let the worker begin with ``run``, when the running transaction is committed."""
    run_id, turn = run.pk, run.turn
    transaction.on_commit(lambda: go_on.enqueue(run_id, turn))


def _leave_behind(run_id: int, turn: int) -> None:
    go_on.using(run_after=now() + LEASE).enqueue(run_id, turn)


@task(priority=_BEHIND)
def go_on(run_id: int, turn: int) -> str:
    """Take one step of a run, and ask for the next. Returns what came of it."""
    step = take_step(run_id, turn, leave=lambda next_turn: _leave_behind(run_id, next_turn))
    if step.is_over:
        return "over, or somebody else's"
    later = go_on.using(run_after=now() + dt.timedelta(seconds=step.wait)) if step.wait else go_on
    later.enqueue(run_id, step.turn)
    return f"turn {step.turn}"
