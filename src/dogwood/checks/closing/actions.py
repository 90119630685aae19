"""``close_entry``: what became of something that is no longer what it was."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.models import Locale

from dogwood.editorial.actions import EntryError, EntryInput, put_entries
from dogwood.editorial.announce import announce_change
from dogwood.editorial.models import Listing, Organization, Publication
from dogwood.editorial.models.base import Entry
from dogwood.editorial.worklist import release_work
from dogwood.facts.dates import parse_partial_date
from dogwood.facts.errors import FactError

from ..actions import CheckError, record_checks

SUBJECTS: dict[str, type[Entry]] = {"listing": Listing, "organization": Organization, "publication": Publication}
CLOSED, PAUSED, RENAMED, MERGED, SUCCEEDED, OPEN = "closed", "paused", "renamed", "merged", "succeeded", "open"
#: What happened → status, and what became of it.
OUTCOMES = {
    CLOSED: ("defunct", ""),
    PAUSED: ("temporarily_closed", ""),
    RENAMED: ("active", ""),
    MERGED: ("defunct", "merged_into"),
    SUCCEEDED: ("defunct", "succeeded_by"),
    OPEN: ("active", ""),
}


class ClosingError(Exception):
    """A closing that cannot be recorded. problems: field → what is wrong and what would be right."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(f"{name}: {reason}" for name, reason in self.problems.items()))


def close_entry(
    *,
    subject: str,
    key: str,
    outcome: str,
    by: AbstractBaseUser,
    on: dt.date,
    since: str = "",
    successor: str = "",
    new_name: str = "",
    notes: Mapping[str, str] | None = None,
    method: str = "phone",
    evidence: str = "",
    role: str = "",
) -> None:
    """Record what became of an entry, all or nothing: its status, its successor, and a check that says how we know.

    subject: of ``SUBJECTS``. outcome: of ``OUTCOMES``; ``open`` takes a closing back. since: ISO partial date, "" unknown. successor:
    key of the entry that answers now; needed where it was merged or succeeded. new_name: where it was renamed; the old name
    stays findable. notes: language → one plain sentence for readers. Raises ClosingError.
    """
    model = SUBJECTS.get(subject)
    entry = model._default_manager.filter(key=key, locale=Locale.get_default()).first() if model else None
    if model is None or entry is None:
        raise ClosingError({"key": f"There is no {subject} “{key}”."})
    notes = {tag: " ".join(text.split()) for tag, text in (notes or {}).items()}
    _check(model, key, outcome, since, successor, new_name, notes)
    status, became = OUTCOMES[outcome]
    values: dict[str, Any] = {"status": status, "status_date": since, "became": became}
    if outcome == RENAMED:
        name_field = "title" if model is Publication else "name"
        values |= {name_field: new_name, "status": getattr(entry, "status", "") or "active"}
        if hasattr(entry, "other_names"):
            values["other_names"] = tuple(dict.fromkeys([*entry.other_names, getattr(entry, name_field)]))
    entries = []
    for twin in model._default_manager.filter(key=key).select_related("locale"):
        tag = twin.locale.language_code
        words = {"status_note": notes.get(tag, "")} if outcome != RENAMED else {}
        references = {"successor": successor if outcome in {MERGED, SUCCEEDED, CLOSED, PAUSED} else ""}
        entries.append(EntryInput(model, key, tag, {**values, **words}, references if twin.is_source else {}))
    why = f"{outcome}: {next(iter(notes.values()), '')}".rstrip(": ")
    check = {
        "subject": subject, "key": key, "field": "" if outcome != RENAMED else "status", "on": on.isoformat(),
        "method": method, "by": by.get_username(), "role": role, "evidence": evidence,
        "outcome": {CLOSED: "closed", MERGED: "closed", SUCCEEDED: "closed", PAUSED: "closed"}.get(outcome, "changed"),
        "value": (new_name or successor)[:300], "note": why,
    }  # fmt: skip
    if isinstance(by, AbstractBaseUser) and hasattr(by, "get_full_name"):
        check["by"] = by.get_full_name() or by.get_username()
    try:
        with transaction.atomic():
            put_entries(entries=entries, by=by, why=why)
            record_checks(checks=[check])
            release_work(keys=[f"call:{key}"])
            announce_change(by=by, why=f"{entry}: {why}")
    except EntryError as error:
        raise ClosingError({name: reason for _, name, reason in error.problems}) from None
    except CheckError as error:
        raise ClosingError({name: reason for _, name, reason in error.problems}) from None


def _check(
    model: type[Entry], key: str, outcome: str, since: str, successor: str, new_name: str, notes: Mapping[str, str]
) -> None:
    problems: dict[str, str] = {}
    if outcome not in OUTCOMES:
        raise ClosingError({"outcome": f"Say what happened: {', '.join(OUTCOMES)}."})
    if since:
        try:
            parse_partial_date(since)
        except FactError as error:
            problems["since"] = str(error)
    if successor == key:
        problems["successor"] = "Something cannot be its own successor."
    elif successor:
        heir = model._default_manager.filter(key=successor, locale=Locale.get_default()).first()
        if heir is None:
            problems["successor"] = f"There is no “{successor}”. Make its entry first, then close this one."
        elif getattr(heir, "status", "") == "defunct":
            problems["successor"] = f"{heir} is closed itself. Name the one that answers now."
    elif outcome in {MERGED, SUCCEEDED}:
        problems["successor"] = "Name the one that answers now."
    if outcome == RENAMED and not new_name.strip():
        problems["new_name"] = "Say what it is called now."
    if outcome in {CLOSED, PAUSED, MERGED, SUCCEEDED} and not notes.get(Locale.get_default().language_code):
        problems["note"] = "One plain sentence for readers: what happened, when, who answers now."
    if problems:
        raise ClosingError(problems)
