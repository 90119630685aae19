"""From what a document says to drafts that can be imported: the last step, where words become the directory's values."""

import hashlib
import re
from pathlib import Path
from typing import Any

from dogwood.exchange.imports.cells.hours import read_hours
from dogwood.exchange.imports.cells.places import read_place
from dogwood.exchange.imports.cells.values import fold
from dogwood.exchange.imports.drafts import DraftListing, Reading, give_unique_idents, phone_row, place_row, web_row
from dogwood.places import find_county

from .drafts import Found, TextDraft
from .finding import MOST_DRAFTS, find_drafts
from .reading import read_document

SUFFIXES = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
_FORMS = {"text": "plain text", "markdown": "Markdown", "html": "a web page", "word": "a Word document", "pdf": "a PDF"}


def read_texts(source: Path | bytes, name: str = "", *, language: str = "en") -> Reading:
    """The drafts in a document. source: a file or its bytes. name: of the file. language: of its words.

    Events are told in the notes: they need a date that an editor reads. Raises SourceFileError.
    """
    document = read_document(source, name)
    found = find_drafts(document)
    notes = [f"Read as {_FORMS[document.form]}, {len(document.lines)} lines.", *document.notes]
    drafts = []
    for one in found:
        if one.kind == "event":
            when = ", ".join(str(value.value) for value in one.all("when")) or "date not found"
            notes.append(
                f"{one.where}: “{one.name}” seems to be an event ({when}). Enter it under Events; it is not imported."
            )
        else:
            drafts.append(make_draft(one, language))
    if len(found) >= MOST_DRAFTS:
        notes.append(f"Only the first {MOST_DRAFTS} entries were read. Split the document.")
    if not drafts:
        notes.append(
            "No entries were found: nothing in the text reads as a name with facts, or as a book with its author."
        )
    give_unique_idents(drafts)
    return Reading(drafts, notes)


def make_draft(found: TextDraft, language: str = "en") -> DraftListing:
    """One draft for import; what has no field there goes into the note for editors."""
    subject = "publication" if found.kind == "publication" else "listing"
    draft = DraftListing(found.where, _ident(found), subject)
    if found.note:
        draft.problems.append(found.note)
    for one in found.all("name")[:1]:
        draft.put(draft.name_field, str(one.value), one.source, sure=one.sure, note=one.note)
    if subject == "publication":
        _put_publication(found, draft)
    else:
        _put_listing(found, draft, language)
    for one in found.all("publisher")[:1]:
        draft.put("organization", str(one.value), one.source, sure=False, note=one.note)
    for one in found.all("note"):
        draft.keep_unread(one.note or "Said also", str(one.value))
    return draft


def _ident(found: TextDraft) -> str:
    name = fold(found.name)[:160]
    if not name:
        return f"no name #{hashlib.sha256(fold(found.source).encode()).hexdigest()[:10]}"
    return f"{name} / {fold(str(found.first('author')))}"[:200] if found.all("author") else name


def _said(values: list[Found]) -> str:
    return "\n".join(dict.fromkeys(one.source for one in values))


def _notes(values: list[Found]) -> str:
    return " ".join(dict.fromkeys(one.note for one in values if one.note))


def _put(draft: DraftListing, field: str, value: Any, values: list[Found], *, sure: bool = True) -> None:
    draft.put(field, value, _said(values), sure=sure and all(one.sure for one in values), note=_notes(values))


def _put_publication(found: TextDraft, draft: DraftListing) -> None:
    draft.put("publication_type", found.type or "book", found.source.split("\n", 1)[0][:300], sure=found.sure)
    _put(draft, "authors", tuple(str(one.value) for one in found.all("author")), found.all("author"))
    for field, source in (("year", "year"), ("edition", "edition"), ("annotation", "annotation"), ("website", "web")):
        values = found.all(source)[:1]
        _put(draft, field, _address(values[0].value) if values and source == "web" else found.first(source), values)
    gets = found.all("get")
    _put(draft, "how_to_get", " ".join(str(one.value) for one in gets), gets)
    said = _said(gets)
    for one in found.all("phone"):
        if one.value["written"] not in said:
            draft.keep_unread("Phone", one.value["written"])
    for one in (*found.all("web")[1:], *found.all("email")):
        draft.keep_unread("Address", str(one.value))
    for one in found.all("place"):
        draft.keep_unread("Place", one.source)


