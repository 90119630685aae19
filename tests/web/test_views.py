"""The root, lost readers, and what the logs hold."""

import http.client
import logging
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
from django.test import Client
from django.utils import translation
from django.utils.translation import gettext

from dogwood.settings import readers
from dogwood.web.security import HEADERS
from dogwood.web.views import not_found
from tests.support.installation import MAIN, ROOT, environment, find_free_port, wait_for

from .conftest import parse, write_edition


@pytest.mark.parametrize(
    ("accept", "target"),
    [
        ("es-MX,es;q=0.9,en;q=0.5", "/es/"),
        ("en-US", "/en/"),
        ("fr, es;q=0.2", "/es/"),
        ("fr", "/en/"),
        ("", "/en/"),
        ("*", "/en/"),
        (";;q=x,,", "/en/"),
    ],
)
def test_the_root_leads_to_the_readers_language(client: Client, accept: str, target: str) -> None:
    response = client.get("/", headers={"accept-language": accept})
    assert (response.status_code, response.headers["Location"]) == (302, target)
    assert response.headers["Vary"] == "Accept-Language"
    assert response.headers["x-dogwood-until"] == "0"


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/en/guide/nowhere/", "en"),
        ("/es/guide/nowhere/", "es"),
        ("/es/a/b/c/", "es"),
        ("/fr/guide/arm-swelling/", "en"),
        ("/es/county/atlantis/", "es"),
        ("/es/need/nonsense/", "es"),
        ("/wp-login.php", "en"),
        ("/en/event/nowhere.ics", "en"),
        ("/static/0000000000/site.css", "en"),
        ("/static/0000000000/../hotpath.py", "en"),
    ],
)
def test_a_lost_reader_is_helped_in_the_language_of_the_path(client: Client, path: str, language: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    page = parse(response.content)
    assert page.html["lang"] == language == response.headers["Content-Language"]
    with translation.override(language):
        assert page.h1.get_text() == gettext("This page is not here")
    assert page.select_one(f'form[role="search"][action="/{language}/search"] input[name="q"]') is not None
    assert page.select("ul.needs a") and not page.select('link[rel="canonical"]')
    assert response.headers["x-dogwood-until"] == "0"
    assert {name: response.headers[name] for name in HEADERS} == HEADERS


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/es", "/es/"),
        ("/en/guide/arm-swelling", "/en/guide/arm-swelling/"),
        ("/en/need/ride?county=pitt", "/en/need/ride/?county=pitt"),
        ("//elsewhere", "/elsewhere/"),
        ("//elsewhere.example/x", "/elsewhere.example/x/"),
        ("/en/%0d%0aSet-Cookie:x", "/en/%0D%0ASet-Cookie%3Ax/"),
    ],
)
def test_a_missing_slash_is_added_and_nobody_is_sent_elsewhere(client: Client, path: str, target: str) -> None:
    raw, _, query = path.partition("?")
    request = client.get("/en/search").wsgi_request
    request.path, request.META["QUERY_STRING"] = unquote(raw), query
    response = not_found(request)
    assert (response.status_code, response.headers["Location"]) == (302, target)


def test_no_log_line_tells_what_a_reader_asked(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    for name, options in readers.LOGGING["loggers"].items():  # type: ignore[attr-defined]
        caplog.set_level(options["level"], logger=name)
    caplog.set_level(logging.DEBUG)
    client.get("/en/search", {"q": "wonderword", "near": "Placeville"})
    client.get("/en/guide/wonderword/")
    client.get("/wonderword.php", {"q": "Placeville"})
    client.get("/en/need/ride/", {"county": "Placeville"})
    lines = " ".join(f"{line.getMessage()} {line.__dict__}" for line in caplog.records if line.name != "asyncio")
    assert "wonderword" not in lines.lower() and "placeville" not in lines.lower()


def test_the_readers_process_has_no_database_and_logs_no_question(tmp_path: Path) -> None:
    """The real command: its output holds neither words nor paths, and it makes no database."""
    write_edition(tmp_path / "editions")
    port = find_free_port()
    variables = environment(tmp_path, DOGWOOD_READERS_PORT=str(port), DOGWOOD_LOG_LEVEL="DEBUG")
    output = tmp_path / "output"
    with output.open("wb") as file:
        command = [sys.executable, "-c", MAIN, "readers"]
        child = subprocess.Popen(command, env=variables, cwd=ROOT, stdout=file, stderr=subprocess.STDOUT)
        try:
            wait_for(port, "/healthz", child)
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            statuses = []
            for path in ("/en/search?q=wonderword", "/en/guide/wonderword/", "/wonderword.php", "/en/"):
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                statuses.append(answer.status)
            connection.close()
        finally:
            child.terminate()
            child.wait(20)
    assert statuses == [200, 404, 404, 200]
    assert "Serving edition 1." in output.read_text()
    assert "wonderword" not in output.read_text()
    assert readers.DATABASES == {} and not list(tmp_path.glob("*.sqlite*"))
