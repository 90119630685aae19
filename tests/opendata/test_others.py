"""Organizations, services at their places, taxonomies and terms."""

from typing import Any

import pytest

from dogwood.hsds.identity import make_id
from dogwood.hsds.organizations import organization_id
from dogwood.places import Point, find_zip, miles_between
from tests.hsds.canonical import find_faults

from .conftest import Api
from .test_services import check_page


def all_of(api: Api, name: str, **query: Any) -> list[dict[str, Any]]:
    answer = api.get(f"/api/hsds/{name}", format="ndjson", **query)
    assert answer.status == 200
    return answer.lines


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize(
    "more", [{}, {"full": "true"}, {"full_service": "true"}, {"full": "true", "full_service": "1"}]
)
def test_every_organization_is_one_by_the_schema(api: Api, language: str, more: dict[str, Any]) -> None:
    page = api.get("/api/hsds/organizations", per_page=25, language=language, **more)
    found = check_page(page.json, "organization")
    assert found and len(found) == page.json["total_items"]
    services = [service for item in found for service in item.get("services", [])]
    assert bool(services) is bool(more)
    assert any("attributes" in service for service in services) is ("full_service" in more)
    own_ids = {service["id"] for service in services}
    assert not more or own_ids == {item["id"] for item in all_of(api, "services")}


def test_one_organization_has_its_services_and_places(api: Api) -> None:
    own_id = organization_id("sample-cancer-alliance")
    one = api.get(f"/api/hsds/organizations/{own_id}")
    assert find_faults(one.json, "organization") == []
    services = all_of(api, "services", organization_id=own_id, full="true")
    assert [service["id"] for service in one.json["services"]] == [service["id"] for service in services] != []
    places = [link["location"]["id"] for service in services for link in service.get("service_at_locations", [])]
    assert [location["id"] for location in one.json.get("locations", [])] == places
    whole = api.get(f"/api/hsds/organizations/{own_id}", full_service="true").json
    assert find_faults(whole, "organization") == []
    assert all("attributes" in service for service in whole["services"])


def test_organizations_are_found_by_words_and_terms(api: Api) -> None:
    found = api.get("/api/hsds/organizations", search="cancer alliance").json
    assert organization_id("sample-cancer-alliance") in {item["id"] for item in found["contents"]}
    assert found["total_items"] < api.get("/api/hsds/organizations").json["total_items"]
    assert api.get("/api/hsds/organizations", search="...").json["empty"] is True
    needs = make_id("taxonomy", "needs")
    runners = {item["organization_id"] for item in all_of(api, "services", taxonomy_id=needs)}
    assert {item["id"] for item in all_of(api, "organizations", taxonomy_id=needs)} == runners


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("full", ["false", "true"])
def test_every_service_at_a_location_is_one_by_the_schema(api: Api, language: str, full: str) -> None:
    page = api.get("/api/hsds/service_at_locations", per_page=100, full=full, language=language)
    found = check_page(page.json, "service_at_location")
    assert found
    for item in found:
        assert (item["service"]["id"], item["location"]["id"]) == (item["service_id"], item["location_id"])
        assert ("addresses" in item["location"]) is (full == "true")
        one = api.get(f"/api/hsds/service_at_locations/{item['id']}", language=language).json
        assert find_faults(one, "service_at_location") == []
        assert full == "false" or one == item


def test_places_near_a_postcode(api: Api) -> None:
    home = find_zip("27834")
    assert home is not None and home.point is not None
    every = all_of(api, "service_at_locations", full="true")
    seen = set()
    for metres in (1, 50_000, 150_000, 1_000_000):
        near = all_of(api, "service_at_locations", postcode="27834", proximity=metres, full="true")
        for item in near:
            point = Point(item["location"]["latitude"], item["location"]["longitude"])
            assert miles_between(home.point, point) * 1609.344 <= metres
        seen.add(len(near))
        assert near == [item for item in every if item in near]
    assert len(seen) > 1


def test_a_postcode_finds_what_serves_it(api: Api) -> None:
    robeson = {item["service"]["name"] for item in all_of(api, "service_at_locations", postcode="28358")}
    watauga = {item["service"]["name"] for item in all_of(api, "service_at_locations", postcode="28607-1234")}
    texas = {item["service"]["name"] for item in all_of(api, "service_at_locations", postcode="75201")}
    assert robeson != watauga
    assert texas < robeson | watauga


@pytest.mark.parametrize(("name", "schema"), [("taxonomies", "taxonomy"), ("taxonomy_terms", "taxonomy_term")])
def test_taxonomies_and_terms(api: Api, name: str, schema: str) -> None:
    every = all_of(api, name)
    pages = [api.get(f"/api/hsds/{name}", per_page=7, page=number + 1) for number in range((len(every) + 6) // 7)]
    assert [item for page in pages for item in check_page(page.json, schema)] == every
    for item in every[::5]:
        assert api.get(f"/api/hsds/{name}/{item['id']}").json == item
    assert api.get(f"/api/hsds/{name}", search="needs zzz").json["empty"] is True


def test_terms_of_one_taxonomy(api: Api) -> None:
    needs = make_id("taxonomy", "needs")
    found = all_of(api, "taxonomy_terms", taxonomy_id=needs)
    assert {item["taxonomy_id"] for item in found} == {needs}
    assert {item["language"] for item in found} == {"en", "es"}
    assert all_of(api, "taxonomy_terms", taxonomy_id=needs, top_only="true") == found
    assert all_of(api, "taxonomy_terms", parent_id=found[0]["id"]) == []
    assert [item["name"] for item in all_of(api, "taxonomy_terms", search="need:ride")][:1] == ["A ride to treatment"]


def test_what_this_api_is(api: Api) -> None:
    about = api.get("/api/hsds/").json
    assert about["version"] == "3.1"
    for name in ("profile", "openapi_url"):
        assert api.get(about[name].removeprefix("https://directory.example.org")).status == 200
    assert api.get("/api/hsds").json == about
