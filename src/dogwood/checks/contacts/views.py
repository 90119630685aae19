"""The page behind a letter's link, and the desk's side by side."""

import datetime as dt
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt

from dogwood.editorial.models import Listing
from dogwood.editorial.views import DeskView

from ..calls.actions import CallError
from ..calls.sheet import make_sheet
from ..calls.views import find_role
from ..models import CheckPolicy
from ..public.forms import FormError, check_flood, check_token, make_token
from ..public.pages import show_page
from ..public.words import find_words
from .actions import LinkError, answer_changes, answer_correct, find_letter, settle_answer
from .letters import send_due_letters
from .models import Letter
from .schedule import find_due


@csrf_exempt  # the link's own secret is what makes it the contact's
def confirm(request: HttpRequest, language: str, token: str) -> HttpResponse:
    """What we say of a listing, “still correct” or changes. Opening the page answers nothing: mail programs open links."""
    words, now = find_words(language), dt.datetime.now(dt.UTC)
    problem, status = "", 200
    typed: dict[str, str] = {}
    try:
        letter = find_letter(token, now)
        listing = get_object_or_404(Listing.objects.sources(), key=letter.listing)
        if request.method == "POST":
            typed = {name: str(text) for name, text in request.POST.items()}
            try:
                check_flood(request)
                check_token(typed.get("token", ""), f"confirm:{letter.pk}")
                return _answer(request, language, token, now, typed)
            except FormError as error:
                problem, status = words[error.name], 422
    except LinkError as error:
        day = error.letter.answered_at.date().isoformat() if error.letter and error.letter.answered_at else ""
        lead = words[f"link_{error.reason}_lead"].format(day=day, days=CheckPolicy.load().link_days)
        context = {"title": words[f"link_{error.reason}_title"], "lead": lead}
        status = 404 if error.reason == "unknown" else 410
        return show_page(request, "checks/public/base.html", language, context, status=status)
    rows = [
        {
            "name": question.name,
            "label": words[f"field_{question.name}"],
            "was": question.now,
            "value": typed.get(f"field-{question.name}", question.now),
            "is_long": question.is_long,
        }
        for question in make_sheet(listing, []).questions
    ]
    form: dict[str, Any] = {
        "title": words["confirm_title"],
        "lead": words["confirm_lead"].format(name=listing.name),
        "rows": rows,
        "note": typed.get("note", ""),
        "token": make_token(f"confirm:{letter.pk}"),
        "problem": problem,
    }
    return show_page(request, "checks/public/confirm.html", language, form, status=status)


def _answer(request: HttpRequest, language: str, token: str, now: dt.datetime, typed: dict[str, str]) -> HttpResponse:
    words = find_words(language)
    was = {name.removeprefix("was-"): text for name, text in typed.items() if name.startswith("was-")}
    values = {
        name.removeprefix("field-"): text.strip()
        for name, text in typed.items()
        if name.startswith("field-")
        and " ".join(text.split()) != " ".join(was.get(name.removeprefix("field-"), "").split())
    }
    note, is_closed = typed.get("note", "").strip(), "closed" in typed
    if typed.get("answer") == "correct" and not values and not note and not is_closed:
        answer_correct(token=token, now=now)
        thanks = words["answer_thanks_yes"]
    else:
        # Whoever changed a field and pressed the first button meant the change.
        answer_changes(token=token, now=now, values=values, was=was, note=note, is_closed=is_closed)
        thanks = words["answer_thanks_changes"]
    return show_page(request, "checks/public/base.html", language, {"title": words["thanks_title"], "lead": thanks})


class AnswerView(DeskView):
    """Proposed changes beside what is published; the editor takes them field by field."""

    permission = "checks.change_letter"
    icon = "mail"
    template_name = "checks/contacts/answer.html"
    parents = (("letters", gettext_lazy("Letters")),)
    problems: dict[str, str] | None = None

    def letter(self) -> Letter:
        return get_object_or_404(Letter, pk=self.kwargs["pk"])

    def get_page_title(self) -> Any:
        return _("Answer of %(listing)s") % {"listing": self.letter().listing}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        letter = self.letter()
        listing = Listing.objects.sources().filter(key=letter.listing).first()
        now = {question.name: question for question in make_sheet(listing, []).questions} if listing else {}
        rows = [
            {
                "name": name,
                "label": now[name].label if name in now else name,
                "was": letter.answer.get("was", {}).get(name, ""),
                "now": now[name].now if name in now else "",
                "value": self.request.POST.get(f"value-{name}", value),
                "problem": (self.problems or {}).get(name, ""),
            }
            for name, value in letter.answer.get("values", {}).items()
        ]
        return super().get_context_data(letter=letter, listing=listing, rows=rows, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        letter = self.letter()
        proposed = letter.answer.get("values", {})
        accepted = {
            name: str(request.POST.get(f"value-{name}", ""))
            for name in request.POST.getlist("accept")
            if name in proposed
        }
        try:
            settle_answer(
                letter_id=letter.pk,
                accepted=accepted,
                by=cast(AbstractBaseUser, request.user),
                now=dt.datetime.now(dt.UTC),
                role=find_role(request.user),
            )
        except Letter.DoesNotExist:
            messages.info(request, _("This answer was settled already."))
        except CallError as error:
            self.problems = error.problems
            messages.error(request, _("Nothing was saved yet: {problems}").format(problems=error))
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        else:
            messages.success(
                request, _("Settled: %(fields)s.") % {"fields": ", ".join(accepted) or _("nothing taken over")}
            )
            if letter.answer.get("is_closed"):
                return HttpResponseRedirect(reverse("closing", args=["listing", letter.listing]))
        return HttpResponseRedirect(reverse("letters"))


class LettersView(DeskView):
    permission = "checks.change_letter"
    title = gettext_lazy("Letters")
    icon = "mail"
    template_name = "checks/contacts/letters.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        due = find_due(dt.datetime.now(dt.UTC))
        return super().get_context_data(
            due=due, answers=Letter.objects.filter(state="changes"), letters=Letter.objects.all()[:100], **kwargs
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        report = send_due_letters(now=dt.datetime.now(dt.UTC), limit=50)
        messages.success(
            request,
            _("%(requests)d letters and %(reminders)d reminders were sent.")
            % {"requests": report.requests, "reminders": report.reminders},
        )
        for listing, error in (report.failed or {}).items():
            messages.error(request, f"{listing}: {error}")
        return HttpResponseRedirect(reverse("letters"))
