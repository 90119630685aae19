"""Bad input: a problem that says what would be right, never a failure."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from dogwood.hsds.identity import make_id
from dogwood.opendata.problems import ProblemError
from dogwood.opendata.query import LINKS, ORGANIZATIONS, SERVICES, TERMS, read_moment, read_query

from .conftest import Api

UNKNOWN = make_id("nothing", "has", "this")

WRONG = [
    "page=0", "page=-1", "page=1.5", "page=", "page=x", "page=%D9%A1", "page=99999999999999999999", "page=1&page=2",
    "per_page=0", "per_page=-5", "per_page=501", "per_page=1e3", "full=true&per_page=101", "full=maybe", "full=",
    "minimal=true&full=true", "format=xml", "format=", "format=json&format=json", "search=" + "a" * 201,
    "taxonomy_id=needs", "taxonomy_term_id=", "taxonomy_term_id=4d0ea097642053218 4b4924594dcf98e",
    "organization_id=%7B4d0ea097-6420-5321-84b4-924594dcf98e%7D", "modified_after=yesterday", "modified_after=",
    "modified_after=2026", "modified_after=2026-02-30", "modified_after=2026-13-01", "modified_after=2026-11-23T25:00:00Z",
    "modified_after=0000-01-01", "modified_after=0001-01-01T00:00:00%2B14:00", "modified_after=9999-12-31T23:59:59-14:00",
    "modified_after=2026-W10-1", "modified_after=1764000000", "modified_after=2026-11-23T10:00:00%2B99:00",
    "modified_after=2026-11-23T10:00:00Z&modified_after=2026-11-23", "taxonomy=x", "Page=1", "language=fr", "%00=1",
]  # fmt: skip
WRONG_PLACES = [
    "proximity=1000", "postcode=27834&proximity=0", "postcode=27834&proximity=-1", "postcode=27834&proximity=nan",
    "postcode=27834&proximity=inf", "postcode=27834&proximity=1000001", "postcode=27834&proximity=1e3", "postcode=",
    "postcode=2783", "postcode=SW1A+1AA", "postcode=27834&postcode=27834", "postcode=%D9%A2%D9%A7%D9%A8%D9%A3%D9%A4",
]  # fmt: skip


@pytest.mark.parametrize("query", WRONG)
def test_a_wrong_parameter_is_a_problem_that_names_it(api: Api, query: str) -> None:
    for method in ("GET", "POST"):
        answer = api.ask("/api/hsds/services", query, method=method)
        assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json")
        problem = answer.json
        assert set(problem) == {"type", "title", "status", "detail", "instance", "parameter"}
        assert problem["status"] == 400 and problem["instance"] == "/api/hsds/services"
        assert problem["parameter"] in query.replace("%00", "\0")


def test_more_fields_than_django_reads_are_a_problem(api: Api) -> None:
    with override_settings(DATA_UPLOAD_MAX_NUMBER_FIELDS=100):
        answer = api.ask("/api/hsds/services", "&".join(f"a{number}=1" for number in range(120)))
    assert (answer.status, answer.json["parameter"]) == (400, "query")


@pytest.mark.parametrize("query", WRONG_PLACES)
def test_a_wrong_place_is_a_problem(api: Api, query: str) -> None:
    assert api.ask("/api/hsds/service_at_locations", query).status == 400


def test_a_postcode_that_nobody_knows_is_not_found(api: Api) -> None:
    answer = api.get("/api/hsds/service_at_locations", postcode="00000")
    assert (answer.status, answer.json["parameter"]) == (404, "postcode")


@pytest.mark.parametrize("name", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"])
def test_what_is_not_there(api: Api, name: str) -> None:
    assert api.get(f"/api/hsds/{name}/{UNKNOWN}").status == 404
    assert api.get(f"/api/hsds/{name}/17").status == 400
    assert api.get(f"/api/hsds/{name}/{UNKNOWN}x").status == 400
    last = api.get(f"/api/hsds/{name}").json["total_pages"]
    beyond = api.get(f"/api/hsds/{name}", page=last + 1)
    assert (beyond.status, beyond.json["parameter"]) == (404, "page")
    assert api.get(f"/api/hsds/{name}", search="zzzz").json["empty"] is True
    assert api.get(f"/api/hsds/{name}", search="zzzz", page=2).status == 404


@pytest.mark.parametrize(
    "path", ["/api/", "/api/hsds/locations", "/api/hsds/services/", "/api/v2/services", "/api/a/b%0d"]
)
def test_addresses_that_lead_nowhere_are_problems_too(api: Api, path: str) -> None:
    answer = api.ask(path)
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "BREW"])
def test_other_methods_are_told_which_to_take(api: Api, method: str) -> None:
    answer = api.get("/api/hsds/services", method=method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, POST, HEAD, OPTIONS")
    assert api.get("/api/hsds/", method="POST").headers["allow"] == "GET, HEAD, OPTIONS"


@given(st.dictionaries(st.sampled_from([*SERVICES, *LINKS, *ORGANIZATIONS, *TERMS, "x"]),
                       st.lists(st.text(max_size=40), min_size=1, max_size=2)))  # fmt: skip
def test_no_parameter_fails_otherwise_than_as_a_problem(given_: dict[str, list[str]]) -> None:
    try:
        query = read_query(given_, {*SERVICES, *LINKS, *ORGANIZATIONS, *TERMS}, ("en", "es"))
    except ProblemError as problem:
        assert problem.status in {400, 404}
        assert problem.parameter[:40] in {name[:40] for name in given_}
    else:
        assert query.page >= 1


@given(st.datetimes(), st.sampled_from(["", "Z", "z", "+00:00", " 05:30", "-14:00", "+14:00"]))
def test_every_moment_is_read_or_refused(moment: object, offset: str) -> None:
    text = f"{moment}"[:26] + offset
    try:
        found = read_moment(text, "modified_after")
    except ProblemError:
        assert text[:4] in {"0001", "9999"} or text[:4] < "0001"
    else:
        assert found.tzinfo is not None
