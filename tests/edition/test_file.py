"""Reading an edition: in the reader's language where there is one."""

from collections.abc import Iterator

import pytest

from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord, OrganizationRecord
from dogwood.edition.store import LocalStore

from .store_contract import build


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditionReader]:
    store = LocalStore(tmp_path_factory.mktemp("file"))
    build(store, 12)
    found = EditionReader(store.current_folder())
    yield found
    found.close()


def test_one_record(reader: EditionReader) -> None:
    found = reader.get(ListingRecord, "listing-3", "es")
    assert found is not None and found.language == "es"
    assert reader.get(ListingRecord, "listing-2", "es") is None
    assert reader.get(OrganizationRecord, "listing-3", "en") is None


def test_the_best_language_there_is(reader: EditionReader) -> None:
    for key, language in (("listing-2", "en"), ("listing-3", "es")):
        found = reader.get_best(ListingRecord, key, "es")
        assert found is not None and found.language == language
    assert reader.languages_of(ListingRecord, "listing-3") == ("en", "es")
    assert reader.languages_of(ListingRecord, "listing-2") == ("en",)


def test_all_of_them_by_heading(reader: EditionReader) -> None:
    every = reader.all_best(ListingRecord, "es")
    assert len(every) == 12 and sum(record.language == "es" for record in every) == 6
    assert [record.heading for record in every] == sorted(record.heading for record in every)
    assert len(reader.all(ListingRecord, "es")) == 6


def test_by_facets(reader: EditionReader) -> None:
    assert reader.find_keys(ListingRecord, [("need", "ride")]) == reader.keys(ListingRecord)
    both = reader.find(ListingRecord, "en", [("need", "lodging"), ("organization", "organization-0")])
    assert {record.key for record in both} == {f"listing-{number}" for number in range(0, 12, 2)}
    assert reader.find(ListingRecord, "en", [("need", "nothing")]) == []
    assert reader.count_facet(ListingRecord, "need") == {"ride": 12, "lodging": 6}


def test_changes_since(store: LocalStore) -> None:
    for turn in range(3):
        build(store, 2, turn=turn)
    reader = EditionReader(store.current_folder())
    changes = reader.changes()
    assert [change.edition for change in changes] == [3] * 3 + [2] * 3
    assert {change.fields for change in changes} == {("summary",)}
    assert {change.edition for change in reader.changes(since=2)} == {3}
    assert len(reader.changes(limit=2)) == 2
    assert all(change.built_at and change.built_at.tzinfo for change in changes)
