"""The public form ``/tell-us/<language>/<subject>/<key>/``, and the desk's triage."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.csrf import csrf_exempt

from dogwood.editorial.views import DeskView

from ..public.forms import FormError, check_flood, check_token, make_token
from ..public.pages import show_page
from ..public.words import find_words
from ..story import MODELS
from .actions import ReportError, file_report, group_reports, settle_reports
from .models import KINDS, Report

SETTLED_SHOWN = 30


@csrf_exempt  # no session stands behind it; the signed token does what the cookie would
def tell_us(request: HttpRequest, language: str, subject: str, key: str) -> HttpResponse:
    """The form, and what came of it."""
    words = find_words(language)
    model = MODELS.get(subject)
    entry = model.objects.filter(key=key, live=True).first() if model is not None else None
    if entry is None:
        context = {"title": words["missing_title"], "lead": words["missing_lead"]}
        return show_page(request, "checks/public/base.html", language, context, status=404)
    purpose = f"report:{subject}:{key}"
    back = f"{settings.READERS_ADDRESS}/{language}/{subject}/{key}/"
    problem, status = "", 200
    if request.method == "POST":
        try:
            check_flood(request)
            check_token(request.POST.get("token", ""), purpose)
            file_report(
                subject=subject,
                key=key,
                language=language,
                kind=request.POST.get("kind", ""),
                words=request.POST.get("words", ""),
                is_suspect=bool(request.POST.get("website")),
            )
            context = {"title": words["thanks_title"], "lead": words["thanks_lead"], "back": back}
            return show_page(request, "checks/public/base.html", language, context)
        except (FormError, ReportError) as error:
            problem, status = words[error.name], 429 if error.name == "problem_many" else 422
    form: dict[str, Any] = {
        "title": words["report_title"],
        "about": words["report_about"].format(name=entry),
        "back": back,
        "token": make_token(purpose),
        "kinds": [(kind, words[f"kind_{kind}"]) for kind, _label in KINDS],
        "kind": request.POST.get("kind", ""),
        "text": request.POST.get("words", "")[:4000],
        "problem": problem,
    }
    return show_page(request, "checks/public/report.html", language, form, status=status)


class ReaderReportsView(DeskView):
    permission = "checks.change_report"
    title = gettext_lazy("Readers' reports")
    icon = "comment"
    template_name = "checks/reports/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = group_reports(Report.objects.filter(state="new"))
        rows = []
        for (subject, key), reports in groups.items():
            entry = MODELS[subject].objects.filter(key=key).first()
            rows.append(
                {
                    "subject": subject,
                    "key": key,
                    "entry": entry,
                    "reports": reports,
                    "is_suspect": all(report.is_suspect for report in reports),
                }
            )
        rows.sort(key=lambda row: (row["is_suspect"], row["reports"][0].pk))
        return super().get_context_data(
            rows=rows, settled=Report.objects.exclude(state="new")[:SETTLED_SHOWN], **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        ids = [int(text) for text in request.POST.getlist("id") if text.isdigit()]
        try:
            count = settle_reports(
                ids=ids,
                state=request.POST.get("state", ""),
                by=cast(AbstractBaseUser, request.user),
                note=request.POST.get("note", ""),
            )
        except ValueError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, ngettext("%d report settled.", "%d reports settled.", count) % count)
        return HttpResponseRedirect(reverse("reader-reports"))
