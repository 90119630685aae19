"""The change sheet between a printed edition and now: what a holder of the book strikes out and corrects.

It follows the readers' page ``/recalls/``: the edition carries every change since edition 1, so one folder is enough.
"""

import datetime as dt
from zoneinfo import ZoneInfo

from dogwood.edition.changes import Change
from dogwood.edition.diff import is_news
from dogwood.edition.file import EditionReader
from dogwood.edition.manifest import EditionLine
from dogwood.edition.records import (
    RECORD_TYPES,
    DirectoryRecord,
    EventRecord,
    ListingRecord,
    PublicationRecord,
    Record,
)

from .errors import BookError
from .gather import fold
from .listings import tell_event, tell_listing, tell_publication
from .plan import Plan, draw_qr, list_signs
from .saying import Plain, show_address
from .teller import Teller

_PRINTED = ("listing", "publication", "event")
#: Field whose change makes a printed page wrong → the book's word for it, "" where the sheet prints the field itself.
_GRAVE = {
    "status": "", "phones": "", "places": "field_places", "hours": "field_hours", "hours_note": "field_hours",
    "website": "field_web", "online": "field_web", "starts": "field_starts", "recurrence": "field_starts",
    "cost": "field_cost", "cost_note": "field_cost", "eligibility": "field_who", "name": "field_name",
    "title": "field_name", "area": "field_area", "area_counties": "field_area", "area_states": "field_area",
    "accepting": "field_accepting",
}  # fmt: skip


def plan_errata(
    reader: EditionReader,
    since: str,
    *,
    language: str = "en",
    paper: str = "letter",
    print_size: str = "standard",
    address: str = "",
) -> Plan:
    """The sheet as a plan. since: name or number of the printed edition. Raises BookError that names what there is."""
    line = find_edition(reader, since)
    if language not in reader.manifest.languages:
        raise BookError(f"This edition has no “{language}”. It has: {', '.join(reader.manifest.languages)}.")
    directory = next(iter(reader.all_best(DirectoryRecord, language)))
    today = reader.manifest.built_at.astimezone(ZoneInfo(directory.timezone)).date()
    printed_on = line.built_at.astimezone(ZoneInfo(directory.timezone)).date()
    teller = Teller(language, today, 0, address, {})
    words = teller.words
    closed, corrected = _list(reader, teller, line, language)
    intro = words("errata_intro", name=line.name or line.number, date=words.date(printed_on), now=words.date(today))
    groups = [
        {"title": words(title), "items": items}
        for title, items in (("errata_closed", closed), ("errata_changed", corrected))
        if items
    ]
    recalls = f"{address}/recalls/" if address else ""
    made = words("edition_line", number=reader.manifest.number, date=words.date(today))
    cover: Plain = {
        "name": teller.say(directory.name),
        "subject": words("errata_title"),
        "area": "",
        "edition": made,
        "large": "",
        "recalls": show_address(recalls) if recalls else "",
        "qr": draw_qr(recalls) if recalls else "",
        "qr_alt": words("qr_alt", address=recalls) if recalls else "",
        "credits": [words("disclaimer")],
        "brief": [words("disclaimer")],
    }
    parts: list[Plain] = [
        {
            "kind": "errata",
            "bare": True,
            "id": f"{language}.part.errata",
            "title": words("errata_title"),
            "intro": intro,
            "none": "" if groups else words("errata_none"),
            "groups": groups,
        },
        {"kind": "credits", "id": f"{language}.part.credits"},
    ]
    title = f"{directory.name}: {words('errata_title')}"
    volume: Plain = {
        "lang": language, "words": words.all(), "name": directory.name, "short": directory.short_name or directory.name,
        "title": title, "as_of": today.isoformat(), "printed": words("printed_on", date=words.date(today)),
        "signs": list_signs(teller), "star": False, "cover": cover, "parts": parts,
    }  # fmt: skip
    data: Plain = {
        "title": title, "author": directory.name, "date": today.isoformat(), "lang": language, "form": "leaflet",
        "paper": paper, "print": print_size, "proof": False, "beside": False, "volumes": [volume],
    }  # fmt: skip
    return Plan(data)


