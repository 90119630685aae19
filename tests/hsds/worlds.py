"""Listings and organizations made up by hypothesis: every field, with what trips HSDS's types."""

import datetime as dt

from hypothesis import strategies as st

from dogwood import vocabulary
from dogwood.edition.records import (
    Confirmation,
    Hours,
    ListingRecord,
    OrganizationRecord,
    Phone,
    Place,
    Status,
    WebLink,
)

TODAY = dt.date(2026, 11, 23)
LANGUAGES = ("en", "es")

keys = st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,4})?", fullmatch=True)
words = st.text(st.sampled_from("ab 12.,'\"\\=#:&<ñ;-+\n😀"), max_size=20).map(str.strip)
some_words = words.filter(bool)
urls = st.sampled_from(
    ["", "https://example.org", "http://example.org/a?b=c#d", "https://exämple.org/", "https://example.org/a b", "ftp//x",
     "https://example.org/%zz", "https://[::1]/", "https://example.org:99999/", "https://example.org/[a]", "mailto:a@b.org"]
)  # fmt: skip
emails = st.sampled_from(["", "help@example.org", "no at sign", "a@b", "ñ@example.org"])
dates = st.sampled_from([None, "2024", "2024-11", "2024-11-05"])
tags = st.sampled_from(["en", "es", "zh-Hant", "ase", "mul"])


def _some(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(vocabulary.words(name))), unique=True, max_size=3).map(tuple)


def _one(name: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *vocabulary.words(name)])


confirmations = st.builds(
    Confirmation,
    checked_on=dates,
    method=st.sampled_from([None, *vocabulary.words("check_methods")]),
    due_on=st.sampled_from([None, dt.date(2026, 1, 1), dt.date(2027, 1, 1)]),
    lapses_on=st.sampled_from([None, dt.date(2026, 6, 1), dt.date(2028, 1, 1)]),
)
phones = st.builds(
    Phone,
    written=some_words,
    dial=st.sampled_from(["+19195550123", "988", "741741", "+442071234567"]),
    kind=st.sampled_from(list(vocabulary.words("phone_kinds"))),
    extension=st.sampled_from(["", "5", "0071", "12345678901234567890"]),
    languages=st.lists(tags, max_size=2).map(tuple),
    label=words,
    place=st.sampled_from([None, 1, 2, 9]),
)
places = st.builds(
    Place,
    name=words,
    address=words,
    city=words,
    state=st.sampled_from(["", "NC"]),
    zip=st.sampled_from(["", "27858"]),
    county=st.sampled_from(["", "Pitt", "New Hanover"]),
    latitude=st.sampled_from([None, 0.0, 35.6]),
    longitude=st.sampled_from([None, -77.4]),
    accessibility=words,
)
hours = st.builds(
    Hours,
    days=st.lists(st.integers(0, 6), unique=True, min_size=1, max_size=7).map(lambda days: tuple(sorted(days))),
    opens=st.integers(0, 1439),
    closes=st.integers(1, 1440),
    timezone=st.sampled_from(["America/New_York", "America/Phoenix", "Asia/Kolkata", "UTC"]),
    weeks=st.lists(st.integers(1, 5), unique=True, max_size=2).map(lambda weeks: tuple(sorted(weeks))),
    place=st.sampled_from([None, 1, 2]),
    note=words,
)
statuses = st.builds(
    Status,
    state=_one("statuses"),
    since=dates,
    became=_one("becames"),
    successor=st.sampled_from(["", "successor"]),
    note=words,
)
organizations = st.builds(
    OrganizationRecord,
    key=keys,
    language=st.just("en"),
    name=some_words,
    other_names=st.lists(some_words, max_size=2).map(tuple),
    parent=st.sampled_from(["", "parent"]),
    website=urls,
    status=statuses,
)
listings = st.builds(
    ListingRecord,
    key=keys,
    language=st.sampled_from(LANGUAGES),
    kind=st.sampled_from(["service", "trial"]),
    name=some_words,
    other_names=st.lists(some_words, max_size=2).map(tuple),
    organization=st.sampled_from(["", "org"]),
    summary=words,
    description=words,
    service_type=_one("service_types"),
    needs=_some("needs"),
    audiences=_some("audiences"),
    formats=_some("formats"),
    languages=st.lists(tags, max_size=3).map(tuple),
    cost=_one("costs"),
    cost_note=words,
    eligibility=words,
    area=_one("areas"),
    area_counties=st.sampled_from([(), ("Pitt", "New Hanover")]),
    area_states=st.sampled_from([(), ("NC", "VA")]),
    area_note=words,
    website=urls,
    web=st.lists(st.builds(WebLink, url=urls.filter(bool), label=words), max_size=3).map(tuple),
    email=emails,
    phones=st.lists(phones, max_size=4).map(tuple),
    hours=st.lists(hours, max_size=3).map(tuple),
    hours_note=words,
    places=st.lists(places, max_size=3).map(tuple),
    accessibility=words,
    documents=words,
    accepting=_one("acceptings"),
    insurance=words,
    waiting_time=words,
    status=statuses,
    confirmation=confirmations,
)
