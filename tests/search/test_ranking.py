"""The order of results by themselves: places, regions, needs, age, alike ones."""

import datetime as dt
from typing import Any

from dogwood.places import find_place
from dogwood.search.concepts import Concept
from dogwood.search.documents import SearchDocument
from dogwood.search.engines.port import Hit
from dogwood.search.ranking import is_near, rank
from dogwood.search.understand import Idea, Intent

TODAY = dt.date(2026, 11, 23)
BOONE, RALEIGH = (36.2168, -81.6746), (35.7796, -78.6382)


def _document(key: str, **more: Any) -> SearchDocument:
    return SearchDocument("listing", key, "en", "service", key, **more)


def _intent(place: str = "", *needs: str) -> Intent:
    ideas = (Idea(("ride",), concepts=tuple(Concept("need", need) for need in needs)),)
    return Intent("ride", "en", ideas, place=find_place(place) if place else None)


def _order(intent: Intent, *documents: SearchDocument, scores: dict[str, float] | None = None) -> list[str]:
    hits = [Hit((scores or {}).get(document.key, 10.0), document) for document in documents]
    return [item.document.key for item in rank(hits, intent, TODAY)]


def test_what_lies_in_the_region_or_serves_it_goes_before_what_does_not() -> None:
    here = _document("here", counties=("Watauga",), points=(BOONE,))
    serves = _document("serves", serves=("Ashe",), area="county")
    nation = _document("nation", area="nation", points=(RALEIGH,))
    away = _document("away", counties=("Wake",), points=(RALEIGH,))
    order = _order(_intent("in the mountains"), away, nation, serves, here)
    assert set(order[:2]) == {"here", "serves"}
    assert order[2:] == ["nation", "away"]


def test_a_region_has_no_miles() -> None:
    here = _document("here", counties=("Watauga",), points=(BOONE,))
    intent = _intent("in the mountains")
    item = rank([Hit(1.0, here)], intent)[0]
    assert item.miles is None
    assert intent.place is not None and is_near(item, intent.place)


def test_what_serves_the_whole_nation_is_not_far_though_its_office_is() -> None:
    nation = _document("nation", area="nation", points=((40.7, -74.0),))
    away = _document("away", points=(RALEIGH,), counties=("Wake",))
    assert _order(_intent("near Boone"), away, nation) == ["nation", "away"]


def test_what_meets_the_need_goes_before_what_has_the_word() -> None:
    drive = _document("clinic-on-park-drive")
    rides = _document("rides", needs=("ride",))
    assert _order(_intent("", "ride"), drive, rides, scores={"clinic-on-park-drive": 20.0}) == [
        "rides",
        "clinic-on-park-drive",
    ]


def test_what_was_looked_at_goes_before_what_was_not_for_years() -> None:
    old = _document("a-old", checked_on="2019")
    fresh = _document("b-fresh", checked_on="2026-10")
    assert _order(_intent(), old, fresh) == ["b-fresh", "a-old"]


def test_three_crowded_places_of_one_house_are_one_result_with_its_places() -> None:
    rooms = [
        _document(f"room-{number}", service_type="mammography", family="made imaging", points=(BOONE,))
        for number in range(3)
    ]
    other = _document("other", service_type="mammography", family="other house", points=(BOONE,))
    found = rank([Hit(10.0 - number, room) for number, room in enumerate([*rooms, other])], _intent(), TODAY)
    assert [item.document.key for item in found] == ["room-0", "other"]
    assert [document.key for document in found[0].alike] == ["room-1", "room-2"]


def test_two_alike_or_places_that_are_not_crowded_stand_for_themselves() -> None:
    rooms = [_document(f"room-{number}", service_type="mammography", family="made") for number in range(2)]
    groups = [_document(f"group-{number}", service_type="support-group", family="made") for number in range(5)]
    assert len(_order(_intent(), *rooms, *groups)) == 7
