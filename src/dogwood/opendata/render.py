"""Records of one edition → the objects of the API, as JSON in bytes.

What nests into what is joined when it is sent (``catalogue``), so that nothing is kept twice: a service is kept without its
places and its organization, a place without its service.
"""

import datetime as dt
import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dogwood.edition.file import EditionReader
from dogwood.edition.records import RECORD_TYPES, DirectoryRecord, ListingRecord, OrganizationRecord
from dogwood.facts.errors import FactError
from dogwood.facts.schedule import find_timezone
from dogwood.hsds.frame import make_frame
from dogwood.hsds.organizations import write_organization, write_stand_in
from dogwood.hsds.services import nest_service, nest_service_at_location, write_service, write_service_at_location
from dogwood.hsds.terms import Terms

Moments = Callable[[str, str], dt.datetime | None]
"""(record type, key) → when it last changed."""
_NESTED = {"service_at_locations", "organization_identifiers"}
_LEVEL = 1
"""Of compression: it is read a thousand times a second."""
_HALF_A_YEAR = 220
"""Days within which clocks change, where they do."""


@dataclass(frozen=True, slots=True)
class ServiceParts:
    """simple: its own fields. whole: with what belongs to it, but its places and its organization. places: for each, its
    link's own fields with the location's, and all of both. until: the first day on which this is no longer so, None for never."""

    simple: bytes
    whole: bytes
    places: tuple[tuple[bytes, bytes], ...]
    until: dt.date | None


def read_directory(reader: EditionReader, language: str) -> DirectoryRecord:
    found = reader.get_best(DirectoryRecord, "directory", language)
    assert found is not None  # every edition has one
    return found


class Renderer:
    """One edition in one language on one day. site: address of the readers' site."""

    def __init__(
        self, reader: EditionReader, language: str, today: dt.date, modified: Moments, *, site: str, terms: Terms
    ) -> None:
        directory = read_directory(reader, language)
        self.reader = reader
        self.language = language
        self.today = today
        self._name = lru_cache(maxsize=10_000)(self._find_name)
        self.frame = make_frame(
            language,
            reader.manifest.languages,
            today,
            state=directory.state,
            directory=directory.name,
            site=site,
            name_of=self._name,
            modified=modified,
            terms=terms,
            licence=directory.licence,
            licence_url=directory.licence_url,
        )

    def _find_name(self, record_type: str, key: str) -> str:
        found = self.reader.get_best(RECORD_TYPES[record_type], key, self.language)
        return found.heading if found else ""

    def organization(self, record: OrganizationRecord) -> bytes:
        return as_json(write_organization(record, self.frame))

    def stand_in(self, listing: ListingRecord) -> bytes:
        return as_json(write_stand_in(listing, self.frame))

    def service(self, listing: ListingRecord) -> ServiceParts:
        nested = nest_service(listing, None, self.frame)
        places = []
        for number in range(1, len(listing.places) + 1):
            own = nest_service_at_location(listing, number, self.frame)
            location = {name: value for name, value in own["location"].items() if not isinstance(value, list)}
            simple = {**write_service_at_location(listing, number, self.frame), "location": location}
            places.append((as_json(simple), as_json(own)))
        return ServiceParts(
            simple=as_json(write_service(listing, self.frame)),
            whole=as_json({name: value for name, value in nested.items() if name not in _NESTED}),
            places=tuple(places),
            until=self._until(listing),
        )

    def _until(self, listing: ListingRecord) -> dt.date | None:
        days = [listing.confirmation.freshness(self.today).until]
        days += [_next_turn(zone, self.today) for zone in {row.timezone for row in listing.hours}]
        return min((day for day in days if day is not None), default=None)


def as_json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def join(text: bytes, **more: bytes) -> bytes:
    """A JSON object with fields added at its end. more: name → JSON, left out where it is empty."""
    added = b"".join(b',"' + name.encode() + b'":' + value for name, value in more.items() if value)
    return text[:-1] + added + b"}"


def as_list(texts: list[bytes]) -> bytes:
    """A JSON array, empty bytes for none: HSDS leaves out what is empty."""
    return b"[" + b",".join(texts) + b"]" if texts else b""


def pack(text: bytes) -> bytes:
    return zlib.compress(text, _LEVEL)


def unpack(data: bytes) -> bytes:
    return zlib.decompress(data)


@lru_cache(maxsize=256)
def _next_turn(timezone: str, today: dt.date) -> dt.date | None:
    """The next day whose noon has another offset from UTC than today's."""
    try:
        zone = find_timezone(timezone)
    except FactError:
        return None
    noon = dt.datetime.combine(today, dt.time(12), zone)
    for days in range(1, _HALF_A_YEAR):
        if (noon + dt.timedelta(days=days)).utcoffset() != noon.utcoffset():
            return today + dt.timedelta(days=days)
    return None
