"""Matches → a Bundle, with what was asked to come along and the links of its page."""

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from dogwood.edition.records import ListingRecord, OrganizationRecord
from dogwood.hsds.values import HsdsObject
from dogwood.opendata.catalogue import Catalogue, Positions
from dogwood.opendata.problems import ProblemError

from .meanings import wrong
from .near import measure_km, write_distance
from .resources import write_fhir_location, write_fhir_organization, write_fhir_service, write_fhir_stand_in
from .search import Search
from .words import BASE_PATH

MOST_INCLUDED = 1_000
"""Resources that come along on one page."""
_LEADS = {
    "HealthcareService:location": ("Location", "SELECT position FROM link WHERE service IN ({}) ORDER BY position"),
    "HealthcareService:organization": (
        "Organization",
        "SELECT DISTINCT organization FROM service WHERE position IN ({}) ORDER BY organization",
    ),
    "Location:organization": (
        "Organization",
        "SELECT DISTINCT organization FROM service WHERE position IN (SELECT service FROM link WHERE position IN ({})) "
        "ORDER BY organization",
    ),
}
"""Word of ``_include`` → type of what comes along, and where it stands."""
_LEADS_BACK = {
    ("Location", "HealthcareService:location"): (
        "HealthcareService",
        "SELECT DISTINCT service FROM link WHERE position IN ({}) ORDER BY service",
    ),
    ("Organization", "HealthcareService:organization"): (
        "HealthcareService",
        "SELECT position FROM service WHERE organization IN ({}) ORDER BY position",
    ),
    ("Organization", "Location:organization"): (
        "Location",
        "SELECT position FROM link WHERE service IN (SELECT position FROM service WHERE organization IN ({})) "
        "ORDER BY position",
    ),
}
"""The same for ``_revinclude``."""


def read_resources(
    catalogue: Catalogue, resource: str, positions: Sequence[int], language: str, today: dt.date
) -> Iterator[HsdsObject]:
    """The resources at ``positions``, in this order."""
    frame = catalogue.make_frame(language, today)
    reader = catalogue.reader
    if resource == "Organization":
        rows = pick(catalogue, "position, key, is_stand_in", "organization", positions)
        changed = dict(pick(catalogue, "position, folded", "named", positions, "field='changed' AND "))
        for position, key, is_stand_in in rows:
            if is_stand_in:
                listing = reader.get_best(ListingRecord, key, language)
                assert listing is not None  # the data were made from this edition
                yield write_fhir_stand_in(listing, changed.get(position, ""), frame)
            else:
                record = reader.get_best(OrganizationRecord, key, language)
                assert record is not None
                yield write_fhir_organization(record, changed.get(position, ""), frame)
    elif resource == "HealthcareService":
        rows = pick(catalogue, "position, key, organization", "service", positions)
        closed = _find_closed(catalogue, {row[2] for row in rows})
        for _, key, runner in rows:
            listing = reader.get_best(ListingRecord, key, language)
            assert listing is not None
            yield write_fhir_service(listing, runner not in closed, frame)
    else:
        rows = pick(catalogue, "position, service, number", "link", positions)
        above = pick(catalogue, "position, key, organization", "service", sorted({row[1] for row in rows}))
        services = {position: (key, runner) for position, key, runner in above}
        closed = _find_closed(catalogue, {row[2] for row in above})
        for _, service, number in rows:
            key, runner = services[service]
            listing = reader.get_best(ListingRecord, key, language)
            assert listing is not None
            yield write_fhir_location(listing, number, runner not in closed, frame)


def _find_closed(catalogue: Catalogue, runners: set[int]) -> set[int]:
    """Those of the organizations that are closed."""
    return {row[0] for row in pick(catalogue, "position", "named", sorted(runners), "field='unit-closed' AND ")}


