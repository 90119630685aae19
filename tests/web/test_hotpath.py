"""Ready pages: kept, compressed, answered by condition, bounded, and gone when they stop being true."""

import gzip
from types import SimpleNamespace
from typing import Any

import brotli
import pytest

from dogwood.edition.store import LocalStore
from dogwood.web import hotpath
from dogwood.web.hotpath import LONGEST_AGE, HotPath, PageCache, ReadyPage

from .conftest import ask, ask_settled, flip_byte, parse, write_changed_edition, write_edition

HTML = [(b"content-type", b"text/html; charset=utf-8")]
GUIDE = "/en/guide/arm-swelling/"


class Behind:
    """Counts how often it is asked. until: what it says of how long its answer is true."""

    def __init__(self, until: float | None = None, status: int = 200, body: bytes = b"<p>words</p>" * 100) -> None:
        self.until, self.status, self.body = until, status, body
        self.asked: list[str] = []
        self.during = lambda: None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked.append(scope["method"])
        self.during()
        headers = list(HTML)
        if self.until is not None:
            headers.append((hotpath.UNTIL_HEADER, str(self.until).encode()))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": self.body[:10], "more_body": True})
        await send({"type": "http.response.body", "body": self.body[10:]})


class Holder:
    def __init__(self) -> None:
        self.name = "1-aaaaaaaa"

    def current(self) -> Any:
        return SimpleNamespace(folder=SimpleNamespace(name=self.name))


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A clock to move by hand: ``time.now += 5``."""
    moved = SimpleNamespace(now=1_000_000.0)
    clock = SimpleNamespace(time=lambda: moved.now, monotonic=lambda: moved.now - 900_000)
    monkeypatch.setattr(hotpath, "time", clock)
    return moved


def make(behind: Behind, limit: int = 1_000_000) -> HotPath:
    return HotPath(behind, Holder(), limit)


def test_a_page_is_asked_for_once() -> None:
    behind = Behind()
    application = make(behind)
    first, second = ask(application, "/en/"), ask(application, "/en/")
    assert first == second
    assert (first.status, first.body, behind.asked) == (200, behind.body, ["GET"])
    assert first.headers["cache-control"] == f"public, max-age={LONGEST_AGE}"
    assert "x-dogwood-until" not in first.headers


def test_a_page_is_dropped_when_it_stops_being_true(time: SimpleNamespace) -> None:
    behind = Behind(until=time.now + 30)
    application = make(behind)
    assert ask(application, "/en/").headers["cache-control"] == "public, max-age=30"
    time.now += 29
    ask(application, "/en/")
    assert len(behind.asked) == 1
    time.now += 1
    behind.until = time.now + 3600
    assert ask(application, "/en/").headers["cache-control"] == f"public, max-age={LONGEST_AGE}"
    assert len(behind.asked) == 2


def test_what_is_already_over_has_no_age(time: SimpleNamespace) -> None:
    assert ask(make(Behind(until=time.now - 5)), "/en/").headers["cache-control"] == "public, max-age=0"


@pytest.mark.parametrize(
    ("behind", "query", "method"),
    [
        (Behind(), b"q=ride", "GET"),
        (Behind(), b"x", "GET"),
        (Behind(until=0), b"", "GET"),
        (Behind(status=404), b"", "GET"),
        (Behind(status=302), b"", "GET"),
        (Behind(status=500), b"", "GET"),
        (Behind(), b"", "POST"),
    ],
)
def test_what_depends_on_more_than_the_path_is_not_kept(behind: Behind, query: bytes, method: str) -> None:
    behind.asked.clear()
    application = make(behind)
    for _ in range(2):
        ask(application, "/en/search", query=query, method=method)
    assert len(behind.asked) == 2
    assert application.cache.size == 0


def test_an_answer_that_is_not_kept_says_no_store() -> None:
    assert ask(make(Behind(until=0)), "/en/search").headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("accept", "encoding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("GZIP;q=1.0", "gzip"),
        ("gzip;q=0, br; q=0.0", None),
        ("library", None),
    ],
)
def test_encodings(accept: str, encoding: str | None) -> None:
    behind = Behind()
    answer = ask(make(behind), "/en/", accept_encoding=accept)
    unpack = {None: bytes, "gzip": gzip.decompress, "br": brotli.decompress}[encoding]
    assert unpack(answer.body) == behind.body
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["content-length"] == str(len(answer.body))
    assert answer.headers["vary"] == "Accept-Encoding"


def test_small_answers_and_pictures_are_not_compressed() -> None:
    assert "content-encoding" not in dict(ReadyPage(200, HTML, b"short", None).pick("gzip, br")[0])
    assert "content-encoding" not in dict(
        ReadyPage(200, [(b"content-type", b"image/png")], b"x" * 5_000, None).pick("gzip, br")[0]
    )


def test_a_known_page_is_not_sent_again() -> None:
    behind = Behind()
    application = make(behind)
    tag = ask(application, "/en/").headers["etag"]
    for condition in (tag, f'"other", {tag}'):
        again = ask(application, "/en/", if_none_match=condition)
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == tag
        assert "cache-control" in again.headers and "content-length" not in again.headers
    assert ask(application, "/en/", if_none_match='"other"').status == 200
    assert ask(make(Behind(body=b"other")), "/en/").headers["etag"] != tag
    assert ask(make(Behind(status=404)), "/en/", if_none_match=tag).status == 404


def test_each_encoding_has_a_tag_of_its_own_and_any_of_them_is_known() -> None:
    application = make(Behind(body=b"words " * 500))
    tags = {name: ask(application, "/en/", accept_encoding=name).headers["etag"] for name in ("", "gzip", "br")}
    assert len(set(tags.values())) == 3
    for tag in tags.values():
        assert ask(application, "/en/", if_none_match=tag, accept_encoding="br").status == 304


def test_head_is_get_without_the_body() -> None:
    behind = Behind()
    application = make(behind)
    head, get = ask(application, "/en/", method="HEAD"), ask(application, "/en/")
    assert (head.status, head.headers, head.body) == (get.status, get.headers, b"")
    assert behind.asked == ["GET"]


def test_the_cache_is_bounded_and_lets_go_of_the_longest_unused() -> None:
    page = ReadyPage(200, HTML, b"x" * 500, None)
    cache = PageCache(3 * page.size)
    for path in "abc":
        cache.put(path, page)
    assert cache.get("a") is page
    cache.put("d", page)
    assert [path for path in "abcd" if cache.get(path)] == ["a", "c", "d"]
    assert cache.size == 3 * page.size
    cache.put("d", page)
    assert cache.size == 3 * page.size
    cache.put("e", ReadyPage(200, HTML, b"y" * 100_000, None))
    assert cache.size <= cache.limit
    cache.clear()
    assert cache.size == 0 and cache.get("a") is None


def test_many_paths_stay_in_bounds() -> None:
    application = make(Behind(), limit=20_000)
    for number in range(60):
        ask(application, f"/en/{number}/")
    assert 0 < application.cache.size <= 20_000


def test_another_edition_drops_all_pages() -> None:
    behind = Behind()
    application = make(behind)
    ask(application, "/en/")
    application.holder.name = "2-aaaaaaaa"  # type: ignore[attr-defined]  # the same content under another number
    ask(application, "/en/")
    assert len(behind.asked) == 2


def test_a_page_begun_before_a_switch_is_not_kept_after_it() -> None:
    behind = Behind(body=b"old")
    application = make(behind)

    def switch() -> None:
        behind.during = lambda: None
        application.holder.name = "2-bbbbbbbb"  # type: ignore[attr-defined]
        application._edition = "2-bbbbbbbb"  # as another reader's request leaves it

    behind.during = switch
    assert ask(application, "/en/").body == b"old"
    behind.body = b"new"
    assert ask(application, "/en/").body == b"new"


def test_a_reader_who_has_gone_gets_nothing() -> None:
    async def gone(scope: Any, receive: Any, send: Any) -> None:
        return None

    application = HotPath(gone, Holder(), 1_000)  # type: ignore[arg-type]
    with pytest.raises(IndexError):  # no message was sent
        ask(application, "/en/")


def test_what_is_not_http_is_left_alone() -> None:
    import asyncio

    async def never(*_: Any) -> Any:
        raise AssertionError("nothing is received or sent")

    asyncio.run(make(Behind())({"type": "lifespan"}, never, never))


# The whole application: hot path, Django, edition.


def test_the_real_application(application: HotPath, own_store: LocalStore) -> None:
    write_edition(own_store.root)
    page = ask(application, GUIDE, accept_encoding="br")
    assert page.status == 200
    html = parse(brotli.decompress(page.body))
    assert html.h1.get_text() == "Swelling of the arm after surgery"
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert "set-cookie" not in page.headers and "x-dogwood-until" not in page.headers
    assert application.cache.size > 0
    head = ask(application, GUIDE, method="HEAD", accept_encoding="br")
    assert (head.body, head.headers) == (b"", page.headers)
    assert ask(application, GUIDE, if_none_match=page.headers["etag"]).status == 304
    size = application.cache.size
    found = ask(application, "/en/search", query=b"q=ride&near=Lumberton")
    assert found.status == 200 and found.headers["cache-control"] == "no-store"
    assert ask(application, "/en/search", query=b"q=other").body != found.body
    lost = ask(application, "/es/nowhere/")
    assert lost.status == 404 and lost.headers["cache-control"] == "no-store"
    assert application.cache.size == size


def test_a_search_page_without_words_is_not_the_answer_to_a_search(application: HotPath, own_store: LocalStore) -> None:
    write_edition(own_store.root)
    empty = ask(application, "/en/search")
    assert b"/en/listing/robeson-rides/" in ask(application, "/en/search", query=b"q=ride").body
    assert ask(application, "/en/search").body == empty.body


def test_a_new_edition_is_served_without_a_restart(application: HotPath, own_store: LocalStore) -> None:
    write_edition(own_store.root)
    before = ask(application, GUIDE)
    title = write_changed_edition(own_store)
    after = ask_settled(application, GUIDE)
    assert title not in before.body.decode() and title in after.body.decode()
    assert after.headers["etag"] != before.headers["etag"]
    own_store.switch(own_store.find_folder(1))
    assert ask_settled(application, GUIDE).body == before.body


def test_a_corrupt_edition_is_never_served(application: HotPath, own_store: LocalStore) -> None:
    write_edition(own_store.root)
    before = ask(application, GUIDE)
    title = write_changed_edition(own_store)
    flip_byte(own_store.current_folder())
    after = ask_settled(application, GUIDE)
    assert after == before and title not in after.body.decode()
    own_store.point_to(own_store.find_folder(1))
    assert ask(application, GUIDE) == before


def test_no_edition_is_503_with_the_numbers_that_answer(application: HotPath, own_store: LocalStore) -> None:
    for path in ("/en/", "/es/guide/x/", "/nowhere", "/sitemap.xml", "/.well-known/security.txt"):
        answer = ask(application, path)
        assert answer.status == 503
        assert b'href="tel:988"' in answer.body and b"Este directorio" in answer.body
        assert answer.headers["cache-control"] == "no-store" and answer.headers["retry-after"] == "60"
    assert ask(application, "/healthz").status == 503
    assert application.cache.size == 0
    write_edition(own_store.root)
    assert ask(application, "/en/").status == 200
