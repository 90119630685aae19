"""Books on the desk: the form and the books so far; one book with its progress, log, cost, marks, pages and file."""

import datetime as dt
from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dogwood.edition.errors import EditionError
from dogwood.edition.file import EditionReader
from dogwood.editorial.views import DeskView

from .forms import BookForm, list_scopes
from .models import PrintJob
from .shelf import KEPT, find_file, find_preview, open_current
from .tasks import request_book

PERMISSION = "editorial.publish_listing"
"""Who may publish may print what is published."""
_SHOWN = 50
_MOST_MARKS = 300
"""Rows of marks on a page."""


class BookListView(DeskView):
    """The form, and the books so far."""

    permission = PERMISSION
    title = gettext_lazy("Books")
    icon = "doc-full"
    template_name = "press/books.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._answer(None)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self._answer(request.POST)

    def _answer(self, sent: Any) -> HttpResponse:
        """The page, or a book that is on its way where ``sent`` is in order."""
        reader, problem = _open()
        try:
            form = BookForm(sent, reader=reader)
            if sent is not None and reader is not None and form.is_valid():
                job = request_book(
                    choices=form.read(),
                    price=form.cleaned_data["price"],
                    copies=form.cleaned_data["copies"],
                    by=cast(User, self.request.user),
                )
                return HttpResponseRedirect(reverse("book-job", args=[job.pk]))
            names = _name_scopes(reader)
            jobs = PrintJob.objects.select_related("asked_by").defer("log", "marks")[:_SHOWN]
            context = self.get_context_data(
                form=form,
                manifest=reader.manifest if reader else None,
                problem=problem,
                kept=KEPT,
                jobs=[(job, names.get(job.choices["scope"], job.choices["scope"])) for job in jobs],
            )
            # Rendered before the edition is closed.
            page = cast(TemplateResponse, self.render_to_response(context, status=200 if sent is None else 422))
            return page.render()
        finally:
            if reader is not None:
                reader.close()


class BookJobView(DeskView):
    """One book."""

    permission = PERMISSION
    icon = "doc-full"
    parents = (("books", gettext_lazy("Books")),)
    template_name = "press/job.html"

    def get_page_title(self) -> Any:
        return _("Book %(number)d") % {"number": self.job().pk}

    def job(self) -> PrintJob:
        if not hasattr(self, "_job"):
            self._job = get_object_or_404(PrintJob.objects.select_related("asked_by"), pk=self.kwargs["pk"])
        return self._job

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        job = self.job()
        return super().get_context_data(
            job=job,
            chosen=_tell_choices(job.choices),
            log=[(dt.datetime.fromisoformat(line["at"]), line["words"]) for line in job.log],
            pictures=range(1, job.previews + 1),
            marks=job.marks[:_MOST_MARKS],
            more_marks=max(0, job.marks_count - _MOST_MARKS),
            may_ask_again=not job.is_open,
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask again: the same choices, from the edition that is current now."""
        job = self.job()
        if job.is_open:
            messages.error(request, _("This book is still on its way."))
            return HttpResponseRedirect(reverse("book-job", args=[job.pk]))
        again = request_book(choices=job.choices, price=job.price, copies=job.copies, by=cast(User, request.user))
        return HttpResponseRedirect(reverse("book-job", args=[again.pk]))


class BookFileView(DeskView):
    """The book as a file to keep, or the picture of one of its first pages."""

    permission = PERMISSION

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> FileResponse:  # type: ignore[override]
        job = get_object_or_404(PrintJob, pk=self.kwargs["pk"], has_file=True)
        number = self.kwargs.get("number")
        try:
            opened = (find_preview(job.pk, number) if number else find_file(job.pk)).open("rb")
        except FileNotFoundError:
            raise Http404 from None
        answer = FileResponse(
            opened,
            as_attachment=not number,
            filename=f"page-{number}.png" if number else job.file_name,
            content_type="image/png" if number else "application/pdf",
        )
        answer["X-Content-Type-Options"] = "nosniff"
        answer["Cache-Control"] = "private, no-cache"
        return answer


def _open() -> tuple[EditionReader | None, str]:
    """The current edition, or why there is none."""
    try:
        return open_current(), ""
    except EditionError as error:
        return None, str(error)


def _name_scopes(reader: EditionReader | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for value, label in list_scopes(reader):
        found |= dict(label) if isinstance(label, list) else {value: str(label)}
    return found


def _tell_choices(raw: dict[str, Any]) -> list[tuple[str, str]]:
    """(label, value) in the form's words."""
    reader, _problem = _open()
    try:
        fields: dict[str, Any] = BookForm(reader=reader).fields
        names = _name_scopes(reader)
    finally:
        if reader is not None:
            reader.close()
    tongues = dict(settings.LANGUAGES) | {"both": _("Both")}
    said: dict[str, Any] = {name: dict(fields[name].choices) for name in ("form", "paper", "print", "leave_out")}
    said |= {"scope": names, "language": tongues}
    rows = []
    for name in ("form", "scope", "language", "paper", "print", "leave_out", "cut", "address", "proof"):
        value = raw[name]
        if isinstance(value, bool):
            text = _("Yes") if value else _("No")
        elif isinstance(value, list):
            text = ", ".join(str(said[name].get(one, one)) for one in value) or "–"
        else:
            text = str(said.get(name, {}).get(value, value)) or "–"
        rows.append((str(fields[name].label), text))
    return rows