def pick(
    catalogue: Catalogue, columns: str, table: str, positions: Sequence[int], also: str = ""
) -> list[tuple[Any, ...]]:
    """Columns (the position first) of the rows at ``positions``, in their order. also: a condition with its AND."""
    marks = ",".join("?" * len(positions))
    rows = catalogue.rows(f"SELECT {columns} FROM {table} WHERE {also}position IN ({marks})", positions)  # noqa: S608
    order = {position: number for number, position in enumerate(positions)}
    return sorted(rows, key=lambda row: order[row[0]])


def make_bundle(catalogue: Catalogue, search: Search, found: Positions, today: dt.date, site: str) -> HsdsObject:
    """The page of ``found`` that was asked for."""
    base = f"{site}{BASE_PATH}"
    page = found[search.offset : search.offset + search.count]
    entries: list[HsdsObject] = []
    distances = _measure(catalogue, search, page)
    resources = read_resources(catalogue, search.resource, page, search.language, today)
    for position, resource in zip(page, resources, strict=True):
        how: HsdsObject = {"mode": "match"}
        if position in distances:
            how = {"extension": [write_distance(distances[position])], **how}
        entries.append(_write_entry(resource, how, base))
    if page:
        for kind, positions in _find_included(catalogue, search, page).items():
            others = read_resources(catalogue, kind, positions, search.language, today)
            entries += [_write_entry(resource, {"mode": "include"}, base) for resource in others]
    bundle: HsdsObject = {
        "resourceType": "Bundle",
        "type": "searchset",
        "total": len(found),
        "link": make_links(search, len(found), base),
    }
    return {**bundle, "entry": entries} if entries else bundle


def check_page(search: Search, total: int) -> None:
    """Raises ProblemError for a page beyond the last one; an empty result has one page."""
    if search.offset and search.offset >= total:
        detail = f"There are {total} matches, so none is at {search.offset}. Follow the links of the first page."
        raise ProblemError("no-such-page", detail, parameter="_offset")


def make_links(search: Search, total: int, base: str) -> list[HsdsObject]:
    """self, first, previous, next and last, with the parameters that were used."""
    size, offset = search.count, search.offset

    def to(relation: str, start: int) -> HsdsObject:
        query = [*search.used, ("_count", str(size)), *([("_offset", str(start))] if start else [])]
        return {"relation": relation, "url": f"{base}/{search.resource}?{urlencode(query)}"}

    links = [to("self", offset)]
    if size:
        last = (total - 1) // size * size if total else 0
        links.append(to("first", 0))
        if offset:
            links.append(to("previous", max(0, offset - size)))
        if offset + size < total:
            links.append(to("next", offset + size))
        links.append(to("last", last))
    return links


def _write_entry(resource: HsdsObject, how: HsdsObject, base: str) -> dict[str, Any]:
    return {"fullUrl": f"{base}/{resource['resourceType']}/{resource['id']}", "resource": resource, "search": how}


def _measure(catalogue: Catalogue, search: Search, page: Sequence[int]) -> dict[int, float]:
    """Position → kilometres from the point that was asked for."""
    order = next((condition for condition in search.conditions if condition.order), None)
    if order is None or not page:
        return {}
    latitude, longitude = map(float, map(str, order.order_values))
    rows = pick(catalogue, "position, latitude, longitude", "link", page)
    measured = {row[0]: measure_km(latitude, longitude, row[1], row[2]) for row in rows}
    return {position: km for position, km in measured.items() if km is not None}


def _find_included(catalogue: Catalogue, search: Search, page: Sequence[int]) -> dict[str, list[int]]:
    """Type → positions of what comes along, each once."""
    leads = [_LEADS[word] for word in search.includes]
    leads += [_LEADS_BACK[search.resource, word] for word in search.reverses]
    found: dict[str, list[int]] = {}
    for kind, sql in leads:
        marks = ",".join("?" * len(page))
        found.setdefault(kind, []).extend(row[0] for row in catalogue.rows(sql.format(marks), page))
    whole = {kind: list(dict.fromkeys(positions)) for kind, positions in found.items()}
    count = sum(map(len, whole.values()))
    if count > MOST_INCLUDED:
        raise wrong(
            "_count", f"With that page would come {count} others, more than {MOST_INCLUDED}. Ask for a smaller page."
        )
    return whole
