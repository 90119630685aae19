"""Findings: recorded by probes, settled by people, and heeded when an edition is made."""

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import now

from dogwood.editorial.announce import announce_change
from dogwood.editorial.worklist import release_work

from .models import ACCEPTED, DISMISSED, GONE, OPEN, ProbeFinding, ProbeRun
from .problems import PROBLEMS, WITHHOLDING, Holder, Look, Seen
from .targets import Target

_MOST_EVIDENCE = 4_000
_KEEPING = (OPEN, ACCEPTED)
"""States in which a finding of a withholding kind keeps the value from the next edition."""


class SettleError(ValueError):
    """A decision that cannot be recorded. The message says what would be right."""


def record_look(run: ProbeRun, holders: Iterable[Holder], value: str, look: Look) -> int:
    """Keep what was seen and take back what is seen no more; returns how many findings are new or open again.

    value: the item's, "" when it stands for all values of its holders. A dismissed finding stays dismissed while the
    same thing is seen, an accepted one until somebody decides otherwise.
    """
    fresh = sum(_record(run, seen) for seen in look.seen)
    seen_now = {(one.kind, one.holder.subject, one.holder.key, one.holder.field, one.value) for one in look.seen}
    for holder in holders:
        old = ProbeFinding.objects.filter(
            subject=holder.subject,
            key=holder.key,
            field=holder.field,
            kind__in=look.checked,
            state__in=[OPEN, DISMISSED],
        )
        if value:
            old = old.filter(value=value)
        gone = [
            one.pk for one in old if (one.kind, one.subject, one.key, one.field, one.value) not in seen_now
        ]  # fmt: skip
        if gone:
            ProbeFinding.objects.filter(pk__in=gone).update(state=GONE, changed_at=now())
    return fresh


def _record(run: ProbeRun, seen: Seen) -> bool:
    signature = hashlib.sha256(seen.signature.encode()).hexdigest()[:32] if seen.signature else ""
    holder, moment = seen.holder, now()
    found, is_new = ProbeFinding.objects.get_or_create(
        kind=seen.kind,
        subject=holder.subject,
        key=holder.key,
        field=holder.field,
        value=seen.value[:500],
        defaults={"severity": seen.weight, "seen": seen.seen[:500], "signature": signature},
    )
    is_other = found.signature != signature
    # Thrown out for what was seen then; what is seen now is something else, or it came back.
    is_again = found.state == GONE or (found.state == DISMISSED and is_other)
    if is_again:
        found.state, found.first_seen, found.changed_at = OPEN, moment, moment
        found.settled_by, found.settled_at, found.note = "", None, ""
    found.severity, found.seen, found.evidence = seen.weight, seen.seen[:500], seen.evidence[:_MOST_EVIDENCE]
    found.signature, found.last_seen, found.run = signature, moment, run
    found.save()
    if (is_new or is_again) and PROBLEMS[seen.kind].withholds:
        announce_change(by=None, why=f"A probe found that the web address of {holder.key} is another's now"[:300])
    return is_new or is_again


def settle_findings(*, ids: Iterable[int], state: str, by: AbstractBaseUser, note: str = "") -> int:
    """Accept or dismiss findings, or open them again; returns how many. Raises SettleError.

    Dismissing one that kept a web address from readers brings the address back with the next edition.
    """
    if state not in {OPEN, ACCEPTED, DISMISSED}:
        raise SettleError(f"“{state}” is none of accepted, dismissed, open.")
    name = getattr(by, "get_full_name", lambda: "")() or by.get_username()
    with transaction.atomic():
        findings = list(ProbeFinding.objects.select_for_update().filter(pk__in=list(ids)).exclude(state=state))
        for finding in findings:
            if finding.kind in WITHHOLDING and (finding.state in _KEEPING) != (state in _KEEPING):
                finding.changed_at = now()
                announce_change(by=by, why=f"A probe's finding on {finding.key} was settled")
            finding.state, finding.note = state, note[:2_000]
            finding.settled_by, finding.settled_at = ("", None) if state == OPEN else (name, now())
            finding.save()
        keys = {(finding.subject, finding.key) for finding in findings}
        still = set(
            ProbeFinding.objects.filter(state=OPEN, key__in=[key for _, key in keys]).values_list("subject", "key")
        )
        release_work(keys=[f"probe:{subject}:{key}" for subject, key in keys - still])
    return len(findings)


def drop_outdated(kinds: Collection[str], targets: Iterable[Target]) -> int:
    """Close open findings of ``kinds`` about a value that nobody has any more, because an editor corrected it; returns how
    many. targets: all there are, of the same kinds."""
    held = {
        (holder.subject, holder.key, holder.field, target.value) for target in targets for holder in target.holders
    }  # fmt: skip
    open_ones = ProbeFinding.objects.filter(kind__in=kinds, state=OPEN).values_list(
        "pk", "subject", "key", "field", "value"
    )
    gone = [pk for pk, *whose in open_ones if tuple(whose) not in held]
    ProbeFinding.objects.filter(pk__in=gone).update(state=GONE, changed_at=now())
    return len(gone)


def find_withheld(subject: str, keys: Collection[str] | None = None) -> dict[str, frozenset[str]]:
    """Key → web addresses that no edition may send readers to: their domain is parked or another's, and no editor said
    otherwise. keys: just these."""
    kept = ProbeFinding.objects.filter(subject=subject, kind__in=WITHHOLDING, state__in=_KEEPING)
    if keys is not None:
        kept = kept.filter(key__in=list(keys))
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in kept.values_list("key", "value"):
        found[key].add(value)
    return {key: frozenset(values) for key, values in found.items()}


def find_changed_keys(subject: str, since: dt.datetime) -> set[str]:
    """Keys for which what ``find_withheld`` gives may have changed at or after ``since``."""
    changed = Q(subject=subject, kind__in=WITHHOLDING, changed_at__gte=since)
    return set(ProbeFinding.objects.filter(changed).values_list("key", flat=True))
