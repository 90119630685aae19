"""How long publishing takes: the starter, 5,000 listings, and one change among them."""

import logging
import os
import time
from pathlib import Path

from . import Figure, world

LISTINGS = 5_000


def measure(var: Path) -> list[Figure]:
    """Figures of publishing in a database under ``var`` that holds the starter. Leaves the larger directory there."""
    os.environ["DOGWOOD_VAR"] = str(var)
    from dogwood.cli._django import use_desk

    use_desk()
    logging.disable(logging.INFO)
    from dogwood.editorial.models import Listing
    from dogwood.publishing.publish import publish

    starter = _time(lambda: publish(is_full=True, name="bench starter"))
    world.add_listings(LISTINGS - Listing.objects.sources().count())
    whole = _time(lambda: publish(is_full=True))
    changes = []
    for number in range(5):
        listing = Listing.objects.sources().order_by("pk")[number]
        listing.summary = f"{listing.summary[:250]} Changed {time.time_ns()}."
        listing.save()
        changes.append(_time(lambda: publish()))
    median = sorted(changes)[2]
    return [
        Figure("Publishing the starter, everything collected", f"{starter:.1f} s"),
        Figure(f"Publishing {LISTINGS:,} listings, everything collected", f"{whole:.1f} s", "under 15 s", whole < 15),
        Figure(
            f"Publishing one change among {LISTINGS:,} (median of 5)",
            f"{median:.2f} s",
            "under 2 s to readers",
            median < 1.75,
        ),
    ]


def _time(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start
