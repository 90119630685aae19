"""The desk's home: what to do today, what one has claimed, and how true the directory is."""

from collections import Counter
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from dogwood.editorial.views import DeskView
from dogwood.editorial.worklist import Work, claim_work, find_work

from .truth import Truth, measure_truth

SHOWN = 12
PAGE = 100
_TRUTH_SECONDS = 300
WEEKLY = 24
"""Calls that a volunteer makes in two hours a week, at five minutes each: by which the end in sight is reckoned."""
KINDS = {
    "report": _("Reader's report"), "call": _("Call"), "escalated": _("No answer"), "probe": _("Probe"),
    "answer": _("Contact's answer"), "review": _("Review"), "translation": _("Translation"), "held-back": _("Held back"),
    "closing": _("Closing"),
}  # fmt: skip


class TodayPanel(Component):
    name = "today"
    order = 10
    template_name = "checks/home.html"

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        works = find_work(self.request.user)
        mine = [work for work in works if work.claimed_by == self.request.user.get_username()]
        truth = find_truth()
        open_calls = sum(work.kind in {"call", "escalated"} for work in works)
        return {
            "request": self.request,
            "works": [_row(work) for work in works if not work.claimed_by][:SHOWN],
            "mine": [_row(work) for work in mine],
            "total": len(works),
            "truth": truth,
            "open_calls": open_calls,
            "weeks": -(-open_calls // WEEKLY),
            "weekly": WEEKLY,
            "may_see_truth": self.request.user.has_perm("checks.view_check"),
        }


class TodayView(DeskView):
    """The whole list, and claiming from it."""

    title = _("What to do")
    icon = "list-ul"
    template_name = "checks/today.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        works = find_work(self.request.user)
        kind = self.request.GET.get("kind", "")
        counts = Counter(work.kind for work in works)
        shown = [work for work in works if not kind or work.kind == kind]
        return super().get_context_data(
            works=[_row(work) for work in shown[:PAGE]],
            total=len(shown),
            kind=kind,
            kinds=[(name, KINDS.get(name, name), count) for name, count in counts.most_common()],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        allowed = {work.key for work in find_work(request.user)}
        claim_work(keys=[key for key in request.POST.getlist("key") if key in allowed], by=request.user)
        return HttpResponseRedirect(reverse("wagtailadmin_home"))


def find_truth() -> Truth:
    """Measured at most every five minutes: it weighs every check there is."""
    truth: Truth | None = cache.get("truth")
    if truth is None:
        truth = measure_truth(localdate())
        cache.set("truth", truth, _TRUTH_SECONDS)
    return truth


def _row(work: Work) -> dict[str, Any]:
    return {"work": work, "kind": KINDS.get(work.kind, work.kind)}
