"""The API inside the tests' process: readers' settings, no database, the sample edition in two languages."""

import asyncio
import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.handlers.asgi import ASGIHandler
from django.test import override_settings

from dogwood.edition.store import LocalStore
from dogwood.opendata import answers, views
from dogwood.search.holder import get_holder
from dogwood.settings import readers
from tests.hsds.conftest import starter as starter
from tests.support.sample_edition import build_sample_edition

SITE = "https://directory.example.org"
NOW = dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Answer:
    """parts: of the body, as they were sent."""

    status: int
    headers: dict[str, str]
    parts: tuple[bytes, ...]

    @property
    def body(self) -> bytes:
        return b"".join(self.parts)

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def lines(self) -> list[Any]:
        return [json.loads(line) for line in self.body.splitlines()]


class Api:
    """Asks the ASGI application by hand, as a server would."""

    def __init__(self, application: Any = None) -> None:
        self.application: Any = application or ASGIHandler()

    def get(self, path: str, /, headers: dict[str, str] | None = None, method: str = "GET", **query: Any) -> Answer:
        pairs = [(name, str(value)) for name, value in query.items()]
        return self.ask(path, urlencode(pairs), headers=headers, method=method)

    def ask(self, path: str, query: str = "", *, headers: dict[str, str] | None = None, method: str = "GET") -> Answer:
        messages: list[dict[str, Any]] = []
        incoming = [{"type": "http.request", "body": b"", "more_body": False}]

        async def receive() -> dict[str, Any]:
            if not incoming:
                await asyncio.Event().wait()
            return incoming.pop()

        async def send(message: dict[str, Any]) -> None:
            messages.append(message)

        scope = {
            "type": "http", "asgi": {"version": "3.0"}, "http_version": "1.1", "method": method, "scheme": "https",
            "path": path, "raw_path": path.encode(), "query_string": query.encode(), "root_path": "",
            "headers": [(name.lower().encode(), value.encode()) for name, value in (headers or {}).items()],
            "client": ("192.0.2.1", 1), "server": ("127.0.0.1", 8000),
        }  # fmt: skip
        asyncio.run(self.application(scope, receive, send))
        found = {name.decode().lower(): value.decode() for name, value in messages[0]["headers"]}
        return Answer(messages[0]["status"], found, tuple(m["body"] for m in messages[1:] if m.get("body")))


def use_settings(root: Path, **more: Any) -> override_settings:
    return override_settings(
        ROOT_URLCONF=readers.ROOT_URLCONF,
        MIDDLEWARE=readers.MIDDLEWARE,
        TEMPLATES=readers.TEMPLATES,
        LOCALE_PATHS=readers.LOCALE_PATHS,
        LANGUAGES=readers.LANGUAGES,
        LANGUAGE_CODE="en",
        APPEND_SLASH=False,
        ALLOWED_HOSTS=["*"],
        EDITIONS_ROOT=root / "editions",
        READERS_ADDRESS=SITE,
        TELL_US_ADDRESS="",
        **{"OPENDATA_ROOT": root / "opendata", "OPENDATA_BUILDER": [], "OPENDATA_REQUESTS_A_MINUTE": 100_000, **more},
    )


def forget() -> None:
    for kept in (get_holder, views.get_shelf, views.get_limit):
        kept.cache_clear()


@pytest.fixture(scope="package")
def sample_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample edition in ``editions``. Not to be changed."""
    root = tmp_path_factory.mktemp("opendata")
    build_sample_edition(root / "editions")
    return root


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    def set_clock(moment: dt.datetime) -> None:
        monkeypatch.setattr(answers, "now", lambda: moment)

    set_clock(NOW)
    return set_clock


@pytest.fixture
def api(sample_root: Path, clock: Callable[[dt.datetime], None]) -> Iterator[Api]:
    with use_settings(sample_root):
        forget()
        yield Api()
    forget()


@pytest.fixture
def own_root(tmp_path: Path, clock: Callable[[dt.datetime], None], monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of this test's own, with nothing published; a moved pointer is seen at once."""
    monkeypatch.setattr("dogwood.search.holder.LOOK_EVERY", 0.0)
    with use_settings(tmp_path):
        forget()
        yield tmp_path
    forget()


def publish(root: Path, records: Any = None, name: str = "") -> LocalStore:
    return build_sample_edition(root / "editions", records=records, name=name)


def settle() -> None:
    """Wait until the edition that the pointer names is open."""
    holder = get_holder()
    holder.current()
    holder.settle(30)