def _put_listing(found: TextDraft, draft: DraftListing, language: str) -> None:
    phones = found.all("phone")
    rows = []
    for one in phones:
        value = one.value
        label = {language: value["label"]} if value["label"] else {}
        rows.append(
            {
                **phone_row(value["written"], value["kind"], value["extension"], label),
                "languages": tuple(value["languages"]),
            }
        )
        if not one.sure and one.note:
            draft.problems.append(f"“{value['written']}”: {one.note}")
    _put(draft, "phones", rows, phones)
    places = found.all("place")
    _put(draft, "places", [_place(one, draft) for one in places], places)
    webs = found.all("web")
    if webs:
        _put(draft, "website", _address(webs[0].value), webs[:1])
        _put(draft, "web", [web_row(_address(one.value)) for one in webs[1:]], webs[1:])
    emails = found.all("email")
    if emails:
        _put(draft, "email", str(emails[0].value), emails[:1])
        draft.keep_unread("More e-mail addresses", ", ".join(str(one.value) for one in emails[1:]))
    languages = found.all("language")
    _put(draft, "languages", tuple(dict.fromkeys(str(one.value) for one in languages)), languages)
    costs = found.all("cost")[:1]
    _put(draft, "cost", found.first("cost"), costs)
    if costs and costs[0].value != "free":
        draft.put("cost_note", " ".join(costs[0].source.split())[:1000], costs[0].source, sure=False)
    _put_hours(found, draft)
    _put(draft, "description", found.first("annotation"), found.all("annotation")[:1])
    for one in found.all("when"):
        draft.keep_unread("When", one.source)
    _put_area(found, draft)


def _put_hours(found: TextDraft, draft: DraftListing) -> None:
    """Rows where every word was understood; else the source's words."""
    values = found.all("hours")
    read = [(one, read_hours(str(one.value))) for one in values]
    if values and all(rows for _, rows in read):
        rows = [row for _, made in read for row in made or []]
        if len({(row["days"], row["opens"], row["weeks"]) for row in rows}) == len(rows):
            _put(draft, "hours", rows, values)
            return
    if values:
        words = "; ".join(dict.fromkeys(str(one.value) for one in values))
        draft.put(
            "hours_note", words, _said(values), sure=False, note="Kept in words: not all of it was understood as hours."
        )


def _place(one: Found, draft: DraftListing) -> dict[str, Any]:
    value = one.value
    made = read_place(
        address=value["address"],
        address_2=value["address_2"],
        city=value["city"],
        state=value["state"],
        zip_code=value["zip"],
    )
    draft.problems.extend(made.problems)
    return made.row


def _put_area(found: TextDraft, draft: DraftListing) -> None:
    """A heading's town or county; it says where the entry is or whom it serves, so it is never sure."""
    for one in found.all("area")[:1]:
        words = str(one.value)
        county = find_county(re.sub(r"\s+count(?:y|ies)\Z|\Acondado de\s+", "", words, flags=re.IGNORECASE))
        if re.search(r"count(?:y|ies)\Z|\Acondado", words, re.IGNORECASE) and county:
            draft.put("area", "county", one.source, sure=False, note=one.note)
            draft.put("area_counties", (county.name,), one.source, sure=False, note=one.note)
        elif re.fullmatch(r"[A-Z][\w .'-]{1,40}", words) and not re.search(r"count(?:y|ies)\Z", words, re.IGNORECASE):
            draft.put("places", [place_row(city=words)], one.source, sure=False, note=one.note)
        else:
            draft.keep_unread("Heading", words)


def _address(words: object) -> str:
    """``www.example.org`` as browsers ask for it."""
    text = str(words)
    return text if re.match(r"https?://", text, re.IGNORECASE) else f"https://{text}"
