"""Ready pages: the bytes of an answer in each encoding, kept until the next edition or until they stop being true."""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterable
from functools import lru_cache
from sys import intern
from typing import Any

import brotli

from dogwood.search.holder import EditionHolder

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Headers = list[tuple[bytes, bytes]]
TextHeaders = list[tuple[str, str]]

UNTIL_HEADER = b"x-dogwood-until"
"""Set by the pages behind: the Unix time until which the answer is true, "0" for one that is not kept. Never sent on."""
LONGEST_AGE = 300
"""Seconds that a browser or a proxy may keep a page."""
PASSED_ON = "/api/"
"""What begins so is answered behind, part by part as it comes: it has conditions and packing of its own, and streams."""
_SMALLEST = 600
"""Bytes under which compressing saves nothing."""


class ReadyPage:
    """One answer, packed: who takes neither gzip nor brotli is rare, and gets it unpacked. until: monotonic moment at which it
    stops being true, None for never. size: bytes of memory, about."""

    __slots__ = ("_answers", "_headers", "size", "status", "tag", "until")

    def __init__(self, status: int, headers: Headers, body: bytes, until: float | None) -> None:
        self.status = status
        self.until = until
        self.tag = hashlib.sha256(body).hexdigest()[:20]
        # The same on most pages, so they share them in memory.
        self._headers = [
            (intern(name.decode("latin-1")), intern(value.decode("latin-1")))
            for name, value in headers
            if name not in {b"content-length", b"etag"}
        ]
        if len(body) >= _SMALLEST and _is_text(headers):
            bodies = {"gzip": gzip.compress(body, 9, mtime=0), "br": brotli.compress(body, quality=9)}
        else:
            bodies = {"": body}
        self._answers = {encoding: (self._make_headers(encoding, len(made)), made) for encoding, made in bodies.items()}
        self.size = sum(len(made) for made in bodies.values()) + 3_000

    def _make_headers(self, encoding: str, length: int) -> TextHeaders:
        etag = f'"{self.tag}-{encoding}"' if encoding else f'"{self.tag}"'  # other bytes, another tag
        made = [*self._headers, ("content-length", str(length)), ("etag", etag), ("vary", "Accept-Encoding")]
        return [*made, ("content-encoding", encoding)] if encoding else made

    def pick(self, accept: str) -> tuple[TextHeaders, bytes]:
        """Headers and body in the best encoding that ``Accept-Encoding`` allows."""
        for name in read_encodings(accept):
            if name in self._answers:
                return self._answers[name]
        if "" in self._answers:
            return self._answers[""]
        body = gzip.decompress(self._answers["gzip"][1])
        return self._make_headers("", len(body)), body


class PageCache:
    """Ready pages by path, at most ``limit`` bytes, the longest unused go first."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[str, ReadyPage] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, path: str) -> ReadyPage | None:
        page = self._pages.get(path)
        if page is None or (page.until is not None and page.until <= time.monotonic()):
            return None
        with self._lock:
            if path in self._pages:
                self._pages.move_to_end(path)
        return page

    def put(self, path: str, page: ReadyPage) -> None:
        with self._lock:
            old = self._pages.pop(path, None)
            self.size += page.size - (old.size if old else 0)
            self._pages[path] = page
            while self.size > self.limit and self._pages:
                self.size -= self._pages.popitem(last=False)[1].size

    def clear(self) -> None:
        with self._lock:
            self._pages.clear()
            self.size = 0


class HotPath:
    """ASGI: answers from ready pages, and asks ``behind`` for the others."""

    def __init__(self, behind: Application, holder: EditionHolder, limit: int) -> None:
        self.behind = behind
        self.holder = holder
        self.cache = PageCache(limit)
        self._edition = ""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        if scope["path"].startswith(PASSED_ON):
            await self.behind(scope, receive, send)
            return
        if scope["method"] not in {"GET", "HEAD"} or scope["query_string"]:
            self.ready("")
            await self._pass_on(scope, receive, send, path=None)
            return
        page = self.ready(scope["path"])
        if page is None:
            await self._pass_on(scope, receive, send, path=scope["path"])
        else:
            await _answer(page, scope, send)

    def ready(self, path: str) -> ReadyPage | None:
        """The ready page of the current edition at ``path``; None where there is none yet."""
        edition = self.holder.current()
        found = edition.folder.name if edition else ""  # number and hash: the number stands on every page
        if found != self._edition:
            self._edition = found
            self.cache.clear()
        return self.cache.get(path)

    async def _pass_on(self, scope: Scope, receive: Receive, send: Send, path: str | None) -> None:
        """Ask behind, keep the answer where it may be kept, and send it."""
        start: dict[str, Any] = {}
        chunks: list[bytes] = []
        edition = self._edition

        async def gather(message: dict[str, Any]) -> None:
            if message["type"] == "http.response.start":
                start.update(message)
            elif message["type"] == "http.response.body":
                chunks.append(message.get("body", b""))

        # The page behind needs neither method nor condition: HEAD and If-None-Match are answered here.
        await self.behind({**scope, "method": "GET" if scope["method"] == "HEAD" else scope["method"]}, receive, gather)
        if not start:  # the reader has gone
            return
        headers, until = _take_until(start["headers"])
        left = None if until is None else max(0.0, until - time.time())
        age = LONGEST_AGE if left is None else min(LONGEST_AGE, int(left))
        if not any(name == b"cache-control" for name, _ in headers):
            headers.append((b"cache-control", f"public, max-age={age}".encode() if until != 0 else b"no-store"))
        page = ReadyPage(start["status"], headers, b"".join(chunks), None if left is None else time.monotonic() + left)
        # A page that was begun before a switch is the old edition's: it is sent, and not kept for the new one.
        if path is not None and until != 0 and start["status"] == 200 and edition == self._edition:
            self.cache.put(path, page)
        await _answer(page, scope, send)


def _take_until(headers: Iterable[tuple[bytes, bytes]]) -> tuple[Headers, float | None]:
    kept: Headers = []
    until: float | None = None
    for name, value in headers:
        if name.lower() == UNTIL_HEADER:
            until = float(value)
        else:
            kept.append((name.lower(), value))
    return kept, until


async def _answer(page: ReadyPage, scope: Scope, send: Send) -> None:
    accept = condition = b""
    for name, value in scope["headers"]:
        if name == b"accept-encoding":
            accept = value
        elif name == b"if-none-match":
            condition = value
    texts, body = page.pick(accept.decode("latin-1"))
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in texts]
    if condition and page.status == 200 and page.tag.encode() in condition:
        kept = [pair for pair in headers if pair[0] not in {b"content-length", b"content-encoding", b"content-type"}]
        await send({"type": "http.response.start", "status": 304, "headers": kept})
        await send({"type": "http.response.body", "body": b""})
        return
    await send({"type": "http.response.start", "status": page.status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})


@lru_cache(maxsize=256)
def read_encodings(accept: str) -> tuple[str, ...]:
    """Those of our encodings that ``Accept-Encoding`` allows, the best first; one with ``q=0`` is not allowed."""
    allowed = set()
    for part in accept.lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        if weight.strip("0.") or not weight:
            allowed.add(name)
    return tuple(name for name in ("br", "gzip") if name in allowed)


def _is_text(headers: Headers) -> bool:
    kind = next((value for name, value in headers if name.lower() == b"content-type"), b"")
    return kind.startswith((b"text/", b"application/json", b"application/xml", b"application/atom", b"image/svg"))
