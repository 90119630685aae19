"""Records → HSDS 3.1: everything validates, nothing is null, ids are for ever."""

import datetime as dt

import pytest
from hypothesis import given

from dogwood.edition.records import Confirmation, ListingRecord, OrganizationRecord, Phone, Place, Status
from dogwood.hsds.frame import Frame, make_frame
from dogwood.hsds.identity import make_id, read_id
from dogwood.hsds.organizations import id_of_runner, nest_organization, write_organization, write_stand_in
from dogwood.hsds.services import nest_service, nest_service_at_location, service_id, write_service
from dogwood.hsds.terms import TAXONOMIES, Terms
from tests.hsds.canonical import find_faults, ids_in
from tests.hsds.worlds import LANGUAGES, TODAY, listings, organizations

CALLED = Confirmation(
    checked_on="2026-10-05", method="phone", due_on=dt.date(2027, 1, 3), lapses_on=dt.date(2027, 10, 5)
)


def frame(language: str = "en", today: dt.date = TODAY) -> Frame:
    return make_frame(
        language,
        LANGUAGES,
        today,
        state="NC",
        directory="Sample Directory",
        site="https://directory.example.org",
        name_of=lambda record_type, key: f"Name of {key}",
        modified=lambda record_type, key: dt.datetime(2026, 11, 1, 12, 30, 0, 123456, tzinfo=dt.UTC),
    )


def listing(**more: object) -> ListingRecord:
    return ListingRecord.model_validate({"key": "a-line", "language": "en", "name": "A line", **more})


@given(listings)
def test_every_listing_is_a_service_by_the_schema(record: ListingRecord) -> None:
    world = frame(record.language)
    runner = write_stand_in(record, world)
    whole = nest_service(record, runner, world)
    assert find_faults(whole, "service") == []
    assert find_faults(write_service(record, world), "service") == []
    for number in range(1, len(record.places) + 1):
        link = {**nest_service_at_location(record, number, world), "service": write_service(record, world)}
        assert find_faults(link, "service_at_location") == []
    ids = [own for path, own in ids_in(whole) if "taxonomy" not in path]
    assert len(ids) == len(set(ids))


@given(listings)
def test_no_number_and_no_hour_is_lost(record: ListingRecord) -> None:
    whole = nest_service(record, None, frame())
    at_places = whole.get("service_at_locations", [])
    assert len(at_places) == len(record.places)
    phones = [phone for owner in (whole, *at_places) for phone in owner.get("phones", [])]
    assert sorted(phone["number"] for phone in phones) == sorted(phone.number.display for phone in record.phones)
    rows = [row for owner in (whole, *at_places) for row in owner.get("schedules", []) if "freq" in row]
    assert len(rows) == len(record.hours)


@given(organizations, listings)
def test_every_organization_validates(record: OrganizationRecord, run: ListingRecord) -> None:
    world = frame()
    simple = write_organization(record, world)
    assert find_faults(simple, "organization") == []
    locations = [link["location"] for link in nest_service(run, None, world).get("service_at_locations", [])]
    whole = nest_organization(simple, [write_service(run, world)], locations)
    assert find_faults(whole, "organization") == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_taxonomies_have_terms_in_both_languages(language: str) -> None:
    terms = Terms(LANGUAGES, "https://directory.example.org")
    for taxonomy in terms.taxonomies.values():
        assert find_faults(taxonomy, "taxonomy") == []
    for term in terms.terms.values():
        assert find_faults(term, "taxonomy_term") == []
    codes = [term["code"] for term in terms.terms.values()]
    assert len(codes) == len(set(codes))
    rides = {term["language"]: term["name"] for term in terms.terms.values() if term["code"].startswith("need:ride")}
    assert rides == {"en": "A ride to treatment", "es": "Transporte al tratamiento"}
    names = {name for _, name, _ in TAXONOMIES.values()}
    assert {term["taxonomy"] for term in terms.terms.values()} == {*names, "Entries"}


