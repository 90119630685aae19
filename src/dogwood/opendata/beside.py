"""What the API has beside HSDS's own objects: guides, publications and events (docs/partners/profile.md).

They are few and their texts are long, so they are kept in every language. What depends on the day (an alert) is rendered
anew from the day on which it would change.
"""

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from dogwood.edition.file import EditionReader
from dogwood.edition.records import ChapterRecord, EventRecord, GuideRecord, PublicationRecord, Record
from dogwood.facts.errors import FactError
from dogwood.facts.recurrence import next_occurrences
from dogwood.facts.schedule import find_timezone
from dogwood.hsds.entries import event_id, publication_id
from dogwood.hsds.events import nest_event, write_event
from dogwood.hsds.frame import Frame
from dogwood.hsds.guides import guide_id, nest_guide, write_guide
from dogwood.hsds.organizations import organization_id
from dogwood.hsds.publications import nest_publication, write_publication
from dogwood.hsds.services import format_moment
from dogwood.hsds.terms import Terms
from dogwood.hsds.values import HsdsObject

from .filters import filter_terms, filter_text, join_parts
from .query import Query
from .render import as_json, pack, unpack

Write = Callable[[Any, Frame, Sequence[str]], HsdsObject]


@dataclass(frozen=True)
class Kind:
    """record: its class. make_id: of a key. write: without nested objects. nest: with them."""

    record: type[Record]
    make_id: Callable[[str], str]
    write: Write
    nest: Write


KINDS = {
    "guide": Kind(GuideRecord, guide_id, write_guide, nest_guide),
    "publication": Kind(PublicationRecord, publication_id, write_publication, nest_publication),
    "event": Kind(EventRecord, event_id, write_event, nest_event),
}
TABLES = """
CREATE TABLE beside (
    position INTEGER PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL UNIQUE, key TEXT NOT NULL, organization TEXT NOT NULL,
    modified TEXT NOT NULL, until TEXT NOT NULL, dates TEXT NOT NULL
);
CREATE TABLE beside_body (
    position INTEGER NOT NULL, language TEXT NOT NULL, simple BLOB NOT NULL, whole BLOB NOT NULL,
    PRIMARY KEY (position, language)
) WITHOUT ROWID;
CREATE TABLE beside_chosen (word TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (word, position)) WITHOUT ROWID;
CREATE VIRTUAL TABLE beside_text USING fts5(words, content='', detail='none', tokenize='unicode61 remove_diacritics 2');
"""
"""until: first day on which the bodies are no longer so. dates: of an event, as ``_Dates``; "" for others."""
_MOST_MARKS = 500
_NO_END = "9999-12-31"


class Beside:
    """rows: asks the data of an edition. reader: of the same edition. make_frame: (language, today) → what the mapping needs."""

    def __init__(
        self,
        rows: Callable[[str, Sequence[object]], list[tuple]],
        reader: EditionReader,
        terms: Terms,
        make_frame: Callable[[str, dt.date], Frame],
    ) -> None:
        self._rows = rows
        self._reader = reader
        self._terms = terms
        self._make_frame = make_frame

    def find(self, kind: str, query: Query) -> list[int]:
        """Positions that pass all filters, in the order of the list."""
        parts, values = ["kind=?"], [kind]
        given: list[object] = []
        if query.organization:
            parts.append("organization=?")
            given.append(query.organization)
        if query.modified_after is not None:
            parts.append("modified>=?")
            given.append(format_moment(query.modified_after))
        for more, own in (
            filter_terms(query, self._terms, "SELECT position FROM beside_chosen"),
            filter_text(query, "beside_text"),
        ):
            parts += more
            given += own
        sql = f"SELECT position, dates FROM beside WHERE {join_parts(parts)} ORDER BY position"  # noqa: S608 - our own words
        found = self._rows(sql, (*values, *given))
        if query.first_day or query.last_day:
            found = [row for row in found if _is_between(json.loads(row[1]), query.first_day, query.last_day)]
        return [row[0] for row in found]

    def position_of(self, kind: str, own_id: str) -> int | None:
        rows = self._rows("SELECT position FROM beside WHERE kind=? AND id=?", (kind, own_id))
        return rows[0][0] if rows else None

    def find_moment(self, kind: str, key: str) -> dt.datetime | None:
        """When it last changed."""
        rows = self._rows("SELECT modified FROM beside WHERE kind=? AND key=?", (kind, key))
        return dt.datetime.fromisoformat(rows[0][0]) if rows else None

    def read(self, kind: str, positions: Sequence[int], query: Query, today: dt.date) -> list[bytes]:
        """The objects at ``positions``, in their order, as the query wants them."""
        starts = range(0, len(positions), _MOST_MARKS)
        return [
            line for start in starts for line in self._read(kind, positions[start : start + _MOST_MARKS], query, today)
        ]

    def _read(self, kind: str, positions: Sequence[int], query: Query, today: dt.date) -> list[bytes]:
        marks = ",".join("?" * len(positions))
        column = "whole" if query.is_full else "simple"
        rows = self._rows(
            f"SELECT id, modified, key, until, {column} FROM beside JOIN beside_body USING (position) "  # noqa: S608
            f"WHERE position IN ({marks}) AND language=? ORDER BY position",
            (*positions, query.language),
        )
        if query.is_minimal:
            return [as_json({"id": own_id, "last_modified": modified}) for own_id, modified, *_ in rows]
        return [
            unpack(body) if today.isoformat() < until else self._renew(kind, key, query, today)
            for _, _, key, until, body in rows
        ]

    def _renew(self, kind: str, key: str, query: Query, today: dt.date) -> bytes:
        own = KINDS[kind]
        record = self._reader.get_best(own.record, key, query.language)
        assert record is not None  # the file was made from this edition
        write = own.nest if query.is_full else own.write
        languages = self._reader.languages_of(own.record, key)
        return as_json(write(record, self._make_frame(query.language, today), languages))


