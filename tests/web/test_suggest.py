"""Suggestions over HTTP: JSON, never kept, never an error."""

import json
import logging
import re

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dogwood.web.security import HEADERS
from dogwood.web.templating import STATIC


def ask(client: Client, language: str = "en", **query: str) -> list[dict[str, str]]:
    response = client.get(f"/{language}/suggest", query)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/json")
    assert response.headers["x-dogwood-until"] == "0"  # the hot path sends “no-store”
    assert {name: response.headers[name] for name in HEADERS} == HEADERS
    found: list[dict[str, str]] = json.loads(response.content)
    return found


def test_suggestions_have_text_kind_and_language(client: Client) -> None:
    assert {"text": "A ride to treatment", "kind": "need", "lang": "en"} in ask(client, q="rid")
    assert {"text": "Transporte al tratamiento", "kind": "necesidad", "lang": "es"} in ask(client, "es", q="trans")


def test_the_place_box_gets_places_alone(client: Client) -> None:
    assert {found["kind"] for found in ask(client, q="ro", of="place")} == {"county", "town"}


def test_nothing_typed_gives_nothing(client: Client) -> None:
    assert ask(client) == ask(client, q="") == ask(client, q="r") == ask(client, q="x" * 10_000) == []


def test_another_language_is_not_found(client: Client) -> None:
    assert client.get("/fr/suggest/", {"q": "ri"}).status_code == 404


def test_nothing_typed_is_logged(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ask(client, q="zebra")
    assert "zebra" not in caplog.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(q=st.text(max_size=90), of=st.text(max_size=8))
def test_any_text_is_answered(client: Client, q: str, of: str) -> None:
    assert len(ask(client, q=q, of=of)) <= 8


def test_the_script_is_small_and_asks_nobody_else() -> None:
    script = (STATIC / "search.js").read_text(encoding="utf-8")
    assert len(script.encode()) < 3_072
    assert not re.search(
        r"https?:|innerHTML|eval|localStorage|sessionStorage|cookie|sendBeacon|XMLHttp|\.style\b", script
    )
    # One request in the whole file, and it is the suggestions'; the sorting has none.
    assert script.count("fetch(") == 1
    assert "fetch" not in script[script.index("near-me") :]
