"""Finds the rows of the lists that are one and the same place.

Two rows are compared only where they could be one place: same street and number, same phone, or points within 100 m.
Every answer carries its reason; what looks alike but is not proved is kept apart and reported as doubtful.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import combinations
from math import asin, cos, radians, sin, sqrt

from rapidfuzz import fuzz

from .names import compare_name, compare_street, compare_suite, split_phone, split_suite
from .sources import SOURCES, Site

NEAR_METERS = 100.0
SAME_NAME = 88.0
LIKE_NAME = 70.0
EARTH_METERS = 6_371_008.8
"""Mean radius R1 of the International Union of Geodesy and Geophysics."""

_UNIQUE = ("CMS", "NCI")
"""Lists that number hospitals and cancer centers: a place holds at most one row of these."""


@dataclass(frozen=True)
class Answer:
    """verdict: ``same``, ``doubtful`` or ``apart``. why: in words. score: 0 to 100, how sure."""

    verdict: str
    why: str
    score: float = 0.0


@dataclass
class Place:
    """Rows that are one place, the leading one first. curated: key of the hand-written listing it is, or ""."""

    sites: list[Site] = field(default_factory=list)
    curated: str = ""

    @property
    def sources(self) -> list[str]:
        return [code for code in SOURCES if any(site.source == code for site in self.sites)]


def meters_between(a: Site, b: Site) -> float | None:
    """Distance along the great circle in meters, None where a point is not known."""
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    lat1, lat2 = radians(a.latitude), radians(b.latitude)
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin(radians(b.longitude - a.longitude) / 2) ** 2
    return 2 * EARTH_METERS * asin(sqrt(half))


def _house(street: str) -> str:
    found = re.match(r"\d+[A-Z]?\b", street)
    return found[0] if found else ""


def is_same_street(a: Site, b: Site) -> bool:
    """Same house number and (nearly) the same street, in the same ZIP code or town."""
    if a.zip != b.zip and a.city.lower() != b.city.lower():
        return False
    first, second = compare_street(a.address), compare_street(b.address)
    if not first or not second:
        return False
    if first == second:
        return bool(_house(first)) or len(first.split()) > 2
    if _house(first) != _house(second) or not _house(first):
        return False
    rest = [" ".join(sorted(street.split()[1:])) for street in (first, second)]
    bare = [
        re.sub(r"\b(N|S|E|W|NE|NW|SE|SW|ST|RD|DR|AVE|BLVD|PKWY|LN|CT|HWY)\b", "", street).split() for street in rest
    ]
    return fuzz.ratio(*rest) >= 85 or (bare[0] == bare[1] and bool(bare[0]))


def _town_words(a: Site, b: Site) -> set[str]:
    return set(compare_name(a.city).split()) | set(compare_name(b.city).split())


def _without(text: str, words: set[str]) -> str:
    return " ".join(word for word in text.split() if word not in words)


def compare_names(a: Site, b: Site) -> float:
    """0 to 100: how alike two names are; dull words such as "center", and the town's own name, count for less."""
    whole = [compare_name(site.name) for site in (a, b)]
    if whole[0] == whole[1]:
        return 100.0
    full = fuzz.token_set_ratio(*whole)
    own = [_without(compare_name(site.name, dull=True), _town_words(a, b)) for site in (a, b)]
    telling = fuzz.token_set_ratio(*own) if all(own) else fuzz.token_sort_ratio(*whole)
    return min(full, telling) if telling < 50 else (full + telling) / 2


def _is_one_name(a: Site, b: Site) -> bool:
    """A stricter look, towns left aside: one name within the other, or the same telling words and few besides."""
    whole = [_without(compare_name(site.name), _town_words(a, b)) for site in (a, b)]
    if not all(whole):
        return False
    if f" {whole[0]} " in f" {whole[1]} " or f" {whole[1]} " in f" {whole[0]} ":
        return True
    return fuzz.token_sort_ratio(*(compare_name(text, dull=True) for text in whole)) >= 60


def _shares_phone(a: Site, b: Site) -> bool:
    first, second = (re.sub(r"\D", "", split_phone(site.phone)[0])[-10:] for site in (a, b))
    return len(first) == 10 and first == second


