"""What the data made ready keep so that names, places and states are found without reading a record.

Each is a row of the table ``named``: field, text as it is compared, position of the row it belongs to. Fields:
``organization``, ``service``, ``place``: names. ``street``, ``city``, ``state``, ``zip``: of the place at a link. ``location``:
its id. ``language``: in which a service is given. ``closed``, ``unit-closed``: of services and organizations; the text says
how. ``changed``: of organizations, as HSDS writes a moment.
"""

import unicodedata
from collections.abc import Iterable, Iterator

from dogwood.edition.records import ListingRecord, OrganizationRecord
from dogwood.hsds.parts import location_id

NAMED = """
CREATE TABLE named (
    field TEXT NOT NULL, folded TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (field, folded, position)
) WITHOUT ROWID;
"""
ADDRESS = ("street", "city", "state", "zip")
"""Fields that make up an address."""

Row = tuple[str, str]
"""(field, text)."""


def fold(text: str) -> str:
    """``text`` as it is compared: without accents and case, with single spaces."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(plain.casefold().split())


def name_organization(twins: Iterable[OrganizationRecord], changed: str) -> Iterator[Row]:
    """twins: the record in each language. changed: when it last did, "" unknown."""
    for twin in twins:
        yield from _fold_all("organization", twin.name, *twin.other_names)
        if twin.status.is_closed:
            yield "unit-closed", twin.status.state
    if changed:
        yield "changed", changed


def name_stand_in(twins: Iterable[ListingRecord], changed: str) -> Iterator[Row]:
    """The organization that stands in for the one that runs a listing."""
    for twin in twins:
        yield from _fold_all("organization", twin.organization_name or twin.name)
        if twin.status.is_closed:
            yield "unit-closed", twin.status.state
    if changed:
        yield "changed", changed


def name_service(twins: Iterable[ListingRecord]) -> Iterator[Row]:
    for twin in twins:
        yield from _fold_all("service", twin.name, *twin.other_names)
        if twin.status.is_closed:
            yield "closed", twin.status.state
        for tag in twin.languages:
            yield "language", tag.casefold()


def name_place(twins: Iterable[ListingRecord], number: int) -> Iterator[Row]:
    """number: of the place in the listing, 1 for the first."""
    for twin in twins:
        yield "location", location_id(twin, number)
        if number > len(twin.places):  # a translation that lags behind
            continue
        place = twin.places[number - 1]
        yield from _fold_all("place", place.name or twin.name)
        yield from _fold_all("street", place.address, place.address_2)
        yield from _fold_all("city", place.city)
        yield from _fold_all("state", place.state)
        yield from _fold_all("zip", place.zip)


def _fold_all(field: str, *texts: str) -> Iterator[Row]:
    return ((field, fold(text)) for text in texts if fold(text))
