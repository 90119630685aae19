"""Drawing a sample, judging what was drawn, and what it adds up to."""

import datetime as dt
import random
import secrets
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from dogwood.editorial.models import Listing

from .intervals import Interval, wilson
from .models import RESULTS, Audit, AuditItem


class AuditError(ValueError):
    """An audit that cannot be. The message says what would be right."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Of one stratum ("" for all): how many were drawn and judged, and the two shares among the judged.

    accurate: everything printed is right. usable: that, or something is wrong and a reader still gets there. A listing
    that nobody answers is neither.
    """

    stratum: str
    drawn: int
    judged: int
    accurate: Interval
    usable: Interval


def draw_audit(*, name: str, size: int, by: AbstractBaseUser, seed: int | None = None) -> Audit:
    """Draw ``size`` open listings at random, without regard to type, so that every listing has the same chance.

    The same seed on the same listings draws the same sample. Raises AuditError.
    """
    name = " ".join(name.split())
    if not name or Audit.objects.filter(name=name).exists():
        raise AuditError("Give it a name of its own, such as the year.")
    keys = list(
        Listing.objects.sources()
        .filter(live=True)
        .exclude(status="defunct")
        .order_by("key")
        .values_list("key", "service_type")
    )
    if not 1 <= size <= len(keys):
        raise AuditError(f"Draw between 1 and {len(keys)} listings.")
    seed = secrets.randbits(48) if seed is None else seed
    drawn = random.Random(seed).sample(keys, size)  # noqa: S311 - a sample, not a secret
    with transaction.atomic():
        audit = Audit.objects.create(name=name[:100], seed=seed, drawn_by=_name(by), population=len(keys))
        AuditItem.objects.bulk_create([AuditItem(audit=audit, key=key, stratum=stratum) for key, stratum in drawn])
    return audit


def judge_item(*, audit: Audit, key: str, result: str, by: AbstractBaseUser, on: dt.date, note: str = "") -> AuditItem:
    """Say what calling one of the sample gave; a later word replaces an earlier one. Raises AuditError."""
    if result not in dict(RESULTS):
        raise AuditError(f"“{result}” is none of {', '.join(filter(None, dict(RESULTS)))}.")
    item = audit.items.filter(key=key).first()
    if item is None:
        raise AuditError(f"“{key}” is not in this sample. A sample is not changed after it was drawn.")
    item.result, item.by, item.note = result, _name(by) if result else "", note[:2000]
    item.on = on if result else None
    item.save()
    return item


def sum_up(audit: Audit) -> list[Finding]:
    """The whole first, then each stratum, the largest first."""
    items = list(audit.items.all())
    by_stratum: dict[str, list[AuditItem]] = defaultdict(list)
    for item in items:
        by_stratum[item.stratum].append(item)
    strata = sorted(by_stratum.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [_sum("", items), *(_sum(stratum or "–", found) for stratum, found in strata)]


def _sum(stratum: str, items: Iterable[AuditItem]) -> Finding:
    found = list(items)
    results = [item.result for item in found if item.result]
    accurate = results.count("accurate")
    usable = accurate + results.count("usable")
    return Finding(stratum, len(found), len(results), wilson(accurate, len(results)), wilson(usable, len(results)))


def _name(by: AbstractBaseUser) -> str:
    return str(getattr(by, "get_full_name", lambda: "")() or by.get_username())