def decide(a: Site, b: Site) -> Answer:
    """Whether two rows are one place."""
    name = compare_names(a, b)
    if a.mobile != b.mobile:
        return Answer("apart", "one of the two travels")
    street = is_same_street(a, b)
    distance = meters_between(a, b)
    phone = _shares_phone(a, b)
    if a.source == b.source and a.source in _UNIQUE:
        return Answer("apart", "two numbers in one list")
    suites = {compare_suite(_suite(site)) for site in (a, b)} - {""}
    kinds = {a.source, b.source}
    if kinds == {"CMS", "FDA"} and "psychiatric" in (a.what + b.what).lower():
        return Answer("apart", "a psychiatric hospital")
    if street:
        return _decide_at_one_street(a, b, name, phone, suites)
    if a.mobile and b.mobile:
        if a.source == b.source and a.city == b.city and name >= 95:
            return Answer("same", "one mobile unit with two bases", 85)
        return Answer("apart", "two mobile units with two bases")
    if a.source == b.source:
        return Answer("apart", "two streets in one list")
    near = a.zip == b.zip or a.city == b.city
    if a.zip == b.zip and name >= SAME_NAME and any("BOX" in site.address.upper() for site in (a, b)):
        return Answer("same", "same name and ZIP code; one list gives only a mail box", 85)
    if name >= 95 and distance is not None and distance <= NEAR_METERS and len(suites) < 2 and _is_one_name(a, b):
        return Answer("same", "same name within 100 m", 85)
    if near and name >= 90 and fuzz.token_sort_ratio(compare_name(a.name), compare_name(b.name)) >= 75:
        return Answer("doubtful", "same name and town, other street", name)
    if phone:
        return Answer("doubtful", "same phone, other street", name)
    if distance is not None and distance <= NEAR_METERS and name >= LIKE_NAME:
        return Answer("doubtful", "like name within 100 m, other street", name)
    return Answer("apart", "")


def _decide_at_one_street(a: Site, b: Site, name: float, phone: bool, suites: set[str]) -> Answer:
    kinds = {a.source, b.source}
    if a.mobile and b.mobile and a.source == b.source and name >= 60:
        return Answer("same", "mobile units of one base", 90 + name / 10)
    if len(suites) == 2 and a.source == b.source and name < 95:
        return Answer("apart", "two suites")
    if kinds == {"FDA", "HRSA"} and (len(suites) == 2 or not _is_one_name(a, b)):
        return Answer("doubtful" if name >= 60 else "apart", "same street; another suite or name", name)
    if name >= SAME_NAME or (phone and name >= 50):
        return Answer("same", "same street, like name", 100 + name)
    if kinds == {"CMS", "FDA"} and (not suites or name >= 50):
        return Answer("same", "at the hospital's own address", 80 + name / 10)
    if name >= LIKE_NAME and a.source != b.source:
        return Answer("same", "same street, like name", 90 + name / 10)
    if name >= 60 or phone:
        return Answer("doubtful", "same street, names differ", name)
    return Answer("apart", "same street, other name")


def _suite(site: Site) -> str:
    return split_suite(f"{site.address}, {site.address_2}")[1] if site.address_2 else ""


@dataclass
class Joined:
    """places: all rows, each in one place. doubtful: pairs kept apart, with the reason."""

    places: list[Place]
    doubtful: list[tuple[Site, Site, str]]


def join_sites(sites: Iterable[Site], compare: Callable[[Site, Site], Answer] = decide) -> Joined:
    """Puts rows that are one place together, the surest pairs first.

    A place never holds two rows of a list that numbers its places, and never a mobile unit beside a fixed place.
    """
    rows = list(sites)
    together: list[tuple[float, int, int]] = []
    doubts: list[tuple[int, int, str]] = []
    for one, two in _find_candidates(rows):
        answer = compare(rows[one], rows[two])
        if answer.verdict == "same":
            together.append((answer.score, one, two))
        elif answer.verdict == "doubtful":
            doubts.append((one, two, answer.why))
    group = list(range(len(rows)))
    members = {n: [n] for n in group}
    for _, one, two in sorted(together, key=lambda pair: (-pair[0], pair[1], pair[2])):
        a, b = group[one], group[two]
        if a == b:
            continue
        codes = [rows[n].source for n in members[a] + members[b]]
        if sum(code in _UNIQUE for code in codes) > 1:
            doubts.append((one, two, "the place already holds another hospital or cancer center"))
            continue
        for n in members.pop(b):
            group[n] = a
            members[a].append(n)
    order = list(SOURCES)
    places = [
        Place([rows[n] for n in sorted(numbers, key=lambda n: (order.index(rows[n].source), n))])
        for numbers in members.values()
    ]
    apart = [(rows[one], rows[two], why) for one, two, why in doubts if group[one] != group[two]]
    return Joined(places, apart)


def _find_candidates(rows: list[Site]) -> list[tuple[int, int]]:
    buckets: defaultdict[str, list[int]] = defaultdict(list)
    for n, site in enumerate(rows):
        buckets[f"zip {site.zip}"].append(n)
        buckets[f"town {site.city.lower()} {site.state}"].append(n)
        digits = re.sub(r"\D", "", split_phone(site.phone)[0])[-10:]
        if digits:
            buckets[f"phone {digits}"].append(n)
    pairs: set[tuple[int, int]] = set()
    for numbers in buckets.values():
        pairs.update(combinations(numbers, 2))
    return sorted(pairs)
