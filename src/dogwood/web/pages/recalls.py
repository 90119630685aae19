"""What changed since each printed edition: where the code on a book's cover leads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from dogwood.edition.changes import Change
from dogwood.edition.diff import is_news
from dogwood.edition.manifest import EditionLine
from dogwood.edition.records import RECORD_TYPES, ListingRecord, Record

from ..page import Page
from ..visit import Visit

_PRINTED = ("listing", "publication", "event")
_GRAVE = {
    "status", "phones", "places", "hours", "hours_note", "website", "online", "starts", "recurrence", "cost", "cost_note",
    "eligibility", "name", "title", "area", "area_counties", "area_states", "accepting",
}  # fmt: skip
"""Fields whose change makes a printed page wrong."""


@dataclass(frozen=True, slots=True)
class Recall:
    """One line of the list. record: as it is now, None where it is gone. phones: of now, where they changed."""

    heading: str
    is_closed: bool
    record: Record | None
    url: str
    note: str = ""
    successor: Record | None = None
    phones: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()


def recalls(visit: Visit, query: Mapping[str, str]) -> Page:
    """For each named edition, newest first, what a holder of the book should strike out or correct."""
    printed = [line for line in reversed(visit.edition.manifest.history) if line.name]
    return Page(
        "recalls",
        title=_("Recalls"),
        description=_("What has changed since each printed edition. If you have the book, correct it here."),
        context={"printed": [(line, _recalls_since(visit, line)) for line in printed]},
    )


def _recalls_since(visit: Visit, line: EditionLine) -> list[Recall]:
    changes = visit.reader.changes(since=line.number)
    own = [c for c in changes if c.identity[0] in _PRINTED and c.identity[2] == visit.language and is_news(c)]
    by_identity: dict[tuple[str, str, str], list[Change]] = {}
    for change in own:
        by_identity.setdefault(change.identity, []).append(change)
    found = [recall for changes in by_identity.values() if (recall := _recall(visit, changes)) is not None]
    return sorted(found, key=lambda recall: (not recall.is_closed, recall.heading.lower()))


def _recall(visit: Visit, changes: list[Change]) -> Recall | None:
    """What became of one thing; changes: of it, the newest first. None for what a printed page need not be corrected for."""
    record_type, key, _language = changes[0].identity
    record = visit.reader.get_best(RECORD_TYPES[record_type], key, visit.language)
    if changes[-1].what == "added":
        return None  # it is not in the book
    heading = changes[-1].heading
    if record is None:
        return Recall(heading, True, None, "", note=_("It is not in the directory any more."))
    status = getattr(record, "status", None)
    fields = {name for change in changes for name in change.fields} & _GRAVE
    is_closed = bool(status and status.is_closed)
    if not fields:
        return None
    old_names = getattr(record, "other_names", ())
    if "name" in fields and old_names:
        heading = old_names[-1]  # the book has it under its old name
    successor = None
    if status is not None and status.successor:
        successor = visit.reader.get_best(RECORD_TYPES[record_type], status.successor, visit.language)
    phones: Iterable[str] = ()
    if isinstance(record, ListingRecord) and "phones" in fields and not is_closed:
        phones = (phone.written for phone in record.phones)
    return Recall(
        heading=heading,
        is_closed=is_closed,
        record=record,
        url=visit.record_url(record),
        note=status.note if status is not None else "",
        successor=successor,
        phones=tuple(phones),
        fields=tuple(sorted(fields - {"phones", "status"})),
    )
