"""Answers: headers that every one has, conditions, compression, problems, streams."""

import asyncio
import datetime as dt
import gzip
import hashlib
import json
import logging
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from functools import wraps
from pathlib import Path
from typing import Any

import brotli
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from .problems import ProblemError

logger = logging.getLogger(__name__)
JSON = "application/json"
NDJSON = "application/x-ndjson"
PROBLEM = "application/problem+json"
LONGEST_AGE = 300
"""Seconds that a client or a proxy may keep an answer."""
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_SMALLEST = 600
"""Bytes under which compressing saves nothing."""
_OPEN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, Retry-After, Dogwood-Edition",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_PREFLIGHT = {
    "Access-Control-Allow-Methods": ", ".join(METHODS),
    "Access-Control-Allow-Headers": "*",
    "Access-Control-Max-Age": "86400",
}

View = Callable[..., HttpResponseBase]
Tell = Callable[[HttpRequest, ProblemError], HttpResponse]
"""Puts a problem into words."""


def now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def open_to_all(*methods: str, tell: Tell | None = None) -> Callable[[View], View]:
    """For views: answers pre-flight requests and other methods, turns ProblemError into problem details (or what ``tell``
    makes of it), puts headers on."""
    allowed = (*methods, "HEAD", "OPTIONS")
    answer_wrong = tell or answer_problem

    def decorate(view: View) -> View:
        @wraps(view)
        def answer(request: HttpRequest, **keys: str) -> HttpResponseBase:
            response: HttpResponseBase
            if request.method == "OPTIONS":
                response = HttpResponse(status=204, headers={**_PREFLIGHT, "Allow": ", ".join(allowed)})
            else:
                try:
                    if request.method not in allowed:
                        detail = f"This address takes {', '.join(allowed)}."
                        raise ProblemError("method", detail, headers={"Allow": ", ".join(allowed)})
                    response = view(request, **keys)
                except ProblemError as problem:
                    response = answer_wrong(request, problem)
                except SuspiciousOperation:  # more fields, or a larger body, than Django reads
                    too_much = ProblemError("parameter", "That is more than any address takes.", parameter="query")
                    response = answer_wrong(request, too_much)
                except Exception:  # a partner's program gets what it can read
                    logger.exception("A request for open data failed.")
                    response = answer_wrong(request, ProblemError("failed", "Please try again in a moment."))
            for name, value in _OPEN.items():
                response.headers[name] = value
            if request.method == "HEAD" and not response.streaming:
                assert isinstance(response, HttpResponse)
                length = response.headers.get("Content-Length", str(len(response.content)))
                response.content = b""
                response.headers["Content-Length"] = length
            return response

        return answer

    return decorate


def answer_problem(request: HttpRequest, problem: ProblemError) -> HttpResponse:
    body = json.dumps(problem.as_dict(request.path), ensure_ascii=False)
    headers = {"Cache-Control": "no-store", **problem.headers}
    return HttpResponse(body, status=problem.status, content_type=PROBLEM, headers=headers)


def make_tag(request: HttpRequest, edition: str, day: dt.date, version: str) -> str:
    """What an answer is a function of: the edition, the day, the software, and the address with its query."""
    asked = f"{edition} {day} {version} {request.path}?{request.META.get('QUERY_STRING', '')}"
    return hashlib.sha256(asked.encode()).hexdigest()[:20]


def answer_json(
    request: HttpRequest, make: Callable[[], bytes], tag: str, edition: str, *, kind: str = JSON, link: str = ""
) -> HttpResponse:
    """make: gives the body; it is not called where the client has it. tag: of ``make_tag``. link: for the header ``Link``."""
    encoding = pick_encoding(request)
    headers = {**_keep(edition), "ETag": f'"{tag}{"-" + encoding if encoding else ""}"'}
    if link:
        headers["Link"] = link
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    body = make()
    if len(body) < _SMALLEST:
        encoding = ""
        headers["ETag"] = f'"{tag}"'
    if encoding:
        headers["Content-Encoding"] = encoding
        body = brotli.compress(body, quality=4) if encoding == "br" else gzip.compress(body, 5, mtime=0)
    return HttpResponse(body, content_type=kind, headers=headers)


def answer_stream(
    request: HttpRequest, lines: Iterator[bytes], tag: str, edition: str, *, kind: str = NDJSON
) -> HttpResponseBase:
    """Parts as they are made; packed with gzip where the client takes it. A HEAD gets the headers alone."""
    encoding = "gzip" if pick_encoding(request) else ""
    headers = {**_keep(edition), "ETag": f'"{tag}{"-" + encoding if encoding else ""}"'}
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    if encoding:
        headers["Content-Encoding"] = encoding
    if request.method == "HEAD":
        return HttpResponse(b"", content_type=kind, headers=headers)
    return StreamingHttpResponse(_flow(_pack(lines) if encoding else lines), content_type=kind, headers=headers)


def answer_file(request: HttpRequest, path: Path, tag: str, edition: str, *, kind: str) -> HttpResponseBase:
    """The bytes of a file, part by part."""
    headers = {
        **_keep(edition), "ETag": f'"{tag}"', "Content-Length": str(path.stat().st_size),
        "Content-Disposition": f'attachment; filename="{path.name}"',
    }  # fmt: skip
    if tag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={name: headers[name] for name in ("ETag", "Cache-Control", "Vary")})
    if request.method == "HEAD":
        return HttpResponse(b"", content_type=kind, headers=headers)
    return StreamingHttpResponse(_flow(_read(path)), content_type=kind, headers=headers)


def _read(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while part := file.read(1 << 18):
            yield part


async def _flow(parts: Iterator[bytes]) -> AsyncIterator[bytes]:
    """Each part is made on a thread, when the one before has gone out."""
    while (part := await asyncio.to_thread(next, parts, None)) is not None:
        yield part


def _pack(parts: Iterator[bytes]) -> Iterator[bytes]:
    packer = zlib.compressobj(1, zlib.DEFLATED, 31)
    for part in parts:
        yield packer.compress(part)
    yield packer.flush()


def pick_encoding(request: HttpRequest) -> str:
    """``br``, ``gzip`` or "" for none, as ``Accept-Encoding`` allows; one with ``q=0`` is not allowed."""
    allowed = set()
    for part in request.headers.get("Accept-Encoding", "").lower().split(","):
        name, _, weight = part.replace(" ", "").partition(";q=")
        if not weight or weight.strip("0."):
            allowed.add(name)
    return next((name for name in ("br", "gzip") if name in allowed), "")


def _keep(edition: str) -> dict[str, str]:
    return {
        "Cache-Control": f"public, max-age={LONGEST_AGE}",
        "Vary": "Accept-Encoding",
        "Dogwood-Edition": edition,
    }


def as_bytes(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
