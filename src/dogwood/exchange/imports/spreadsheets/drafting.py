"""Rows of a table become drafts."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..cells.hours import read_clock, read_hours
from ..cells.phones import read_phones
from ..cells.places import read_place
from ..cells.values import find_word, find_words, fold, is_nothing, read_emails, read_languages, read_web, split_list
from ..drafts import Column, DraftListing, Reading, give_unique_idents, web_row
from .columns import SKIP, guess_columns
from .sheets import read_table

_PHONES = {"phone": "voice", "toll_free": "toll_free", "tty": "tty", "text": "text", "fax": "fax"}
_PLACE = ("address", "address_2", "city", "state", "zip", "county", "latitude", "longitude", "point")
_TEXTS = {"description": 20_000, "eligibility": 0, "insurance": 0, "documents": 0, "accessibility": 0}
_SHORT_TEXTS = {"summary": 300, "waiting_time": 200, "area_note": 300}
_VOCABULARY = {"needs": "needs", "audiences": "audiences", "formats": "formats"}
_MOST_LISTED = 10


@dataclass
class _Row:
    """One row's cells by target: [(heading, words)], without those that say nothing."""

    number: int
    cells: dict[str, list[tuple[str, str]]] = field(default_factory=dict)

    def words(self, target: str, joint: str = ", ") -> str:
        return joint.join(words for _, words in self.cells.get(target, ()))

    def said(self, *targets: str) -> str:
        """The source's words of ``targets`` with their headings."""
        return "\n".join(f"{heading}: {words}" for target in targets for heading, words in self.cells.get(target, ()))


def read_spreadsheet(
    data: bytes,
    name: str = "",
    *,
    chosen: Mapping[str, str] | None = None,
    remembered: Mapping[str, str] | None = None,
    language: str = "en",
    sheet: str = "",
) -> Reading:
    """The drafts in a spreadsheet. chosen, remembered: heading → field. language: of its words.

    Raises SourceFileError, MappingError.
    """
    table = read_table(data, name, sheet=sheet)
    columns = guess_columns(table.headings, [cells for _, cells in table.rows], chosen or {}, remembered or {})
    notes = list(table.notes)
    targets = {column.target for column in columns}
    if "name" not in targets:
        notes.append("No column was found that holds names. Choose one; a row without a name is not imported.")
    drafts = [
        draft
        for number, cells in table.rows
        if (draft := _draft(_part(number, cells, columns), columns, language)) is not None
    ]
    give_unique_idents(drafts)
    return Reading(drafts, notes, columns, is_complete=True)


def _part(number: int, cells: Sequence[str], columns: Sequence[Column]) -> _Row:
    row = _Row(number)
    for column, words in zip(columns, cells, strict=False):
        if column.target != SKIP and not is_nothing(words):
            row.cells.setdefault(column.target, []).append((column.heading, words))
    return row


def _draft(row: _Row, columns: Sequence[Column], language: str) -> DraftListing | None:
    """The draft of a row; None for one in which no cell says anything."""
    if not row.cells:
        return None
    name = " ".join(row.words("name", " ").split())
    draft = DraftListing(f"row {row.number}", _ident(row, name))
    if not name:
        draft.problems.append("The row has no name.")
    elif len(name) > 255:
        draft.problems.append(f"The name has {len(name)} characters; 255 fit.")
        draft.keep_unread("Name", name)
        name = name[:255]
    draft.put("name", name, row.words("name", " "))
    draft.is_mobile = "mobile" in fold(name).split() and "home" not in fold(name)
    _draft_phones(row, draft, language)
    _draft_place(row, draft)
    _draft_hours(row, draft)
    _draft_web(row, draft)
    _draft_words(row, draft)
    for target in ("", "note"):
        for heading, words in row.cells.get(target, ()):
            draft.keep_unread(heading, words)
    return draft


def _ident(row: _Row, name: str) -> str:
    """The source's own id; else name and address, as a short hash would change with neither order nor case."""
    own = row.words("ident", "/")
    if own:
        return own[:200]
    where = fold(" ".join(row.words(target, " ") for target in ("address", "city", "zip")))
    return f"{fold(name)[:120]} #{hashlib.sha256(where.encode()).hexdigest()[:10]}" if where else fold(name)[:200]


def _draft_phones(row: _Row, draft: DraftListing, language: str) -> None:
    extension = row.words("extension")
    for target, kind in _PHONES.items():
        for heading, words in row.cells.get(target, ()):
            read = read_phones(words, kind, language)
            draft.problems.extend(f"{heading}: {problem}" for problem in read.problems)
            if read.unread:
                draft.keep_unread(heading, read.unread)
            said = f"{heading}: {words}"
            if extension and target == "phone" and len(read.rows) == 1 and not read.rows[0]["extension"]:
                digits = extension.strip(" x#.").removeprefix("ext").strip(" .")
                if digits.isascii() and digits.isdigit() and len(digits) <= 7:
                    read.rows[0]["extension"], said, extension = digits, f"{said}\n{row.said('extension')}", ""
            draft.put("phones", read.rows, said, sure=read.sure, note=" ".join(read.problems))
    if extension:
        draft.keep_unread("Extension", extension)