def write_beside(db: sqlite3.Connection, reader: EditionReader, frames: Sequence[Frame]) -> None:
    """Fill the tables. frames: of one day, one a language, the directory's first one first."""
    position = 0
    for kind in KINDS:
        for key in _list_keys(kind, reader, frames[0].language):
            position += 1
            _write_entry(db, reader, frames, kind, key, position)


def _list_keys(kind: str, reader: EditionReader, language: str) -> list[str]:
    """Guides as they are read, chapter by chapter; the others by name."""
    if kind != "guide":
        return [record.key for record in reader.all_best(KINDS[kind].record, language)]
    chapters = {chapter.key: chapter.position for chapter in reader.all_best(ChapterRecord, language)}
    guides = reader.all_best(GuideRecord, language)
    guides.sort(key=lambda guide: (chapters.get(guide.chapter, 0), guide.chapter, guide.position))
    return [guide.key for guide in guides]


def _write_entry(
    db: sqlite3.Connection, reader: EditionReader, frames: Sequence[Frame], kind: str, key: str, position: int
) -> None:
    own = KINDS[kind]
    languages = reader.languages_of(own.record, key)
    first: Any = reader.get_best(own.record, key, frames[0].language)
    runner = getattr(first, "organization", "")
    turn = None if isinstance(first, GuideRecord) else first.confirmation.freshness(frames[0].today).until
    row = (
        position, kind, own.make_id(key), key, organization_id(runner) if runner else "",
        format_moment(frames[0].modified(kind, key)), turn.isoformat() if turn else _NO_END, _tell_dates(first),
    )  # fmt: skip
    db.execute("INSERT INTO beside VALUES (?,?,?,?,?,?,?,?)", row)
    words: list[str] = []
    for frame in frames:
        record = reader.get_best(own.record, key, frame.language)
        simple, whole = own.write(record, frame, languages), own.nest(record, frame, languages)
        body = (position, frame.language, pack(as_json(simple)), pack(as_json(whole)))
        db.execute("INSERT INTO beside_body VALUES (?,?,?,?)", body)
        words += _find_texts(whole)
    db.execute("INSERT INTO beside_text (rowid, words) VALUES (?,?)", (position, " ".join(dict.fromkeys(words))))
    chosen = [f"need:{word}" for word in first.needs] + [f"audience:{word}" for word in first.audiences]
    db.executemany("INSERT INTO beside_chosen VALUES (?,?)", [(word, position) for word in dict.fromkeys(chosen)])


_SEARCHED = (
    "name",
    "description",
    "chapter",
    "authors",
    "publisher",
    "how_to_get",
    "organizer",
    "heading",
    "text",
    "value",
)


def _find_texts(whole: HsdsObject) -> Iterable[str]:
    """All that a search looks in."""
    for part in (whole, *whole.get("sections", [])):
        for name in _SEARCHED:
            found = part.get(name, "")
            yield from found if isinstance(found, list) else [found]
    for attribute in whole.get("attributes", []):
        if attribute["link_type"] != "key":
            yield attribute["taxonomy_term"]["name"]
    where = whole.get("location", {})
    yield where.get("name", "")
    for address in where.get("addresses", []):
        yield from (address["city"], address["postal_code"], address.get("region", ""))


def _tell_dates(record: Record) -> str:
    """What says when an event is, as JSON: start, end, rule, zone."""
    if not isinstance(record, EventRecord):
        return ""
    ends = record.ends if record.ends and record.ends > record.starts else record.starts
    return json.dumps([record.starts.isoformat(), ends.isoformat(), record.recurrence, record.timezone])


def _is_between(dates: Sequence[str], first: dt.date | None, last: dt.date | None) -> bool:
    """Whether an event takes place on any day from ``first`` to ``last``, where it is."""
    starts, ends = dt.datetime.fromisoformat(dates[0]), dt.datetime.fromisoformat(dates[1])
    lasts = ends - starts
    after = starts
    if first is not None:
        ahead = dt.datetime.combine(first, dt.time()) - ends
        if ahead >= dt.timedelta():  # the midnight at which it ends is no day of it
            after = starts + ahead + (dt.timedelta.resolution if lasts else dt.timedelta())
    found = _find_start(starts, dates[2], dates[3], after)
    return found is not None and (last is None or found <= last)


def _find_start(starts: dt.datetime, rule: str, timezone: str, after: dt.datetime) -> dt.date | None:
    try:
        moment = after.replace(tzinfo=find_timezone(timezone))
        found = next_occurrences(starts, rule, timezone, moment, limit=1)
    except (FactError, ValueError, OverflowError):
        return starts.date() if starts >= after else None
    return found[0].date() if found else None
