"""Builds asked for on the desk, done by the worker."""

import ctypes
import datetime as dt
import gc
import logging
import time
from contextlib import suppress

from django.contrib.auth.models import User
from django.db import transaction
from django.utils.timezone import now
from django_tasks import task

from dogwood.edition.errors import EditionError

from .models import Build
from .report import GateStoppedError

logger = logging.getLogger(__name__)
COALESCE = dt.timedelta(seconds=1)
"""What is published within this time of the last build goes into one next build."""
FORGOTTEN = dt.timedelta(minutes=5)
"""A build that waits longer than this is handed to the worker once more: its task may have been lost. One that is done is
not done twice."""


def request_build(*, by: User | None, why: str) -> Build:
    """Ask the worker for a build. One that waits already takes this along."""
    with transaction.atomic():
        # Locked until what was changed is committed: the worker does not begin before it can see it.
        waiting = Build.objects.select_for_update().filter(state=Build.QUEUED).first()
        if waiting is not None:
            if now() - waiting.asked_at > FORGOTTEN:
                transaction.on_commit(lambda: run_build.enqueue(waiting.pk))
            return waiting
    build = Build.objects.create(asked_by=by, why=why[:300])
    transaction.on_commit(lambda: run_build.enqueue(build.pk))
    return build


@task()
def run_build(build_id: int) -> str:
    """Do the build that was asked for. Returns what came of it."""
    from .publish import publish  # search and all: the desk only asks

    build = Build.objects.filter(pk=build_id, state=Build.QUEUED).first()
    if build is None:
        return "done already"
    last = Build.objects.exclude(pk=build_id).exclude(collected_from=None).first()
    if last is not None and last.collected_from is not None:
        time.sleep(max(0.0, (last.collected_from + COALESCE - now()).total_seconds()))
    try:
        published = publish(build=build)
    except (GateStoppedError, EditionError, OSError) as error:
        logger.warning("Build %s: %s", build_id, error)
        return str(error)
    finally:
        give_back_memory()
    return f"edition {published.manifest.number}" if published.manifest else "nothing had changed"


def give_back_memory() -> None:
    """Hand to the system what a build needed and the worker, which waits for the next one, does not.

    The C library of most Linux systems keeps what was freed, here some 40 MB; others have no ``malloc_trim`` and need none.
    """
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
