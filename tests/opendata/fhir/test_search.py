"""Searching: by name, need, place and the rest; pages; what comes along."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from dogwood.hsds.organizations import organization_id
from dogwood.hsds.services import service_id
from dogwood.places import Point, miles_between
from tests.opendata.conftest import SITE

from .conftest import Fhir, link

RIDES = service_id("robeson-rides")
ALLIANCE = organization_id("sample-cancer-alliance")
PEMBROKE = "34.6804|-79.1950"
TERMS = f"{SITE}/api/hsds/taxonomy_terms"
TYPES = ("Organization", "HealthcareService", "Location")


@pytest.mark.parametrize("resource", TYPES)
@pytest.mark.parametrize("language", ["en", "es"])
def test_lists_have_all_there_is(fhir: Fhir, resource: str, language: str) -> None:
    of_hsds = {"Organization": "organizations", "HealthcareService": "services"}.get(resource)
    found = {one["id"] for one in fhir.find(resource, language=language, _count=2)}
    if of_hsds:
        assert found == {one["id"] for one in fhir.api.get(f"/api/hsds/{of_hsds}", per_page=100).json["contents"]}
    else:
        links = fhir.api.get("/api/hsds/service_at_locations", per_page=100, full="true").json["contents"]
        assert found == {one["location"]["id"] for one in links}
    assert len(found) > 3


@pytest.mark.parametrize("count", [1, 2, 3, 7, 100])
def test_pages_walk_every_match_once(fhir: Fhir, count: int) -> None:
    whole = [one["id"] for one in fhir.find("HealthcareService")]
    assert [one["id"] for one in fhir.find("HealthcareService", _count=count)] == whole


def test_links_lead_to_the_pages_around(fhir: Fhir) -> None:
    first = fhir.get("HealthcareService", _count=2, _offset=0, active="true", nothing="x")
    assert link(first, "previous") == ""
    asked = parse_qs(urlsplit(link(first, "self")).query)
    assert asked == {"_count": ["2"], "active": ["true"]}
    second = fhir.get("HealthcareService", _count=2, _offset=2, active="true")
    assert link(second, "previous") == link(second, "first") == link(first, "self")
    assert link(first, "next") == link(second, "self")
    last = fhir.ask("HealthcareService", urlsplit(link(first, "last")).query).json
    assert link(last, "next") == "" and last["entry"]
    assert fhir.get("HealthcareService", _count=1000)["link"][0]["url"].endswith("_count=100")


def test_a_count_of_nothing_is_the_total(fhir: Fhir) -> None:
    bundle = fhir.get("Location", _count=0)
    assert set(bundle) == {"resourceType", "type", "total", "link"}
    assert bundle["total"] == len(fhir.find("Location"))
    assert [row["relation"] for row in bundle["link"]] == ["self"]


def test_an_empty_result_is_a_bundle_without_entries(fhir: Fhir) -> None:
    bundle = fhir.get("HealthcareService", name="zzzz")
    assert (bundle["total"], "entry" in bundle) == (0, False)


@pytest.mark.parametrize(
    ("name", "value", "keys"),
    [
        ("name", "robeson", ["robeson-rides"]),
        ("name", "ROBESON  RIDES", ["robeson-rides"]),
        ("name", "Róbeson", ["robeson-rides"]),
        ("name", "rides", []),
        ("name:contains", "rides", ["robeson-rides"]),
        ("name", "juntas,tar river", ["juntas-pembroke", "tar-river-fund"]),
        ("name", "Estudio de muestra sobre la hinchazon", ["sample-trial"]),
        ("name", "estudio de muestra sobre la HINCHAZÓN", ["sample-trial"]),
        ("name:contains", "%", []),
        ("name:contains", "cirugia", ["sample-trial"]),
    ],
)
def test_names_are_found_in_any_language_without_accents(fhir: Fhir, name: str, value: str, keys: list[str]) -> None:
    assert sorted(fhir.keys("HealthcareService", (name, value))) == keys


def test_a_name_in_spanish_is_shown_in_spanish(fhir: Fhir) -> None:
    (found,) = fhir.find("HealthcareService", name="estudio de muestra", language="es")
    assert (found["language"], found["name"]) == ("es", "Estudio de muestra sobre la hinchazón después de la cirugía")
    assert found["category"][0]["coding"][0]["display"] != found["category"][0]["coding"][0]["code"]


@pytest.mark.parametrize("value", ["need:ride", f"{TERMS}|need:ride", "need:ride,need:ride"])
def test_a_need_is_a_category(fhir: Fhir, value: str) -> None:
    found = fhir.find("HealthcareService", ("service-category", value))
    assert {one["identifier"][0]["value"] for one in found} == {"robeson-rides", "tar-river-fund"}
    assert all("need:ride" in {c["code"] for c in one["category"][0]["coding"]} for one in found)


@pytest.mark.parametrize(
    "value", ["ride", "|need:ride", "https://example.org|need:ride", "service_type:transport", "need:"]
)
def test_another_code_or_system_finds_nothing(fhir: Fhir, value: str) -> None:
    assert fhir.find("HealthcareService", ("service-category", value)) == []


def test_a_system_alone_finds_whatever_has_a_need(fhir: Fhir) -> None:
    found = fhir.keys("HealthcareService", ("service-category", f"{TERMS}|"))
    assert set(found) == {
        one["identifier"][0]["value"]
        for one in fhir.find("HealthcareService")
        if one["category"][0]["coding"][0]["system"] == TERMS
    }


def test_two_of_a_parameter_hold_together_and_commas_are_alternatives(fhir: Fhir) -> None:
    both = fhir.keys("HealthcareService", ("service-category", "need:ride"), ("service-category", "need:money-bills"))
    assert both == ["tar-river-fund"]
    either = fhir.keys("HealthcareService", ("service-category", "need:ride,need:wig-bra"))
    assert set(either) == {"robeson-rides", "tar-river-fund", "wig-closet-boone"}


def test_types_characteristics_and_languages(fhir: Fhir) -> None:
    every = fhir.find("HealthcareService")
    for name, field in (("service-type", "type"), ("characteristic", "characteristic")):
        codes = {coding["code"] for one in every for concept in one.get(field, ()) for coding in concept["coding"]}
        assert codes
        for code in codes:
            wanted = [one["id"] for one in every if f"'{code}'" in str(one.get(field))]
            assert [one["id"] for one in fhir.find("HealthcareService", (name, code))] == wanted
    spanish = [one["id"] for one in every if "'es'" in str(one.get("communication"))]
    for value in ("es", "ES", "urn:ietf:bcp:47|es"):
        assert [one["id"] for one in fhir.find("HealthcareService", communication=value)] == spanish != []
    assert fhir.find("HealthcareService", communication="e") == []


@pytest.mark.parametrize("resource", ["HealthcareService", "Organization"])
def test_what_is_closed_is_told_apart(fhir: Fhir, resource: str) -> None:
    every = fhir.find(resource)
    for value in ("true", "false"):
        wanted = [one["id"] for one in every if one["active"] is (value == "true")]
        assert [one["id"] for one in fhir.find(resource, active=value)] == wanted
    assert len(fhir.find(resource, active="true,false")) == len(every)
    assert "old-carolina-line" in fhir.keys("HealthcareService", active="false")


def test_references_ids_and_keys(fhir: Fhir) -> None:
    (rides,) = fhir.find("HealthcareService", _id=f"{RIDES},nothing")
    place = rides["location"][0]["reference"].partition("/")[2]
    for value in (place, f"Location/{place}", f"{SITE}/api/fhir/Location/{place}"):
        assert fhir.keys("HealthcareService", location=value) == ["robeson-rides"]
    assert [one["id"] for one in fhir.find("Location", _id=place)] == [place]
    runs = fhir.keys("HealthcareService", organization=f"Organization/{ALLIANCE}")
    assert "sample-helpline" in runs
    for resource in ("HealthcareService", "Location"):
        found = fhir.find(resource, ("organization:Organization", ALLIANCE))
        field = "providedBy" if resource == "HealthcareService" else "managingOrganization"
        wanted = [one["id"] for one in fhir.find(resource) if one[field]["reference"].endswith(ALLIANCE)]
        assert [one["id"] for one in found] == wanted
    assert fhir.keys("HealthcareService", identifier=f"{SITE}/api/hsds/services|robeson-rides") == ["robeson-rides"]
    assert fhir.keys("Organization", identifier="sample-cancer-alliance") == ["sample-cancer-alliance"]
    assert fhir.find("Organization", identifier="https://example.org|sample-cancer-alliance") == []


def test_what_changed_since(fhir: Fhir) -> None:
    for resource in TYPES:
        every = fhir.find(resource)
        moment = every[0]["meta"]["lastUpdated"]
        day = moment[:10]
        for value in (f"ge{moment}", f"le{moment}", f"ge{day}", f"le{day}"):
            assert len(fhir.find(resource, _lastUpdated=value)) == len(every), value
        for value in (f"gt{moment}", f"lt{moment}", f"gt{day}", f"lt{day}"):
            assert fhir.find(resource, _lastUpdated=value) == [], value


def km_from(latitude: float, longitude: float, place: dict[str, Any]) -> float:
    at = place["position"]
    return miles_between(Point(latitude, longitude), Point(at["latitude"], at["longitude"])) * 1.609344


@pytest.mark.parametrize(
    ("text", "km"), [("1", 1.0), ("40|km", 40.0), ("30|[mi_us]", 48.28), ("", 50.0), ("900", 900.0)]
)
def test_near_finds_what_is_within_the_distance_the_nearest_first(fhir: Fhir, text: str, km: float) -> None:
    near = f"{PEMBROKE}|{text}".removesuffix("|")
    every = fhir.find("Location")
    measured = {one["id"]: km_from(34.6804, -79.1950, one) for one in every if "position" in one}
    found = [one["id"] for one in fhir.find("Location", near=near, _count=1)]
    assert set(found) == {own for own, away in measured.items() if away <= km} != set()
    assert [measured[own] for own in found] == sorted(measured[own] for own in found)
    for entry in fhir.get("Location", near=near)["entry"]:
        (extension,) = entry["search"]["extension"]
        assert extension["valueDistance"]["value"] == pytest.approx(measured[entry["resource"]["id"]], abs=0.01)


@pytest.mark.parametrize("near", ["90|0|10", "-90|180|10", "0|-180|1000", "35|-79|0.001"])
def test_the_ends_of_the_earth_are_points_too(fhir: Fhir, near: str) -> None:
    assert fhir.find("Location", near=near) == []


@pytest.mark.parametrize(
    ("name", "value", "field"),
    [
        ("address-city", "green", "city"),
        ("address-city:contains", "ville", "city"),
        ("address-state", "nc", "state"),
        ("address-postalcode", "278", "postalCode"),
        ("address", "100 sample", "line"),
        ("address", "27834", "postalCode"),
    ],
)
def test_places_are_found_by_address(fhir: Fhir, name: str, value: str, field: str) -> None:
    def has(one: dict[str, Any]) -> bool:
        words = str(one.get("address", {}).get(field, "")).casefold().lstrip("['")
        return value in words if name.endswith("contains") else words.startswith(value)

    found = [one["id"] for one in fhir.find("Location", (name, value))]
    assert found == [one["id"] for one in fhir.find("Location") if has(one)] != []


def test_chains_ask_of_what_a_service_refers_to(fhir: Fhir) -> None:
    near = {one["id"] for one in fhir.find("Location", near=f"{PEMBROKE}|1")}
    for name in ("location.near", "location:Location.near"):
        found = fhir.find("HealthcareService", (name, f"{PEMBROKE}|1"))
        assert found and all(row["reference"][9:] in near for one in found for row in one["location"][:1])
    boone = fhir.keys("HealthcareService", ("location.address-city", "boone"), ("service-category", "need:wig-bra"))
    assert boone == ["wig-closet-boone"]
    assert "sample-helpline" in fhir.keys("HealthcareService", ("organization.name", "sample cancer"))
    assert fhir.find("Location", ("organization.name", "zzz")) == []


def test_what_matches_refer_to_comes_along_once(fhir: Fhir) -> None:
    bundle = fhir.get(
        "HealthcareService",
        ("_include", "HealthcareService:location"),
        ("_include", "HealthcareService:organization:Organization"),
        _count=100,
    )
    matches = [e["resource"] for e in bundle["entry"] if e["search"]["mode"] == "match"]
    others = {e["fullUrl"].partition("/api/fhir/")[2] for e in bundle["entry"] if e["search"]["mode"] == "include"}
    wanted = {row["reference"] for one in matches for row in (one["providedBy"], *one.get("location", ()))}
    assert others == wanted
    assert len(matches) == bundle["total"]
    back = fhir.get("Location", ("_revinclude", "HealthcareService:location"), near=f"{PEMBROKE}|1")
    assert {e["resource"]["id"] for e in back["entry"] if e["search"]["mode"] == "include"} == {
        one["id"] for one in fhir.find("HealthcareService", ("location.near", f"{PEMBROKE}|1"))
    }
    runs = fhir.get("Organization", ("_revinclude", "HealthcareService:organization"), _id=ALLIANCE)
    assert len(runs["entry"]) == 1 + len(fhir.find("HealthcareService", organization=ALLIANCE))


@pytest.mark.parametrize("resource", TYPES)
def test_one_is_the_same_as_in_the_list(fhir: Fhir, resource: str) -> None:
    for language in ("en", "es"):
        for one in fhir.find(resource, language=language):
            assert fhir.get(f"{resource}/{one['id']}", language=language) == one
