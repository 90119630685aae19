"""schema.org data: right per kind, and nothing that is not on record."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client

from dogwood.edition.records import (
    CareCardBlock,
    DirectoryRecord,
    EventRecord,
    GuideRecord,
    Hours,
    ListingRecord,
    PublicationRecord,
    QuestionBlock,
    Review,
    Status,
)
from dogwood.web.linked import describe_event, describe_guide, describe_listing, describe_publication
from tests.support.sample_edition import prose
from tests.support.sample_listings import GREENVILLE, TIMEZONE, WEEKDAYS, _phone

from .conftest import parse

DIRECTORY = DirectoryRecord(key="directory", language="en", name="Sample", area_name="North Carolina", state="NC")
HERE = "https://directory.example.org/en/x/"


def listing(**values: Any) -> ListingRecord:
    base: dict[str, Any] = {
        "key": "x",
        "language": "en",
        "name": "X",
        "summary": "What it is.",
        "phones": (_phone("2525550101"), _phone("2525550102", "fax")),
        "places": (GREENVILLE,),
        "hours": (Hours(days=WEEKDAYS, opens=480, closes=1440, timezone=TIMEZONE),),
        "languages": ("en", "es"),
    }
    return ListingRecord.model_validate(base | values)


def describe(**values: Any) -> dict[str, Any]:
    return describe_listing(listing(**values), DIRECTORY, HERE)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ({"service_type": "hospital"}, "Hospital"),
        ({"service_type": "mammography"}, "MedicalClinic"),
        ({"service_type": "support-group"}, "Service"),
        ({"kind": "trial", "service_type": "trial"}, "MedicalTrial"),
        ({"website": "https://bcccp.dph.ncdhhs.gov/"}, "GovernmentService"),
        ({"website": "https://www.example.org/x.gov"}, "Service"),
        ({"service_type": "hospital", "website": "https://www.va.gov/"}, "Hospital"),
    ],
)
def test_the_type_of_a_listing(values: dict[str, Any], kind: str) -> None:
    assert describe(**values)["@type"] == kind


def test_a_clinic_has_its_address_its_hours_and_a_contact_with_languages() -> None:
    data = describe(service_type="mammography")
    assert data["address"]["addressLocality"] == "Greenville" and data["geo"]["latitude"] == GREENVILLE.latitude
    (point,) = data["contactPoint"]  # a fax is no contact for readers
    assert (point["telephone"], point["availableLanguage"]) == ("+12525550101", ["en", "es"])
    (hours,) = data["openingHoursSpecification"]
    assert (hours["opens"], hours["closes"]) == ("08:00", "23:59")
    assert hours["dayOfWeek"] == ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
    assert "availableChannel" not in data and "hoursAvailable" not in data


def test_a_service_has_channels_and_hours() -> None:
    data = describe(service_type="transport", cost="free")
    assert [next(iter(set(channel) & {"servicePhone", "serviceLocation"})) for channel in data["availableChannel"]] == [
        "servicePhone",
        "serviceLocation",
    ]
    assert data["offers"]["price"] == 0 and data["hoursAvailable"]
    assert not {"address", "contactPoint", "openingHoursSpecification"} & set(data)


def test_hours_of_certain_weeks_are_not_told_as_if_of_every_week() -> None:
    row = Hours(days=(0,), opens=480, closes=600, timezone=TIMEZONE, weeks=(1, 3))
    assert "hoursAvailable" not in describe(hours=(row,))


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({"area": "county", "area_counties": ("Pitt", "Wake")}, ["Pitt County, NC", "Wake County, NC"]),
        ({"area": "state"}, ["North Carolina"]),
        ({"area": "states", "area_states": ("NC", "SC")}, ["North Carolina", "SC"]),
        ({"area": "nation"}, ["US"]),
    ],
)
def test_the_area_served(values: dict[str, Any], names: list[str]) -> None:
    assert [area["name"] for area in describe(**values)["areaServed"]] == names


def test_an_unknown_area_is_not_claimed() -> None:
    assert "areaServed" not in describe()


@pytest.mark.parametrize("state", ["defunct", "inactive", "temporarily_closed"])
@pytest.mark.parametrize("kind", ["hospital", "helpline"])
def test_what_is_closed_claims_nothing(state: str, kind: str) -> None:
    data = describe(service_type=kind, website="https://x.example.org", area="nation", status=Status(state=state))
    assert set(data) == {"@context", "@type", "name", "description", "mainEntityOfPage"}


def guide(**values: Any) -> GuideRecord:
    base: dict[str, Any] = {
        "key": "g",
        "language": "en",
        "title": "G",
        "chapter": "c",
        "body": (
            QuestionBlock(question="Whole?", text=prose("Yes.", ["One", "Two"])),
            QuestionBlock(question="Half?", text=prose("It goes on below.")),
            CareCardBlock(level="emergency", title="Call 911 if", text=prose(["you cannot breathe"])),
        ),
    }
    return GuideRecord.model_validate(base | values)


def test_questions_with_whole_answers() -> None:
    data = describe_guide(guide())
    assert data["@type"] == ["MedicalWebPage", "FAQPage"]
    (question,) = data["mainEntity"]
    assert (question["name"], question["acceptedAnswer"]["text"]) == ("Whole?", "Yes.\nOne\nTwo")


@pytest.mark.parametrize("values", [{"notices": ("awaiting_clinical_review",)}, {"needs": ("grief",)}, {"body": ()}])
def test_answers_that_need_a_word_beside_them_stay_on_their_page(values: dict[str, Any]) -> None:
    data = describe_guide(guide(**values))
    assert data["@type"] == "MedicalWebPage" and "mainEntity" not in data


@pytest.mark.parametrize(
    ("review", "is_named"),
    [
        (Review(), False),
        (Review(state="pending", by="Dr. A", on="2026-10-01"), False),
        (Review(state="reviewed", on="2026-10-01"), False),
        (Review(state="reviewed", by="Dr. A"), False),
        (Review(state="reviewed", by="Dr. A", role="Oncologist", on="2026-10-01"), True),
    ],
)
def test_only_a_signed_review_is_named(review: Review, is_named: bool) -> None:
    data = describe_guide(guide(review=review))
    assert ("lastReviewed" in data, "reviewedBy" in data) == (is_named, is_named)


def event(**values: Any) -> EventRecord:
    base: dict[str, Any] = {"key": "e", "language": "en", "name": "E", "starts": dt.datetime(2026, 12, 1, 18)}
    return EventRecord.model_validate(base | values)


SOON = [dt.datetime(2026, 12, 8, 18, tzinfo=dt.UTC)]


def test_an_event_ends_as_long_after_its_next_start() -> None:
    data = describe_event(event(ends=dt.datetime(2026, 12, 1, 19, 30), cost="free"), SOON, HERE)
    assert data and data["endDate"] == "2026-12-08T19:30:00+00:00" and data["isAccessibleForFree"] is True


@pytest.mark.parametrize(
    ("values", "mode", "kinds"),
    [
        ({"place": GREENVILLE}, "Offline", ["Place"]),
        ({"online": "https://x.example.org"}, "Online", ["VirtualLocation"]),
        ({"place": GREENVILLE, "online": "https://x.example.org"}, "Mixed", ["Place", "VirtualLocation"]),
    ],
)
def test_where_an_event_is(values: dict[str, Any], mode: str, kinds: list[str]) -> None:
    data = describe_event(event(**values), SOON, HERE)
    assert data and data["eventAttendanceMode"] == f"https://schema.org/{mode}EventAttendanceMode"
    places = data["location"] if isinstance(data["location"], list) else [data["location"]]
    assert [place["@type"] for place in places] == kinds


def test_an_event_whose_place_nobody_knows_claims_none() -> None:
    data = describe_event(event(), SOON, HERE)
    assert data and not {"location", "eventAttendanceMode"} & set(data)


def test_an_event_that_is_over_or_closed_is_not_described() -> None:
    assert describe_event(event(), [], HERE) is None
    assert describe_event(event(status=Status(state="defunct")), SOON, HERE) is None


@pytest.mark.parametrize(("name", "kind"), [("book", "Book"), ("website", "WebSite"), ("video", "VideoObject")])
def test_publications(name: str, kind: str) -> None:
    item = PublicationRecord(
        key="p", language="en", publication_type=name, title="P", edition="2nd", website="https://p.example.org",
        authors=("Jane Sample", "Sample Alliance"), organization_name="Sample Alliance", year="2004",
    )  # fmt: skip
    data = describe_publication(item)
    assert (data["@type"], data["url"]) == (kind, "https://p.example.org")
    assert [author["@type"] for author in data["author"]] == ["Person", "Organization"]
    assert ("bookEdition" in data) is (kind == "Book")
    assert "url" not in describe_publication(item.model_copy(update={"status": Status(state="defunct")}))


def test_the_home_page_can_be_searched_from_elsewhere(client: Client) -> None:
    script = parse(client.get("/es/").content).select_one('script[type="application/ld+json"]')
    data = json.loads(script.get_text())
    address = data["potentialAction"]["target"]["urlTemplate"].replace("{search_term_string}", "peluca")
    assert client.get(address.removeprefix("https://directory.example.org")).status_code == 200
