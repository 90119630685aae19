"""Headers, conditions, compression, limits, and what turns with time."""

import datetime as dt
import gzip
from collections.abc import Callable
from pathlib import Path
from typing import Any

import brotli
import pytest

from dogwood.edition.records import ListingRecord
from dogwood.hsds.services import service_id
from dogwood.opendata import shelf as shelves
from dogwood.opendata.rates import RateLimit
from tests.hsds.canonical import find_faults
from tests.support.sample_edition import sample_records

from .conftest import NOW, SITE, Api, forget, publish, settle, use_settings

LIST = "/api/hsds/services"


@pytest.mark.parametrize("path", ["/api/hsds/", LIST, f"{LIST}/x", "/api/nothing"])
def test_every_answer_is_open_to_every_site(api: Api, path: str) -> None:
    for method in ("GET", "HEAD", "OPTIONS", "DELETE"):
        headers = api.get(path, method=method).headers
        assert headers["access-control-allow-origin"] == "*"
        assert headers["cross-origin-resource-policy"] == "cross-origin"
        assert "x-dogwood-until" not in headers
    asked = api.get(path, method="OPTIONS", headers={"Origin": "https://example.org"})
    assert (asked.status, asked.body) == (204, b"")
    assert "POST" in asked.headers["access-control-allow-methods"]


def test_what_a_client_has_is_not_sent_again(api: Api) -> None:
    for headers in ({}, {"Accept-Encoding": "gzip"}, {"Accept-Encoding": "br, gzip"}):
        first = api.get(LIST, headers=headers)
        again = api.get(LIST, headers={**headers, "If-None-Match": first.headers["etag"]})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert first.headers["cache-control"] == "public, max-age=300"
    assert api.get(LIST, page=1).headers["etag"] != api.get(LIST).headers["etag"]
    stream = api.get(LIST, format="ndjson").headers["etag"]
    assert api.get(LIST, format="ndjson", headers={"If-None-Match": stream}).status == 304


def test_a_change_of_day_or_edition_changes_the_tag(own_root: Path, clock: Callable[[dt.datetime], None]) -> None:
    publish(own_root)
    api = Api()
    tags = [api.get(LIST).headers["etag"]]
    clock(NOW + dt.timedelta(days=1))
    tags.append(api.get(LIST).headers["etag"])
    publish(own_root, [r for r in sample_records() if r.key != "robeson-rides" and r.record_type != "guide"])
    settle()
    answer = api.get(LIST)
    assert answer.headers["dogwood-edition"] == "2"
    assert service_id("robeson-rides") not in {item["id"] for item in answer.json["contents"]}
    assert len({*tags, answer.headers["etag"]}) == 3


def test_bodies_are_packed_as_a_client_takes_them(api: Api) -> None:
    plain = api.get(LIST)
    packed = api.get(LIST, headers={"Accept-Encoding": "gzip, br;q=0"})
    assert gzip.decompress(packed.body) == plain.body
    assert packed.headers["vary"] == "Accept-Encoding"
    best = api.get(LIST, headers={"Accept-Encoding": "gzip, br"})
    assert best.headers["content-encoding"] == "br"
    assert brotli.decompress(best.body) == plain.body
    lines = api.get(LIST, format="ndjson", headers={"Accept-Encoding": "gzip, br"})
    assert gzip.decompress(lines.body) == api.get(LIST, format="ndjson").body
    assert len({plain.headers["etag"], packed.headers["etag"], best.headers["etag"]}) == 3


def test_head_tells_what_get_would(api: Api) -> None:
    queries: list[dict[str, Any]] = [{}, {"format": "ndjson"}]
    for query in queries:
        got, head = api.get(LIST, **query), api.get(LIST, method="HEAD", **query)
        assert (head.status, head.body) == (200, b"")
        assert head.headers["etag"] == got.headers["etag"]
    assert api.get(LIST, method="HEAD").headers["content-length"] == str(len(api.get(LIST).body))


