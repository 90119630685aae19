"""The whole starter as the API has it, each object by the canonical schemas, in both languages."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord
from dogwood.opendata.beside import KINDS
from dogwood.opendata.catalogue import Catalogue
from dogwood.opendata.prepare import DATA_NAME, prepare_data
from dogwood.opendata.query import Query
from tests.hsds.canonical import find_faults

from .merged import Merged
from .test_profile import merged as merged

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
"""The fixture ``starter`` loads a pack: without a test that says so, no database is set up."""
SITE = "https://directory.example.org"
MADE = dt.date(2026, 11, 23)


@pytest.fixture(scope="module")
def catalogue(starter: EditionReader, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    path: Path = tmp_path_factory.mktemp("ready") / DATA_NAME
    assert prepare_data(starter, path, today=MADE, site=SITE) == len(starter.keys(ListingRecord)) > 1000
    with closing(Catalogue(path, starter, SITE)) as found:
        yield found


@pytest.mark.parametrize("is_full", [False, True])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    ("kind", "schema"),
    [("service", "service"), ("link", "service_at_location"), ("organization", "organization")],
)
def test_every_object_validates(catalogue: Catalogue, kind: str, schema: str, language: str, is_full: bool) -> None:
    query = Query(is_full=is_full, language=language)
    lines = b"".join(catalogue.stream(kind, catalogue.find(kind, query), query, MADE)).splitlines()
    assert len(lines) == catalogue.count(kind) > 1000
    faults = [fault for line in lines for fault in find_faults(json.loads(line), schema)]
    assert faults[:10] == []


@pytest.mark.parametrize("is_full", [False, True])
@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("kind", ["publication", "event"])
def test_every_publication_and_event_validates(
    catalogue: Catalogue, merged: Merged, kind: str, language: str, is_full: bool
) -> None:
    """Guides: test_profile.py."""
    query = Query(is_full=is_full, language=language)
    lines = b"".join(catalogue.stream(kind, catalogue.find(kind, query), query, MADE)).splitlines()
    assert len(lines) == len(catalogue.reader.keys(KINDS[kind].record)) > 1
    assert [fault for line in lines for fault in merged.find_faults(json.loads(line), kind)] == []


def test_what_is_kept_is_what_would_be_rendered(catalogue: Catalogue) -> None:
    """On the day that the file was made for, a row is the same whether it is read or rendered anew."""
    query = Query(is_full=True, language="en")
    positions = catalogue.find("service", query)[::25]
    kept = catalogue.read_services(positions, query, MADE)
    fresh = []
    for line in kept:
        found = json.loads(line)
        key = next(row["value"] for row in found["attributes"] if row["link_type"] == "key")
        listing = catalogue.reader.get_best(ListingRecord, key, "en")
        assert listing is not None
        whole = catalogue._renderer("en", MADE).service(listing)
        fresh.append(json.loads(whole.whole))
        assert [json.loads(text) for _, text in whole.places] == found.get("service_at_locations", [])
    left_out = {"organization", "service_at_locations"}
    assert fresh == [{name: value for name, value in json.loads(line).items() if name not in left_out} for line in kept]
