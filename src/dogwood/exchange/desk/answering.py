"""Answering with a file of listings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate

from dogwood.exchange.exports import ExportError, ExportFilter, choose_listings, find_form


def answer_export(request: HttpRequest, chosen: ExportFilter, key: str) -> HttpResponse:
    """The file of the form ``key`` (Excel's, where there is no such form); where it cannot be, a message says why."""
    form = find_form(key) or find_form("xlsx")
    assert form is not None
    try:
        content = form.write(choose_listings(chosen))
    except ExportError as error:
        messages.error(request, str(error))
        return HttpResponseRedirect(reverse("imports"))
    answer = HttpResponse(content, content_type=form.content_type)
    answer["Content-Disposition"] = f'attachment; filename="listings-{localdate().isoformat()}{form.suffix}"'
    return answer
