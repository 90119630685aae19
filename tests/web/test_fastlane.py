"""The fast lane: ready pages in granian's own protocol, everything else through ASGI."""

import asyncio
from types import SimpleNamespace
from typing import Any

import pytest

from dogwood.edition.store import LocalStore
from dogwood.web.fastlane import FastLane
from dogwood.web.hotpath import HotPath

from .conftest import write_edition

pytestmark = pytest.mark.usefixtures("never_wait")


class Protocol:
    """What granian gives: notes the answer."""

    def __init__(self) -> None:
        self.answers: list[tuple[int, dict[str, str], bytes]] = []

    def response_bytes(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.answers.append((status, dict(headers), body))

    def response_empty(self, status: int, headers: list[tuple[str, str]]) -> None:
        self.answers.append((status, dict(headers), b""))

    async def client_disconnect(self) -> None:
        await asyncio.Event().wait()


def ask(lane: FastLane, path: str, method: str = "GET", query: str = "", **headers: str) -> Any:
    scope = SimpleNamespace(
        proto="http",
        method=method,
        path=path,
        query_string=query,
        headers={name.replace("_", "-"): value for name, value in headers.items()},
        http_version="1.1",
        scheme="http",
        client="127.0.0.1:5000",
    )
    protocol = Protocol()
    asyncio.run(lane.__rsgi__(scope, protocol))
    (answer,) = protocol.answers
    return answer


@pytest.fixture
def lane(application: HotPath, own_store: LocalStore) -> FastLane:
    write_edition(own_store.root)
    return FastLane(application)


@pytest.mark.parametrize("encoding", ["", "gzip", "gzip, br"])
def test_a_page_is_the_same_when_it_is_made_and_when_it_is_ready(lane: FastLane, encoding: str) -> None:
    made, ready = (ask(lane, "/en/", accept_encoding=encoding) for _ in range(2))
    assert made == ready and made[0] == 200
    assert made[1].get("content-encoding", "") == encoding.split(", ")[-1]
    assert len(made[2]) == int(made[1]["content-length"])


def test_conditions_heads_and_queries_go_through(lane: FastLane) -> None:
    status, headers, body = ask(lane, "/en/")
    assert status == 200 and body
    assert ask(lane, "/en/", if_none_match=headers["etag"])[0] == 304
    assert ask(lane, "/en/", method="HEAD")[0::2] == (200, b"")
    assert ask(lane, "/en/a-z/", query="x=1")[0] == 200
    assert ask(lane, "/en/", method="POST")[0] == 405
    assert ask(lane, "/en/guide/n%C3%A1da/")[0] == 404


def test_other_protocols_are_left_alone(lane: FastLane) -> None:
    protocol = Protocol()
    asyncio.run(lane.__rsgi__(SimpleNamespace(proto="ws"), protocol))
    assert not protocol.answers
