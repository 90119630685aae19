"""A directory of any size in the starter's image, to measure search on.

Every record past the starter's own is one of them under another key, moved to another ZIP code of the state, with some of
its words exchanged for words of the same language and some of its name made new. So kinds, needs, lengths and word
frequencies are the starter's, places are spread as the state's ZIP codes are, and new proper names come up as they do in
a growing directory. The glossary does not grow: a language has only so many words for one illness.
"""

import random
import re
import time
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from pydantic import BaseModel

from dogwood.edition.file import EditionReader, R
from dogwood.edition.records import EventRecord, GuideRecord, ListingRecord, Place, PublicationRecord, Record
from dogwood.places import Zip, find_county, zips_of_state
from dogwood.search.documents import make_documents

GROWING = (ListingRecord, EventRecord, PublicationRecord, GuideRecord)
EXCHANGED = 0.06
"""Share of the words of a text that are exchanged."""
COINED = 0.35
"""Share of new listings that bear a proper name which no other has."""
_JITTER_DEGREES = 0.04
_PROSE = frozenset({"text", "question", "title", "main_message"})
_WORD = re.compile(r"[^\W\d_]{4,}")


class Crowd:
    """An iterable of records that make about ``size`` documents: the starter's, then as many others as are wanted.

    The same for the same ``seed``, however often it is gone through. seconds: what making the records has taken so far,
    which is no part of building an index of them.
    """

    def __init__(self, starter: Iterable[Record], size: int, seed: int = 7) -> None:
        self.size = size
        self.seed = seed
        self.seconds = 0.0
        self._starter = list(starter)
        self._chance = random.Random(seed)
        self._zips = [found for found in zips_of_state("NC") if found.point is not None and found.county]

    def __iter__(self) -> Iterator[Record]:
        self._chance = random.Random(self.seed)
        count = 0
        for record in self._starter:
            count += len(make_documents(record))
            yield record
        number = 0
        while count < self.size:
            start = time.perf_counter()
            twins, weight = self._chance.choice(self._sources)
            number += 1
            made = self._vary(twins, number)
            count += weight
            self.seconds += time.perf_counter() - start
            yield from made

    @cached_property
    def _sources(self) -> list[tuple[list[Record], int]]:
        """Records that grow in number, twins together, with the number of their documents."""
        groups: dict[tuple[str, str], list[Record]] = {}
        for record in self._starter:
            if isinstance(record, GROWING):
                groups.setdefault((record.record_type, record.key), []).append(record)
        return [(twins, sum(len(make_documents(record)) for record in twins)) for twins in groups.values()]

    @cached_property
    def _bags(self) -> dict[str, list[str]]:
        """Language → the words of its texts, each as often as it stands there."""
        found: dict[str, list[str]] = {}
        for record in self._starter:
            bag = found.setdefault(record.language, [])
            for document in make_documents(record):
                bag += document.summary.split()
        return found

    @cached_property
    def _name_words(self) -> list[str]:
        names = (record.name for record in self._starter if isinstance(record, ListingRecord))
        return [word for name in names for word in name.split() if word[:1].isupper() and word.isalpha()]

    def _vary(self, twins: list[Record], number: int) -> list[Record]:
        """The same with another key, place, name and words; alike in place and name in every language."""
        home = self._chance.choice(self._zips)
        coined = self._coin() if self._chance.random() < COINED else ""
        swapped = self._chance.choice(self._name_words)
        return [self._vary_one(record, number, home, coined, swapped) for record in twins]

    def _vary_one(self, record: Record, number: int, home: Zip, coined: str, swapped: str) -> Record:
        values: dict[str, Any] = {"key": f"{record.key[:100]}-{number}"}
        if isinstance(record, ListingRecord):
            old = record.places[0] if record.places else None
            values |= {
                "name": self._rename(_move(record.name, old, home), coined, swapped),
                "summary": self._exchange(_move(record.summary, old, home), record.language),
                "description": self._exchange(_move(record.description, old, home), record.language),
                "eligibility": self._exchange(record.eligibility, record.language),
            }
            values["places"] = tuple(self._move_place(place, home) for place in record.places)
            if record.area_counties:
                values["area_counties"] = tuple(dict.fromkeys((home.county, *record.area_counties[1:])))
            if record.phones:
                values["phones"] = tuple(
                    phone.model_copy(update={"dial": f"{phone.dial[:5]}{self._chance.randrange(10**7):07}"})
                    if len(phone.dial) == 12
                    else phone
                    for phone in record.phones
                )
        elif isinstance(record, EventRecord):
            values["name"] = self._rename(record.name, coined, swapped)
            values["summary"] = self._exchange(record.summary, record.language)
            if record.place:
                values["place"] = self._move_place(record.place, home)
        elif isinstance(record, PublicationRecord):
            values["title"] = self._rename(record.title, coined, swapped)
            values["annotation"] = self._exchange(record.annotation, record.language)
        elif isinstance(record, GuideRecord):
            values["title"] = self._exchange(record.title, record.language)
            values["main_message"] = self._exchange(record.main_message, record.language)
            values["body"] = tuple(self._vary_part(block, record.language) for block in record.body)
        return record.model_copy(update=values)

    def _vary_part(self, part: Any, language: str) -> Any:
        """A block, a paragraph or a run of words, with words exchanged wherever it holds prose."""
        values: dict[str, Any] = {}
        for name in type(part).model_fields:
            value = getattr(part, name)
            if isinstance(value, str) and name in _PROSE:
                values[name] = self._exchange(value, language)
            elif isinstance(value, tuple) and value and isinstance(value[0], BaseModel):
                values[name] = tuple(self._vary_part(item, language) for item in value)
        return part.model_copy(update=values) if values else part

    def _exchange(self, text: str, language: str) -> str:
        if not text:
            return text
        chance, bag = self._chance, self._bags[language]
        words = text.split(" ")
        wanted = len(words) * EXCHANGED
        for _ in range(int(wanted) + (chance.random() < wanted % 1)):
            words[chance.randrange(len(words))] = chance.choice(bag)
        return " ".join(words)

    def _rename(self, name: str, coined: str, swapped: str) -> str:
        words = name.split(" ")
        at = [number for number, word in enumerate(words) if _WORD.fullmatch(word)]
        if at:
            words[self._chance.choice(at)] = swapped
        return " ".join([coined, *words] if coined else words)

    def _coin(self) -> str:
        """A proper name from the first half of one and the second half of another."""
        first, second = self._chance.choice(self._name_words), self._chance.choice(self._name_words)
        return f"{first[: len(first) // 2 + 1]}{second[len(second) // 2 :].lower()}".capitalize()

    def _move_place(self, place: Place, home: Zip) -> Place:
        if place.state not in {"", "NC"}:
            return place
        point = home.point
        county = find_county(home.county or "")
        assert point is not None
        has_point = place.latitude is not None
        return place.model_copy(
            update={
                "city": home.city,
                "zip": home.code if place.zip else "",
                "county": home.county,
                "county_fips": county.fips if county else "",
                "latitude": point.latitude + self._chance.uniform(-1, 1) * _JITTER_DEGREES if has_point else None,
                "longitude": point.longitude + self._chance.uniform(-1, 1) * _JITTER_DEGREES if has_point else None,
            }
        )


class CrowdReader(EditionReader):
    """The starter's edition, which gives for the key of a made record the one that it was made of: a search looks up the
    records of some of its results, and is to find them."""

    def get(self, cls: type[R], key: str, language: str) -> R | None:
        found = super().get(cls, key, language)
        return found if found is not None else super().get(cls, key.rpartition("-")[0], language)


def _move(text: str, old: Place | None, home: Zip) -> str:
    """``text`` with the town and county that ``old`` lies in exchanged for those of ``home``."""
    if old is None or old.state not in {"", "NC"}:
        return text
    for before, after in ((old.city, home.city), (old.county, home.county or "")):
        if before:
            text = text.replace(before, after)
    return text
