"""Filing readers' reports, and settling them."""

import re
from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.urls import reverse
from django.utils.timezone import now

from dogwood.editorial.models import Listing
from dogwood.editorial.worklist import Work, release_work

from ..calls.worklist import RISKS
from .models import KINDS, STATES, Report

MOST_WORDS = 2000
_ADVERTISES = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)
_RISKS = {"harm": 5.0, "number": 4.0, "closed": 4.0, "facts": 3.0, "other": 2.0}


class ReportError(ValueError):
    """A report that cannot be taken. name: of the words that say why."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


def file_report(*, subject: str, key: str, language: str, kind: str, words: str, is_suspect: bool = False) -> Report:
    """Keep what a reader told. Raises ReportError. Control characters are left out of the words."""
    if kind not in dict(KINDS):
        raise ReportError("problem_kind")
    text = "".join(char for char in words.replace("\r\n", "\n") if char.isprintable() or char == "\n").strip()
    if len(text) > MOST_WORDS:
        raise ReportError("problem_long")
    return Report.objects.create(
        subject=subject,
        key=key,
        language=language,
        kind=kind,
        words=text,
        is_suspect=is_suspect or len(_ADVERTISES.findall(text)) >= 2,
    )


def settle_reports(*, ids: Iterable[int], state: str, by: AbstractBaseUser, note: str = "") -> int:
    """Close open reports as ``corrected``, ``right`` or ``useless``; returns how many. Raises ValueError."""
    if state not in dict(STATES) or state == "new":
        raise ValueError(f"“{state}” is none of corrected, right, useless.")
    reports = Report.objects.filter(pk__in=list(ids), state="new")
    keys = {(report.subject, report.key) for report in reports}
    name = getattr(by, "get_full_name", lambda: "")() or by.get_username()
    count = reports.update(state=state, settled_by=name, settled_at=now(), note=note[:2000])
    release_work(keys=[f"report:{subject}:{key}" for subject, key in keys])
    return count


def group_reports(reports: Iterable[Report]) -> dict[tuple[str, str], list[Report]]:
    """Reports on the same thing together, oldest first: the second reader who tells it makes no second piece of work."""
    groups: dict[tuple[str, str], list[Report]] = {}
    for report in sorted(reports, key=lambda report: report.pk):
        groups.setdefault((report.subject, report.key), []).append(report)
    return groups


def find_reports(user: Any) -> Iterable[Work]:
    """Open reports as work, one piece for all on the same thing."""
    if not user.has_perm("checks.change_report"):
        return
    groups = group_reports(Report.objects.filter(state="new"))
    types = dict(
        Listing.objects.sources().filter(key__in=[key for _, key in groups]).values_list("key", "service_type")
    )
    for (subject, key), reports in groups.items():
        told = ", ".join(dict.fromkeys(str(report.get_kind_display()) for report in reports))
        is_suspect = all(report.is_suspect for report in reports)
        yield Work(
            key=f"report:{subject}:{key}",
            kind="report",
            title=key,
            why=told if len(reports) == 1 else f"{len(reports)} readers: {told}",
            url=f"{reverse('reader-reports')}#{subject}-{key}",
            risk=0.5 if is_suspect else max(_RISKS[report.kind] for report in reports),
            reach=min(3.0, RISKS.get(types.get(key, ""), 1.0) / 2 + 0.5 * len(reports)),
            age=max(1, (now() - reports[0].at).days) * 5,
        )
