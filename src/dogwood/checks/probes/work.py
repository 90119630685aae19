"""Open findings as work for the desk's home: one piece for all about the same thing."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.timezone import now

from dogwood.editorial.models import Listing
from dogwood.editorial.worklist import Work

from ..calls.worklist import RISKS
from .models import OPEN, ProbeFinding
from .problems import HIGH, LOW, MEDIUM

_WEIGHTS = {HIGH: 4.0, MEDIUM: 2.0, LOW: 0.5}


def find_probe_work(user: Any) -> Iterable[Work]:
    """Things with an open finding that is more than good to know, for who may decide on findings."""
    if not user.has_perm("checks.change_probefinding"):
        return
    groups: dict[tuple[str, str], list[ProbeFinding]] = defaultdict(list)
    for finding in ProbeFinding.objects.filter(state=OPEN).exclude(severity=LOW).order_by("pk"):
        groups[finding.subject, finding.key].append(finding)
    types = dict(
        Listing.objects.sources().filter(key__in=[key for _, key in groups]).values_list("key", "service_type")
    )
    for (subject, key), findings in groups.items():
        first = min(finding.first_seen for finding in findings)
        yield Work(
            key=f"probe:{subject}:{key}",
            kind="probe",
            title=key,
            why=", ".join(dict.fromkeys(str(finding.get_kind_display()) for finding in findings)),
            url=f"{reverse('probe-findings')}?key={key}",
            risk=max(_WEIGHTS[finding.severity] for finding in findings),
            reach=max(1.0, RISKS.get(types.get(key, ""), 1.0) / 2),
            age=(now() - first).days,
        )
