"""Every record of the starter, as one edition has it, by the canonical schemas."""

from collections import Counter

import pytest

from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord, OrganizationRecord
from dogwood.hsds.export import make_edition_frame
from dogwood.hsds.organizations import write_organization, write_stand_in
from dogwood.hsds.services import nest_service, nest_service_at_location, service_id, write_service
from tests.hsds.canonical import find_faults, ids_in

pytestmark = pytest.mark.django_db  # the starter is loaded into it


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_object_validates(starter: EditionReader, language: str) -> None:
    frame = make_edition_frame(starter, language, "https://directory.example.org")
    runners = {one.key: write_organization(one, frame) for one in starter.all_best(OrganizationRecord, language)}
    faults: list[str] = []
    for runner in runners.values():
        faults += find_faults(runner, "organization")
    listings = starter.all_best(ListingRecord, language)
    ids: Counter[str] = Counter()
    for listing in listings:
        runner = runners[listing.organization] if listing.organization else write_stand_in(listing, frame)
        whole = nest_service(listing, runner, frame)
        faults += find_faults(whole, "service")
        faults += find_faults(write_service(listing, frame), "service")
        for number in range(1, len(listing.places) + 1):
            link = {**nest_service_at_location(listing, number, frame), "service": write_service(listing, frame)}
            faults += find_faults(link, "service_at_location")
        ids.update(own for path, own in ids_in(whole) if "taxonomy" not in path and ".organization" not in path)
    assert faults[:10] == []
    assert len(listings) > 1000 and all(service_id(one.key) in ids for one in listings)
    assert [own for own, times in ids.items() if times > 1] == []


def test_what_the_starter_says_of_checks_is_true(starter: EditionReader) -> None:
    """Nothing of it was called by anybody yet, so nothing is assured and everything open says so."""
    frame = make_edition_frame(starter, "en", "")
    called = {"phone", "visit", "self"}
    for listing in starter.all(ListingRecord, "en"):
        service = write_service(listing, frame)
        if listing.confirmation.method not in called:
            assert "assured_date" not in service, listing.key
            assert listing.status.is_closed or "Not confirmed by phone yet" in service["alert"], listing.key