def test_ids_depend_on_what_names_a_record_and_on_nothing_else() -> None:
    before = nest_service(
        listing(phones=(Phone(written="988", dial="988"),), places=(Place(city="Boone"),)), None, frame()
    )
    later = listing(
        name="Another name",
        phones=(Phone(written="211", dial="211"), Phone(written="9-8-8", dial="988")),
        places=(Place(city="Boone", address="1 New Street"),),
    )
    after = nest_service(later, None, frame("es", dt.date(2028, 1, 1)))
    assert before["id"] == after["id"] == service_id("a-line")
    assert before["phones"][0]["id"] == after["phones"][1]["id"]
    assert before["service_at_locations"][0]["id"] == after["service_at_locations"][0]["id"]
    assert before["service_at_locations"][0]["location"]["id"] == after["service_at_locations"][0]["location"]["id"]


def test_the_ids_that_partners_keep_never_change() -> None:
    assert service_id("nc-211") == "4d0ea097-6420-5321-84b4-924594dcf98e"
    assert make_id("organization", "nc-211") == "5219f127-3993-52fc-aba5-eaf6f2dc12d7"


def test_a_document_assures_nothing_and_a_call_does() -> None:
    read = write_service(listing(confirmation=Confirmation(checked_on="2026-06-20", method="document")), frame())
    assert "assured_date" not in read
    assert read["alert"] == "Not confirmed by phone yet"
    called = write_service(listing(confirmation=CALLED), frame())
    assert called["assured_date"] == "2026-10-05"
    assert "alert" not in called
    lapsed = write_service(listing(confirmation=CALLED), frame(today=dt.date(2028, 1, 1)))
    assert lapsed["alert"] == "Not confirmed for a long time"


def test_a_closed_listing_says_so_and_names_its_successor() -> None:
    closed = listing(
        status=Status(state="temporarily_closed", became="succeeded_by", successor="b-line", note="Closed in May.")
    )
    service = write_service(closed, frame())
    assert service["status"] == "temporarily closed"
    assert service["alert"] == "Closed in May; Who answers now: Name of b-line"


@pytest.mark.parametrize(
    ("extension", "number", "words"), [("12", 12, None), ("0071", None, "ext. 0071"), ("", None, None)]
)
def test_an_extension_is_a_number_or_stands_in_words(extension: str, number: int | None, words: str | None) -> None:
    row = Phone(written="919-555-0123", dial="+19195550123", extension=extension)
    phone = nest_service(listing(phones=(row,)), None, frame())["phones"][0]
    assert (phone.get("extension"), phone.get("description")) == (number, words)


def test_who_runs_a_listing_is_always_said() -> None:
    own = listing(organization="house", organization_name="The House")
    assert id_of_runner(own) == make_id("organization", "house")
    alone = listing()
    assert write_stand_in(alone, frame())["id"] == id_of_runner(alone) != id_of_runner(own)
    assert "does not say" in write_stand_in(alone, frame())["description"]
    assert "no dice" in write_stand_in(alone, frame("es"))["description"]


def test_moments_have_milliseconds() -> None:
    assert write_service(listing(), frame())["last_modified"] == "2026-11-01T12:30:00.123Z"


@pytest.mark.parametrize(
    "text", ["", "x", "6998425a9a59412ba90b55bf1a456880", "6998425a-9a59-412b-a90b-55bf1a45688z", "é" * 36]
)
def test_what_is_no_uuid_is_none(text: str) -> None:
    assert read_id(text) is None
    assert read_id("6998425A-9A59-412B-A90B-55BF1A456880") == "6998425a-9a59-412b-a90b-55bf1a456880"


@pytest.mark.parametrize(
    ("given_", "fault"),
    [
        ({"id": "x", "name": "a", "status": "active"}, "is not a 'uuid'"),
        ({"name": "a", "status": "active"}, "'id' is a required property"),
        ({"id": service_id("a"), "name": "a", "status": "open"}, "is not one of"),
        ({"id": service_id("a"), "name": "a", "status": "active", "url": "no"}, "is not a 'uri'"),
        ({"id": service_id("a"), "name": "a", "status": "active", "alert": None}, "is not of type"),
        ({"id": service_id("a"), "name": "a", "status": "active", "phones": []}, "is empty"),
        ({"id": service_id("a"), "name": "a", "status": "active", "note": "x"}, "no such field"),
        ({"id": service_id("a"), "name": "a", "status": "active", "assured_date": "2026-11"}, "is no date"),
    ],
)
def test_the_measure_itself_finds_faults(given_: dict[str, object], fault: str) -> None:
    assert fault in " ".join(find_faults(given_, "service"))
