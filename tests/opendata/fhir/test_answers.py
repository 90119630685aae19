"""Headers, conditions, limits; the CapabilityStatement; searches that are posted."""

import asyncio
import gzip
from pathlib import Path
from typing import Any

import pytest
from django.core.handlers.asgi import ASGIHandler

from dogwood.hsds.services import service_id
from dogwood.opendata.fhir.parameters import PARAMETERS
from dogwood.opendata.fhir.words import PROFILES
from tests.opendata.conftest import SITE, Answer, Api, forget, publish, use_settings

from .conftest import KIND, Fhir
from .rules import find_faults

RIDES = service_id("robeson-rides")
PATHS = ["metadata", "HealthcareService", f"HealthcareService/{RIDES}"]


def post(resource: str, body: bytes, kind: str = "application/x-www-form-urlencoded") -> Answer:
    """A search with its parameters in the body."""
    sent: list[dict[str, Any]] = []
    incoming = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not incoming:
            await asyncio.Event().wait()
        return incoming.pop()

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    path = f"/api/fhir/{resource}/_search"
    scope = {
        "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": "POST", "scheme": "https", "path": path,
        "raw_path": path.encode(), "query_string": b"", "root_path": "", "client": ("192.0.2.1", 1),
        "headers": [(b"content-type", kind.encode()), (b"content-length", str(len(body)).encode())],
        "server": ("127.0.0.1", 8000),
    }  # fmt: skip
    application: Any = ASGIHandler()
    asyncio.run(application(scope, receive, send))
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    found = Answer(sent[0]["status"], headers, tuple(row["body"] for row in sent[1:]))
    assert found.headers["content-type"] == KIND
    assert find_faults(found.json) == []
    return found


@pytest.mark.parametrize("path", PATHS)
def test_what_a_client_has_is_not_sent_again(fhir: Fhir, path: str) -> None:
    for headers in ({}, {"Accept-Encoding": "gzip"}):
        first = fhir.ask(path, headers=headers)
        again = fhir.ask(path, headers={**headers, "If-None-Match": first.headers["etag"]})
        assert (again.status, again.body) == (304, b"")
        assert first.headers["cache-control"] == "public, max-age=300"
        assert first.headers["dogwood-edition"] == "1"
        assert first.headers["vary"] == "Accept, Accept-Encoding, Prefer"
    packed = fhir.ask(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(packed.body) == fhir.ask(path).body
    head = fhir.ask(path, method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert fhir.ask(path, "language=es").headers["etag"] != fhir.ask(path).headers["etag"]


@pytest.mark.parametrize("path", [*PATHS, "nothing"])
def test_every_site_may_ask(fhir: Fhir, path: str) -> None:
    answer = fhir.ask(path, method="OPTIONS", headers={"Origin": "https://example.org"})
    assert (answer.status, answer.body) == (204, b"")
    assert answer.headers["access-control-allow-headers"] == "*"


def test_whoever_asks_too_often_is_told_when_to_return(sample_root: Path, clock: object) -> None:
    with use_settings(sample_root, OPENDATA_REQUESTS_A_MINUTE=3):
        forget()
        asking = Fhir(Api())
        assert [asking.ask("HealthcareService", f"_count={n}").status for n in range(1, 4)] == [200] * 3
        refused = asking.ask("metadata")
        assert (refused.status, refused.json["issue"][0]["code"]) == (429, "throttled")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert asking.ask("nothing/at/all").status == 429
    forget()


def test_before_anything_is_published_it_says_so(own_root: Path) -> None:
    asking = Fhir(Api())
    answer = asking.ask("HealthcareService")
    assert (answer.status, answer.json["issue"][0]["code"]) == (503, "transient")
    assert answer.headers["retry-after"] == "60"
    publish(own_root)
    forget()
    assert asking.ask("HealthcareService").status == 200


def test_a_failure_on_our_side_is_an_outcome_too(fhir: Fhir, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("a fault")

    monkeypatch.setattr("dogwood.opendata.fhir.views.make_bundle", fail)
    answer = fhir.ask("HealthcareService")
    assert (answer.status, answer.json["issue"][0]["code"]) == (500, "exception")
    assert "a fault" not in answer.body.decode()


def test_the_capability_statement_says_what_there_is(fhir: Fhir) -> None:
    for query in ("", "mode=full", "language=es"):
        found = fhir.ask("metadata", query).json
        assert (found["kind"], found["fhirVersion"]) == ("instance", "4.0.1")
        assert found["implementation"]["url"] == f"{SITE}/api/fhir"
        assert "implementationGuide" not in found  # of the guide's demands not all are met
        (rest,) = found["rest"]
        for row in rest["resource"]:
            assert [one["name"] for one in row["searchParam"]] == list(PARAMETERS[row["type"]])
            assert row["supportedProfile"] == [PROFILES[row["type"]]]
            assert [one["code"] for one in row["interaction"]] == ["read", "search-type"]
            for include in (*row.get("searchInclude", ()),):
                assert fhir.ask(row["type"], f"_include={include}", headers={"Prefer": "handling=strict"}).status == 200
            for include in (*row.get("searchRevInclude", ()),):
                assert (
                    fhir.ask(row["type"], f"_revinclude={include}", headers={"Prefer": "handling=strict"}).status == 200
                )
    assert fhir.ask("metadata", "language=es").json["title"] == "Directorio de salud de muestra"


def test_posting_a_search_gives_what_getting_it_does(fhir: Fhir) -> None:
    asked = fhir.ask("HealthcareService", "name=robeson&_count=5")
    for resource, body in (
        ("HealthcareService", b"name=robeson&_count=5"),
        ("HealthcareService", b"_count=5&name=robeson"),
    ):
        posted = post(resource, body)
        assert (posted.status, posted.json) == (200, asked.json)
    assert post("HealthcareService", b"name=robeson").headers["etag"] != post("HealthcareService", b"").headers["etag"]
    assert fhir.ask("HealthcareService/_search", "name=robeson&_count=5").json == asked.json


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"_count=x", "application/x-www-form-urlencoded", 400),
        (b'{"name": "robeson"}', "application/json", 400),
        (b"\xff\xfe=1", "application/x-www-form-urlencoded", 200),
        (b"a=1&" * 2000, "application/x-www-form-urlencoded", 400),
        (b"name=" + b"a" * 3_000_000, "application/x-www-form-urlencoded", 400),
    ],
)
def test_a_body_that_is_no_search_is_told(fhir: Fhir, body: bytes, kind: str, status: int) -> None:
    assert post("HealthcareService", body, kind).status == status
