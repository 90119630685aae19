"""The desk's pages for probes: the findings to decide on, and the runs with their progress."""

import csv
import io
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from dogwood.editorial.views import DeskView

from ..story import MODELS
from .findings import SettleError, settle_findings
from .models import FINDING_STATES, OPEN, RUN_WHATS, ProbeFinding, ProbeRun
from .problems import HIGH, LOW, MEDIUM, PROBLEMS, SEVERITIES, WHATS, WITHHOLDING
from .runs import ProbeError, resume_run, start_run, stop_run

PAGE = 50
RUNS_SHOWN = 25
REFRESH_SECONDS = 3
_ORDER = {HIGH: 0, MEDIUM: 1, LOW: 2}
_MOST_EXPORTED = 10_000


class FindingsView(DeskView):
    """What probes saw, the weightiest first, with filters; accepted or dismissed one by one or many at once."""

    permission = "checks.change_probefinding"
    title = gettext_lazy("What probes found")
    icon = "warning"
    template_name = "checks/probes/findings.html"

    def chosen(self) -> dict[str, str]:
        query = self.request.GET
        return {
            "state": query.get("state", OPEN),
            "severity": query.get("severity", ""),
            "what": query.get("what", ""),
            "kind": query.get("kind", ""),
            "key": query.get("key", ""),
        }

    def find(self) -> list[ProbeFinding]:
        chosen = self.chosen()
        findings = ProbeFinding.objects.all()
        for name in ("state", "severity", "kind", "key"):
            if chosen[name] and chosen[name] != "all":
                findings = findings.filter(**{name: chosen[name]})
        if chosen["what"]:
            findings = findings.filter(kind__in=[key for key, one in PROBLEMS.items() if one.what == chosen["what"]])
        return sorted(findings[:_MOST_EXPORTED], key=lambda one: (_ORDER.get(one.severity, 3), one.key, one.pk))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "csv" in request.GET:
            return _as_csv(self.find())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        findings = self.find()
        page = Paginator(findings, PAGE).get_page(self.request.GET.get("p"))
        names = _find_entries(list(page))
        rows = [
            {
                "finding": finding,
                "name": names.get((finding.subject, finding.key), (finding.key, ""))[0],
                "edit": names.get((finding.subject, finding.key), ("", ""))[1],
                "is_withheld": finding.kind in WITHHOLDING and finding.state in {OPEN, "accepted"},
                "is_address": finding.value.startswith(("http://", "https://")),
            }
            for finding in page
        ]
        chosen = self.chosen()
        return super().get_context_data(
            rows=rows, page=page, total=len(findings), chosen=chosen, query=urlencode(chosen),
            states=FINDING_STATES, severities=SEVERITIES, whats=WHATS, **kwargs,
        )  # fmt: skip

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ids = [int(text) for text in request.POST.getlist("id") if text.isascii() and text.isdecimal()]
        try:
            count = settle_findings(
                ids=ids,
                state=request.POST.get("state", ""),
                by=cast(AbstractBaseUser, request.user),
                note=request.POST.get("note", ""),
            )
        except SettleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, ngettext("%d finding settled.", "%d findings settled.", count) % count)
        return HttpResponseRedirect(f"{reverse('probe-findings')}?{urlencode(self.chosen())}")


class RunsView(DeskView):
    """The runs; a new one is started here."""

    permission = "checks.view_proberun"
    title = gettext_lazy("Runs of probes")
    icon = "rotate"
    parents = (("probe-findings", gettext_lazy("What probes found")),)
    template_name = "checks/probes/runs.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_start = self.request.user.has_perm("checks.add_proberun")
        runs = ProbeRun.objects.select_related("asked_by")[:RUNS_SHOWN]
        return super().get_context_data(runs=runs, whats=RUN_WHATS, may_start=may_start, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("checks.add_proberun"):
            raise PermissionDenied
        try:
            run = start_run(what=request.POST.get("what", ""), by=cast(AbstractBaseUser, request.user))
        except ProbeError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("probe-runs"))
        return HttpResponseRedirect(reverse("probe-run", args=[run.pk]))


class RunView(DeskView):
    """One run: how far it is, and stopping and resuming it. The page loads itself again while it is under way."""

    permission = "checks.view_proberun"
    icon = "rotate"
    parents = (("probe-runs", gettext_lazy("Runs of probes")),)
    template_name = "checks/probes/run.html"

    def run(self) -> ProbeRun:
        return get_object_or_404(ProbeRun.objects.select_related("asked_by"), pk=self.kwargs["pk"])

    def get_page_title(self) -> Any:
        return _("Run %(number)d") % {"number": self.kwargs["pk"]}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        answer = super().get(request, *args, **kwargs)
        if self.run().is_active:
            answer.headers["Refresh"] = str(REFRESH_SECONDS)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.run()
        return super().get_context_data(
            run=run,
            may_change=self.request.user.has_perm("checks.change_proberun"),
            findings=run.findings.filter(state=OPEN).count(),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.has_perm("checks.change_proberun"):
            raise PermissionDenied
        run = self.run()
        try:
            if request.POST.get("do") == "resume":
                resume_run(run=run)
            else:
                stop_run(run=run)
        except ProbeError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(reverse("probe-run", args=[run.pk]))


def _find_entries(findings: list[ProbeFinding]) -> dict[tuple[str, str], tuple[str, str]]:
    """(subject, key) → its name, and where it is edited ("" nowhere)."""
    found: dict[tuple[str, str], tuple[str, str]] = {}
    for subject, model in MODELS.items():
        keys = {finding.key for finding in findings if finding.subject == subject}
        if not keys:
            continue
        for entry in model.objects.sources().filter(key__in=keys):
            try:
                edit = reverse(model.snippet_viewset.get_url_name("edit"), args=[entry.pk])
            except (AttributeError, NoReverseMatch):
                edit = ""
            found[subject, entry.key] = (str(entry), edit)
    return found


def _as_csv(findings: list[ProbeFinding]) -> HttpResponse:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["weight", "kind", "subject", "key", "field", "value", "seen", "evidence", "first seen", "last seen", "state", "settled by", "note"]
    )  # fmt: skip
    for one in findings:
        row = [
            one.severity, one.kind, one.subject, one.key, one.field, one.value, one.seen, one.evidence,
            f"{one.first_seen:%Y-%m-%d}", f"{one.last_seen:%Y-%m-%d}", one.state, one.settled_by, one.note,
        ]  # fmt: skip
        # A spreadsheet would take such a cell for a formula.
        writer.writerow([f"'{cell}" if str(cell).startswith(("=", "+", "-", "@", "\t")) else cell for cell in row])
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = 'attachment; filename="findings.csv"'
    return answer