def _draft_place(row: _Row, draft: DraftListing) -> None:
    if not any(row.cells.get(target) for target in _PLACE):
        return
    given = {("zip_code" if target == "zip" else target): row.words(target) for target in _PLACE}
    read = read_place(**given)
    draft.problems.extend(read.problems)
    only_far = not any(read.row[name] for name in ("address", "city", "zip", "county", "latitude"))
    if only_far and not read.row["state"]:
        draft.keep_unread("Address", row.said(*_PLACE))
        return
    note = " ".join([*read.notes, *read.problems])
    draft.put("places", [read.row], row.said(*_PLACE), sure=read.sure, note=note)


def _draft_hours(row: _Row, draft: DraftListing) -> None:
    """Hours as rows where every word is understood, and the separate columns say the same; else as prose."""
    prose, opens, closes = row.words("hours", "; "), row.words("opens"), row.words("closes")
    said = row.said("hours", "opens", "closes")
    if not said:
        return
    rows = read_hours(prose) if prose else None
    if rows is None and prose and opens and closes:
        rows = read_hours(f"{prose} {opens} - {closes}")
    elif rows is not None and (opens or closes):
        first, last = read_clock(opens) if opens else None, read_clock(closes) if closes else None
        stated_opens = {int(one["opens"][:2]) * 60 + int(one["opens"][3:]) for one in rows}
        stated_closes = {int(one["closes"][:2]) * 60 + int(one["closes"][3:]) for one in rows}
        is_round = "24" in opens and stated_opens == {0} and stated_closes == {1440}
        if not is_round and ((opens and first not in stated_opens) or (closes and last not in stated_closes)):
            rows = None
    if rows:
        draft.put("hours", rows, said)
        return
    draft.put(
        "hours_note",
        said.replace("\n", "; ") if opens or closes else prose,
        said,
        sure=False,
        note="Kept as words: not understood for sure.",
    )


def _draft_web(row: _Row, draft: DraftListing) -> None:
    addresses: list[str] = []
    for heading, words in row.cells.get("website", ()):
        found, rest = read_web(words)
        addresses.extend(address for address in found if address not in addresses)
        if rest:
            draft.keep_unread(heading, rest)
        if not found:
            draft.problems.append(
                f"{heading}: “{words[:80]}” is not a web address. It is kept in the note for editors."
            )
    if addresses:
        draft.put("website", addresses[0], row.said("website"))
        draft.put("web", [web_row(address) for address in addresses[1:_MOST_LISTED]], row.said("website"))
    emails: list[str] = []
    for heading, words in row.cells.get("email", ()):
        found, rest = read_emails(words)
        emails.extend(email for email in found if email not in emails)
        if rest:
            draft.keep_unread(heading, rest)
        if not found:
            draft.problems.append(
                f"{heading}: “{words[:80]}” is not an e-mail address. It is kept in the note for editors."
            )
    if emails:
        draft.put("email", emails[0], row.said("email"))
        draft.keep_unread("More e-mail addresses", ", ".join(emails[1:]))


def _draft_words(row: _Row, draft: DraftListing) -> None:
    for target in ("organization",):
        if words := row.words(target):
            draft.put(target, " ".join(words.split())[:255], row.said(target))
    if words := row.words("other_names", "; "):
        names = tuple(part[:200] for part in split_list(words.replace(",", ";")) if part != draft.name)
        draft.put("other_names", tuple(dict.fromkeys(names)), row.said("other_names"))
    if words := row.words("service_type"):
        key = find_word("service_types", words)
        draft.put("service_type", key, row.said("service_type"))
        if not key:
            draft.keep_unread(row.cells["service_type"][0][0], words)
    for target, most in _TEXTS.items():
        words = row.words(target, "\n\n")
        if most and len(words) > most:
            draft.problems.append(f"The {target} has {len(words)} characters; the first {most} were taken.")
            words = words[:most]
        draft.put(target, words, row.said(target))
    for target, most in _SHORT_TEXTS.items():
        words = " ".join(row.words(target).split())
        if len(words) > most:  # a sentence that is none stays whole, elsewhere
            draft.keep_unread(row.cells[target][0][0], words)
        else:
            draft.put(target, words, row.said(target))
    for target, name in _VOCABULARY.items():
        if words := row.words(target, "; "):
            keys, unknown = find_words(name, words)
            draft.put(target, keys, row.said(target), sure=not unknown)
            draft.keep_unread(row.cells[target][0][0], "; ".join(unknown))
    if words := row.words("languages", "; "):
        tags, unknown = read_languages(words)
        draft.put("languages", tags, row.said("languages"), sure=not unknown)
        draft.keep_unread(row.cells["languages"][0][0], "; ".join(unknown))
    if words := row.words("cost", "; "):
        key = find_word("costs", words)
        draft.put("cost", key, row.said("cost"))
        if not key:
            draft.put("cost_note", words, row.said("cost"))
