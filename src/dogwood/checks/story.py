"""The story of a listing: its checks and its edits in one line of time, each as a sentence."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry

from dogwood import vocabulary
from dogwood.editorial.models import Event, Listing, Organization, Publication
from dogwood.facts.dates import last_day

from .models import FIELDS, Check

MODELS: dict[str, type[Any]] = {
    "listing": Listing,
    "organization": Organization,
    "publication": Publication,
    "event": Event,
}
_TOLD = {
    "confirmed": "found that {what} is right",
    "changed": "learned that {what} is {value}",
    "no_answer": "called {value} and nobody answered",
    "dead": "found that {value} is dead",
    "closed": "found that it closed",
    "unclear": "could not tell whether {what} is right",
}
_LABELS = dict(FIELDS)


@dataclass(frozen=True, slots=True)
class Happening:
    """One sentence. on: its day. when: the day as it is written ("2026-11-23", "June 2020", "undated")."""

    on: dt.date
    when: str
    who: str
    what: str
    detail: str = ""
    evidence: str = ""
    field: str = ""


def tell_story(subject: str, key: str, field: str = "") -> list[Happening]:
    """All that happened to ``key``, newest first. field: only what concerns it ("" for all)."""
    checks = Check.objects.filter(subject=subject, key=key).order_by("-pk")
    if field:
        checks = checks.filter(field__in=[field, ""])
    told = [_tell_check(check) for check in checks]
    if not field:
        told += list(_tell_edits(subject, key))
    return sorted(told, key=lambda happening: happening.on, reverse=True)


def _tell_check(check: Check) -> Happening:
    what = str(_LABELS.get(check.field, "")).lower() if check.field else "everything asked"
    what = f"the {what}" if check.field else what
    value = f"“{check.value}”" if check.value else what
    method = vocabulary.label("check_methods", check.method, "en")
    who = f"{check.by}, {check.role}" if check.role else check.by
    sentence = _TOLD.get(check.outcome, "looked at {what}").format(what=what, value=value)
    return Happening(
        on=last_day(check.on) if check.on else check.recorded_at.date(),
        when=check.on or check.on_written or "undated",
        who=who,
        what=f"{sentence}, {method}",
        detail=check.note,
        evidence=check.evidence,
        field=check.field,
    )


def _tell_edits(subject: str, key: str) -> Iterable[Happening]:
    model = MODELS.get(subject)
    if model is None:
        return
    ids = [str(pk) for pk in model.objects.filter(key=key).values_list("pk", flat=True)]
    entries = ModelLogEntry.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id__in=ids)
    for entry in entries.select_related("user").order_by("-timestamp")[:200]:
        who = entry.user.get_full_name() or entry.user.get_username() if entry.user else "Dogwood"
        why = entry.data.get("why", "") if isinstance(entry.data, dict) else ""
        on = entry.timestamp.date()
        yield Happening(on, on.isoformat(), who, str(entry.message).lower(), detail=why)