def test_who_asks_too_often_is_told_when_to_return(sample_root: Path, clock: object) -> None:
    with use_settings(sample_root, OPENDATA_REQUESTS_A_MINUTE=30):
        forget()
        api = Api()
        found = [api.get("/api/hsds/taxonomies") for _ in range(31)]
        assert [answer.status for answer in found] == [200] * 30 + [429]
        assert 1 <= int(found[-1].headers["retry-after"]) <= 60
        assert found[-1].json["title"] == "Too many requests"
        assert api.get(LIST, format="ndjson").status == 429
    forget()


def test_a_limit_counts_each_client_by_itself_and_fills_again() -> None:
    now = [0.0]
    limit = RateLimit(6, 60.0, lambda: now[0])
    assert [limit.take("a") for _ in range(7)] == [0] * 6 + [10]
    assert limit.take("b", cost=6) == 0
    now[0] = 9.9
    assert limit.take("a") == 1
    now[0] = 10.0
    assert limit.take("a") == 0
    assert limit.take("b", cost=6) == 50


def test_without_an_edition_there_is_a_time_to_come_back(own_root: Path) -> None:
    answer = Api().get(LIST)
    assert (answer.status, answer.headers["retry-after"]) == (503, "60")


def test_a_large_edition_is_answered_from_the_one_before_until_it_is_ready(
    own_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []

    class Process:
        def __init__(self, command: list[str], **more: object) -> None:
            asked.append(command)

        def poll(self) -> None:
            return None

    publish(own_root)
    with use_settings(own_root, OPENDATA_BUILDER=["make", "ready"]):
        forget()
        api = Api()
        assert api.get(LIST).headers["dogwood-edition"] == "1"
        monkeypatch.setattr(shelves, "MOST_AT_ONCE", 1)
        monkeypatch.setattr("subprocess.Popen", Process)
        publish(own_root, [r for r in sample_records() if r.record_type != "publication"])
        settle()
        assert [api.get(LIST).headers["dogwood-edition"] for _ in range(3)] == ["1"] * 3
        assert asked == [["make", "ready"]]
        forget()
        assert Api().get(LIST).status == 503
    forget()


def test_what_turns_with_time_is_told_as_it_is_on_the_day(api: Api, clock: Callable[[dt.datetime], None]) -> None:
    """The file was made in 2026; in 2028 every check has lapsed, and in July clocks have another offset from UTC."""
    before = {item["id"]: item for item in api.get(LIST, full="true", per_page=100).json["contents"]}
    clock(dt.datetime(2028, 7, 1, 12, tzinfo=dt.UTC))
    after = api.get(LIST, full="true", per_page=100).json["contents"]
    assert [find_faults(item, "service") for item in after] == [[]] * len(after)
    fresh = [own for own, item in before.items() if "assured_date" in item and "alert" not in item]
    assert fresh
    assert {item["alert"] for item in after if item["id"] in fresh} == {"Not confirmed for a long time"}
    turned = [row["timezone"] for item in after for row in item.get("schedules", []) if "timezone" in row]
    assert set(turned) == {-4}
    links = api.get("/api/hsds/service_at_locations", full="true").json["contents"]
    assert {link["service"].get("alert") for link in links if link["service_id"] in fresh} <= {
        "Not confirmed for a long time"
    }


def test_links_lead_to_this_site(api: Api) -> None:
    link = api.get(LIST, search='">', per_page=1).headers["link"]
    assert link.startswith(f"<{SITE}{LIST}?search=%22%3E&per_page=1&page=1>")


def test_every_listing_of_the_sample_is_there(api: Api) -> None:
    keys = {record.key for record in sample_records() if isinstance(record, ListingRecord)}
    assert {item["id"] for item in api.get(LIST, minimal="1").json["contents"]} == {service_id(key) for key in keys}
