"""``record_call``: what came of calling a listed organization."""

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from dogwood.editorial.actions import EntryError, EntryInput, put_entries
from dogwood.editorial.actions.entries import part_fields
from dogwood.editorial.announce import announce_change
from dogwood.editorial.models import Listing
from dogwood.editorial.worklist import release_work
from dogwood.facts.errors import FactError
from dogwood.facts.language import parse_language_tag
from dogwood.facts.phone import parse_phone
from dogwood.places import find_zip

from ..actions import record_checks
from .sheet import describe_hours

ANSWERED, NO_ANSWER, DEAD, CLOSED = "answered", "no_answer", "dead", "closed"
OUTCOMES = (ANSWERED, NO_ANSWER, DEAD, CLOSED)
_CITY = re.compile(r"(?P<city>[^,]+)(?:,\s*(?P<state>[A-Za-z]{2})?\s*(?P<zip>\d{5}(?:-\d{4})?)?)?\s*\Z")


class CallError(Exception):
    """A call that cannot be recorded. problems: field → what is wrong and what would be right."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__("; ".join(f"{name}: {reason}" for name, reason in self.problems.items()))


@dataclass(frozen=True)
class CallResult:
    """changed: names of the fields that were corrected. checks: how many were recorded."""

    changed: tuple[str, ...]
    checks: int


def record_call(
    *,
    key: str,
    outcome: str,
    by: AbstractBaseUser,
    on: dt.date,
    number: str = "",
    corrections: Mapping[str, str] | None = None,
    note: str = "",
    role: str = "",
    method: str = "phone",
    evidence: str = "",
) -> CallResult:
    """Record what came of calling the listing ``key``, all or nothing.

    outcome: ``answered`` (everything asked is right, but for ``corrections``), ``no_answer``, ``dead`` (the number) or
    ``closed`` (the organization). number: as written, that was called; needed for ``dead``. corrections: field of the
    call sheet → its right value; "" means that there is none. method, evidence: for an answer that came another way (``contact``, ``email``).
    Raises CallError for what cannot be right.
    """
    listing = Listing.objects.sources().filter(key=key).prefetch_related("phones", "places", "hours").first()
    if listing is None:
        raise CallError({"key": f"There is no listing “{key}”."})
    if outcome not in OUTCOMES:
        raise CallError({"outcome": f"“{outcome}” is none of {', '.join(OUTCOMES)}."})
    phones = [phone.written for phone in listing.phones.all()]
    if number and number not in phones:
        raise CallError({"number": f"{number} is not a number of {listing.name} (any more). Load the page again."})
    if outcome == DEAD and not number:
        raise CallError({"number": "Say which number is dead."})
    name = by.get_full_name() or by.get_username() if hasattr(by, "get_full_name") else str(by)
    common = {
        "subject": "listing", "key": key, "on": on.isoformat(), "method": method, "by": name, "role": role,
        "note": note, "evidence": evidence,
    }  # fmt: skip
    fixes = corrections if outcome == ANSWERED and corrections else {}
    with transaction.atomic():
        put, told = _make_corrections(listing, fixes)
        if put is not None:
            try:
                put_entries(entries=[put], by=by, why=f"corrected after a call: {', '.join(told)}")
            except EntryError as error:
                raise CallError({field: reason for _, field, reason in error.problems}) from None
        rows = _make_checks(outcome, common, number or (phones[0] if phones else ""), told, fixes.get("phone"))
        record_checks(checks=rows)
        if outcome != NO_ANSWER:
            release_work(keys=[f"call:{key}"])
        announce_change(by=by, why=f"{listing.name} was checked")
    return CallResult(tuple(told), len(rows))


def _make_checks(
    outcome: str, common: Mapping[str, Any], number: str, told: Mapping[str, tuple[str, str]], new_number: str | None
) -> list[dict[str, Any]]:
    if outcome == NO_ANSWER:
        return [{**common, "field": "phone", "value": number, "outcome": "no_answer"}]
    if outcome == DEAD:
        return [{**common, "field": "phone", "value": number, "outcome": "dead"}]
    if outcome == CLOSED:
        return [{**common, "field": "", "outcome": "closed"}]
    rows = [
        {
            **common,
            "field": field,
            "value": new[:300],
            "outcome": "changed",
            "note": _say_change(old, new, common["note"]),
        }
        for field, (old, new) in told.items()
    ]
    if number and new_number is None and common["method"] == "phone":
        rows.append({**common, "field": "phone", "value": number, "outcome": "confirmed"})
    return [*rows, {**common, "field": "", "outcome": "confirmed"}]


def _say_change(old: str, new: str, note: str) -> str:
    told = f"was: {old or 'nothing'}" if new else f"taken away; was: {old}"
    return f"{told}. {note}".strip()


def _make_corrections(
    listing: Listing, corrections: Mapping[str, str]
) -> tuple[EntryInput | None, dict[str, tuple[str, str]]]:
    """What to put, and check's field → (old, new) of what differs. Raises CallError that names every wrong value."""
    values: dict[str, Any] = {}
    parts: dict[str, list[dict[str, Any]]] = {}
    told: dict[str, tuple[str, str]] = {}
    problems: dict[str, str] = {}
    for name, raw in corrections.items():
        text = " ".join(raw.split()) if name not in {"eligibility", "cost", "hours"} else raw.strip()
        try:
            _correct(listing, name, text, values, parts, told)
        except ValueError as error:
            problems[name] = str(error)
    if problems:
        raise CallError(problems)
    if not told:
        return None, {}
    return EntryInput(Listing, listing.key, listing.locale.language_code, values, parts=parts), told


