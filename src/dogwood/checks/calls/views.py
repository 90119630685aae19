"""The desk's pages for calling: the list, the sheets, and what is known of one listing."""

import datetime as dt
from typing import Any, cast
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from dogwood import vocabulary
from dogwood.editorial.views import DeskView
from dogwood.editorial.worklist import claim_work, claimed_keys, find_claims, release_work

from .actions import ANSWERED, CLOSED, OUTCOMES, CallError, record_call
from .sheet import make_sheet
from .worklist import find_callees, gather_checks, order_callees

PAGE = 50
MOST_SHEETS = 20
"""Sheets on one page: a volunteer's hour."""


class CallListView(DeskView):
    permission = "checks.add_check"
    title = gettext_lazy("Calls")
    icon = "mobile-alt"
    template_name = "checks/calls/list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        service_type, whose = self.request.GET.get("type", ""), self.request.GET.get("whose", "")
        callees = order_callees(find_callees(localdate()))
        claims = find_claims()
        mine = self.request.user.get_username()
        rows: list[dict[str, Any]] = [
            {
                "callee": callee,
                "type": _type_label(callee.listing.service_type),
                "claimed_by": claims.get(callee.work_key, ""),
            }
            for callee in callees
            if not service_type or callee.listing.service_type == service_type
        ]
        if whose == "mine":
            rows = [row for row in rows if row["claimed_by"] == mine]
        elif whose == "free":
            rows = [row for row in rows if not row["claimed_by"]]
        types = sorted({callee.listing.service_type for callee in callees if callee.listing.service_type})
        return super().get_context_data(
            rows=rows[:PAGE],
            total=len(rows),
            types=[(key, _type_label(key)) for key in types],
            chosen=service_type,
            whose=whose,
            mine=[row["callee"].listing.key for row in rows if row["claimed_by"] == mine],
            **kwargs,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Claim what was ticked, or the first ones, and go to their sheets."""
        keys = request.POST.getlist("key")[:MOST_SHEETS]
        if "next" in request.POST:
            taken = find_claims()
            free = [callee for callee in order_callees(find_callees(localdate())) if callee.work_key not in taken]
            keys = [callee.listing.key for callee in free[:MOST_SHEETS]]
        got = claim_work(keys=[f"call:{key}" for key in keys], by=request.user)
        if len(got) < len(keys):
            messages.warning(request, _("Some were claimed by somebody else in the meantime."))
        if not got:
            messages.info(request, _("Tick the ones that you want to call."))
            return HttpResponseRedirect(reverse("calls"))
        return HttpResponseRedirect(_sheet_url([key.removeprefix("call:") for key in got]))


class CallSheetView(DeskView):
    """One sheet or a batch (``?keys=a,b``); without keys, those that the person has claimed."""

    permission = "checks.add_check"
    title = gettext_lazy("Call sheet")
    icon = "mobile-alt"
    parents = (("calls", gettext_lazy("Calls")),)
    template_name = "checks/calls/sheet.html"
    typed: dict[str, Any] | None = None

    def keys(self) -> list[str]:
        asked = [key for key in self.request.GET.get("keys", "").split(",") if key]
        if not asked:
            asked = sorted(
                key.removeprefix("call:") for key in claimed_keys(self.request.user) if key.startswith("call:")
            )
        return list(dict.fromkeys(asked))[:MOST_SHEETS]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        keys = self.keys()
        callees = {callee.listing.key: callee for callee in find_callees(localdate(), keys)}
        checks = gather_checks("listing", keys)
        done = [key for key in self.request.GET.get("done", "").split(",") if key]
        rows = []
        for key in keys:
            if key not in callees:
                continue
            typed = self.typed if self.typed is not None and self.typed["key"] == key else None
            sheet = make_sheet(callees[key].listing, checks.get(key, []))
            rows.append(
                {
                    "callee": callees[key],
                    "sheet": sheet,
                    "is_done": key in done and typed is None,
                    "problems": typed["problems"] if typed else {},
                    "note": typed["note"] if typed else "",
                    "questions": [
                        {
                            "question": question,
                            "value": typed["values"].get(question.name, question.now) if typed else question.now,
                            "problem": typed["problems"].get(question.name, "") if typed else "",
                        }
                        for question in sheet.questions
                    ],
                }
            )
        return super().get_context_data(rows=rows, done=len(done), today=localdate(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent: dict[str, str] = {name: str(text) for name, text in request.POST.items()}
        key, outcome = sent.get("key", ""), sent.get("outcome", "")
        asked = {callee.listing.key: callee for callee in find_callees(localdate(), [key])}
        values = {name.removeprefix("field-"): text for name, text in sent.items() if name.startswith("field-")}
        before = (
            {question.name: question.now for question in make_sheet(asked[key].listing, []).questions}
            if key in asked
            else {}
        )
        # Only what the caller typed anew: what somebody else corrected meanwhile is left as it is.
        seen = {name.removeprefix("was-"): text for name, text in sent.items() if name.startswith("was-")}
        fixes = {name: text for name, text in values.items() if _plain(text) != _plain(seen.get(name, ""))}
        if outcome not in OUTCOMES:
            outcome = ANSWERED
        try:
            clash = {name: before[name] for name in fixes if _plain(before.get(name, "")) != _plain(seen.get(name, ""))}
            if clash:
                told = _("Somebody changed this while you called. It is now: {now}")
                raise CallError({name: told.format(now=now) for name, now in clash.items()})
            result = record_call(
                key=key,
                outcome=outcome,
                by=cast(AbstractBaseUser, request.user),
                on=_read_day(sent.get("on", "")),
                number=sent.get("number", ""),
                corrections=fixes,
                note=sent.get("note", "").strip()[:2000],
                role=find_role(request.user),
            )
        except CallError as error:
            self.typed = {
                "key": key, "values": values, "problems": error.problems, "note": sent.get("note", ""),
            }  # fmt: skip
            messages.error(request, _("Nothing was saved yet: {problems}").format(problems=error))
            return self.render_to_response(self.get_context_data(**kwargs), status=422)
        messages.success(request, _say(asked[key].listing.name, outcome, result.changed))
        if outcome == CLOSED:
            return HttpResponseRedirect(reverse("closing", args=["listing", key]))
        done = dict.fromkeys([*filter(None, request.GET.get("done", "").split(",")), key])
        url = _sheet_url(self.keys() or [key], done=",".join(done))
        return HttpResponseRedirect(f"{url}#sheet-{_next_key(self.keys(), key, set(done))}")


class ReleaseView(DeskView):
    """Let go of what one has claimed."""

    permission = "checks.add_check"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        mine = set(claimed_keys(request.user))
        release_work(keys=[key for key in (f"call:{key}" for key in request.POST.getlist("key")) if key in mine])
        return HttpResponseRedirect(reverse("calls"))

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("calls"))


def find_role(user: Any) -> str:
    """The role under which a person checks: the name of their first group; administrators have a word of their own."""
    group = user.groups.order_by("name").first()
    return group.name if group else (_("Administrator") if user.is_superuser else "")


def _plain(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.replace("\r", "").strip().split("\n"))


def _read_day(text: str) -> dt.date:
    try:
        day = dt.date.fromisoformat(text) if text else localdate()
    except ValueError:
        raise CallError({"on": _("“{text}” is no date. Write it like 2026-11-23.").format(text=text[:20])}) from None
    if day > localdate() or day < localdate() - dt.timedelta(days=60):
        raise CallError({"on": _("The day of the call lies in the last 60 days.")})
    return day


def _say(name: str, outcome: str, changed: tuple[str, ...]) -> str:
    if changed:
        return _("{name}: corrected {fields} and recorded the call.").format(name=name, fields=", ".join(changed))
    words = {
        "answered": _("{name}: all correct, recorded."),
        "no_answer": _("{name}: no answer, recorded. It stays on the list."),
        "dead": _("{name}: the number is withheld from readers with the next edition."),
        "closed": _("{name}: closed, recorded. Set its status and its successor now."),
    }
    return words[outcome].format(name=name)


def _next_key(keys: list[str], key: str, done: set[str]) -> str:
    """The sheet to look at next: the first after ``key`` that is not done."""
    after = keys[keys.index(key) + 1 :] + keys[: keys.index(key)] if key in keys else keys
    return next((other for other in after if other not in done), key)


def _sheet_url(keys: list[str], **more: str) -> str:
    return f"{reverse('call-sheet')}?{urlencode({'keys': ','.join(keys), **more})}"


def _type_label(key: str) -> str:
    return vocabulary.label("service_types", key, "en") if key else ""
