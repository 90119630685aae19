"""Ready pages in granian's own protocol (RSGI), which spares a third of ASGI's time.

Only what is ready and asked for without a condition is answered here; the rest goes through the ASGI application.
"""

from typing import Any
from urllib.parse import unquote

from .hotpath import HotPath


class FastLane:
    def __init__(self, hot_path: HotPath) -> None:
        self.hot_path = hot_path

    async def __rsgi__(self, scope: Any, protocol: Any) -> None:
        if scope.proto != "http":
            return
        headers = scope.headers
        if scope.method == "GET" and not scope.query_string and "if-none-match" not in headers:
            page = self.hot_path.ready(scope.path)
            if page is not None:
                protocol.response_bytes(page.status, *page.pick(headers.get("accept-encoding", "")))
                return
        await self._ask(scope, protocol)

    async def _ask(self, scope: Any, protocol: Any) -> None:
        """Answer through ASGI."""
        start: dict[str, Any] = {}
        chunks: list[bytes] = []

        is_asked = False

        async def receive() -> dict[str, Any]:
            nonlocal is_asked
            if is_asked:
                await protocol.client_disconnect()
                return {"type": "http.disconnect"}
            is_asked = True  # nobody reads a body that a reader sends
            return {"type": "http.request", "body": b"", "more_body": False}

        stream: Any = None

        async def send(message: dict[str, Any]) -> None:
            nonlocal stream
            if message["type"] == "http.response.start":
                start.update(message)
                return
            if stream is None and message.get("more_body"):  # it comes in parts: each goes out before the next is made
                stream = protocol.response_stream(start["status"], _decode(start["headers"]))
            if stream is None:
                chunks.append(message.get("body", b""))
            elif message.get("body"):
                await stream.send_bytes(message["body"])

        await self.hot_path(_asgi_scope(scope), receive, send)
        if stream is not None:
            return
        if not start:  # the reader has gone
            protocol.response_empty(500, [])
            return
        made = _decode(start["headers"])
        body = b"".join(chunks)
        if body:
            protocol.response_bytes(start["status"], made, body)
        else:
            protocol.response_empty(start["status"], made)


def _decode(headers: Any) -> list[tuple[str, str]]:
    return [(name.decode("latin-1"), value.decode("latin-1")) for name, value in headers]


def _asgi_scope(scope: Any) -> dict[str, Any]:
    host, _, port = scope.client.rpartition(":")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": scope.http_version,
        "method": scope.method,
        "scheme": scope.scheme,
        "path": unquote(scope.path),
        "raw_path": scope.path.encode(),
        "query_string": scope.query_string.encode("latin-1", "replace"),
        "root_path": "",
        "headers": [
            (name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in scope.headers.items()
        ],
        "client": (host, int(port) if port.isdigit() else 0),
        "server": None,
    }
