"""Guides, publications and events: lists, filters, days, bad input."""

import datetime as dt
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dogwood.edition.records import EventRecord
from dogwood.hsds.identity import make_id
from tests.support.sample_edition import directories

from .conftest import Api, publish
from .starter_guides import LANGUAGES
from .test_profile import BOOKLET, LISTS, SWELLING, WALK, ids, one
from .test_services import term

READ_ONLY = settings(suppress_health_check=list(HealthCheck))
"""Examples share the edition, which none of them changes."""


@pytest.mark.parametrize("name", LISTS)
def test_lists_are_as_those_of_hsds(api: Api, name: str) -> None:
    whole = one(api, name)
    assert whole["last_page"] and whole["total_items"] == len(whole["contents"])
    paged = [
        one(api, name, per_page="1", page=str(number + 1))["contents"][0] for number in range(whole["total_items"])
    ]
    assert paged == whole["contents"]
    for full in ("false", "true"):
        stream = api.get(f"/api/hsds/{name}", format="ndjson", full=full)
        assert stream.headers["content-type"] == "application/x-ndjson"
        assert stream.lines == one(api, name, full=full)["contents"]
    assert api.get(f"/api/hsds/{name}", method="POST", per_page=1).body == api.get(f"/api/hsds/{name}", per_page=1).body
    minimal = one(api, name, minimal="true")
    assert minimal["contents"] == [{key: item[key] for key in ("id", "last_modified")} for item in whole["contents"]]
    answer = api.get(f"/api/hsds/{name}", headers={"Accept-Encoding": "br"})
    assert answer.headers["access-control-allow-origin"] == "*" and answer.headers["content-encoding"] == "br"
    again = api.get(f"/api/hsds/{name}", headers={"Accept-Encoding": "br", "If-None-Match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_filters(api: Api) -> None:
    assert ids(api, "guides", search="compression SLEEVES") == [SWELLING], "words of its text"
    assert ids(api, "guides", search="Sample Walk") == []
    assert ids(api, "publications", search="recetas") == [BOOKLET], "in any language"
    assert ids(api, "events", search="greenville") == [WALK]
    for language in LANGUAGES:
        assert ids(api, "guides", taxonomy_term_id=term("need", "side-effects", language)) == [SWELLING]
        assert ids(api, "publications", taxonomy_term_id=term("need", "side-effects", language)) == [BOOKLET]
    assert ids(api, "guides", taxonomy_term_id=term("format", "mail")) == []
    assert len(ids(api, "guides", taxonomy_id=make_id("taxonomy", "needs"))) == 2
    assert len(ids(api, "guides", taxonomy_id=make_id("taxonomy", "formats"))) == 0
    runner = one(api, f"publications/{BOOKLET}")["organization_id"]
    assert ids(api, "publications", organization_id=runner) == [BOOKLET]
    assert ids(api, "events", organization_id=runner) == [WALK]
    assert ids(api, "guides", modified_after="2026-11-24") == []
    assert len(ids(api, "guides", modified_after="2026-11-23")) == 2


def test_a_search_takes_any_text(api: Api) -> None:
    for text in ("a_b", "_", "__sample__", '"', "a'b", "sample AND", "x²y", "\u0301", "*", "NEAR(a b)"):
        for name in ("services", "organizations", *LISTS):
            assert api.get(f"/api/hsds/{name}", search=text).status == 200, (name, text)
    assert ids(api, "publications", search="__sample_booklet") == ids(api, "publications", search="sample booklet")


# When events are

DAYS = st.dates(dt.date(2026, 11, 1), dt.date(2028, 3, 1))


@READ_ONLY
@given(first=st.none() | DAYS, last=st.none() | DAYS)
def test_days_of_a_monthly_event(api: Api, first: dt.date | None, last: dt.date | None) -> None:
    asked: dict[str, Any] = {name: day.isoformat() for name, day in (("from", first), ("until", last)) if day}
    if first and last and first > last:
        assert api.get("/api/hsds/events", **asked).json["parameter"] == "until"
        return
    rule = rrulestr("FREQ=MONTHLY;BYDAY=3TH", dtstart=dt.datetime(2026, 12, 17, 17, 30))
    dates = [day.date() for day in islice(rule, 40)]
    takes_place = any((not first or day >= first) and (not last or day <= last) for day in dates)
    assert ids(api, "events", **asked) == ([WALK] if takes_place else [])


@pytest.mark.parametrize(
    ("starts", "ends", "first", "last", "is_found"),
    [
        ("2026-12-01T22:00", "2026-12-03T02:00", "2026-12-03", None, True),
        ("2026-12-01T22:00", "2026-12-03T02:00", "2026-12-04", None, False),
        ("2026-12-01T22:00", "2026-12-03T00:00", "2026-12-03", None, False),
        ("2026-12-01T22:00", "2026-12-03T02:00", "2026-12-02", "2026-12-02", True),
        ("2026-12-01T22:00", None, None, "2026-12-01", True),
        ("2026-12-01T22:00", None, None, "2026-11-30", False),
        ("2026-12-01T00:00", None, "2026-12-01", None, True),
        ("2026-12-01T22:00", "2026-11-01T22:00", "2026-12-02", None, False),
        ("2026-12-01T22:00", None, "0001-01-01", "9999-12-31", True),
        ("2026-12-01T22:00", None, "9999-12-31", None, False),
        ("0001-01-01T00:00", "0001-01-02T00:00", "0001-01-01", None, True),
        ("9999-12-31T23:00", None, "9999-12-31", "9999-12-31", True),
    ],
)
def test_days_of_an_event_that_goes_on(
    own_root: Path, starts: str, ends: str | None, first: str | None, last: str | None, is_found: bool
) -> None:
    moment = dt.datetime.fromisoformat
    event = EventRecord(
        key="sample-walk", language="en", name="Walk", starts=moment(starts), ends=moment(ends) if ends else None
    )
    publish(own_root, [*directories(), event])
    asked: dict[str, Any] = {name: day for name, day in (("from", first), ("until", last)) if day}
    assert (ids(Api(), "events", **asked) == [WALK]) is is_found


# Bad input

WRONG = [
    "page=0", "page=x", "per_page=501", "full=true&per_page=101", "full=maybe", "minimal=true&full=true", "format=xml",
    "taxonomy_term_id=ride", "modified_after=yesterday", "language=fr", "page=1&page=2", "postcode=27834", "since=1",
]  # fmt: skip
WRONG_DAYS = [
    "from=tomorrow", "from=", "until=2026-02-30", "from=2026-11-23T10:00:00Z", "from=20261123", "from=2026-W10-1",
    "from=2026-11-23&from=2026-11-24", "until=0000-01-01", "until=%D9%A2026-11-23", "from=2026-11-24&until=2026-11-23",
]  # fmt: skip


def test_a_wrong_parameter_is_a_problem_that_names_it(api: Api) -> None:
    cases = [(name, query) for name in LISTS for query in WRONG] + [("events", query) for query in WRONG_DAYS]
    cases += [("guides", "from=2026-11-23"), ("publications", "until=2026-11-23"), ("guides", "full=true&per_page=11")]
    for name, query in [*cases, ("guides", f"organization_id={WALK}")]:
        for method in ("GET", "POST"):
            answer = api.ask(f"/api/hsds/{name}", query, method=method)
            assert (answer.status, answer.headers["content-type"]) == (400, "application/problem+json"), query
            assert answer.json["parameter"] in query


@pytest.mark.parametrize("name", LISTS)
def test_what_is_not_there(api: Api, name: str) -> None:
    assert api.get(f"/api/hsds/{name}/{make_id('nothing')}").status == 404
    assert api.get(f"/api/hsds/{name}/17").status == 400
    others = {WALK, BOOKLET, SWELLING}
    assert sorted(api.get(f"/api/hsds/{name}/{own}").status for own in others) == [200, 404, 404], (
        "only of its own kind"
    )
    answer = api.get(f"/api/hsds/{name}", page=2)
    assert (answer.status, answer.json["parameter"]) == (404, "page")
    assert api.get(f"/api/hsds/{name}", method="DELETE").status == 405


NAMES = st.sampled_from(
    ["search", "page", "per_page", "format", "full", "minimal", "language", "from", "until", "modified_after",
     "taxonomy_term_id", "taxonomy_id", "organization_id", "nonsense"]
)  # fmt: skip
VALUES = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["true", "false", "1", "25", "json", "en", "es", "2026-12-17", "9999-12-31", "0001-01-01", "sample"]
    ),
    st.uuids().map(str),
    st.dates().map(str),
    st.integers().map(str),
)


@READ_ONLY
@given(name=st.sampled_from(LISTS), query=st.dictionaries(NAMES, VALUES, max_size=4))
def test_any_parameters_give_a_page_or_a_problem(api: Api, name: str, query: dict[str, str]) -> None:
    asked: dict[str, Any] = {key: value.encode("utf-8", "replace").decode() for key, value in query.items()}
    answer = api.get(f"/api/hsds/{name}", **asked)
    assert answer.status in {200, 400, 404}, answer.body
    if answer.status != 200:
        assert answer.json["parameter"] in query
        return
    whole = set(ids(api, name))
    assert {item["id"] for item in answer.json["contents"]} <= whole
