"""The desk's pages for audits."""

import csv
import io
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dogwood import vocabulary
from dogwood.editorial.models import Listing
from dogwood.editorial.views import DeskView

from .actions import AuditError, draw_audit, judge_item, sum_up
from .models import RESULTS, Audit


class AuditListView(DeskView):
    permission = "checks.add_audit"
    title = gettext_lazy("Audits")
    icon = "order"
    template_name = "checks/audits/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audits = [(audit, sum_up(audit)[0]) for audit in Audit.objects.all()]
        return super().get_context_data(audits=audits, year=localdate().year, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        size = str(request.POST.get("size", ""))
        try:
            audit = draw_audit(
                name=str(request.POST.get("name", "")),
                size=int(size) if size.isdecimal() else 0,
                by=cast(AbstractBaseUser, request.user),
            )
        except AuditError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(reverse("audits"))
        return HttpResponseRedirect(reverse("audit", args=[audit.pk]))


class AuditView(DeskView):
    permission = "checks.add_audit"
    icon = "order"
    parents = (("audits", gettext_lazy("Audits")),)
    template_name = "checks/audits/audit.html"

    def audit(self) -> Audit:
        return get_object_or_404(Audit, pk=self.kwargs["pk"])

    def get_page_title(self) -> Any:
        return _("Audit %(name)s") % {"name": self.audit().name}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "csv" in request.GET:
            return _as_csv(self.audit())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        audit = self.audit()
        items = list(audit.items.all())
        names = dict(Listing.objects.sources().filter(key__in=[item.key for item in items]).values_list("key", "name"))
        labels = {key: word.label("en") for key, word in vocabulary.words("service_types").items()}
        return super().get_context_data(
            audit=audit,
            findings=[(labels.get(finding.stratum, finding.stratum), finding) for finding in sum_up(audit)],
            rows=[(item, names.get(item.key, item.key)) for item in items],
            results=RESULTS,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        audit = self.audit()
        key = str(request.POST.get("key", ""))
        try:
            judge_item(
                audit=audit,
                key=key,
                result=str(request.POST.get("result", "")),
                by=cast(AbstractBaseUser, request.user),
                on=localdate(),
                note=str(request.POST.get("note", "")),
            )
        except AuditError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(f"{reverse('audit', args=[audit.pk])}#item-{key}")


def _as_csv(audit: Audit) -> HttpResponse:
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["audit", "seed", "population", "key", "stratum", "result", "on", "by", "note"])
    for item in audit.items.all():
        row = [
            audit.name,
            audit.seed,
            audit.population,
            item.key,
            item.stratum,
            item.result,
            item.on or "",
            item.by,
            item.note,
        ]
        # A spreadsheet would take such a cell for a formula.
        writer.writerow([f"'{cell}" if str(cell).startswith(("=", "+", "-", "@", "\t")) else cell for cell in row])
    answer = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="audit-{audit.pk}.csv"'
    return answer
