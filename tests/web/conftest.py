"""The readers' site inside the tests' process: its own settings, no database, the sample edition and a few records more."""

import asyncio
import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.handlers.asgi import ASGIHandler
from django.test import Client, override_settings

from dogwood.edition.records import (
    Confirmation,
    EventRecord,
    GuideRecord,
    ListingRecord,
    PublicationRecord,
    Record,
    StatisticBlock,
)
from dogwood.edition.store import LocalStore
from dogwood.opendata.views import get_limit, get_shelf
from dogwood.search.holder import get_holder
from dogwood.settings import readers
from dogwood.web import views
from dogwood.web.hotpath import HotPath
from tests.support.sample_edition import build_sample_edition, prose, sample_records
from tests.support.sample_listings import GREENVILLE, READ, _phone

ADDRESS = "https://directory.example.org"
MONDAY_AT_TEN = dt.datetime(2026, 11, 23, 15, 0, tzinfo=dt.UTC)
"""10 in the morning in North Carolina."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def ask(application: Any, path: str, *, method: str = "GET", query: bytes = b"", **headers: str) -> Answer:
    """Send one request by hand. headers: with ``_`` for ``-``. A header sent twice is joined, as RFC 9110 has it."""
    messages: list[dict[str, Any]] = []
    incoming = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> dict[str, Any]:
        if not incoming:
            await asyncio.Event().wait()  # the reader waits for the answer
        return incoming.pop()

    async def send(message: dict[str, Any]) -> None:
        messages.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "root_path": "",
        "headers": [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    asyncio.run(application(scope, receive, send))
    found: dict[str, str] = {}
    for name, value in messages[0]["headers"]:
        known = found.get(name.decode())
        found[name.decode()] = f"{known}, {value.decode()}" if known else value.decode()
    return Answer(messages[0]["status"], found, b"".join(message.get("body", b"") for message in messages[1:]))


def parse(body: bytes | str) -> BeautifulSoup:
    return BeautifulSoup(body, "html.parser")


def more_records() -> list[Record]:
    """What the sample edition lacks: English only, a number left out, an extension, checks in each state."""
    checked = Confirmation(
        checked_on="2025-12", method="phone", due_on=dt.date(2026, 3, 1), lapses_on=dt.date(2026, 12, 1)
    )
    line = ListingRecord(
        key="english-only-line",
        language="en",
        name="English Only Line",
        summary="A line with words in English only.",
        needs=("talk-now",),
        phones=(_phone("8005550120").model_copy(update={"extension": "42"}),),
        withheld={"phone": "number_dead"},
        confirmation=checked,
        notices=("awaiting_language_review",),
    )
    due = checked.model_copy(
        update={"checked_on": "2026-09-01", "due_on": dt.date(2026, 11, 30), "lapses_on": dt.date(2027, 9, 1)}
    )
    lapsed = checked.model_copy(update={"lapses_on": dt.date(2026, 6, 1)})
    return [
        line,
        line.model_copy(update={"key": "due-line", "name": "Due Line", "confirmation": due, "withheld": {}}),
        line.model_copy(update={"key": "lapsed-line", "name": "Lapsed Line", "confirmation": lapsed}),
        GuideRecord(
            key="english-only-guide",
            language="en",
            title="A guide in English only",
            chapter="paying-for-care",
            main_message="Nobody has put this into Spanish yet.",
            body=(StatisticBlock(value="2 in 9", source="Nobody", text=prose("Made up.")),),
        ),
        PublicationRecord(
            key="english-only-book",
            language="en",
            publication_type="book",
            title="A Book in English Only",
            annotation="Nobody has put this note into Spanish yet.",
        ),
        EventRecord(
            key="english-only-talk",
            language="en",
            name="A talk in English only",
            summary="One evening.",
            starts=dt.datetime(2026, 12, 1, 18, 0),
            place=GREENVILLE,
            confirmation=READ,
        ),
    ]


def write_edition(root: Path, *more: Record) -> LocalStore:
    return build_sample_edition(root, records=[*sample_records(), *more_records(), *more])


def write_changed_edition(store: LocalStore) -> str:
    """Publish an edition in which the guide on swelling has another title, and return that title."""
    title = f"Another title, number {store.next_number()}"
    records = [
        record.model_copy(update={"title": title}) if record.identity == ("guide", "arm-swelling", "en") else record
        for record in [*sample_records(), *more_records()]
    ]
    build_sample_edition(store.root, records=records)
    return title


def use_readers_settings(root: Path) -> override_settings:
    return override_settings(
        ROOT_URLCONF=readers.ROOT_URLCONF,
        MIDDLEWARE=readers.MIDDLEWARE,
        TEMPLATES=readers.TEMPLATES,
        LOCALE_PATHS=readers.LOCALE_PATHS,
        LANGUAGES=readers.LANGUAGES,
        LANGUAGE_CODE="en",
        APPEND_SLASH=False,
        ALLOWED_HOSTS=["*"],
        EDITIONS_ROOT=root,
        READERS_ADDRESS=ADDRESS,
        TELL_US_ADDRESS="https://desk.example.org/tell-us",
        OPENDATA_ROOT=root.parent / "opendata",
        OPENDATA_BUILDER=[],
        OPENDATA_REQUESTS_A_MINUTE=100_000,
    )


@pytest.fixture(scope="module")
def editions(tmp_path_factory: pytest.TempPathFactory) -> LocalStore:
    """The edition of this module's pages. Not to be changed."""
    return write_edition(tmp_path_factory.mktemp("web") / "editions")


@pytest.fixture(scope="module")
def _site(editions: LocalStore) -> Iterator[None]:
    with use_readers_settings(editions.root):
        get_holder.cache_clear()
        get_shelf.cache_clear()
        get_limit.cache_clear()
        yield
    get_holder.cache_clear()
    get_shelf.cache_clear()
    get_limit.cache_clear()


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """``at(moment)`` sets the clock that pages are rendered by."""

    def set_clock(moment: dt.datetime) -> None:
        clock = SimpleNamespace(datetime=SimpleNamespace(now=lambda zone: moment.astimezone(zone)), UTC=dt.UTC)
        monkeypatch.setattr(views, "dt", clock)

    return set_clock


@pytest.fixture
def client(_site: None, at: Callable[[dt.datetime], None]) -> Client:
    """The pages without the hot path, on Monday at ten. Whatever fails inside is raised here."""
    at(MONDAY_AT_TEN)
    return Client()


@pytest.fixture
def own_store(tmp_path: Path) -> Iterator[LocalStore]:
    """Readers' settings on a store of this test's own, with nothing in it yet."""
    root = tmp_path / "own"
    with use_readers_settings(root):
        get_holder.cache_clear()
        yield LocalStore(root)
    get_holder.cache_clear()


@pytest.fixture
def never_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """A moved pointer is seen at once."""
    monkeypatch.setattr("dogwood.search.holder.LOOK_EVERY", 0.0)


@pytest.fixture
def application(own_store: LocalStore, never_wait: None) -> HotPath:
    """The whole ASGI application on ``own_store``."""
    return HotPath(ASGIHandler(), get_holder(), 1_000_000)


def ask_settled(application: HotPath, path: str) -> "Answer":
    """``ask`` once the edition that the pointer names is open: the first request after a switch is answered from the old."""
    holder = get_holder()
    holder.current()
    holder.settle(30)
    return ask(application, path)


def flip_byte(folder: Path, name: str = "records.sqlite") -> None:
    path = folder / name
    broken = bytearray(path.read_bytes())
    broken[len(broken) // 2] ^= 0x01
    path.write_bytes(broken)
