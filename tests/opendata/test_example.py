"""The client of docs/partners/README.md, run as it stands there against a server on the loopback address."""

import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from .conftest import Api

GUIDE = Path(__file__).parents[2] / "docs" / "partners" / "README.md"


@pytest.fixture
def address(api: Api) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            answer = api.ask(path, query, headers=dict(self.headers.items()))
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(answer.body)

        def log_message(self, *words: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_the_client_keeps_a_copy_and_fetches_only_what_is_new(address: str, api: Api) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    copy = names["Directory"](address)
    assert copy.refresh() is True
    assert copy.refresh() is False
    assert len(copy.services) == api.get("/api/hsds/services").json["total_items"]
    rides = {name: phone for name, phone, _ in copy.find("ride")}
    assert rides and all(rides.values())


def test_the_addresses_of_the_guide_answer(api: Api) -> None:
    text = GUIDE.read_text(encoding="utf-8")
    found = set(re.findall(r"https://directory\.example\.org(/api/[^\"\s`]+)", text)) | {
        "/api/files/",
        "/api/changes.atom",
    }
    assert len(found) >= 5
    for address in found:
        path, _, query = address.partition("?")
        assert api.ask(path, query).status == 200
