"""Visits to the zoo: nothing that a host does hangs or fills the visitor, and nothing leads it inside."""

import time
import tracemalloc
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from dogwood.checks.probes.net.robots import Robots
from dogwood.checks.probes.net.visit import Known, Visit, visit_address

from .zoo import BOMB_BYTES, PUBLIC, REDIRECTS, Zoo

GENEROUS = 10.0
"""Seconds beyond the visit's own deadline, for a busy machine."""


SLOW = {"silent": 1.0, "slow-head": 1.0, "slow-body": 1.0, "slow-robots": 1.0}


def go(zoo: Zoo, animal: str, known: Known | None = None, scheme: str = "http") -> Visit:
    return visit_address(f"{scheme}://{animal}.zoo.test/", zoo.rules(seconds=SLOW.get(animal, 8.0)), known)


def pages(zoo: Zoo) -> list[str]:
    return [f"{one.host}{one.path}" for one in zoo.requests if one.path != "/robots.txt"]


def test_a_page_is_read_and_the_visitor_says_who_it_is(zoo: Zoo) -> None:
    visit = go(zoo, "home")
    assert (visit.status, visit.trouble, visit.is_reached, visit.is_whole) == (200, "", True, True)
    assert visit.page is not None and visit.page.title == "Sample Support Line"
    asked = zoo.requests[-1]
    assert asked.host == "home.zoo.test"
    assert (
        asked.headers["user-agent"].startswith("DogwoodProbe/") and "editor@example.org" in asked.headers["user-agent"]
    )
    assert set(zoo.dialled) == {(PUBLIC, 80)}


def test_a_secure_page_is_asked_for_by_name(zoo: Zoo) -> None:
    """The zoo chooses its certificate by the name in the handshake: it is the right one, so the name went along."""
    assert go(zoo, "home", scheme="https").status == 200
    assert set(zoo.dialled) == {(PUBLIC, 443)}


@pytest.mark.parametrize("animal", ["selfsigned", "misnamed"])
def test_a_certificate_that_is_not_right_is_told(zoo: Zoo, animal: str) -> None:
    visit = go(zoo, animal, scheme="https")
    assert visit.trouble == "tls" and "certificate is not right" in visit.detail
    assert not zoo.requests


INSIDE = [name for name in REDIRECTS if name.startswith("to-") and name not in {"to-secure", "to-shop"}]


@pytest.mark.parametrize("animal", INSIDE)
def test_no_redirect_leads_inside(zoo: Zoo, animal: str) -> None:
    visit = go(zoo, animal)
    assert visit.trouble == "refused-address", visit
    # Only the host that redirects was asked, and only its public address was dialled.
    assert {urlsplit(f"//{page}").hostname for page in pages(zoo)} <= {f"{animal}.zoo.test"}
    assert {address for address, _ in zoo.dialled} == {PUBLIC}


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://[::1]/", "http://169.254.169.254/latest/", "http://2130706433/",
        "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://0/", "http://[::ffff:127.0.0.1]/", "http://inside.zoo.test/",
        "http://mixed.zoo.test/", "http://metadata.zoo.test/", "http://six.zoo.test/", "http://mapped.zoo.test/",
        "http://home.zoo.test:22/", "http://home.zoo.test:8000/", "file:///etc/passwd", "gopher://home.zoo.test/", "ftp://home.zoo.test/",
        "http://user:pw@home.zoo.test/", "home.zoo.test", "", "http://", "http://[zz]/", "http://home.zoo.test/" + "x" * 3_000,
        "http://ⓛocalhost/", "http://①27.0.0.1/", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_no_address_leads_inside(zoo: Zoo, url: str) -> None:
    visit = visit_address(url, zoo.rules())
    assert visit.trouble == "refused-address", visit
    assert not zoo.dialled and not zoo.requests


def test_a_name_that_changes_its_address_is_checked_each_time(zoo: Zoo) -> None:
    """Public when robots.txt is asked for, the loopback a moment later."""
    visit = go(zoo, "rebound")
    assert visit.trouble == "refused-address" and "127.0.0.1" in visit.detail
    assert zoo.resolver.asked["rebound.zoo.test"] == 2
    assert zoo.dialled == [(PUBLIC, 80)] and not pages(zoo)


def test_the_address_that_was_checked_is_the_one_that_is_dialled(zoo: Zoo) -> None:
    zoo.resolver.names["home.zoo.test"] = [[PUBLIC], [PUBLIC], ["127.0.0.1"]]
    assert go(zoo, "home").status == 200
    assert zoo.resolver.asked["home.zoo.test"] == len(zoo.dialled) == 2


