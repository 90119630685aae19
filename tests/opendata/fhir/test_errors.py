"""Bad input: an OperationOutcome that says what would be right, never a failure."""

from urllib.parse import urlencode

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dogwood.hsds.identity import make_id
from dogwood.hsds.services import service_id
from dogwood.opendata.fhir.parameters import PARAMETERS

from .conftest import Fhir

UNKNOWN = make_id("nothing", "has", "this")
RIDES = service_id("robeson-rides")

WRONG = [
    "_count=-1", "_count=x", "_count=", "_count=1.5", "_count=%D9%A1", "_count=1&_count=2", "_count=99999999999",
    "_offset=-1", "_offset=x", "_offset=1&_offset=2", "language=fr", "language=", "language=en&language=en",
    "name=", "name=%20", "name=a,,b", "name=%CC%81", "name:exact=a", "name:missing=true", "name=" + "a" * 201,
    "active=yes", "active=", "service-category=", "service-category:in=x", "_id=a%20b", "_id=" + "a" * 65, "_id=",
    "organization=Practitioner/1", "organization=https://example.org/Organization/1", "organization=a/b/c",
    "organization:Practitioner=x", "location=%00", "_lastUpdated=yesterday", "_lastUpdated=2026-11-23", "_lastUpdated=ge",
    "_lastUpdated=ge2026-02-30", "_lastUpdated=neq", "location.near=1", "location.near=95|0", "location.address-city=",
    "&".join(f"name=a{n}" for n in range(41)), "name=" + ",".join("a" * 51), "name=" + "%2C".join("b" * 51),
]  # fmt: skip
WRONG_NEAR = [
    "", "35", "35|", "|", "35|-79|10|mi", "35|-79|10|[MI_US]", "35|-79|0", "35|-79|-5", "35|-79|nan", "35|-79|inf", "35|-79|1e3",
    "35|-79|1001", "35|-79|700|[mi_us]", "35|-79|99999999999999", "91|0", "0|181", "nan|nan", "35,-79", "35|-79|1|km|x", "٣٥|٧٩",
    "35|-79,36|-80",
]  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
def test_a_wrong_parameter_is_told(fhir: Fhir, query: str) -> None:
    answer = fhir.ask("HealthcareService", query)
    assert answer.status == 400
    (issue,) = answer.json["issue"]
    assert (issue["severity"], issue["code"]) == ("error", "invalid")
    assert len(issue["diagnostics"]) > 15
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("near", WRONG_NEAR)
def test_a_wrong_point_or_distance_is_told(fhir: Fhir, near: str) -> None:
    assert fhir.ask("Location", urlencode({"near": near})).status == 400


def test_two_points_are_one_too_many(fhir: Fhir) -> None:
    assert fhir.ask("Location", "near=35|-79&near=35|-79").status == 400


@pytest.mark.parametrize("resource", list(PARAMETERS))
def test_what_is_not_there(fhir: Fhir, resource: str) -> None:
    assert fhir.ask(f"{resource}/{UNKNOWN}").status == 404
    assert fhir.ask(f"{resource}/17").status == 404
    assert fhir.ask(f"{resource}/a b").status == 400
    assert fhir.ask(f"{resource}/{'a' * 65}").status == 400
    assert fhir.ask(resource, f"_id={UNKNOWN}").json["total"] == 0
    total = fhir.get(resource)["total"]
    assert fhir.ask(resource, f"_offset={total}").status == 404
    assert fhir.ask(resource, f"_offset={total - 1}").status == 200
    assert fhir.ask(resource, "name=zzzz&_offset=1").status == 404
    assert fhir.ask(f"{resource}/{UNKNOWN}", "language=fr").status == 400


@pytest.mark.parametrize(
    "path",
    [
        "",
        "x",
        "Patient",
        "Patient/1",
        "Patient/_search",
        "organization",
        f"HealthcareService/{RIDES}/_history",
        "metadata/x",
    ],
)
def test_addresses_that_lead_nowhere(fhir: Fhir, path: str) -> None:
    answer = fhir.ask(path)
    assert (answer.status, answer.json["issue"][0]["code"]) == (404, "not-supported")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "POST", "TRACE"])
