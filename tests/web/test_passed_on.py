"""What the hot path and the fast lane pass on as it comes: answers in parts, with conditions of their own."""

import asyncio
from types import SimpleNamespace
from typing import Any

from dogwood.web.fastlane import FastLane
from dogwood.web.hotpath import PASSED_ON, HotPath

PARTS = [b"one\n", b"two\n", b"three\n"]


async def behind(scope: Any, receive: Any, send: Any) -> None:
    """Sends its parts one by one; ``/api/short`` in one message, ``/api/none`` without a body."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"x-method", scope["method"].encode())]})
    name = scope["path"].removeprefix(PASSED_ON)
    parts = {"short": [b"short"], "none": [b""]}.get(name, PARTS)
    for number, part in enumerate(parts):
        await send({"type": "http.response.body", "body": part, "more_body": name == "long" and number < len(parts)})
    if name == "long":
        await send({"type": "http.response.body", "body": b"", "more_body": False})


class Protocol:
    """What granian gives: notes what goes out, in its order."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, Any]] = []

    def response_bytes(self, status: int, headers: Any, body: bytes) -> None:
        self.sent.append(("whole", body))

    def response_empty(self, status: int, headers: Any) -> None:
        self.sent.append(("empty", b""))

    def response_stream(self, status: int, headers: list[tuple[str, str]]) -> "Protocol":
        self.sent.append(("start", (status, headers)))
        return self

    async def send_bytes(self, body: bytes) -> None:
        self.sent.append(("part", body))

    async def client_disconnect(self) -> None:
        await asyncio.Event().wait()


def ask(name: str, method: str = "GET") -> list[tuple[str, Any]]:
    lane = FastLane(HotPath(behind, SimpleNamespace(current=lambda: None), 1_000))  # type: ignore[arg-type]
    scope = SimpleNamespace(
        proto="http", method=method, path=PASSED_ON + name, query_string="a=b", headers={}, http_version="1.1",
        scheme="http", client="127.0.0.1:5000",
    )  # fmt: skip
    protocol = Protocol()
    asyncio.run(lane.__rsgi__(scope, protocol))
    return protocol.sent


def test_an_answer_in_parts_goes_out_part_by_part() -> None:
    assert ask("long") == [("start", (200, [("x-method", "GET")])), *(("part", part) for part in PARTS)]


def test_an_answer_of_one_piece_goes_out_whole() -> None:
    assert ask("short") == [("whole", b"short")]
    assert ask("none", method="HEAD") == [("empty", b"")]


def test_nothing_of_it_is_kept_and_its_method_stays() -> None:
    cache_of = HotPath(behind, SimpleNamespace(current=lambda: None), 1_000)  # type: ignore[arg-type]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "HEAD", "path": "/api/short", "query_string": b"", "headers": []}
    asyncio.run(cache_of(scope, receive, send))
    assert sent[0]["headers"] == [(b"x-method", b"HEAD")]
    assert cache_of.cache.size == 0
