"""Asking ``/api/fhir/`` of the sample edition; every answer keeps to the rules."""

from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest

from tests.opendata.conftest import SITE, Answer, Api

from .rules import find_faults

KIND = "application/fhir+json"


class Fhir:
    """The addresses below ``/api/fhir/``."""

    def __init__(self, api: Api) -> None:
        self.api = api

    def ask(self, path: str, query: str = "", **more: Any) -> Answer:
        answer = self.api.ask(f"/api/fhir/{path}", query, **more)
        assert answer.headers["access-control-allow-origin"] == "*"
        if answer.body and "content-encoding" not in answer.headers:
            assert answer.headers["content-type"] == KIND
            assert find_faults(answer.json) == []
            assert (answer.json["resourceType"] == "OperationOutcome") is (answer.status >= 400)
        return answer

    def get(self, path: str, /, *pairs: tuple[str, object], **query: object) -> Any:
        """The JSON of an answer that is right."""
        answer = self.ask(path, urlencode([*pairs, *query.items()]))
        assert answer.status == 200, answer.json
        return answer.json

    def find(self, resource: str, /, *pairs: tuple[str, object], **query: object) -> list[Any]:
        """All matches, page after page, each once."""
        found: list[Any] = []
        bundle = self.get(resource, *pairs, **query)
        total = bundle["total"]
        while True:
            found += [entry["resource"] for entry in bundle.get("entry", ()) if entry["search"]["mode"] == "match"]
            following = link(bundle, "next")
            if not following:
                break
            answer = self.ask(resource, urlsplit(following).query)
            assert answer.status == 200
            bundle = answer.json
            assert bundle["total"] == total
        assert len({one["id"] for one in found}) == len(found) == total
        return found

    def keys(self, resource: str, /, *pairs: tuple[str, object], **query: object) -> list[str]:
        """The directory's keys of all matches."""
        return [one["identifier"][0]["value"] for one in self.find(resource, *pairs, **query)]


def link(bundle: Any, relation: str) -> str:
    """The address of a link, "" for none."""
    found = [row["url"] for row in bundle["link"] if row["relation"] == relation]
    assert len(found) < 2
    assert all(url.startswith(f"{SITE}/api/fhir/") for url in found)
    return found[0] if found else ""


@pytest.fixture
def fhir(api: Api) -> Fhir:
    return Fhir(api)