def _correct(
    listing: Listing,
    name: str,
    text: str,
    values: dict[str, Any],
    parts: dict[str, list[dict[str, Any]]],
    told: dict[str, tuple[str, str]],
) -> None:
    plain = {"website": "website", "eligibility": "eligibility", "cost": "cost_note"}
    if name in plain:
        old = getattr(listing, plain[name])
        if text != old:
            values[plain[name]] = text
            told[name] = (old, text)
    elif name == "phone":
        _correct_phone(listing, text, parts, told)
    elif name == "hours":
        old = describe_hours(listing)
        if text != old:
            # Words are true until an editor puts them into rows; the rows that were there are not.
            values["hours_note"], parts["hours"] = text, []
            told["hours"] = (old, text)
    elif name in {"address", "city"}:
        _correct_place(listing, name, text, parts, told)
    elif name == "languages":
        try:
            tags = tuple(dict.fromkeys(parse_language_tag(part) for part in re.split(r"[;,\s]+", text) if part))
        except FactError as error:
            raise ValueError(str(error)) from None
        if tags != tuple(listing.languages):
            values["languages"] = tags
            told["languages"] = ("; ".join(listing.languages), "; ".join(tags))
    else:
        raise ValueError("The call sheet has no such field.")


def _rows(queryset: Any, model: type[Any]) -> list[dict[str, Any]]:
    return [{field.name: getattr(row, field.name) for field in part_fields(model)} for row in queryset.all()]


def _correct_phone(
    listing: Listing, text: str, parts: dict[str, list[dict[str, Any]]], told: dict[str, tuple[str, str]]
) -> None:
    rows = _rows(listing.phones, listing.phones.model)
    old = rows[0]["written"] if rows else ""
    if text == old:
        return
    if text:
        try:
            phone = parse_phone(text)
        except FactError as error:
            raise ValueError(str(error)) from None
        first = {"written": text, "kind": "toll_free" if phone.is_toll_free else "voice", "extension": ""}
        rows = [{**rows[0], **first}, *rows[1:]] if rows else [first]
    else:
        rows = rows[1:]
    parts["phones"] = rows
    told["phone"] = (old, text)


def _correct_place(
    listing: Listing, name: str, text: str, parts: dict[str, list[dict[str, Any]]], told: dict[str, tuple[str, str]]
) -> None:
    rows = parts.get("places") or _rows(listing.places, listing.places.model) or [{}]
    first = dict(rows[0])
    if name == "address":
        old, new = first.get("address", ""), {"address": text}
    else:
        old = f"{first.get('city', '')}, {first.get('state', '')} {first.get('zip', '')}".strip(" ,")
        found = _CITY.match(text) if text else None
        if text and found is None:
            raise ValueError("Write city, state and ZIP like this: Greenville, NC 27834.")
        new = {
            "city": found["city"].strip() if found else "",
            "state": (found["state"] or "").upper() if found else "",
            "zip": (found["zip"] or "") if found else "",
        }
    if text == old:
        return
    # Where the old place lay says nothing of the new one.
    first |= {**new, "latitude": None, "longitude": None, "county": ""}
    if (area := find_zip(first.get("zip", ""))) is not None:
        first |= {"county": area.county or "", "latitude": area.latitude, "longitude": area.longitude}
    parts["places"] = [first, *rows[1:]]
    before = told.get("address", ("", ""))
    told["address"] = (f"{before[0]} {old}".strip(), f"{before[1]} {text}".strip())
