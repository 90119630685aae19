"""Hours, brands and other plain values of a document."""

import datetime as dt
from collections.abc import Iterator

import pytest

from dogwood.edition.records import Hours, ListingRecord
from dogwood.search import EditionSearch, make_documents
from dogwood.search.details import brand_of, opens_of
from dogwood.search.why import label_reason
from tests.support.made_records import make_listing
from tests.support.sample_edition import build_sample_edition, sample_records

NEW_YORK = "America/New_York"
OFFICE = Hours(days=(0, 1, 2, 3, 4), opens=540, closes=1020, timezone=NEW_YORK)
LATE = Hours(days=(1,), opens=1020, closes=1170, timezone=NEW_YORK)
SATURDAY = Hours(days=(5,), opens=540, closes=720, timezone=NEW_YORK)
ALWAYS = Hours(days=tuple(range(7)), opens=0, closes=1440, timezone=NEW_YORK)


@pytest.mark.parametrize(
    ("rows", "opens"),
    [
        ((), ()), ((OFFICE,), ("day",)), ((OFFICE, LATE), ("day", "evening")), ((OFFICE, SATURDAY), ("day", "weekend")),
        ((ALWAYS,), ("day", "evening", "weekend", "always")),
    ],
)  # fmt: skip
def test_hours_in_coarse_words(rows: tuple[Hours, ...], opens: tuple[str, ...]) -> None:
    assert opens_of(rows) == opens


@pytest.mark.parametrize(
    ("name", "brand"),
    [
        ("Kintegra Family Medicine - Collettsville", "kintegra family medicine"), ("Kintegra at Stanley Middle", "kintegra"),
        ("Made Imaging Kernersville", "made imaging"), ("Hospice", "hospice"), ("", ""), (" - ", ""), ("🎗️", ""),
    ],
)  # fmt: skip
def test_what_places_of_one_house_share(name: str, brand: str) -> None:
    assert brand_of(name) == brand


def test_hours_are_a_facet_and_survive_the_index() -> None:
    document = make_documents(make_listing(1).model_copy(update={"hours": (OFFICE, LATE)}))[0]
    assert document.facets["open"] == ("day", "evening")
    assert type(document).from_json(document.to_json()).opens == ("day", "evening")


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditionSearch]:
    records = []
    for record in sample_records():
        if isinstance(record, ListingRecord) and record.service_type == "helpline" and not record.status.is_closed:
            record = record.model_copy(update={"hours": (OFFICE,)})
        records.append(record)
    opened = EditionSearch(build_sample_edition(tmp_path_factory.mktemp("editions"), records=records).current_folder())
    yield opened
    opened.close()


def test_what_is_open_now_says_so_by_the_clock_that_is_passed_in(edition: EditionSearch) -> None:
    monday_noon = dt.datetime(2026, 11, 23, 17, 0, tzinfo=dt.UTC)
    night = dt.datetime(2026, 11, 24, 4, 0, tzinfo=dt.UTC)
    said = [
        {
            result.key: [label_reason(reason, "en") for reason in result.reasons]
            for result in edition.search("helpline open now", now=now).results
        }["sample-helpline"]
        for now in (monday_noon, night)
    ]
    assert "Open now" in said[0]
    assert "Open now" not in said[1]
