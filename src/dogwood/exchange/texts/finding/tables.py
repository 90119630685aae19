"""Tables in documents: a row is an entry; the headings of the columns label its cells."""

import re
from collections.abc import Sequence

from dogwood.exchange.imports.spreadsheets.columns import guess_columns

from ..document import Line
from ..drafts import Found, TextDraft
from .citations import read_citation
from .entries import Builder
from .heads import read_head
from .passages import Passage
from .roles import is_prose, rate_name
from .sections import Section, find_section_kind

_HEADING = re.compile(
    r"(?:(?:name|organi[sz]ation|agency|group|program|facility|hospital|title|phones?|telephone|number|address|street|city|town|state|zip|county|hours|web ?site|web|url|e-?mail|description|services?|notes?|cost|languages?|contact|author|year|"
    r"nombre|organizaci[oó]n|tel[eé]fono|direcci[oó]n|ciudad|horario|sitio web|correo|descripci[oó]n|servicios|costo|idiomas?)\b[ /&\w]{0,25})\s*:?\Z",
    re.IGNORECASE,
)
_LABELS = {
    "phone": "Phone", "toll_free": "Toll-free", "tty": "TTY", "fax": "Fax", "text": "Text", "website": "Web", "email": "E-mail", "hours": "Hours",
    "cost": "Cost", "languages": "Languages", "description": "Description", "summary": "Description", "address": "Address",
}  # fmt: skip


def read_table(rows: Sequence[Line], section: Section) -> list[TextDraft]:
    """The entries of a table; rows without a name or without facts are none."""
    headings: list[str] = []
    body = list(rows)
    filled = [cell for cell in body[0].cells if cell]
    if len(filled) >= 2 and sum(1 for cell in filled if _HEADING.match(cell)) >= 0.6 * len(filled):
        headings = list(body[0].cells)
        body = body[1:]
    width = max((len(row.cells) for row in rows), default=0)
    if width < 2 or not body:
        return []
    headings += [""] * (width - len(headings))
    cells = [[*row.cells, *[""] * (width - len(row.cells))] for row in body]
    targets = [column.target for column in guess_columns(headings, cells, {}, {})] if any(headings) else [""] * width
    drafts: list[TextDraft] = []
    for row in body:
        if len([cell for cell in row.cells if cell]) == 1 and find_section_kind(
            next(cell for cell in row.cells if cell)
        ):
            section = Section(find_section_kind(next(cell for cell in row.cells if cell)), is_said=True)
            continue
        draft = _read_row(row, targets, headings, section)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _read_row(row: Line, targets: Sequence[str], headings: Sequence[str], section: Section) -> TextDraft | None:
    cells = list(row.cells)
    at = next((number for number, target in enumerate(targets) if target == "name" and number < len(cells)), -1)
    if at < 0:
        at = next(
            (
                number
                for number, cell in enumerate(cells)
                if rate_name(cell.split("\n")[0]) >= 0.6 and not Passage(_lines(row, cell)).is_contact
            ),
            -1,
        )
    if at < 0 or not cells[at].strip():
        return None
    named = Passage(_lines(row, cells[at]))
    others = [(number, cell) for number, cell in enumerate(cells) if number != at and cell.strip()]
    place = _join_place(row, targets, cells)
    passages = []
    for number, cell in others:
        target = targets[number] if number < len(targets) else ""
        if place is not None and target in {"address", "address_2", "city", "state", "zip"}:
            continue
        label = _LABELS.get(target, headings[number] if number < len(headings) else "")
        passages.append((label, target, Passage(_lines(row, cell))))
    has_facts = place is not None or any(passage.contacts for _, _, passage in passages) or bool(named.contacts)
    if not has_facts and not section.publication_type and not any(headings):
        return None
    kind = (
        "publication"
        if section.publication_type
        and not any(one.what == "phone" for _, _, passage in passages for one in passage.contacts)
        else "event"
        if section.kind == "event"
        else "service"
    )
    builder = Builder(
        kind, section.publication_type if kind == "publication" else "", named, sure=has_facts or any(headings)
    )
    citation = read_citation(named.text, is_expected=True) if kind == "publication" else None
    head = read_head(named)
    if citation is not None:
        builder.add_citation(citation, named)
    elif head is not None:
        builder.add_name(head, named)
        builder.add_words(named, head.rest)
    else:
        builder.draft.add(
            "name",
            Found(" ".join(cells[at].split())[:255], cells[at], row.number, False, "It does not read as a name."),
        )
    if place is not None:
        builder.add_words(place)
    for label, target, passage in passages:
        _add_cell(builder, label, target, passage)
    draft = builder.finish(section)
    return draft if draft.name else None


def _lines(row: Line, cell: str) -> tuple[Line, ...]:
    words = [part.strip() for part in cell.split("\n") if part.strip()] or [cell]
    links = tuple(link for link in row.links if row.text[link.start : link.end] in cell)
    made = []
    for part in words:
        own = []
        for link in links:
            label = row.text[link.start : link.end]
            at = part.find(label)
            if at >= 0 and label:
                own.append(type(link)(at, at + len(label), link.address))
        made.append(Line(part, number=row.number, page=row.page, links=tuple(own)))
    return tuple(made)


def _join_place(row: Line, targets: Sequence[str], cells: Sequence[str]) -> Passage | None:
    """Street, town, state and ZIP code out of their columns as one address."""
    parts = {
        target: cells[number].strip()
        for number, target in enumerate(targets)
        if number < len(cells) and target in {"address", "address_2", "city", "state", "zip"}
    }
    if not parts.get("city"):
        return None
    text = ", ".join(filter(None, (parts.get("address", ""), parts.get("address_2", ""), parts["city"])))
    tail = " ".join(filter(None, (parts.get("state", ""), parts.get("zip", ""))))
    passage = Passage((Line(f"{text}, {tail}" if tail else text, number=row.number, page=row.page),))
    return passage if any(one.what == "place" for one in passage.contacts) else None


def _add_cell(builder: Builder, label: str, target: str, passage: Passage) -> None:
    text = passage.text
    if target == "author" or label.strip().lower() in {"author", "authors", "autor", "autora"}:
        from .citations import split_authors

        people, sure = split_authors(text)
        builder.draft.add("author", *(Found(one.words, text, passage.first.number, sure) for one in people))
    elif label.strip().lower() in {"year", "año"}:
        builder.draft.add("year", Found(text, text, passage.first.number))
    elif passage.contacts or is_prose(text) or not label:
        builder.add_words(passage)
    else:
        builder.add_words(
            Passage((Line(f"{label.rstrip(':')}: {text}", number=passage.first.number, page=passage.first.page),))
        )
