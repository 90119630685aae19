"""One service or organization of HSDS → one draft."""

from collections.abc import Mapping
from typing import Any

from dogwood.hsds.identity import LISTED_IN, make_id
from dogwood.hsds.values import join_paragraphs

from ..imports.cells.values import fold, read_emails, read_web
from ..imports.drafts import DraftListing, web_row
from .parts import (
    put_areas,
    put_contacts,
    put_cost,
    put_hours,
    put_languages,
    put_phones,
    put_places,
    put_words,
)
from .values import (
    Context,
    find_key,
    find_organization_key,
    object_of,
    rows_of,
    say,
    say_rows,
    tell_wrong_types,
    text_of,
)

_STATUSES = {
    "active": "active", "inactive": "inactive", "defunct": "defunct", "temporarily closed": "temporarily_closed",
    "temporarily_closed": "temporarily_closed",
}  # fmt: skip
_MOST_NAME, _MOST_SUMMARY, _MOST_WORDS, _MOST_WAIT = 255, 300, 20_000, 200
_NOT_OURS = (
    ("How to apply", "application_process"), ("Interpreters", "interpretation_services"),
    ("Accreditations", "accreditations"), ("Licenses", "licenses"), ("Checked by its source on", "assured_date"),
    ("Keywords", "keywords"), ("Payments taken", "accepted_payments"),
)  # fmt: skip
"""What a listing has no field for: it goes to the editors."""


def draft_service(where: str, service: Mapping[str, Any], context: Context) -> DraftListing:
    """The draft of a service in HSDS's full form. Never raises: what is wrong stands in ``problems``."""
    name = " ".join(text_of(service, "name").split())
    key = find_key(service)
    draft = DraftListing(where, text_of(service, "id")[:200] or fold(name)[:200], key=key)
    tell_wrong_types(service, draft)
    _put_name(draft, name)
    put_other_names(draft, service)
    _put_description(draft, service)
    _put_web(draft, service, "url", "additional_urls", context)
    _put_email(draft, service)
    _put_status(draft, service, is_ours=bool(key))
    _put_runner(draft, service, key, context)
    put_phones(rows_of(service, "phones"), None, draft, context)
    put_hours(rows_of(service, "schedules"), None, draft, context)
    put_contacts(service, None, draft, context)
    put_places(service, draft, context, is_ours=bool(key))
    put_languages(service, draft)
    put_areas(service, draft, context)
    put_cost(service, draft)
    put_words(service, draft)
    _put_eligibility(draft, service)
    documents = [
        "\n".join(filter(None, (text_of(one, "document"), text_of(one, "uri"))))
        for one in rows_of(service, "required_documents")
    ] or [text_of(service, "required_documents")]
    draft.put("documents", "\n".join(filter(None, documents)), say_rows(rows_of(service, "required_documents")))
    wait = text_of(service, "wait_time")
    if len(wait) <= _MOST_WAIT:
        draft.put("waiting_time", wait, say(service, "wait_time"))
    else:
        draft.keep_unread("Waiting time", wait)
    if not key:
        for heading, field in _NOT_OURS:
            draft.keep_unread(heading, text_of(service, field))
        draft.keep_unread("Funding", say_rows(rows_of(service, "funding")))
        draft.keep_unread("Holidays", say_rows(rows_of(service, "holiday_schedules")))
        draft.keep_unread("Programme", text_of(object_of(service, "program"), "name"))
        draft.defaults = {"kind": "service"}
    return draft


def draft_organization(where: str, organization: Mapping[str, Any], context: Context) -> DraftListing:
    """The draft of an organization."""
    name = " ".join(text_of(organization, "name").split())
    key = find_organization_key(organization)
    draft = DraftListing(where, text_of(organization, "id")[:200] or fold(name)[:200], "organization", key=key)
    _put_name(draft, name)
    put_other_names(draft, organization)
    _put_web(draft, organization, "website", "", context)
    parent = text_of(organization, "parent_organization_id")
    if parent in context.organizations:
        draft.put("parent", parent, say(organization, "parent_organization_id") or parent)
    elif parent:
        draft.problems.append("The organization above it is not in the file.")
    if key:
        words = text_of(organization, "description")
        is_told = any(words.startswith(start.partition("{0}")[0]) for start in LISTED_IN.values())
        draft.put("status_note", "" if is_told else words, say(organization, "description"))
    else:
        for field in ("description", "email", "tax_id", "tax_status", "legal_status", "year_incorporated"):
            draft.keep_unread(field.replace("_", " ").capitalize(), text_of(organization, field))
        draft.keep_unread("Phones", say_rows(rows_of(organization, "phones")))
        draft.keep_unread("Contacts", say_rows(rows_of(organization, "contacts")))
    return draft


