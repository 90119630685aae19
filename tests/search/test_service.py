"""Whole questions to whole answers, over the sample edition."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dogwood.edition.file import EditionReader
from dogwood.edition.records import ListingRecord, Record
from dogwood.search import EditionSearch, SearchAnswer, build_index
from dogwood.search.engines.memory import MemoryEngine
from dogwood.search.service import search
from dogwood.search.why import label_reason
from tests.support.sample_edition import build_sample_edition, sample_records


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EditionSearch]:
    opened = EditionSearch(build_sample_edition(tmp_path_factory.mktemp("editions")).current_folder())
    yield opened
    opened.close()


def _keys(answer: SearchAnswer) -> list[str]:
    return [result.key for result in answer.results]


def _why(answer: SearchAnswer, number: int = 0) -> list[str]:
    why: list[str] = answer.as_dict()["results"][number]["why"]
    return why


def test_the_answer_has_the_fields_of_the_contract(edition: EditionSearch) -> None:
    answer = edition.search("mammogram near Greenville").as_dict()
    assert list(answer) == ["query", "intent", "total", "results", "facets", "suggestions", "urgent"]
    assert list(answer["results"][0]) == [
        "key", "kind", "title", "summary", "url", "distance_miles", "checked_on", "why",
    ]  # fmt: skip
    assert answer["intent"]["place"] == {"kind": "town", "name": "Greenville", "counties": ["Pitt"]}
    assert answer["facets"]["kind"]["service"] >= 3


def test_what_is_near_comes_first_and_says_how_far(edition: EditionSearch) -> None:
    answer = edition.search("mammogram near Greenville")
    assert _keys(answer)[0] == "greenville-imaging"
    assert answer.results[0].distance_miles is not None
    assert answer.results[0].distance_miles < 5
    assert _why(answer) == ["About 2 miles away", "Serves Pitt County", "A place for a mammogram"]
    assert _keys(edition.search("mammogram", near="28607"))[0] == "boone-imaging"


def test_what_serves_only_other_counties_goes_last(edition: EditionSearch) -> None:
    assert _keys(edition.search("ride near Boone"))[-2:] != ["robeson-rides"]
    assert _keys(edition.search("ride near Lumberton"))[0] == "robeson-rides"
    assert _keys(edition.search("ride near Greenville"))[0] == "tar-river-fund"


def test_a_misspelt_place_is_the_one_that_was_meant(edition: EditionSearch) -> None:
    assert _keys(edition.search("mammogram", near="Greenvile"))[0] == "greenville-imaging"
    place = edition.search("mammogram near Greenvile").intent.place
    assert place is not None and place.name == "Greenville"
    assert "place_unknown" in edition.search("mammogram", near="zzzzzz").intent.notices


def test_it_says_so_where_nothing_is_near(edition: EditionSearch) -> None:
    assert "nothing_near" in edition.search("wig near Wilmington").intent.notices
    assert "nothing_near" not in edition.search("wig near Boone").intent.notices


def test_a_place_alone_shows_what_is_there(edition: EditionSearch) -> None:
    answer = edition.search("27834")
    assert {"sample-cancer-center", "sample-walk", "greenville-imaging"} <= set(_keys(answer))
    assert "boone-imaging" not in _keys(answer)


@pytest.mark.parametrize("text", ["Old Carolina Cancer Line", "old carolina line", "carolina cancer line"])
def test_a_closed_listing_is_found_by_name_with_its_successor(edition: EditionSearch, text: str) -> None:
    answer = edition.search(text)
    assert _keys(answer)[:2] == ["old-carolina-line", "sample-helpline"]
    assert _why(answer)[:2] == ["Closed", "Answers now: Sample Breast Helpline"]
    assert answer.total >= 2
    assert answer.results[0].is_closed


def test_a_closed_listing_goes_last_where_others_help(edition: EditionSearch) -> None:
    found = _keys(edition.search("helpline"))
    assert found.index("sample-helpline") < found.index("old-carolina-line")


def test_a_synonym_finds_what_doctors_call_it(edition: EditionSearch) -> None:
    assert {"lymphedema", "arm-swelling"} <= set(_keys(edition.search("swollen arm")))
    assert {"lymphedema", "arm-swelling"} <= set(_keys(edition.search("brazo hinchado", language="es"))[:5])


def test_a_guide_shows_the_passage_that_fits(edition: EditionSearch) -> None:
    answer = edition.search("can I get a mammogram without insurance", filters={"kind": ["guide"]})
    assert answer.results[0].url == "/en/guide/rides-and-bills/#can-i-get-a-mammogram-without-insurance"
    assert answer.results[0].summary.startswith("Can I get a mammogram without insurance? Yes.")
    assert len(answer.results) == answer.total == 1


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("lymph node gland", "/en/glossary/#lymph-node"), ("wig closet", "/en/listing/wig-closet-boone/"),
        ("eating well", "/en/publication/sample-booklet/"), ("sample walk", "/en/event/sample-walk/"),
        ("about this directory", "/en/page/about/"),
    ],
)  # fmt: skip
def test_every_kind_has_its_address(edition: EditionSearch, text: str, url: str) -> None:
    assert url in [result.url for result in edition.search(text).results]


def test_a_reader_may_write_in_the_other_language(edition: EditionSearch) -> None:
    english = edition.search("ayuda con la renta y la luz", language="en")
    assert english.results
    assert english.results[0].language == "en"
    assert english.results[0].url.startswith("/en/")
    spanish = edition.search("where can I get a free mammogram without insurance", language="es")
    assert spanish.results[0].title == "State Screening Program"
    assert "Mamografías gratis" in spanish.results[0].summary
    assert _why(spanish)[0] == "Una mamografía sin seguro"


def test_wishes_raise_and_explain(edition: EditionSearch) -> None:
    answer = edition.search("grupo de apoyo en español", language="es")
    assert _keys(answer)[0] == "juntas-pembroke"
    assert "En español" in _why(answer)
    assert "Free" in _why(edition.search("free wig"))
    assert set(_keys(edition.search("free"))) <= {
        record.key for record in sample_records() if getattr(record, "cost", "") in {"free", "free-to-apply"}
    }


def test_filters_hold(edition: EditionSearch) -> None:
    answer = edition.search("", filters={"need": ["mammogram"], "county": ["Robeson"], "nonsense": ["x"]})
    assert _keys(answer) == ["lumberton-imaging"]
    assert edition.search("wig", filters={"kind": ["guide"]}).total == 0
    assert edition.search("wig", filters={"need": ["\x00"]}).total == 0


def test_nothing_asked_is_nothing_answered(edition: EditionSearch) -> None:
    for text in ("", "   ", "?!", "\x00"):
        answer = edition.search(text)
        assert (answer.total, answer.results, answer.suggestions) == (0, (), ())


def test_a_misspelling_is_read_as_what_was_meant_and_says_so(edition: EditionSearch) -> None:
    answer = edition.search("mamogramm")
    assert answer.corrected == "mammogram"
    assert _keys(answer) == _keys(edition.search("mammogram"))
    assert edition.search("quimioterpia", language="es").corrected == "quimioterapia"
    assert edition.search("mammogram").corrected == ""


def test_a_reader_who_meant_it_is_searched_as_typed_and_gets_suggestions(edition: EditionSearch) -> None:
    answer = edition.search("mamogramm", is_exact=True)
    assert (answer.corrected, answer.total) == ("", 0)
    assert answer.suggestions[0] == "mammogram"
    assert edition.search("mammogram").suggestions == ()


def test_too_few_results_widen_the_question(edition: EditionSearch) -> None:
    answer = edition.search("ride to chemo for my neighbor")
    assert answer.is_widened
    assert "robeson-rides" in _keys(answer)
    assert not edition.search("mammogram").is_widened


@pytest.mark.parametrize(
    ("text", "key"),
    [("lost my hair", "wig-closet-boone"), ("my limb is puffy", "arm-swelling"), ("chauffeur", "robeson-rides")],
)
def test_where_no_word_is_found_its_meaning_answers(
    edition: EditionSearch, tmp_path: Path, text: str, key: str
) -> None:
    assert edition.search(text).total == 0  # its index has no meaning: words alone
    store = build_sample_edition(tmp_path, build_index=partial(build_index, vectors=[]))
    opened = EditionSearch(store.current_folder())
    answer = opened.search(text)
    assert key in _keys(answer)
    assert answer.is_widened  # the page says that not everything matches
    assert answer.total == len(answer.results) <= 5
    assert opened.search("zzqx").total == 0
    assert all(result.kind == "guide" for result in opened.search(text, filters={"kind": ["guide"]}).results)
    opened.close()
    words = EditionSearch(store.current_folder(), with_meaning=False)
    assert words.search(text).total == 0
    words.close()


def test_matches_are_marked_as_parts(edition: EditionSearch) -> None:
    result = edition.search("wigs").results[0]
    assert result.summary_parts[:3] == (
        ("Free ", False),
        ("wigs", True),
        (", scarves and breast forms for people in treatment.", False),
    )
    assert "".join(text for text, _ in result.title_parts) == result.title


def test_pages_follow_each_other_without_gap_or_repeat(edition: EditionSearch) -> None:
    whole = _keys(edition.search("breast cancer treatment", limit=50))
    paged = [
        key for at in range(0, 50, 2) for key in _keys(edition.search("breast cancer treatment", limit=2, offset=at))
    ]
    assert whole == paged
    assert len(set(whole)) == len(whole)


def test_many_alike_do_not_drown_the_others() -> None:
    records: list[Record] = list(sample_records())
    rooms = [record for record in records if record.key == "boone-imaging"]
    for number in range(300):
        records += [
            room.model_copy(update={"key": f"room-{number}", "name": f"Mammogram Room {number}"}) for room in rooms
        ]
    by_identity: dict[tuple[str, str, str], Any] = {record.identity: record for record in records}
    edition = SimpleNamespace(
        manifest=SimpleNamespace(languages=("en", "es"), counts={}),
        all=lambda cls, language: [],
        all_best=lambda cls, language: [],
        get_best=lambda cls, key, language: by_identity.get((cls.record_type, key, language)),
    )
    answer = search(edition, MemoryEngine(records), "mammogram", language="en", limit=10)  # type: ignore[arg-type]
    assert answer.total > 300
    kinds = [by_identity["listing", key, "en"].service_type for key in _keys(answer) if key.startswith("room")]
    assert len(kinds) <= 6
    assert {"mammogram", "state-screening-program", "rides-and-bills"} <= set(_keys(answer))


def test_alike_places_of_one_house_are_folded_into_the_nearest(tmp_path: Path) -> None:
    room = next(record for record in sample_records() if record.identity == ("listing", "boone-imaging", "en"))
    records = list(sample_records())
    for number, town in enumerate(("Asheville", "Raleigh", "Wilmington", "Durham")):
        names = {"key": f"made-{number}", "name": f"Made Imaging - {town}", "places": (), "area_counties": ()}
        records.append(room.model_copy(update=names))
    opened = EditionSearch(build_sample_edition(tmp_path, records=records).current_folder())
    try:
        answer = opened.search("mammogram", limit=50)
        made = [result for result in answer.results if result.key.startswith("made-")]
        assert len(made) == 1
        assert [other.title for other in made[0].alike] and len(made[0].alike) == 3
        assert made[0].alike[0].url.startswith("/en/listing/made-")
        assert "And 3 more places" in [label_reason(reason, "en") for reason in made[0].reasons]
        named = opened.search("Made Imaging - Durham", limit=50)
        assert _keys(named)[0] == "made-3"
    finally:
        opened.close()


def test_the_engines_agree_on_what_matches(edition: EditionSearch) -> None:
    memory = MemoryEngine(sample_records())
    for text in ("wig", "ride near Boone", "mammogram", "910-555-0103", "free", "swollen arm", "support group for men"):
        embedded = edition.search(text, limit=50)
        plain = search(edition.edition, memory, text, language="en", limit=50)
        assert set(_keys(embedded)) == set(_keys(plain)), text
        assert embedded.total == plain.total
        assert embedded.facets == plain.facets


def test_a_confirmed_listing_goes_before_an_equal_one(tmp_path: Path) -> None:
    listings: list[Record] = [
        record.model_copy(update={"key": f"{record.key}-b", "confirmation": ListingRecord(
            key="x", language="en", name="x").confirmation})
        for record in sample_records() if record.key == "sample-helpline"
    ]  # fmt: skip
    store = build_sample_edition(tmp_path, records=[*listings, *sample_records()])
    opened = EditionSearch(store.current_folder())
    found = _keys(opened.search("helpline"))
    assert found.index("sample-helpline") < found.index("sample-helpline-b")
    assert isinstance(opened.edition, EditionReader)
    opened.close()
