"""Records → resources: what stands where, and every record that can be published makes a valid resource."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.edition.records import Confirmation, Hours, ListingRecord, OrganizationRecord, Phone, Place, Status
from dogwood.hsds.frame import Frame, make_frame
from dogwood.hsds.organizations import organization_id, stand_in_id
from dogwood.hsds.parts import location_id
from dogwood.hsds.services import service_id
from dogwood.opendata.fhir.parts import describe_hours, write_hours
from dogwood.opendata.fhir.resources import (
    write_fhir_location,
    write_fhir_organization,
    write_fhir_service,
    write_fhir_stand_in,
)
from tests.hsds.possible import worlds

from .rules import find_faults

SITE = "https://directory.example.org"
TODAY = dt.date(2026, 11, 23)
CHANGED = "2026-11-01T12:00:00.000Z"
ZONE = "America/New_York"
PHONE = Phone(written="919-733-4261", dial="+19197334261")


def frame(language: str = "en") -> Frame:
    def modified(record_type: str, key: str) -> dt.datetime:
        return dt.datetime(2026, 11, 1, 12, tzinfo=dt.UTC)

    return make_frame(language, ("en", "es"), TODAY, state="NC", directory="Sample", site=SITE, modified=modified)


def write(language: str = "en", runs: bool = True, **fields: Any) -> dict[str, Any]:
    """The service of a listing with ``fields``, which keeps to the rules."""
    listing = ListingRecord(**{"key": "a-ride", "language": "en", "name": "A Ride", **fields})
    found = write_fhir_service(listing, runs, frame(language))
    assert find_faults(found) == []
    return found


@given(worlds, st.sampled_from(["en", "es"]))
def test_what_can_be_published_makes_valid_resources(
    world: tuple[list[ListingRecord], list[OrganizationRecord]], language: str
) -> None:
    listings, organizations = world
    made = [write_fhir_organization(record, CHANGED, frame(language)) for record in organizations]
    for listing in listings:
        made.append(write_fhir_service(listing, True, frame(language)))
        made.append(write_fhir_stand_in(listing, CHANGED, frame(language)))
        made += [write_fhir_location(listing, n, True, frame(language)) for n in range(1, len(listing.places) + 1)]
    assert [fault for resource in made for fault in find_faults(resource)] == []


def test_ids_are_those_of_hsds() -> None:
    place = Place(name="Office", city="Boone", state="NC")
    listing = ListingRecord(key="a-ride", language="en", name="A Ride", organization="rides", places=(place,))
    service = write_fhir_service(listing, True, frame())
    assert service["id"] == service_id("a-ride")
    assert service["providedBy"]["reference"] == f"Organization/{organization_id('rides')}"
    assert service["location"] == [{"reference": f"Location/{location_id(listing, 1)}", "display": "Office"}]
    assert write_fhir_location(listing, 1, True, frame())["id"] == location_id(listing, 1)
    assert write_fhir_stand_in(listing, CHANGED, frame())["id"] == stand_in_id("a-ride")
    record = OrganizationRecord(key="rides", language="en", name="Rides")
    assert write_fhir_organization(record, CHANGED, frame())["id"] == organization_id("rides")


def test_what_is_not_known_is_not_there() -> None:
    found = write()
    assert set(found) == {
        "resourceType", "id", "meta", "language", "identifier", "active", "providedBy", "category", "name", "comment",
    }  # fmt: skip
    assert found["category"][0]["coding"][0]["code"] == "unknown"
    place = Place(county="Pitt", county_fips="37147")
    listing = ListingRecord(key="a-ride", language="en", name="A Ride", places=(place,))
    location = write_fhir_location(listing, 1, True, frame())
    assert find_faults(location) == []
    assert set(location) == {"resourceType", "id", "meta", "language", "status", "name", "managingOrganization"}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Not confirmed by phone yet"), ("es", "Aún no confirmado por teléfono")]
)
def test_what_nobody_confirmed_says_so_first(language: str, words: str) -> None:
    assert write(language, summary="Rides.")["comment"] == f"{words}\n\nRides."
    called = Confirmation(
        checked_on="2026-11-01", method="phone", due_on=dt.date(2027, 2, 1), lapses_on=dt.date(2027, 11, 1)
    )
    found = write(language, summary="Rides.", confirmation=called)
    assert found["comment"] == "Rides."
    assert found["extraDetails"].endswith("2026-11-01.")
    assert "extraDetails" not in write(language, summary="Rides.")


@pytest.mark.parametrize(
    ("state", "active", "status"),
    [
        ("", True, "active"),
        ("active", True, "active"),
        ("defunct", False, "inactive"),
        ("inactive", False, "inactive"),
        ("temporarily_closed", False, "suspended"),
    ],
)
def test_what_is_closed_is_not_active_and_claims_no_profile(state: str, active: bool, status: str) -> None:
    closed = Status(state=state, note="It closed." if not active else "")
    found = write(status=closed)
    assert found["active"] is active
    assert ("profile" in found["meta"]) is active
    assert ("It closed" in found.get("comment", "")) is not active
    listing = ListingRecord(key="a", language="en", name="A", status=closed, places=(Place(city="Boone"),))
    location = write_fhir_location(listing, 1, True, frame())
    assert (location["status"], "profile" in location["meta"]) == (status, active)
    stand_in = write_fhir_stand_in(listing, CHANGED, frame())
    assert (stand_in["active"], "profile" in stand_in["meta"]) == (active, active)
    record = OrganizationRecord(key="a", language="en", name="A", status=closed)
    organization = write_fhir_organization(record, CHANGED, frame())
    assert (organization["active"], "profile" in organization["meta"]) == (active, active)
    assert [fault for one in (location, stand_in, organization) for fault in find_faults(one)] == []


def test_who_is_run_by_a_closed_organization_claims_no_profile() -> None:
    assert "profile" not in write(runs=False)["meta"]
    assert "profile" in write(runs=True)["meta"]


def test_needs_are_one_category_with_a_coding_each() -> None:
    found = write(
        "es", needs=("ride", "money-bills"), service_type="transport", audiences=("uninsured",), formats=("phone",)
    )
    (category,) = found["category"]
    system = f"{SITE}/api/hsds/taxonomy_terms"
    assert [coding["code"] for coding in category["coding"]] == ["need:ride", "need:money-bills"]
    assert {coding["system"] for coding in category["coding"]} == {system}
    assert category["coding"][0]["display"] == "Transporte al tratamiento"
    assert [concept["coding"][0]["code"] for concept in found["type"]] == ["service_type:transport"]
    assert [concept["coding"][0]["code"] for concept in found["characteristic"]] == [
        "audience:uninsured",
        "format:phone",
    ]


def test_numbers_stand_in_their_order_with_what_has_no_field_in_words() -> None:
    tty = Phone(
        written="919-733-4262", dial="+19197334262", kind="tty", label="Main desk", languages=("es",), extension="5"
    )
    text = Phone(written="741741", dial="741741", kind="text")
    found = write(phones=(PHONE, tty, text), email="help@example.org", website="https://example.org")
    assert [(row["system"], row["value"], row.get("rank")) for row in found["telecom"]] == [
        ("phone", "919-733-4261", 1),
        ("other", "919-733-4262 ext. 5", 2),
        ("sms", "741741", 3),
        ("email", "help@example.org", None),
        ("url", "https://example.org", None),
    ]
    assert found["extraDetails"].startswith("919-733-4262 ext. 5: Main desk; ")
    assert found["extraDetails"].endswith("Spanish.")


def test_a_number_or_hour_of_one_place_stands_there() -> None:
    hours = Hours(days=(0, 1), opens=540, closes=1020, timezone=ZONE, place=1)
    listing = ListingRecord(
        key="a", language="en", name="A", phones=(PHONE.model_copy(update={"place": 1}),), hours=(hours,),
        places=(Place(city="Boone", state="NC", accessibility="Ramp"),), accessibility="Lift",
    )  # fmt: skip
    service, location = write_fhir_service(listing, True, frame()), write_fhir_location(listing, 1, True, frame())
    assert not {"telecom", "availableTime", "availabilityExceptions"} & set(service)
    assert location["telecom"] == [{"system": "phone", "value": "919-733-4261", "use": "work", "rank": 1}]
    assert location["hoursOfOperation"] == [
        {"daysOfWeek": ["mon", "tue"], "openingTime": "09:00:00", "closingTime": "17:00:00"}
    ]
    assert location["availabilityExceptions"] == "Local time, America/New_York."
    assert [row["valueCodeableConcept"]["text"] for row in location["extension"]] == ["Ramp", "Lift"]


def test_hours_over_midnight_are_two_entries() -> None:
    found = write_hours([Hours(days=(4, 6), opens=1320, closes=120, timezone=ZONE)], "from", "to")
    assert found == [
        {"daysOfWeek": ["fri", "sun"], "from": "22:00:00", "to": "23:59:59"},
        {"daysOfWeek": ["mon", "sat"], "from": "00:00:00", "to": "02:00:00"},
    ]
    day_and_night = Hours(days=(0, 1, 2, 3, 4, 5, 6), opens=0, closes=1440, timezone=ZONE)
    assert write_hours([day_and_night], "from", "to")[0]["allDay"] is True


def test_hours_of_some_weeks_are_told_in_words() -> None:
    some = Hours(days=(0,), opens=540, closes=600, timezone=ZONE, weeks=(1, 3), note="Call first.")
    one = Hours(days=(0, 2), opens=540, closes=600, timezone=ZONE, weeks=(2,))
    assert write_hours([some, one], "from", "to") == []
    assert describe_hours([some, one], "Closed on holidays.", "en") == (
        "Monday, 09:00–10:00: only in weeks 1, 3 of the month.\nCall first.\n"
        "Monday, Wednesday, 09:00–10:00: only in week 2 of the month.\nClosed on holidays.\nLocal time, America/New_York."
    )
    assert describe_hours([one], "", "es") == (
        "lunes, miércoles, 09:00–10:00: solo en la semana 2 del mes.\nHora local, America/New_York."
    )


@pytest.mark.parametrize(
    ("cost", "code"),
    [("free", "free"), ("sliding-scale", "disc"), ("fee", "cost"), ("low-cost", ""), ("free-to-apply", "")],
)
def test_cost_has_a_code_where_hl7_has_the_same(cost: str, code: str) -> None:
    found = write(
        cost=cost, cost_note="Ask the clerk.", eligibility="Adults", documents="A card", waiting_time="A week"
    )
    (concept,) = found["serviceProvisionCode"]
    assert [coding["code"] for coding in concept.get("coding", ())] == ([code] if code else [])
    assert concept["text"]
    assert "Ask the clerk." in found["extraDetails"]
    assert "What to bring: A card" in found["extraDetails"]
    assert "Waiting time: A week" in found["extraDetails"]
    assert found["eligibility"] == [{"comment": "Adults"}]


def test_areas_and_languages() -> None:
    found = write(area="county", area_counties=("Pitt", "Martin"), area_note="And beyond.", languages=("es", "zh-Hant"))
    assert found["coverageArea"] == [{"display": "Pitt County, NC"}, {"display": "Martin County, NC"}]
    assert "Area served: And beyond." in found["extraDetails"]
    assert [row["coding"][0]["code"] for row in found["communication"]] == ["es", "zh-Hant"]
    assert found["communication"][0]["text"] == "Spanish"


def test_an_organization_has_its_names_and_no_parent() -> None:
    record = OrganizationRecord(
        key="b", language="en", name="B", other_names=("Old B", "Old B"), parent="a", website="https://example.org"
    )
    found = write_fhir_organization(record, CHANGED, frame())
    assert find_faults(found) == []
    assert (found["name"], found["alias"]) == ("B", ["Old B"])
    assert "partOf" not in found and "extension" not in found
    assert found["identifier"] == [{"use": "official", "system": f"{SITE}/api/hsds/organizations", "value": "b"}]
