"""The whole starter in FHIR, each resource by the schema, its profile and the rules beyond them, in both languages."""

import datetime as dt
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord, OrganizationRecord
from dogwood.opendata.catalogue import Catalogue
from dogwood.opendata.fhir.bundles import read_resources
from dogwood.opendata.fhir.parameters import TABLES
from dogwood.opendata.fhir.search import find_matches, read_search
from dogwood.opendata.prepare import DATA_NAME, prepare_data

from .rules import TYPES, find_faults

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
"""The fixture ``starter`` loads a pack: without a test that says so, no database is set up."""
SITE = "https://directory.example.org"
MADE = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def catalogue(starter: EditionReader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    path: Path = tmp_path_factory.mktemp("ready") / DATA_NAME
    prepare_data(starter, path, today=MADE, site=SITE)
    with closing(Catalogue(path, starter, SITE)) as found:
        yield found


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("resource", TYPES)
def test_every_resource_keeps_to_the_rules(catalogue: Catalogue, resource: str, language: str) -> None:
    search = read_search(resource, [], ("en", "es"), SITE, is_strict=True)
    positions = find_matches(catalogue, search)
    assert len(positions) == catalogue.count(TABLES[resource]) > 1000
    found = [
        one
        for start in range(0, len(positions), 500)
        for one in read_resources(catalogue, resource, positions[start : start + 500], language, MADE)
    ]
    faults = [fault for one in found for fault in find_faults(one)]
    assert faults[:10] == []
    assert len({one["id"] for one in found}) == len(found)
    claiming = sum("profile" in one["meta"] for one in found)
    closed = sum(one.get("active") is False or one.get("status", "active") != "active" for one in found)
    assert claiming >= len(found) - 20 and (closed == 0 or claiming < len(found))


def test_what_a_resource_refers_to_is_there(catalogue: Catalogue) -> None:
    ids: dict[str, set[str]] = {}
    references: set[str] = set()
    for resource in TYPES:
        positions = range(1, catalogue.count(TABLES[resource]) + 1)
        ids[resource] = set()
        for start in range(1, len(positions) + 1, 500):
            part = positions[start - 1 : start + 499]
            for one in read_resources(catalogue, resource, part, "en", MADE):
                ids[resource].add(one["id"])
                rows = [one.get("providedBy"), one.get("managingOrganization"), *one.get("location", ())]
                references |= {row["reference"] for row in rows if row}
    assert references == {f"{kind}/{own}" for kind, own in (text.split("/") for text in references) if own in ids[kind]}
    assert len(references) > 2000


def test_a_need_finds_the_services_that_meet_it(catalogue: Catalogue) -> None:
    reader = catalogue.reader
    listings = reader.all_best(ListingRecord, "en")
    for need in ("ride", "money-bills", "mammogram"):
        pairs = [("service-category", f"need:{need}")]
        search = read_search("HealthcareService", pairs, ("en", "es"), SITE, is_strict=True)
        found = list(read_resources(catalogue, "HealthcareService", find_matches(catalogue, search), "en", MADE))
        assert {one["identifier"][0]["value"] for one in found} == {row.key for row in listings if need in row.needs}
        assert found
        for one in found:
            assert f"need:{need}" in {coding["code"] for coding in one["category"][0]["coding"]}
    assert reader.keys(OrganizationRecord)
