"""Services: lists, pages, filters, one of them; each answer by the canonical schemas."""

import datetime as dt
from typing import Any

import pytest

from dogwood.hsds.identity import make_id
from dogwood.hsds.services import service_id
from dogwood.hsds.terms import Terms
from tests.hsds.canonical import find_faults

from .conftest import Api

PAGE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}
RIDES = service_id("robeson-rides")


def check_page(page: dict[str, Any], schema: str) -> list[dict[str, Any]]:
    """The objects of a page that has all fields, each by its schema."""
    assert set(page) == PAGE
    assert page["size"] == len(page["contents"])
    assert page["empty"] is (not page["contents"])
    for item in page["contents"]:
        assert find_faults(item, schema) == []
    return list(page["contents"])


def term(facet: str, word: str, language: str = "en") -> str:
    terms = Terms(("en", "es"))
    return next(
        own for own, pair in terms.words.items() if pair == (facet, word) and terms.terms[own]["language"] == language
    )


@pytest.mark.parametrize("full", ["false", "true"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_every_service_is_one_by_the_schema(api: Api, full: str, language: str) -> None:
    answer = api.get("/api/hsds/services", full=full, per_page=100, language=language)
    assert answer.status == 200
    found = check_page(answer.json, "service")
    assert len(found) == answer.json["total_items"] > 5
    names = [item["name"].casefold() for item in found]
    assert names == sorted(names) or language == "es"
    for item in found:
        assert item["organization"]["id"] == item["organization_id"]
        assert ("attributes" in item) is (full == "true")


def test_pages_follow_each_other_without_gap_or_twin(api: Api) -> None:
    whole = api.get("/api/hsds/services").json
    seen = []
    for number in range(1, whole["total_items"] + 1):
        page = api.get("/api/hsds/services", page=number, per_page=1)
        (item,) = check_page(page.json, "service")
        assert page.json["first_page"] is (number == 1)
        assert page.json["last_page"] is (number == page.json["total_pages"])
        assert ('rel="next"' in page.headers["link"]) is (not page.json["last_page"])
        assert ('rel="prev"' in page.headers["link"]) is (not page.json["first_page"])
        seen.append(item)
    assert seen == whole["contents"]


def test_one_service_is_the_same_as_in_the_full_list(api: Api) -> None:
    for item in api.get("/api/hsds/services", full="true").json["contents"]:
        one = api.get(f"/api/hsds/services/{item['id']}")
        assert one.json == item
        assert find_faults(one.json, "service") == []
    assert api.get(f"/api/hsds/services/{RIDES.upper()}").json["id"] == RIDES


def test_posting_a_query_gives_what_getting_it_does(api: Api) -> None:
    for name in ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"):
        asked: dict[str, Any] = {"search": "sample", "per_page": 2}
        posted = api.get(f"/api/hsds/{name}", method="POST", **asked)
        assert posted.status == 200
        assert posted.body == api.get(f"/api/hsds/{name}", **asked).body


def test_minimal_gives_all_ids_at_once(api: Api) -> None:
    found = api.get("/api/hsds/services", minimal="true").json
    whole = api.get("/api/hsds/services").json
    assert found["last_page"] and found["total_pages"] == 1
    assert [item["id"] for item in found["contents"]] == [item["id"] for item in whole["contents"]]
    assert {tuple(item) for item in found["contents"]} == {("id", "last_modified")}
    assert found["contents"][0]["last_modified"] == whole["contents"][0]["last_modified"]


def test_a_stream_gives_every_service_a_line(api: Api) -> None:
    for full in ("false", "true"):
        lines = api.get("/api/hsds/services", format="ndjson", full=full)
        assert lines.headers["content-type"] == "application/x-ndjson"
        assert lines.lines == api.get("/api/hsds/services", full=full, per_page=100).json["contents"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_terms_filter_in_either_language(api: Api, language: str) -> None:
    found = api.get("/api/hsds/services", taxonomy_term_id=term("need", "ride", language), full="true").json["contents"]
    rest = api.get("/api/hsds/services", full="true").json["contents"]

    def has(item: dict[str, Any]) -> bool:
        return any((a["link_type"], a["value"]) == ("need", "ride") for a in item["attributes"])

    assert found and found == [item for item in rest if has(item)]


def test_a_taxonomy_filters_by_any_of_its_terms(api: Api) -> None:
    rest = api.get("/api/hsds/services", full="true").json["contents"]
    for name in ("needs", "audiences", "service_types", "formats", "acceptings", "kinds"):
        own_id = make_id("taxonomy", name)
        found = api.get("/api/hsds/services", taxonomy_id=own_id, full="true").json["contents"]
        expected = [
            item for item in rest if any(a["taxonomy_term"]["taxonomy_id"] == own_id for a in item["attributes"])
        ]
        assert found == expected
    assert api.get("/api/hsds/services", taxonomy_id=make_id("taxonomy", "entries")).json["total_items"] == len(rest)
    assert api.get("/api/hsds/services", taxonomy_id=make_id("no", "such")).json["empty"] is True


def test_an_organization_filters(api: Api) -> None:
    for organization in api.get("/api/hsds/organizations", per_page=100).json["contents"]:
        found = api.get("/api/hsds/services", organization_id=organization["id"]).json["contents"]
        assert {item["organization_id"] for item in found} <= {organization["id"]}
    assert api.get("/api/hsds/services", organization_id=make_id("nobody")).json["total_items"] == 0


def test_a_search_wants_every_word_in_any_language(api: Api) -> None:
    found = api.get("/api/hsds/services", search="ROBESON rides").json["contents"]
    assert [item["id"] for item in found] == [RIDES]
    assert api.get("/api/hsds/services", search="robeson quarks").json["empty"] is True
    assert api.get("/api/hsds/services", search="?!*\"'").json["empty"] is True
    spanish = api.get("/api/hsds/services", search="transporte al tratamiento").json["contents"]
    assert RIDES in {item["id"] for item in spanish}


def test_filters_add_up(api: Api) -> None:
    one = api.get("/api/hsds/services", search="robeson", taxonomy_term_id=term("need", "ride"))
    assert [item["id"] for item in one.json["contents"]] == [RIDES]
    none = api.get(
        "/api/hsds/services", search="robeson", taxonomy_term_id=term("need", "ride"), modified_after="2030-01-01"
    )
    assert none.json["total_items"] == none.json["total_pages"] == 0


def test_an_hour_of_change_counts_from_that_moment_on(api: Api) -> None:
    moment = api.get("/api/hsds/services", minimal="true").json["contents"][0]["last_modified"]
    total = api.get("/api/hsds/services").json["total_items"]
    later = (dt.datetime.fromisoformat(moment) + dt.timedelta(milliseconds=1)).isoformat()
    assert api.get("/api/hsds/services", modified_after=moment).json["total_items"] == total
    assert api.get("/api/hsds/services", modified_after=later).json["total_items"] == 0
    assert api.ask("/api/hsds/services", "modified_after=2026-11-23T00:00:00+00:00").json["total_items"] == total
