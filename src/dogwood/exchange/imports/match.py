"""Duplicates: which entry of the directory, or which earlier row, a draft may be, with a score and reasons.

Two things are compared only where they share a phone number, a web host, a street, a name or its rarest words, so a
thousand rows against ten thousand entries stay quick.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from rapidfuzz import fuzz

from .cells.phones import dial_of
from .cells.values import fold

SURE = 85
"""From this score on an update is proposed instead of a new entry."""
SURE_IN_FILE = 97
"""The same for two rows of one file: one source seldom says a thing twice under two names."""
LIKELY = 60
"""From this score on the two are shown side by side."""
_MOST_CANDIDATES = 60
_MOST_IN_BUCKET = 40
"""A phone or host that more entries share tells nothing (a hospital system's central number)."""
_DULL = set(
    "the of at and a an for in inc llc pllc llp pa pc md corp co center centers centre ctr health healthcare care system "
    "systems service services outpatient diagnostic hospital hospitals hosp medical regional memorial campus breast imaging radiology "
    "mammography cancer clinic foundation program programs department dept dba county community north carolina nc main".split()
)
_HOSTS_OF_MANY = {
    "facebook.com",
    "sites.google.com",
    "google.com",
    "instagram.com",
    "meetup.com",
    "linkedin.com",
    "youtube.com",
    "twitter.com",
    "x.com",
    "wordpress.com",
    "linktr.ee",
}
_STREET_WORDS = {
    "street": "st", "road": "rd", "drive": "dr", "boulevard": "blvd", "avenue": "ave", "av": "ave", "highway": "hwy", "parkway": "pkwy",
    "lane": "ln", "court": "ct", "circle": "cir", "place": "pl", "square": "sq", "terrace": "ter", "center": "ctr",
    "north": "n", "south": "s", "east": "e", "west": "w", "northeast": "ne", "northwest": "nw", "southeast": "se",
    "southwest": "sw", "one": "1", "saint": "st", "mount": "mt", "fort": "ft",
}  # fmt: skip
_NUMERAL = re.compile(r"[0-9]+|[ivx]+|[a-h]")
_BOX = re.compile(r"\b(?:p\.?\s*o\.?\s*|caller\s+)?box\s+[\w-]+", re.IGNORECASE)
_SUITE = re.compile(
    r"(?:^|[\s,]+)(?:(?:suite|ste|unit|rm|room|floor|fl|bldg|building|apt|dept)\b\.?\s*#?\s*([\w-]*)|#\s*(\w+)).*",
    re.IGNORECASE,
)


@lru_cache(maxsize=65_536)
def _plain_words(text: str) -> str:
    return " ".join(_STREET_WORDS.get(word, word) for word in fold(text).split())


@dataclass(frozen=True, slots=True)
class Spot:
    """One place for comparison. street: house number and short words, "" unknown. suite: its number."""

    street: str
    suite: str
    city: str
    zip5: str


@dataclass(slots=True)
class Traits:
    """What an entry or draft is compared by. ref: the entry's key or the draft's number."""

    ref: str
    name: str
    names: tuple[str, ...]
    dials: frozenset[str] = frozenset()
    hosts: frozenset[str] = frozenset()
    spots: tuple[Spot, ...] = ()
    is_mobile: bool = False
    _buckets: tuple[str, ...] = ()

    @property
    def buckets(self) -> tuple[str, ...]:
        """Under what others that could be the same are looked for."""
        if not self._buckets:
            self._buckets = tuple(_make_buckets(self))
        return self._buckets


@dataclass(frozen=True, slots=True)
class Match:
    """One possible twin. ref: as in Traits. score: 0 to 100. reasons: in words."""

    ref: str
    name: str
    score: int
    reasons: tuple[str, ...]


def compare_street(address: str) -> str:
    """A street for comparison: ``2101 West Arlington Blvd., Ste 3`` gives ``2101 w arlington blvd``; "" for a box."""
    line = _SUITE.sub("", _BOX.sub("", address.replace("\n", " ")))
    return _plain_words(line.replace("'", "").replace(".", " "))


def compare_suite(*lines: str) -> str:
    """The suite's own number or letter, "" for none."""
    for line in lines:
        found = _SUITE.search(line)
        if found and (found[1] or found[2]):
            return (found[1] or found[2]).lower()
    return ""


@lru_cache(maxsize=65_536)
def compare_host(address: str) -> str:
    """The host of a web address without ``www.``; "" for hosts that many organisations share."""
    try:
        host = (urlsplit(address if "//" in address else f"//{address}").hostname or "").lower().removeprefix("www.")
    except ValueError:
        return ""
    return "" if host in _HOSTS_OF_MANY else host


def make_traits(ref: str, name: str, values: Mapping[str, Any], is_mobile: bool | None = None) -> Traits:
    """Traits from an entry's or draft's plain values (``phones``, ``places``, ``website``, ``other_names``, …)."""
    folded = _fold_name(name)
    names = [folded, *(_fold_name(other) for other in values.get("other_names") or ())]
    spots = tuple(
        Spot(
            compare_street(place.get("address") or ""),
            compare_suite(place.get("address") or "", place.get("address_2") or ""),
            fold(place.get("city") or ""),
            (place.get("zip") or "")[:5],
        )
        for place in values.get("places") or ()
    )
    dials = frozenset(dial_of(row)[0] for row in values.get("phones") or () if row.get("kind") != "fax")
    hosts = frozenset(
        host
        for url in (values.get("website") or "", *(row["url"] for row in values.get("web") or ()))
        if url and (host := compare_host(url))
    )
    if is_mobile is None:
        is_mobile = bool({"mobile", "mobiles", "van"} & set(folded.split()))
    return Traits(ref, name, tuple(dict.fromkeys(filter(None, names))), dials, hosts, spots, is_mobile)


def _fold_name(name: str) -> str:
    return re.sub(r"\bsaint\b", "st", re.sub(r"\bmount\b", "mt", fold(name.replace("'", "").replace("’", ""))))


@lru_cache(maxsize=65_536)
def _tokens(name: str) -> tuple[str, ...]:
    return tuple(word for word in name.split() if word not in _DULL and len(word) > 1)


@lru_cache(maxsize=65_536)
def _numerals(name: str) -> frozenset[str]:
    return frozenset(word for word in name.split() if _NUMERAL.fullmatch(word))


def _compare_two(one: str, two: str) -> float:
    if one == two:
        return 100.0
    telling = " ".join(_tokens(one)), " ".join(_tokens(two))
    full = fuzz.token_sort_ratio(one, two)
    within = 94.0 if min(len(one), len(two)) >= 8 and (f" {one} " in f" {two} " or f" {two} " in f" {one} ") else 0.0
    if not all(telling):
        return max(full, within)
    own = (fuzz.token_set_ratio(*telling) + fuzz.token_sort_ratio(*telling)) / 2
    # Numbers and numerals tell apart what else is one name: Fairmount Avenue Residences I and II.
    if _numerals(one) and _numerals(two) and _numerals(one) != _numerals(two):
        return min(max(full, own), 49.0)
    return max(within, (max(full, own) + own) / 2)


def _differ_in_numerals(one: Traits, two: Traits) -> bool:
    first, second = (_numerals(traits.names[0]) if traits.names else frozenset() for traits in (one, two))
    return bool(first and second and first != second)


def _is_far(one: Traits, two: Traits) -> bool:
    """True where nothing but a like name could make them one, and their names are not alike."""
    if one.dials & two.dials or one.hosts & two.hosts:
        return False
    if any(a.zip5 == b.zip5 or a.city == b.city for a in one.spots for b in two.spots if a.street[:3] == b.street[:3]):
        return False
    return all(fuzz.token_set_ratio(a, b, score_cutoff=60) == 0 for a in one.names for b in two.names)


def compare_names(one: Traits, two: Traits) -> float:
    """0 to 100: the best of all names on either side; words that every clinic has count for less."""
    return max((_compare_two(a, b) for a in one.names for b in two.names), default=0.0)


def _is_same_street(one: Spot, two: Spot) -> bool:
    if not one.street or not two.street or not (one.zip5 == two.zip5 or (one.city and one.city == two.city)):
        return False
    if one.street == two.street:
        return bool(re.match(r"[0-9]", one.street)) or len(one.street.split()) >= 3
    if one.street.removeprefix("1 ") == two.street.removeprefix("1 "):  # "One Medical Center Boulevard" needs no number
        return len(one.street.removeprefix("1 ").split()) >= 3
    first, second = one.street.split(), two.street.split()
    if first[0] != second[0] or not first[0][0].isdigit():
        return False
    kinds = set(_STREET_WORDS.values())
    bare = [" ".join(word for word in words[1:] if word not in kinds) for words in (first, second)]
    return (bool(bare[0]) and bare[0] == bare[1]) or fuzz.ratio(
        " ".join(sorted(first[1:])), " ".join(sorted(second[1:]))
    ) >= 85


def compare(one: Traits, two: Traits) -> Match | None:
    """The match of ``two`` with ``one``, None below LIKELY. The score is a rule of thumb, its reasons are facts."""
    if _is_far(one, two):
        return None
    name = compare_names(one, two)
    shared = sorted(one.dials & two.dials)
    hosts = sorted(one.hosts & two.hosts)
    pairs = [(a, b) for a in one.spots for b in two.spots]
    at_one_street = [(a, b) for a, b in pairs if _is_same_street(a, b)]
    reasons = []
    if name >= 97:
        reasons.append("same name")
    elif name >= 60:
        reasons.append(f"like name ({name:.0f})")
    if shared:
        reasons.append(f"same phone {', '.join(shared)}")
    if hosts:
        reasons.append(f"same web site {', '.join(hosts)}")
    if at_one_street:
        reasons.append("same street and number")
    score = _score(one, two, name, bool(shared), bool(hosts), pairs, at_one_street, reasons)
    if one.is_mobile != two.is_mobile and score > 55 and not (name >= 90 and shared and at_one_street):
        reasons.append("but one of the two travels")
        score = min(score, LIKELY)
    return Match(two.ref, two.name, round(score), tuple(reasons)) if score >= LIKELY else None


def _score(
    one: Traits,
    two: Traits,
    name: float,
    phone: bool,
    host: bool,
    pairs: list[tuple[Spot, Spot]],
    at_one_street: list[tuple[Spot, Spot]],
    reasons: list[str],
) -> float:
    if at_one_street:
        suites = all(a.suite and b.suite and a.suite != b.suite for a, b in at_one_street)
        if suites and name < 95 and not (phone and name >= 80):
            reasons.append("but another suite")
            return min(75.0, name)
        if name >= 88:
            return 95 + (name - 88) / 12 * 3 + 2 * phone
        if phone:
            return 90.0 if name >= 50 else 86.0 if not _differ_in_numerals(one, two) else 75.0
        if name >= 70:
            return 87.0
        return 82.0 if host else min(78.0, 50 + name / 3)
    streets = [(a, b) for a, b in pairs if a.street and b.street]
    if streets:
        same_zip = any(a.zip5 and a.zip5 == b.zip5 for a, b in streets)
        if name >= 97 and phone and same_zip:
            reasons.append("but another street")
            return 86.0
        if name >= 95 and (phone or host):
            reasons.append("but another street")
            return 75.0
        if name >= 95 or (phone and name >= 70):
            reasons.append("but another street")
            return 65.0
        return 0.0
    towns = [(a.city or a.zip5, b.city or b.zip5) for a, b in pairs if (a.city or a.zip5) and (b.city or b.zip5)]
    other_town = bool(towns) and not any(
        (a.city and a.city == b.city) or (a.zip5 and a.zip5 == b.zip5) for a, b in pairs
    )
    if other_town and name < 97:
        return min(70.0, name) if phone or host else 0.0
    if phone and host:
        return 99.0 if name >= 88 else 88.0 if name >= 55 else 78.0
    if phone:
        return 97.0 if name >= 88 else 86.0 if name >= 65 else 72.0
    if host:
        return 94.0 if name >= 93 else 82.0 if name >= 80 else 62.0 if name >= 60 else 0.0
    if name >= 99:
        return 70.0 if other_town else 90.0
    return 75.0 if name >= 93 else 62.0 if name >= 88 else 0.0


class Index:
    """Traits that can be found again by what they share with others."""

    def __init__(self, traits: Iterable[Traits] = ()) -> None:
        self.all: dict[str, Traits] = {}
        self._buckets: defaultdict[str, list[str]] = defaultdict(list)
        for one in traits:
            self.add(one)

    def add(self, one: Traits) -> None:
        self.all[one.ref] = one
        for bucket in one.buckets:
            self._buckets[bucket].append(one.ref)

    def find(self, one: Traits, most: int = 3) -> list[Match]:
        """The likeliest twins of ``one``, the surest first; itself is none."""
        refs: dict[str, int] = {}
        for bucket in one.buckets:
            having = self._buckets.get(bucket, ())
            if len(having) > _MOST_IN_BUCKET and not bucket.startswith(("n ", "s ")):
                continue
            for ref in having[:200]:
                if ref != one.ref:
                    refs[ref] = refs.get(ref, 0) + 1
        likeliest = sorted(refs, key=lambda ref: -refs[ref])[:_MOST_CANDIDATES]
        matches = [match for ref in likeliest if (match := compare(one, self.all[ref]))]
        return sorted(matches, key=lambda match: (-match.score, match.ref))[:most]


def _make_buckets(one: Traits) -> list[str]:
    found = [f"n {name}" for name in one.names]
    for name in one.names:
        words = sorted(set(_tokens(name)))
        found.extend(f"w {a} {b}" for i, a in enumerate(words[:6]) for b in words[i + 1 : 6])
        if len(words) == 1:
            found.append(f"w {words[0]}")
    found.extend(f"p {dial}" for dial in one.dials)
    found.extend(f"h {host}" for host in one.hosts)
    for spot in one.spots:
        if spot.street:
            house = spot.street.split()[0]
            first = spot.street.removeprefix("1 ").split()[0]
            found.extend(f"s {word} {where}" for word in {house, first} for where in {spot.zip5, spot.city} if where)
    return list(dict.fromkeys(found))
