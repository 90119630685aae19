"""Records → documents and passages."""

import pytest

from dogwood.edition.records import (
    CareCardBlock,
    GuideRecord,
    ListingRecord,
    QuestionBlock,
    Record,
    StatisticBlock,
    TextBlock,
)
from dogwood.search import block_anchors, make_documents
from dogwood.search.documents import FACETS, LONGEST_SUMMARY, SearchDocument
from tests.support.sample_edition import prose, sample_records


def _find(record_type: str, key: str, language: str = "en") -> Record:
    return next(record for record in sample_records() if record.identity == (record_type, key, language))


def test_a_guide_is_its_main_message_and_its_headed_blocks() -> None:
    documents = make_documents(_find("guide", "rides-and-bills"))
    assert [document.anchor for document in documents] == [
        "",
        "in-short",
        "how-do-i-get-a-ride-to-treatment",
        "can-i-get-a-mammogram-without-insurance",
    ]
    assert documents[0].summary.startswith("You can ask for help")
    assert [document.position for document in documents] == [0, 1, 2, 3]
    assert {document.title for document in documents} == {"Rides to treatment and help with bills"}


def test_figures_are_found_but_never_shown() -> None:
    last = make_documents(_find("guide", "rides-and-bills"))[-1]
    assert "1 in 8" in last.body
    assert "1 in 8" not in last.summary


def test_anchors_are_unique_and_readable() -> None:
    body = (
        QuestionBlock(question="¿Qué es el linfedema?"),
        TextBlock(text=prose("No heading.")),
        QuestionBlock(question="Que es el linfedema"),
        CareCardBlock(level="urgent", title="?!"),
        StatisticBlock(value="3"),
    )
    assert block_anchors(body) == ("que-es-el-linfedema", "", "que-es-el-linfedema-2", "", "")


def test_a_long_passage_is_cut_after_a_word() -> None:
    guide = GuideRecord(key="long", language="en", title="Long", chapter="c", main_message="word " * 200)
    summary = make_documents(guide)[0].summary
    assert len(summary) <= LONGEST_SUMMARY + 2
    assert summary.endswith("word …")


def test_a_listing_is_found_by_name_label_place_and_number() -> None:
    document = make_documents(_find("listing", "robeson-rides"))[0]
    assert "A ride to treatment" in document.labels
    assert "Lumberton" in document.place_words
    assert document.digits == ("9105550103", "5550103")
    assert document.facets["county"] == ("Robeson",)
    assert document.is_confirmed
    assert make_documents(_find("listing", "sample-helpline"))[0].exact[1] == "helping hand line"


def test_a_short_code_stays_whole() -> None:
    from dogwood.edition.records import Phone

    listing = ListingRecord(key="a", language="en", name="A", phones=(Phone(written="988", dial="988"),))
    assert make_documents(listing)[0].digits == ("988",)


@pytest.mark.parametrize("record", sample_records(), ids=lambda record: "-".join(record.identity))
def test_every_document_survives_its_json_but_for_the_body(record: Record) -> None:
    for document in make_documents(record):
        again = SearchDocument.from_json(document.to_json())
        assert again.body == ""
        assert [getattr(again, name) for name in ("title", "summary", "points", "names", "needs", "checked_on")] == [
            getattr(document, name) for name in ("title", "summary", "points", "names", "needs", "checked_on")
        ]
        assert set(document.facets) == set(FACETS)
        assert again.facets == document.facets


def test_what_nobody_searches_makes_no_documents() -> None:
    assert make_documents(_find("directory", "directory")) == []
    assert make_documents(_find("chapter", "paying-for-care")) == []
    assert make_documents(_find("organization", "sample-cancer-alliance")) == []


def test_a_place_without_coordinates_stands_in_its_zip_code_town_or_county() -> None:
    from dogwood.edition.records import Place

    known = [
        Place(zip="28607", city="Boone", state="NC"),
        Place(city="Boone", state="NC"),
        Place(county="Watauga", county_fips="37189"),
    ]
    for place in known:
        latitude, longitude = make_documents(ListingRecord(key="a", language="en", name="A", places=(place,)))[
            0
        ].points[0]
        assert (round(latitude), round(longitude)) == (36, -82)
    elsewhere = ListingRecord(key="a", language="en", name="A", places=(Place(city="Boone", state="IA"),))
    assert make_documents(elsewhere)[0].points == ()