def is_stand_in(organization: Mapping[str, Any], keys: set[str]) -> bool:
    """True for an organization that a directory of this software made up for a listing of which it knows no other.

    keys: of the listings in the file.
    """
    return text_of(organization, "id") in {make_id("listing", key, "organization") for key in keys}


def _put_name(draft: DraftListing, name: str) -> None:
    if not name:
        draft.problems.append("It has no name. HSDS requires one; ask the source for it.")
    elif len(name) > _MOST_NAME:
        draft.problems.append(f"The name has {len(name)} characters; {_MOST_NAME} fit.")
        draft.keep_unread("Name", name)
    draft.put("name", name[:_MOST_NAME], f"name: {name}")


def put_other_names(draft: DraftListing, value: Mapping[str, Any]) -> None:
    words = text_of(value, "alternate_name")
    names = tuple(dict.fromkeys(part.strip()[:200] for part in words.split(";") if part.strip()))
    draft.put("other_names", names, say(value, "alternate_name"))


def _put_description(draft: DraftListing, service: Mapping[str, Any]) -> None:
    """A first paragraph that is short enough is the one sentence that lists show."""
    text = text_of(service, "description")
    said = say(service, "description")
    first, _, rest = text.partition("\n\n")
    if len(first) <= _MOST_SUMMARY and "\n" not in first and join_paragraphs(first, rest) == text:
        draft.put("summary", first, said)
        text = rest
    if len(text) > _MOST_WORDS:
        draft.problems.append(f"The description has {len(text)} characters; the first {_MOST_WORDS} were taken.")
        text = text[:_MOST_WORDS]
    draft.put("description", text, said)


def _put_web(draft: DraftListing, value: Mapping[str, Any], field: str, more: str, context: Context) -> None:
    words = text_of(value, field) or text_of(value, "website")
    if words:
        found, rest = (
            ([words], "") if words.startswith(("http://", "https://")) and " " not in words else read_web(words)
        )
        draft.put("website", found[0] if found else "", say(value, field, "website"))
        draft.keep_unread("Web address", rest)
        if not found:
            draft.problems.append(f"{field}: “{words[:80]}” is not a web address. It is kept in the note for editors.")
    if not more:
        return
    for row in rows_of(value, more):
        if url := text_of(row, "url"):
            label = text_of(row, "label")
            draft.put("web", [web_row(url, {context.language: label} if label else None)], say(row))


def _put_email(draft: DraftListing, service: Mapping[str, Any]) -> None:
    words = text_of(service, "email")
    found, rest = read_emails(words)
    if words == (found[0] if found else ""):
        rest = ""
    draft.put("email", found[0] if found else "", say(service, "email"))
    draft.keep_unread("More e-mail addresses", ", ".join(found[1:]))
    draft.keep_unread("E-mail", rest)


def _put_status(draft: DraftListing, service: Mapping[str, Any], *, is_ours: bool) -> None:
    """``alert`` of a service that is closed says why; that of an open one is of the day, and goes to the editors."""
    words = text_of(service, "status").lower()
    status = _STATUSES.get(words, "")
    if words and not status:
        draft.problems.append(
            f"status: “{words[:40]}” is none of HSDS's ({', '.join(list(_STATUSES)[:4])}). It is left out."
        )
    if not (is_ours and status == "active"):  # there it stands for "not known" too, and unknown stays unknown
        draft.put("status", status, say(service, "status"))
    alert = text_of(service, "alert")
    if status and status != "active":
        draft.put("status_note", alert, say(service, "alert"))
    elif not is_ours:
        draft.keep_unread("Alert of the source", alert)


def _put_runner(draft: DraftListing, service: Mapping[str, Any], key: str, context: Context) -> None:
    runner = object_of(service, "organization")
    own_id = text_of(service, "organization_id") or text_of(runner, "id")
    if not own_id or (key and own_id == make_id("listing", key, "organization")):
        return
    if own_id in context.organizations:
        draft.put("organization", own_id, text_of(runner, "name") or own_id)
    else:
        draft.keep_unread("Run by an organization that the file does not have, with the id", own_id)


def _put_eligibility(draft: DraftListing, service: Mapping[str, Any]) -> None:
    parts = [text_of(service, "eligibility_description") or text_of(service, "eligibility")]
    parts += [text_of(one, "eligibility") for one in rows_of(service, "eligibilities")]
    for words, field in (("Youngest age", "minimum_age"), ("Oldest age", "maximum_age")):
        if age := text_of(service, field):
            parts.append(f"{words}: {age}")
    parts.append(text_of(service, "audience"))
    said = say(service, "eligibility_description", "eligibility", "minimum_age", "maximum_age", "audience")
    draft.put("eligibility", "\n".join(filter(None, parts)), said)
