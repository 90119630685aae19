"""Finds and reads what was made ready of one edition. No request reads more than what it answers with.

Positions are numbers of rows; they are found once for each set of filters and kept, four bytes each, for its next pages.
"""

import datetime as dt
import json
import sqlite3
import threading
from array import array
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord, OrganizationRecord
from dogwood.hsds.frame import Frame
from dogwood.hsds.services import format_moment
from dogwood.hsds.terms import Terms
from dogwood.places import Point, miles_between

from .beside import KINDS as BESIDE
from .beside import Beside
from .fhir.near import measure_km
from .filters import EVERY, filter_terms, filter_text, join_parts
from .query import METRES_A_MILE, Query
from .render import Renderer, ServiceParts, as_json, as_list, join, unpack

MOST_KEPT = 64
"""Sets of filters whose positions are kept: at 100,000 services 25 MB at the most."""
_MILES_A_DEGREE = 69.0
_MOST_MARKS = 500

Positions: TypeAlias = "array[int]"
"""Unsigned, ascending."""


class Catalogue:
    """reader: of the same edition, for what has to be rendered anew. site: address of the readers' site."""

    def __init__(self, path: Path, reader: EditionReader, site: str) -> None:
        self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)
        self._db.create_function("kilometres", 4, measure_km, deterministic=True)
        self.reader = reader
        self.site = site
        self.terms = Terms(reader.manifest.languages, site)
        self.beside = Beside(self.rows, reader, self.terms, self.make_frame)
        self._kept: OrderedDict[tuple[object, ...], Positions] = OrderedDict()
        self._lock = threading.Lock()
        self._renderer = lru_cache(maxsize=8)(self._make_renderer)
        self._moments = lru_cache(maxsize=10_000)(self._find_moment)

    def close(self) -> None:
        self._db.close()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple]:
        return self._db.execute(sql, tuple(values)).fetchall()

    # What is there

    def find(self, kind: str, query: Query) -> Positions:
        """Positions of the rows of ``service``, ``link``, ``organization``, ``guide``, ``publication`` or ``event`` that pass
        all filters, in the order of the list."""
        return self._keep((kind, *query.filters), lambda: array("I", self._find(kind, query)))

    def _find(self, kind: str, query: Query) -> Iterable[int]:
        if kind in BESIDE:
            return self.beside.find(kind, query)
        found: Positions = getattr(self, f"_find_{kind}s")(query)
        return found

    def find_by(self, sql: str, values: tuple[object, ...]) -> Positions:
        """Positions that a SELECT gives, in its order."""
        return self._keep((sql, *values), lambda: self._positions(sql, values))

    def _keep(self, name: tuple[object, ...], find: Callable[[], Positions]) -> Positions:
        with self._lock:
            if name in self._kept:
                self._kept.move_to_end(name)
                return self._kept[name]
        found = find()
        with self._lock:
            self._kept[name] = found
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        return found

    def count(self, kind: str) -> int:
        if kind in BESIDE:
            return len(self.find(kind, Query()))
        return int(self.rows(f"SELECT COUNT(*) FROM {kind}")[0][0])  # noqa: S608 - a name of ours

    def position_of(self, kind: str, own_id: str) -> int | None:
        if kind in BESIDE:
            return self.beside.position_of(kind, own_id)
        rows = self.rows(f"SELECT position FROM {kind} WHERE id=?", (own_id,))  # noqa: S608 - a name of ours
        return rows[0][0] if rows else None

    def _find_services(self, query: Query) -> Positions:
        where, values = self._service_filter(query)
        return self._positions(f"SELECT position FROM service WHERE {where} ORDER BY position", values)  # noqa: S608

    def _find_organizations(self, query: Query) -> Positions:
        where = EVERY
        values: list[object] = []
        if query.term or query.taxonomy:
            inner, values = self._service_filter(Query(term=query.term, taxonomy=query.taxonomy))
            where = f"position IN (SELECT organization FROM service WHERE {inner})"  # noqa: S608
        parts, more = filter_text(query, "organization_text")
        where, values = " AND ".join((where, *parts)), [*values, *more]
        return self._positions(f"SELECT position FROM organization WHERE {where} ORDER BY position", values)  # noqa: S608

    def _find_links(self, query: Query) -> Positions:
        where, values = self._service_filter(query)
        sql = "SELECT position, latitude, longitude FROM link WHERE 1"
        if where != EVERY:
            sql += f" AND service IN (SELECT position FROM service WHERE {where})"  # noqa: S608
        if query.postcode is not None:
            home = query.postcode
            county = f"{home.county}/{home.state}"
            sql += (
                " AND (service IN (SELECT service FROM served WHERE area IN (?,?,'everywhere'))"
                " OR (county=? AND service IN (SELECT service FROM served WHERE area='unknown')))"
            )
            values = [*values, county, home.state, county]
        if query.postcode is None or query.metres is None or query.postcode.point is None:
            return self._positions(sql + " ORDER BY position", values)
        miles = query.metres / METRES_A_MILE
        here = query.postcode.point
        sql += " AND latitude BETWEEN ? AND ? ORDER BY position"
        values = [
            *values,
            here.latitude - miles / _MILES_A_DEGREE - 0.01,
            here.latitude + miles / _MILES_A_DEGREE + 0.01,
        ]
        return array(
            "I",
            (
                position
                for position, latitude, longitude in self.rows(sql, values)
                if longitude is not None and miles_between(here, Point(latitude, longitude)) <= miles
            ),
        )

    def _positions(self, sql: str, values: Sequence[object]) -> Positions:
        return array("I", (row[0] for row in self._db.execute(sql, tuple(values)).fetchall()))

    def _service_filter(self, query: Query) -> tuple[str, list[object]]:
        """SQL that services pass, with its values."""
        parts: list[str] = []
        values: list[object] = []
        if query.organization:
            parts.append("organization=(SELECT position FROM organization WHERE id=?)")
            values.append(query.organization)
        if query.modified_after is not None:
            parts.append("modified>=?")
            values.append(format_moment(query.modified_after))
        for more, own in (
            filter_terms(query, self.terms, "SELECT service FROM chosen"),
            filter_text(query, "service_text"),
        ):
            parts += more
            values += own
        return join_parts(parts), values

    # Reading

    def read(self, kind: str, positions: Sequence[int], query: Query, today: dt.date) -> list[bytes]:
        """The objects at ``positions``, in their order, as the query wants them."""
        if kind in BESIDE:
            return self.beside.read(kind, positions, query, today)
        found: list[bytes] = getattr(self, f"read_{kind}s")(positions, query, today)
        return found

    def read_services(self, positions: Sequence[int], query: Query, today: dt.date) -> list[bytes]:
        """The services at ``positions``, in their order, as the query wants them."""
        rows = self._pick(
            "position, key, organization, modified, until, id" + (", whole" if query.is_full else ", simple"),
            "service", positions,
        )  # fmt: skip
        if query.is_minimal:
            return [b'{"id":"%s","last_modified":"%s"}' % (row[5].encode(), row[3].encode()) for row in rows]
        runners = self._runners({row[2] for row in rows}, query.language, today)
        places = self._places_of(positions) if query.is_full else {}
        made = []
        for position, key, runner, _, until, _, packed in rows:
            parts = self._renew(key, until, query.language, today)
            own = unpack(packed) if parts is None else parts.whole if query.is_full else parts.simple
            nested = places.get(position, []) if parts is None else [whole for _, whole in parts.places]
            made.append(
                join(own, organization=runners[runner], service_at_locations=as_list(nested) if query.is_full else b"")
            )
        return made

    def read_links(self, positions: Sequence[int], query: Query, today: dt.date) -> list[bytes]:
        rows = self._pick("position, service, number" + (", whole" if query.is_full else ", simple"), "link", positions)
        services = {
            row[0]: row[1:]
            for row in self._pick(
                "position, key, organization, until" + (", whole" if query.is_full else ", simple"),
                "service",
                sorted({row[1] for row in rows}),
            )
        }
        runners = self._runners({row[1] for row in services.values()}, query.language, today)
        made = []
        for _, service, number, packed in rows:
            key, runner, until, packed_service = services[service]
            parts = self._renew(key, until, query.language, today)
            if parts is None:
                own, above = unpack(packed), unpack(packed_service)
            else:
                own = parts.places[number - 1][1 if query.is_full else 0]
                above = parts.whole if query.is_full else parts.simple
            made.append(join(own, service=join(above, organization=runners[runner])))
        return made

    def read_organizations(self, positions: Sequence[int], query: Query, today: dt.date) -> list[bytes]:
        runners = self._runners(set(positions), query.language, today)
        if not (query.is_full or query.is_full_service):
            return [runners[position] for position in positions]
        return [self._nest_organization(position, runners[position], query, today) for position in positions]

    def _nest_organization(self, position: int, own: bytes, query: Query, today: dt.date) -> bytes:
        rows = self.rows(
            "SELECT position, key, until, simple, whole FROM service WHERE organization=? ORDER BY position",
            (position,),
        )
        places = self._places_of([row[0] for row in rows])
        services, locations = [], []
        for service, key, until, simple, whole in rows:
            parts = self._renew(key, until, query.language, today)
            nested = places.get(service, []) if parts is None else [text for _, text in parts.places]
            locations += [_location_in(text) for text in nested]
            if not query.is_full_service:
                services.append(unpack(simple) if parts is None else parts.simple)
            else:
                services.append(
                    join(unpack(whole) if parts is None else parts.whole, service_at_locations=as_list(nested))
                )
        return join(own, locations=as_list(locations), services=as_list(services))

    def stream(self, kind: str, positions: Positions, query: Query, today: dt.date, size: int = 200) -> Iterator[bytes]:
        """The objects at ``positions``, a line each, ``size`` of them at a time."""
        for start in range(0, len(positions), size):
            yield b"\n".join(self.read(kind, positions[start : start + size], query, today)) + b"\n"

    def _pick(self, columns: str, kind: str, positions: Sequence[int]) -> list[tuple]:
        """Columns (the position first) of the rows at ``positions``, in ascending order."""
        if len(positions) > 2 and positions[-1] - positions[0] == len(positions) - 1:
            return self.rows(
                f"SELECT {columns} FROM {kind} WHERE position BETWEEN ? AND ?", (positions[0], positions[-1])  # noqa: S608
            )  # fmt: skip
        found: list[tuple] = []
        for start in range(0, len(positions), _MOST_MARKS):
            part = positions[start : start + _MOST_MARKS]
            marks = ",".join("?" * len(part))
            found += self.rows(f"SELECT {columns} FROM {kind} WHERE position IN ({marks})", part)  # noqa: S608
        return sorted(found)

    def _places_of(self, services: Sequence[int]) -> dict[int, list[bytes]]:
        found: dict[int, list[bytes]] = {}
        for start in range(0, len(services), _MOST_MARKS):
            part = services[start : start + _MOST_MARKS]
            marks = ",".join("?" * len(part))
            rows = self.rows(f"SELECT service, position, whole FROM link WHERE service IN ({marks})", part)  # noqa: S608
            for service, group in groupby(sorted(rows), key=lambda row: row[0]):
                found[service] = [unpack(row[2]) for row in group]
        return found

    def _runners(self, positions: set[int], language: str, today: dt.date) -> dict[int, bytes]:
        """Position → organization, without what nests."""
        rows = self._pick("position, key, is_stand_in, simple", "organization", sorted(positions))
        if language == self.reader.manifest.languages[0]:
            return {row[0]: unpack(row[3]) for row in rows}
        render = self._renderer(language, today)
        return {position: self._renew_runner(key, bool(stands_in), render) for position, key, stands_in, _ in rows}

    def _renew_runner(self, key: str, is_stand_in: bool, render: Renderer) -> bytes:
        if is_stand_in:
            listing = self.reader.get_best(ListingRecord, key, render.language)
            assert listing is not None  # the file was made from this edition
            return render.stand_in(listing)
        record = self.reader.get_best(OrganizationRecord, key, render.language)
        assert record is not None
        return render.organization(record)

    def _renew(self, key: str, until: str, language: str, today: dt.date) -> ServiceParts | None:
        """A service rendered anew, where what is kept is not so any more, or is in another language; else None."""
        if language == self.reader.manifest.languages[0] and today.isoformat() < until:
            return None
        listing = self.reader.get_best(ListingRecord, key, language)
        assert listing is not None
        return self._renderer(language, today).service(listing)

    def make_frame(self, language: str, today: dt.date) -> Frame:
        """What the mapping to HSDS needs beside a record."""
        return self._renderer(language, today).frame

    def _make_renderer(self, language: str, today: dt.date) -> Renderer:
        return Renderer(self.reader, language, today, self._moments, site=self.site, terms=self.terms)

    def _find_moment(self, record_type: str, key: str) -> dt.datetime | None:
        if record_type in BESIDE:
            return self.beside.find_moment(record_type, key)
        rows = self.rows("SELECT modified FROM service WHERE key=?", (key,)) if record_type == "listing" else []
        return dt.datetime.fromisoformat(rows[0][0]) if rows else None


def _location_in(link: bytes) -> bytes:
    """The location of a service at a location."""
    return as_json(json.loads(link)["location"])