def find_edition(reader: EditionReader, since: str) -> EditionLine:
    """The edition of that name, else of that number. Raises BookError with those there are."""
    history = reader.manifest.history
    for line in reversed(history):
        if line.name and line.name == since:
            return line
    for line in history:
        if since.isdecimal() and line.number == int(since):
            return line
    named = ", ".join(line.name for line in history if line.name) or "none has a name yet"
    raise BookError(
        f"There is no edition “{since[:40]}”. Named ones: {named}. Or give a number from 1 to {history[-1].number}."
    )


def _list(reader: EditionReader, teller: Teller, line: EditionLine, language: str) -> tuple[list[Plain], list[Plain]]:
    """Entries to strike out and entries to correct, by the name that the book has."""
    by_identity: dict[tuple[str, str, str], list[Change]] = {}
    for change in reader.changes(since=line.number):
        if change.identity[0] in _PRINTED and change.identity[2] == language and is_news(change):
            by_identity.setdefault(change.identity, []).append(change)
    closed: list[tuple[str, Plain]] = []
    corrected: list[tuple[str, Plain]] = []
    for (record_type, key, _), changes in sorted(by_identity.items()):
        if changes[-1].what == "added":
            continue  # it is not in the book
        record = reader.get_best(RECORD_TYPES[record_type], key, language)
        heading = changes[-1].heading
        if record is None:
            closed.append((heading, {"name": teller.say(heading), "closed": teller.words("errata_gone")}))
            continue
        fields = {name for change in changes for name in change.fields} & set(_GRAVE)
        if not fields:
            continue
        old_names = getattr(record, "other_names", ())
        if "name" in fields and old_names:
            heading = old_names[-1]  # the book has it under its old name
        entry = _entry(reader, teller, record, heading, fields, language)
        (closed if "closed" in entry else corrected).append((heading, entry))
    return tuple([entry for _, entry in sorted(rows, key=lambda row: fold(row[0]))] for rows in (closed, corrected))  # type: ignore[return-value]


def _entry(
    reader: EditionReader, teller: Teller, record: Record, heading: str, fields: set[str], language: str
) -> Plain:
    words = teller.words
    if isinstance(record, ListingRecord):
        told = tell_listing(teller, record, {})
    elif isinstance(record, PublicationRecord):
        told = tell_publication(teller, record)
    else:
        assert isinstance(record, EventRecord)
        told = tell_event(teller, record, [record.starts] if isinstance(record.starts, dt.datetime) else [])
    entry: Plain = {"name": teller.say(heading)}
    if "closed" in told:
        entry |= {name: told[name] for name in ("closed", "note", "became") if name in told}
        successor = (
            reader.get_best(type(record), record.status.successor, language) if record.status.successor else None
        )
        if successor is not None:
            phones = getattr(successor, "phones", ())
            phone = next((phone for phone in phones if phone.kind not in {"fax", "tty"}), None)
            entry["successor"] = {
                "s": teller.say(successor.heading),
                "to": "",
                **({"n": phone.number.display} if phone else {}),
            }
        elif "nobody" in told:
            entry["nobody"] = told["nobody"]
        return entry
    if record.heading != heading:
        entry["text"] = teller.say(words("errata_called", name=record.heading))
    if fields & {"phones"}:
        entry["phones"] = [{"k": words("errata_phone")} | phone for phone in told.get("phones", [])]
    names = list(dict.fromkeys(words(_GRAVE[name]) for name in sorted(fields) if _GRAVE[name]))
    if names:
        entry["facts"] = [(words("errata_fields", names=", ".join(names)), "")]
        if fields - {"name", "title"}:
            entry["facts"] += told.get("facts", [])
    if "website" in fields:
        entry["web"] = told.get("web", [])
    return entry
