"""Phones, places and mail domains: what they tell without anybody calling."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dogwood.checks.probes.mail import look_at_domain
from dogwood.checks.probes.phones import find_mismatches, find_sharers, look_at_phones
from dogwood.checks.probes.places import look_at_places
from dogwood.checks.probes.problems import Holder, Look
from dogwood.editorial.models import Listing, Organization
from tests.checks.calls.conftest import put_listing
from tests.support.world import put

from .zoo import FakeResolver


def look(key: str = "line") -> Look:
    return look_at_phones(Listing.objects.get(key=key), find_sharers())


def told(look: Look) -> list[tuple[str, str]]:
    return [(seen.kind, seen.weight) for seen in look.seen]


@pytest.mark.parametrize(
    ("phones", "kinds"),
    [
        ([{"written": "800.ACS.2345", "kind": "toll_free"}], []),
        ([{"written": "919-733-4261"}, {"written": "988"}], []),
        ([{"written": "919-555"}], [("number-invalid", "high")]),
        ([{"written": "900-733-4261"}], [("number-type", "high")]),
        ([{"written": "919-733-4261", "kind": "toll_free"}], [("number-type", "medium")]),
        ([{"written": "1-800-4-CANCER (1-800-422-6238)"}], [("vanity-mismatch", "high")]),
    ],
)
def test_what_a_number_tells(db: None, phones: list[dict[str, Any]], kinds: list[tuple[str, str]]) -> None:
    put_listing(phones=phones)
    assert told(look()) == kinds


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Call 1-800-4-CANCER (1-800-422-6237) today.", []),
        ("Call 1-800-4-CANCER (1-800-422-6238) today.", [("1-800-4-CANCER", "1-800-422-6238")]),
        ("800-227-2345 (800-ACS-2345)", []),
        ("800-227-2346 / 800-ACS-2345", [("800-ACS-2345", "800-227-2346")]),
        ("866-HOPE-4-MEN (866-467-3463)", []),
        ("Room 800 ABC, 919-733-4261", []),
        ("Call 919-733-4261 or 919-733-4262.", []),
    ],
)
def test_letters_and_digits_side_by_side(text: str, wrong: list[tuple[str, str]]) -> None:
    assert find_mismatches(text) == wrong


@given(st.text(st.sampled_from("0123456789-(). /ABCor1"), max_size=300))
def test_any_text_is_searched_for_numbers(text: str) -> None:
    for letters, digits in find_mismatches(text):
        assert letters in text and digits in text


def test_a_mismatch_in_a_sentence_is_found(db: None) -> None:
    put_listing(description="Call 1-800-4-CANCER (1-800-422-6238).")
    assert told(look()) == [("vanity-mismatch", "high")]


def test_a_number_that_two_organizations_have_is_a_question(db: None) -> None:
    for name in ("one", "other"):
        put(Organization, name, name=f"The {name}")
        put(
            Listing, name, references={"organization": name, "successor": ""}, name=name,
            parts={"phones": [{"written": "(919) 733-4261" if name == "one" else "919.733.4261"}]},
        )  # fmt: skip
    put(
        Listing, "same", references={"organization": "one", "successor": ""}, name="same",
        parts={"phones": [{"written": "919-733-4262"}]},
    )  # fmt: skip
    assert told(look("one")) == [("number-shared", "medium")]
    assert "The other" in look("one").seen[0].seen
    assert not look("same").seen


@pytest.mark.parametrize(
    ("place", "kinds"),
    [
        ({"city": "Boone", "state": "NC", "zip": "28607", "county": "Watauga"}, []),
        ({"city": "Boone", "state": "NC", "zip": "28607-1234"}, []),
        ({"city": "Winston Salem", "state": "NC", "zip": "27101", "county": "Forsyth"}, []),
        ({"city": "Greenville", "state": "NC", "zip": "28607"}, [("zip-city", "medium")]),
        ({"city": "Boone", "state": "VA", "zip": "28607"}, [("zip-state", "high")]),
        ({"city": "Boone", "state": "NC", "zip": "00000"}, [("zip-unknown", "medium")]),
        ({"city": "Boone", "state": "NC", "zip": "28607", "county": "Pitt"}, [("zip-county", "low")]),
        ({"city": "", "state": "", "zip": "28607"}, []),
        ({"city": "Boone", "state": "NC"}, []),
        ({"city": "Nashville", "state": "TN", "zip": "37203"}, []),
    ],
)
def test_what_an_address_tells(db: None, place: dict[str, str], kinds: list[tuple[str, str]]) -> None:
    put_listing(places=[{"address": "1 Main St", **place}])
    assert told(look_at_places(Listing.objects.get(key="line"))) == kinds


HOLDER = Holder("listing", "line", "email", "Line")


@pytest.mark.parametrize(
    ("domain", "kinds", "is_reached"),
    [
        ("mail.test", [], True), ("plain.zoo.test", [], True), ("nomail.test", ["mail-none"], True),
        ("nobody.test", ["mail-domain"], False), ("offline.test", ["mail-unreachable"], False), ("127.0.0.1", ["mail-none"], True),
        ("localhost", ["mail-none"], True),
    ],
)  # fmt: skip
def test_what_a_mail_domain_tells(domain: str, kinds: list[str], is_reached: bool) -> None:
    look = look_at_domain(domain, [HOLDER], FakeResolver())
    assert [seen.kind for seen in look.seen] == kinds and look.is_reached is is_reached
    # No answer is no news: nothing that was known is taken back.
    assert ("mail-domain" in look.checked) is is_reached