def test_other_methods_are_told_which_to_take(fhir: Fhir, method: str) -> None:
    for path in ("metadata", "HealthcareService", f"HealthcareService/{RIDES}"):
        answer = fhir.ask(path, method=method)
        assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    ("query", "accept", "status"),
    [
        ("_format=json", "", 200),
        ("_format=application/fhir%2Bjson", "application/fhir+xml", 200),
        ("_format=application/fhir+json", "", 200),
        ("_format=application/json", "", 200),
        ("_format=xml", "", 406),
        ("_format=application/fhir%2Bxml", "application/json", 406),
        ("_format=", "", 406),
        ("_format=ttl", "", 406),
        ("_format=json&_format=json", "", 400),
        ("", "application/fhir+xml", 406),
        ("", "text/turtle, application/xml;q=0.9", 406),
        ("", "application/fhir+json;q=0", 406),
        ("", "application/fhir+json; fhirVersion=5.0", 406),
        ("", "application/fhir+json; fhirVersion=4.0", 200),
        ("", "application/fhir+xml;q=0.9, application/fhir+json;q=0.5", 200),
        ("", "text/html, */*;q=0.1", 200),
    ],
)
def test_there_is_json_alone(fhir: Fhir, query: str, accept: str, status: int) -> None:
    for path in ("HealthcareService", f"HealthcareService/{RIDES}", "metadata"):
        assert fhir.ask(path, query, headers={"Accept": accept} if accept else {}).status == status


@pytest.mark.parametrize(
    "query", ["nothing=1", "_sort=name", "_include=HealthcareService:endpoint", "_has:a:b:c=1", "specialty=x"]
)
def test_what_is_unknown_is_left_out_or_refused_as_the_client_prefers(fhir: Fhir, query: str) -> None:
    for headers in ({}, {"Prefer": "handling=lenient"}):
        answer = fhir.ask("HealthcareService", query, headers=headers)
        assert answer.status == 200
        assert answer.json["link"][0]["url"].endswith("/HealthcareService?_count=20")
    strict = fhir.ask("HealthcareService", query, headers={"Prefer": "return=minimal; handling=strict"})
    assert (strict.status, strict.json["issue"][0]["code"]) == (400, "not-supported")
    assert fhir.ask("HealthcareService", "active=true", headers={"Prefer": "handling=strict"}).status == 200


def test_more_fields_than_any_search_has_are_no_failure(fhir: Fhir) -> None:
    query = "&".join(f"a{n}=1" for n in range(120))
    assert fhir.ask("HealthcareService", query).status == 400
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=100):
        for path in ("HealthcareService", f"HealthcareService/{RIDES}", "metadata"):
            assert fhir.ask(path, query).status == 400


_names = st.sampled_from(
    [
        *(name for own in PARAMETERS.values() for name in own), "_count", "_offset", "_format", "language", "_include", "_revinclude",
        "name:contains", "name:exact", "location.near", "location.name", "organization.name", "location:Location.address",
        "near:missing", "a.b", ":", ".", "location.", "organization:Organization", "_sort", "_elements",
    ]
)  # fmt: skip
_values = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["true", "0", "1", "35|-79|10", "35.6|-77.4|10|[mi_us]", "need:ride", RIDES, f"Location/{RIDES}", "ge2026-01-01", "es",
         "HealthcareService:location", "Location:organization", "json", "xml", "\\,", "a\\,b,c", "|", "a|b|c", "%", "_"]
    ),
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from([*PARAMETERS, "Patient"]),
    st.lists(st.tuples(st.one_of(_names, st.text(max_size=12)), _values), max_size=4),
    st.sampled_from(["", "handling=strict"]),
)
def test_any_query_has_an_answer(fhir: Fhir, resource: str, pairs: list[tuple[str, str]], prefer: str) -> None:
    """The fixture holds nothing that a query changes but the rows it found, which is as in life."""
    answer = fhir.ask(resource, urlencode(pairs), headers={"Prefer": prefer} if prefer else {})
    assert answer.status in {200, 400, 404, 406}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(min_size=1, max_size=40), st.sampled_from([*PARAMETERS, "metadata", "x"]))
def test_any_address_has_an_answer(fhir: Fhir, text: str, resource: str) -> None:
    assert fhir.ask(f"{resource}/{text}").status in {200, 400, 404}
