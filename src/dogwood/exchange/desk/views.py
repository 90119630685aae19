"""Import on the desk: upload → preview, columns and rows decided → apply → result, with undo. And exports."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dogwood.editorial.views import DeskView
from dogwood.exchange.exports import ExportFilter
from dogwood.exchange.imports.errors import ImportingError, PlanError
from dogwood.exchange.imports.kinds import KINDS
from dogwood.exchange.imports.planned import Decision
from dogwood.exchange.imports.runs import ImportOptions, apply_run, discard_run, renew_run, start_run, tell_counts
from dogwood.exchange.imports.spreadsheets.columns import SKIP, TARGETS
from dogwood.exchange.imports.undo import undo_run
from dogwood.exchange.models import ImportRun, Source

from .answering import answer_export
from .forms import ExportForm, UploadForm

PERMISSION = "exchange.add_importrun"
PAGE = 40
_TABS = (
    ("create", gettext_lazy("New")),
    ("update", gettext_lazy("To update")),
    ("conflicts", gettext_lazy("Say otherwise")),
    ("problems", gettext_lazy("With problems")),
    ("unsure", gettext_lazy("Not sure")),
    ("repeat", gettext_lazy("Repeats")),
    ("problem", gettext_lazy("Cannot be imported")),
    ("skip", gettext_lazy("Left out")),
    ("same", gettext_lazy("As they are")),
)

_STATES = {
    "new": gettext_lazy("new"),
    "fill": gettext_lazy("was empty"),
    "change": gettext_lazy("will change"),
    "same": gettext_lazy("the same"),
    "kept": gettext_lazy("ours is kept, as before"),
    "conflict": gettext_lazy("differs; ours is kept"),
    "joined": gettext_lazy("joins that row"),
}


class ImportListView(DeskView):
    """The upload form, and the imports so far."""

    permission = PERMISSION
    title = gettext_lazy("Import and export")
    icon = "upload"
    template_name = "exchange/imports.html"
    form: UploadForm | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        runs = ImportRun.objects.select_related("source", "created_by").defer("content", "report", "undo")
        return super().get_context_data(
            form=self.form or UploadForm(),
            exports=ExportForm(),
            runs=[(run, tell_counts(run.counts)) for run in runs[:25]],
            sources=Source.objects.values_list("name", flat=True),
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.form = form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            file = form.cleaned_data["file"]
            options = ImportOptions(dated=form.cleaned_data["dated"], state=form.cleaned_data["state"].upper())
            try:
                run, _plan = start_run(
                    data=file.read(),
                    file_name=file.name,
                    kind=form.cleaned_data["kind"],
                    source_name=form.cleaned_data["source"],
                    options=options,
                    by=request.user,  # type: ignore[arg-type]
                )
            except ImportingError as error:
                form.add_error("file", str(error))
            else:
                return HttpResponseRedirect(reverse("import-run", args=[run.pk]))
        return self.render_to_response(self.get_context_data(), status=422)


class ImportRunView(DeskView):
    """One import: its preview, or what it did."""

    permission = PERMISSION
    icon = "upload"
    parents = (("imports", gettext_lazy("Import and export")),)
    template_name = "exchange/run.html"

    def get_page_title(self) -> Any:
        return str(self.run().source)

    def run(self) -> ImportRun:
        if not hasattr(self, "_run"):
            self._run = get_object_or_404(ImportRun.objects.select_related("source"), pk=self.kwargs["pk"])
        return self._run

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        run = self.run()
        options = ImportOptions.from_json(run.options)
        rows = [{**row, "number": number} for number, row in enumerate(run.report.get("rows", []))]
        tabs = [(name, label, [row for row in rows if _is_in(row, name)]) for name, label in _TABS]
        shown = self.request.GET.get("show", "")
        if not any(name == shown and found for name, _label, found in tabs):
            shown = next((name for name, _label, found in tabs if found), "")
        listed = next((found for name, _label, found in tabs if name == shown), [])
        page = Paginator(listed, PAGE).get_page(self.request.GET.get("p"))
        for row in page.object_list:
            self._dress(row, options)
        return super().get_context_data(
            run=run,
            options=options,
            sentence=tell_counts(run.counts),
            tabs=[(name, label, len(found)) for name, label, found in tabs if found],
            shown=shown,
            page=page,
            columns=run.report.get("columns", []) if KINDS.get(run.kind) and KINDS[run.kind].has_columns else [],
            targets=[("", _("Keep in the note for editors")), (SKIP, _("Skip: nobody reads it"))]
            + [(name, target.label) for name, target in TARGETS.items() if name != "note"],
            notes=run.report.get("notes", []),
            gone=run.report.get("gone", []),
            undone=run.report.get("undo"),
            is_open=run.state == "previewed",
            **kwargs,
        )

    def _dress(self, row: dict[str, Any], options: ImportOptions) -> None:
        """What the template needs beside the report: the decision so far, and the choices."""
        decision = options.decisions.get(row["ident"], Decision())
        row["decided"] = f"update:{decision.key}" if decision.action == "update" else decision.action
        row["take"] = decision.take
        row["choices"] = [("", _("As proposed")), ("create", _("It is new")), ("skip", _("Leave it out"))]
        row["choices"] += [
            (f"update:{match['key']}", _("It is “%(name)s”") % {"name": match["name"]})
            for match in row["matches"]
            if row["action"] != "repeat"
        ]
        for one in row["fields"]:
            one["label"] = one["field"].replace("_", " ")
            one["state_label"] = _STATES.get(one["state"], one["state"])
        row["shown_fields"] = [one for one in row["fields"] if one["state"] != "same" or not one["sure"]]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        run = self.run()
        wanted = request.POST.get("do", "")
        try:
            if wanted == "apply" and self._has_other_choices(request, run):
                renew_run(run=run, options=self._read_options(request, run))
                messages.warning(request, _("You changed choices. Look at the new preview, then apply it."))
            elif wanted == "apply":
                apply_run(run=run, by=request.user)  # type: ignore[arg-type]
                messages.success(request, _("Imported. You can take it back here as a whole."))
            elif wanted == "undo":
                report = undo_run(run=run, by=request.user)  # type: ignore[arg-type]
                messages.success(
                    request,
                    _("Undone: %(removed)d removed, %(restored)d restored, %(left)d left as they are.")
                    % {"removed": report.removed, "restored": report.restored, "left": len(report.left)},
                )
            elif wanted == "discard":
                discard_run(run=run)
                return HttpResponseRedirect(reverse("imports"))
            else:
                renew_run(run=run, options=self._read_options(request, run))
                messages.success(request, _("The preview is new."))
        except PlanError as error:
            for row, name, reason in error.problems[:10]:
                messages.error(request, f"{row}, {name}: {reason}")
            messages.error(request, str(error))
        except ImportingError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(f"{reverse('import-run', args=[run.pk])}?{request.GET.urlencode()}".rstrip("?"))

    def _has_other_choices(self, request: HttpRequest, run: ImportRun) -> bool:
        """True where the form says something else than what was previewed."""
        if "dated" not in request.POST:  # not the page's own form
            return False
        return self._read_options(request, run).as_json() != ImportOptions.from_json(run.options).as_json()

    def _read_options(self, request: HttpRequest, run: ImportRun) -> ImportOptions:
        """The options as the form has them: all columns, and the rows that were on this page."""
        options = ImportOptions.from_json(run.options)
        mapping = {
            column["heading"]: request.POST[f"column-{number}"]
            for number, column in enumerate(run.report.get("columns", []))
            if f"column-{number}" in request.POST and request.POST[f"column-{number}"] != column["target"]
        }
        decisions = dict(options.decisions)
        for number, row in enumerate(run.report.get("rows", [])):
            if f"row-{number}" not in request.POST:
                continue
            action, _colon, key = request.POST[f"row-{number}"].partition(":")
            decision = Decision(action, key, tuple(request.POST.getlist(f"take-{number}")))
            decisions.pop(row["ident"], None)
            if decision != Decision():
                decisions[row["ident"]] = decision
        return replace(
            options,
            mapping={**options.mapping, **mapping},
            decisions=decisions,
            publish="publish" in request.POST,
            dated=request.POST.get("dated", options.dated).strip(),
        )


def _is_in(row: dict[str, Any], tab: str) -> bool:
    if tab == "conflicts":
        return any(one["state"] == "conflict" for one in row["fields"])
    if tab == "problems":
        return bool(row["problems"])
    if tab == "unsure":
        return any(not one["sure"] for one in row["fields"])
    return bool(row["action"] == tab)


class ExportView(DeskView):
    """Listings as a file: ``?kind=…&need=…&county=…&key=…&form=csv``."""

    permission = "editorial.view_listing"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        chosen = ExportFilter(
            request.GET.get("kind", ""),
            request.GET.get("county", "").strip(),
            request.GET.get("need", ""),
            tuple(request.GET.getlist("key")[:5000]),
        )
        return answer_export(request, chosen, request.GET.get("form", "xlsx"))
