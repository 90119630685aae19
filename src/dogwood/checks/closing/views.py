"""The desk's form for closing, renaming and merging."""

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.models import Locale

from dogwood import vocabulary
from dogwood.editorial.views import DeskView

from ..calls.views import find_role
from .actions import CLOSED, MERGED, OPEN, PAUSED, RENAMED, SUBJECTS, SUCCEEDED, ClosingError, close_entry
from .mentions import find_mentions

CHOICES = [
    (CLOSED, gettext_lazy("It closed, and nobody took over")),
    (SUCCEEDED, gettext_lazy("It closed, and another one answers now")),
    (MERGED, gettext_lazy("It became part of another one")),
    (RENAMED, gettext_lazy("It has a new name")),
    (PAUSED, gettext_lazy("It is closed for now")),
    (OPEN, gettext_lazy("It is open after all: take the closing back")),
]
_METHODS = ("phone", "email", "contact", "visit", "document")


class ClosingView(DeskView):
    permission = "editorial.change_listing"
    icon = "cross"
    template_name = "checks/closing/form.html"
    sent: dict[str, str] | None = None
    problems: dict[str, str] | None = None

    def entry(self) -> Any:
        model = SUBJECTS.get(self.kwargs["subject"])
        found = model and model._default_manager.filter(key=self.kwargs["key"], locale=Locale.get_default()).first()
        if not found:
            raise Http404
        return found

    def get_page_title(self) -> Any:
        return _("What became of %(name)s?") % {"name": self.entry()}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        entry = self.entry()
        model = type(entry)
        name_field = "title" if self.kwargs["subject"] == "publication" else "name"
        others = (
            model._default_manager.filter(locale=Locale.get_default()).exclude(key=entry.key).exclude(status="defunct")
        )
        sent = self.sent or {
            "outcome": self.request.GET.get("outcome", CLOSED), "since": entry.status_date, "on": localdate().isoformat(),
            "successor": entry.successor.key if entry.successor else "", "method": "phone",
        }  # fmt: skip
        languages = [
            (locale.language_code, sent.get(f"note-{locale.language_code}", ""))
            for locale in Locale.objects.order_by("pk")
            if model._default_manager.filter(key=entry.key, locale=locale).exists()
        ]
        return super().get_context_data(
            entry=entry,
            choices=CHOICES,
            sent=sent,
            problems=self.problems or {},
            languages=languages,
            others=others.order_by(name_field).values_list("key", name_field),
            methods=[(key, vocabulary.label("check_methods", key, "en")) for key in _METHODS],
            mentions=find_mentions().get(entry.key, []) if self.kwargs["subject"] == "listing" else [],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        entry = self.entry()
        sent = {name: str(text) for name, text in request.POST.items()}
        try:
            close_entry(
                subject=self.kwargs["subject"],
                key=entry.key,
                outcome=sent.get("outcome", ""),
                by=cast(AbstractBaseUser, request.user),
                on=localdate(),
                since=sent.get("since", "").strip(),
                successor=sent.get("successor", "").strip(),
                new_name=" ".join(sent.get("new_name", "").split()),
                notes={name.removeprefix("note-"): text for name, text in sent.items() if name.startswith("note-")},
                method=sent.get("method", "phone"),
                evidence=sent.get("evidence", "").strip()[:1000],
                role=find_role(request.user),
            )
        except ClosingError as error:
            self.sent, self.problems = sent, error.problems
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        messages.success(
            request, _("%(name)s: recorded. Readers see it with the next edition, in a moment.") % {"name": entry}
        )
        mentions = find_mentions().get(entry.key, []) if sent.get("outcome") != RENAMED else []
        if mentions:
            titles = ", ".join(guide.title for guide in mentions)
            messages.warning(
                request, _("These guides mention it: %(titles)s. They are on the list of work.") % {"titles": titles}
            )
        return HttpResponseRedirect(reverse("story", args=[self.kwargs["subject"], entry.key]))
