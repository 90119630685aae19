"""Makes an edition's data ready: one SQLite file that the API answers from.

Services stand in it in the order of their names; their numbers are those of the list. Texts are compressed one by one.
"""

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord, OrganizationRecord
from dogwood.hsds.organizations import id_of_runner, organization_id, stand_in_id
from dogwood.hsds.parts import service_at_location_id
from dogwood.hsds.services import format_moment, service_id
from dogwood.hsds.terms import Terms

from .beside import TABLES as BESIDE_TABLES
from .beside import write_beside
from .fhir.names import NAMED, Row, name_organization, name_place, name_service, name_stand_in
from .render import Moments, Renderer, pack, read_directory

DATA_NAME = "api.sqlite"
_SCHEMA = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE organization (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, key TEXT NOT NULL, is_stand_in INTEGER NOT NULL, simple BLOB NOT NULL
);
CREATE TABLE service (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, key TEXT NOT NULL, organization INTEGER NOT NULL,
    modified TEXT NOT NULL, until TEXT NOT NULL, simple BLOB NOT NULL, whole BLOB NOT NULL
);
CREATE TABLE link (
    position INTEGER PRIMARY KEY, id TEXT NOT NULL, service INTEGER NOT NULL, number INTEGER NOT NULL, county TEXT NOT NULL,
    latitude REAL, longitude REAL, simple BLOB NOT NULL, whole BLOB NOT NULL
);
CREATE TABLE chosen (word TEXT NOT NULL, service INTEGER NOT NULL, PRIMARY KEY (word, service)) WITHOUT ROWID;
CREATE TABLE served (area TEXT NOT NULL, service INTEGER NOT NULL, PRIMARY KEY (area, service)) WITHOUT ROWID;
CREATE VIRTUAL TABLE service_text USING fts5(words, content='', detail='none', tokenize='unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE organization_text USING fts5(words, content='', detail='none', tokenize='unicode61 remove_diacritics 2');
"""
_INDEXES = """
CREATE INDEX organization_id ON organization (id);
CREATE INDEX service_id ON service (id);
CREATE INDEX service_key ON service (key);
CREATE INDEX service_organization ON service (organization);
CREATE INDEX service_modified ON service (modified);
CREATE INDEX link_id ON link (id);
CREATE INDEX link_service ON link (service);
CREATE INDEX link_place ON link (latitude, longitude);
"""
_NO_END = "9999-12-31"


def prepare_data(reader: EditionReader, path: Path, *, today: dt.date, site: str) -> int:
    """Write the file at ``path``, which must not be there. Returns how many services are in it."""
    language = reader.manifest.languages[0]
    modified = read_moments(reader)
    terms = Terms(reader.manifest.languages, site)
    render = Renderer(reader, language, today, modified, site=site, terms=terms)
    db = sqlite3.connect(path, isolation_level=None)
    try:
        db.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;" + _SCHEMA + NAMED + BESIDE_TABLES)
        db.execute("BEGIN")
        count = _Writer(db, reader, render, modified).write()
        frames = [
            Renderer(reader, tag, today, modified, site=site, terms=terms).frame for tag in reader.manifest.languages
        ]
        write_beside(db, reader, frames)
        db.execute("INSERT INTO about VALUES ('day', ?), ('edition', ?)", (today.isoformat(), reader.folder.name))
        db.execute("COMMIT")
        db.executescript(_INDEXES + "PRAGMA optimize;")
    finally:
        db.close()
    return count


def read_moments(reader: EditionReader) -> Moments:
    """When each record last changed. What never did since the first edition is as old as that."""
    history = reader.manifest.history
    first = history[0].built_at if history else reader.manifest.built_at
    found: dict[tuple[str, str], dt.datetime] = {}
    for change in reader.changes(limit=10_000_000):
        if change.built_at is not None:
            found.setdefault(change.identity[:2], change.built_at)  # the newest stand first
    return lambda record_type, key: found.get((record_type, key), first)


def list_services(reader: EditionReader) -> Iterator[ListingRecord]:
    """Every listing in the directory's language, or else in its own, by name. Reads each twice, so that none is kept."""
    language = reader.manifest.languages[0]
    names = []
    for key in reader.keys(ListingRecord):
        record = reader.get_best(ListingRecord, key, language)
        if record is not None:
            names.append((record.name.casefold(), key))
    for _, key in sorted(names):
        record = reader.get_best(ListingRecord, key, language)
        if record is not None:
            yield record


class _Writer:
    def __init__(self, db: sqlite3.Connection, reader: EditionReader, render: Renderer, modified: Moments) -> None:
        self.db = db
        self.reader = reader
        self.render = render
        self.modified = modified
        self.state = read_directory(reader, render.language).state
        self.organizations: dict[str, int] = {}
        self.links = 0

    def write(self) -> int:
        for record in self.reader.all_best(OrganizationRecord, self.render.language):
            words = " ".join((record.name, *record.other_names))
            position = self._add_organization(
                organization_id(record.key), record.key, False, self.render.organization(record), words
            )
            twins = [
                self.reader.get(OrganizationRecord, record.key, tag)
                for tag in self.reader.languages_of(OrganizationRecord, record.key)
            ]
            changed = format_moment(self.modified("organization", record.key))
            self._add_names(position, name_organization([twin for twin in twins if twin], changed))
        count = 0
        for listing in list_services(self.reader):
            count += 1
            self._add_service(count, listing)
        return count

    def _add_organization(self, own_id: str, key: str, is_stand_in: bool, simple: bytes, words: str) -> int:
        position = len(self.organizations) + 1
        self.organizations[own_id] = position
        self.db.execute(
            "INSERT INTO organization VALUES (?,?,?,?,?)", (position, own_id, key, is_stand_in, pack(simple))
        )
        self.db.execute("INSERT INTO organization_text (rowid, words) VALUES (?,?)", (position, words))
        return position

    def _add_service(self, position: int, listing: ListingRecord) -> None:
        parts = self.render.service(listing)
        twins = list(self._read_twins(listing))
        moment = format_moment(self.modified("listing", listing.key))
        runner = self.organizations.get(id_of_runner(listing))
        if runner is None:
            name = listing.organization_name or listing.name
            runner = self._add_organization(
                stand_in_id(listing.key), listing.key, True, self.render.stand_in(listing), name
            )
            self._add_names(runner, name_stand_in(twins, moment))
        until = parts.until.isoformat() if parts.until else _NO_END
        row = (
            position,
            service_id(listing.key),
            listing.key,
            runner,
            moment,
            until,
            pack(parts.simple),
            pack(parts.whole),
        )
        self.db.execute("INSERT INTO service VALUES (?,?,?,?,?,?,?,?)", row)
        self.db.execute("INSERT INTO service_text (rowid, words) VALUES (?,?)", (position, self._words(listing, twins)))
        self._add_names(position, name_service(twins))
        self.db.executemany("INSERT INTO chosen VALUES (?,?)", [(word, position) for word in find_words(listing)])
        areas = sorted(find_areas(listing, self.state))
        self.db.executemany("INSERT INTO served VALUES (?,?)", [(area, position) for area in areas])
        for number, (place, (simple, whole)) in enumerate(zip(listing.places, parts.places, strict=True), 1):
            self.links += 1
            county = f"{place.county}/{place.state}" if place.county else ""
            own_id = service_at_location_id(listing, number)
            where = (
                self.links,
                own_id,
                position,
                number,
                county,
                place.latitude,
                place.longitude,
                pack(simple),
                pack(whole),
            )
            self.db.execute("INSERT INTO link VALUES (?,?,?,?,?,?,?,?,?)", where)
            self._add_names(self.links, name_place(twins, number))

    def _add_names(self, position: int, rows: Iterable[Row]) -> None:
        values = [(field, folded, position) for field, folded in rows]
        self.db.executemany("INSERT OR IGNORE INTO named VALUES (?,?,?)", values)

    def _read_twins(self, listing: ListingRecord) -> Iterator[ListingRecord]:
        """The listing in each of its languages."""
        for tag in self.reader.languages_of(ListingRecord, listing.key):
            twin = listing if tag == listing.language else self.reader.get(ListingRecord, listing.key, tag)
            if twin is not None:
                yield twin

    def _words(self, listing: ListingRecord, twins: Sequence[ListingRecord]) -> str:
        """All that a search looks in: its texts in every language, and what its needs and places are called."""
        texts: list[str] = []
        for twin in twins:
            texts += [twin.name, *twin.other_names, twin.organization_name, twin.summary, twin.description]
            texts += [twin.eligibility, twin.cost_note, twin.area_note]
        for place in listing.places:
            texts += [place.name, place.city, place.county, place.zip]
        texts += [*listing.area_counties, *(self._labels(word) for word in find_words(listing))]
        return " ".join(dict.fromkeys(filter(None, texts)))

    def _labels(self, word: str) -> str:
        if not hasattr(self, "_names"):
            self._names: dict[str, list[str]] = {}
            terms = self.render.frame.terms
            for own_id, (facet, key) in terms.words.items():
                self._names.setdefault(f"{facet}:{key}", []).append(terms.terms[own_id]["name"])
        return " ".join(self._names.get(word, []))


def find_words(listing: ListingRecord) -> list[str]:
    """The words of the vocabulary that the attributes of a service name ("need:ride")."""
    found = [f"need:{word}" for word in listing.needs] + [f"audience:{word}" for word in listing.audiences]
    found += [f"format:{word}" for word in listing.formats]
    for facet, word in (("service_type", listing.service_type), ("accepting", listing.accepting)):
        if word:
            found.append(f"{facet}:{word}")
    if listing.kind != "service":
        found.append(f"kind:{listing.kind}")
    return list(dict.fromkeys(found))


def find_areas(listing: ListingRecord, state: str) -> set[str]:
    """Where it serves: counties ("Pitt/NC"), states ("NC") or "everywhere"; "unknown" where the edition does not say."""
    if listing.area in {"nation", "world"}:
        return {"everywhere"}
    if listing.area == "state" and state:
        return {state}
    if listing.area == "states" and listing.area_states:
        return set(listing.area_states)
    if listing.area_counties:
        return {f"{county}/{state}" for county in listing.area_counties}
    return {"unknown"}
