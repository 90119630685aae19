"""What robots.txt allows."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.checks.probes.net.robots import ALL_REFUSED, LONGEST_DELAY, Robots, read_robots

RULES = """\ufeff# hello
User-agent: GoodBot
Disallow: /

User-agent: *
Disallow: /private/   # not this
Allow: /private/open
Disallow: /*?session=
Disallow: /*.pdf$
Disallow:
Crawl-delay: 12
"""


@pytest.mark.parametrize(
    ("target", "allowed"),
    [
        ("/", True), ("", True), ("/private/x", False), ("/private/open/x", True), ("/a?session=1", False), ("/a?b=1", True),
        ("/file.pdf", False), ("/file.pdf?x", True), ("/priv%61te/x", False), ("/PRIVATE/x", True),
    ],
)  # fmt: skip
def test_the_longest_rule_for_everybody_decides(target: str, allowed: bool) -> None:
    assert read_robots(RULES, "DogwoodProbe").allows(target) is allowed


def test_rules_for_us_by_name_go_before_those_for_everybody() -> None:
    named = read_robots(
        "User-agent: *\nDisallow: /\nUser-agent: other\nUser-agent: dogwoodprobe/1\nDisallow: /x\n", "DogwoodProbe"
    )
    assert named.allows("/") and not named.allows("/x")
    assert not read_robots("User-agent: *\nDisallow: /\n", "DogwoodProbe").allows("/")


def test_a_wish_for_pauses_is_heard_up_to_a_bound() -> None:
    assert read_robots(RULES, "DogwoodProbe").delay == 12
    assert read_robots("User-agent: *\nCrawl-delay: 86400", "DogwoodProbe").delay == LONGEST_DELAY


def test_rules_are_kept_and_read_again() -> None:
    robots = read_robots(RULES, "DogwoodProbe")
    assert Robots.from_text(robots.as_text()) == robots
    assert Robots.from_text(ALL_REFUSED.as_text()) == ALL_REFUSED


def test_a_hostile_rule_takes_no_time() -> None:
    rule = "/" + "*a" * 900 + "b"
    robots = read_robots(f"User-agent: *\nDisallow: {rule}\n" * 200, "DogwoodProbe")
    start = time.monotonic()
    assert robots.allows("/" + "a" * 2_000)
    assert time.monotonic() - start < 5


@given(st.text(st.sampled_from("User-agent: *\nDisallow: /a$%41#?é\x00\r"), max_size=200), st.text(max_size=40))
def test_any_text_is_read_and_kept(text: str, target: str) -> None:
    robots = read_robots("User-agent: *\n" + text, "DogwoodProbe")
    assert robots.allows(target) in {True, False}
    assert Robots.from_text(robots.as_text()) == robots