def test_proxies_of_the_environment_are_not_used(zoo: Zoo, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9/")
    assert go(zoo, "home").status == 200


@pytest.mark.parametrize(
    ("animal", "trouble"),
    [
        ("loop", "redirect-loop"), ("far", "redirect-loop"), ("silent", "unreachable"), ("slow-head", "unreachable"),
        ("slow-body", ""), ("huge", ""), ("huge-head", "unreadable"), ("huge-redirect", "refused-address"),
        ("continue", "too-slow"), ("bomb", ""), ("not-gzip", ""), ("garbage", "unreadable"), ("cut", ""), ("deep", ""),
        ("pdf", ""), ("slow-robots", "too-slow"), ("broken-robots", "robots"),
    ],
)  # fmt: skip
def test_nothing_hangs_or_fills_the_visitor(zoo: Zoo, animal: str, trouble: str) -> None:
    rules = zoo.rules(seconds=SLOW.get(animal, 8.0))
    start = time.monotonic()
    visit = visit_address(f"http://{animal}.zoo.test/", rules)
    assert time.monotonic() - start < rules.seconds + GENEROUS
    assert visit.trouble == trouble, visit
    assert visit.bytes <= rules.bytes + 100_000
    assert visit.page is None or len(visit.page.text) <= rules.page_bytes


@pytest.mark.parametrize("animal", ["huge-head", "bomb", "pdf"])
def test_what_unpacks_to_much_takes_little_memory(zoo: Zoo, animal: str) -> None:
    rules = zoo.rules(page_bytes=100_000)
    go(zoo, animal)  # what the zoo itself needs
    tracemalloc.start()
    try:
        visit_address(f"http://{animal}.zoo.test/", rules)
        assert tracemalloc.get_traced_memory()[1] < 10_000_000 < BOMB_BYTES / 10
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("animal", ["huge", "bomb", "slow-body", "cut", "not-gzip"])
def test_a_page_that_was_not_read_to_its_end_is_no_whole_page(zoo: Zoo, animal: str) -> None:
    assert not go(zoo, animal).is_whole


def test_what_cannot_be_found_is_unreachable_and_not_dead(zoo: Zoo) -> None:
    offline = visit_address("http://offline.test/", zoo.rules())
    nobody = visit_address("http://nobody.test/", zoo.rules())
    assert offline.trouble == nobody.trouble == "unreachable"
    assert not offline.is_missing and nobody.is_missing and not offline.is_reached


def test_redirects_are_followed_by_hand_and_noted(zoo: Zoo) -> None:
    assert go(zoo, "moved").hops == ("http://moved.zoo.test/", "http://home.other.test/")
    assert go(zoo, "to-secure").final == "https://home.zoo.test/"
    assert go(zoo, "refresh").final == "http://parked.zoo.test/"


def test_robots_are_obeyed_at_every_hop_and_remembered(zoo: Zoo) -> None:
    zoo.robots["home"] = "User-agent: *\nDisallow: /\n"
    visit = go(zoo, "moved")
    assert visit.trouble == "robots" and pages(zoo) == ["moved.zoo.test/"]
    assert set(visit.robots) == {"moved.zoo.test", "home.other.test"}
    zoo.requests.clear()
    assert go(zoo, "shy", Known(robots={"shy.zoo.test": Robots()})).status == 403
    assert pages(zoo) == [f"{one.host}{one.path}" for one in zoo.requests] == ["shy.zoo.test/"]


def test_a_page_that_did_not_change_is_not_sent_again(zoo: Zoo) -> None:
    first = go(zoo, "home")
    again = go(zoo, "home", Known(first.final, first.etag, first.last_modified))
    assert again.is_unchanged and again.status == 304 and again.page is None
    elsewhere = go(zoo, "home", Known("http://elsewhere.test/", first.etag))
    assert elsewhere.status == 200


def test_a_host_that_is_busy_says_when_to_come_back(zoo: Zoo) -> None:
    visit = go(zoo, "busy")
    assert (visit.status, visit.retry_after) == (429, 1.0)
    assert go(zoo, "busy").status == 200


def test_the_budget_holds_for_all_hops_together(zoo: Zoo) -> None:
    zoo.sites["empty"] = "<p>" + "words " * 20_000
    start = time.monotonic()
    visit = visit_address("http://empty.zoo.test/", replace(zoo.rules(), bytes=50_000))
    # Whether the head or the page meets the end depends on how the bytes arrive; one read of 64 KiB may stand over.
    assert visit.bytes <= 50_000 + 70_000
    assert visit.trouble == "too-slow" or not visit.is_whole
    assert time.monotonic() - start < GENEROUS
