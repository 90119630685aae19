"""Suggestions as a reader types: names, needs, words and places that begin so, in any language of the edition.

Built once an edition, in memory. What is typed is looked up and forgotten.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from dogwood import vocabulary
from dogwood.edition.file import EditionReader
from dogwood.edition.records import (
    EventRecord,
    GuideRecord,
    ListingRecord,
    OrganizationRecord,
    PublicationRecord,
    Record,
    TermRecord,
)
from dogwood.places import all_counties, all_towns

from .analysis import clean_text, split_plain

MOST_SUGGESTIONS = 8
MOST_PER_KIND = 3
"""Of a kind, while others wait: a need is not to drown in a hundred names."""
LONGEST_PREFIX = 60
"""Characters; who has typed more needs no suggestion."""
SHORTEST_PREFIX = 2
MOST_OF_A_TYPE = 20_000
"""Records in one language. A type that has more gives no suggestions: memory and the first answer stay small."""
_SCANNED = 400
_SHORT = 3
_LAST = "\U0010ffff"
_STARTS = 4
"""Words of a name at which a reader may begin."""

Kind = Literal["need", "county", "town", "term", "guide", "listing", "organization", "event", "publication"]
KINDS: tuple[Kind, ...] = ("need", "county", "town", "term", "guide", "listing", "organization", "event", "publication")
PLACES: frozenset[Kind] = frozenset({"county", "town"})
_COUNTY = {"en": "{} County", "es": "Condado de {}"}


@dataclass(frozen=True, slots=True)
class Suggestion:
    """text: what would be searched. kind: what it is. language: of ``text``. about: what two texts of two languages
    have in common; one of them will do. "" for what stands alone."""

    text: str
    kind: Kind
    language: str
    about: str = ""


class Suggester:
    """All that an edition can suggest."""

    def __init__(self, edition: EditionReader) -> None:
        self._entries = list(dict.fromkeys(_gather(edition)))
        self._names = [_fold(entry.text) for entry in self._entries]
        starts = {
            (start, number, is_first or self._entries[number].kind == "county")
            for number, name in enumerate(self._names)
            for start, is_first in _starts_of(name)
        }
        ordered = sorted(starts)
        self._keys = [key for key, _, _ in ordered]
        self._numbers = [number for _, number, _ in ordered]
        self._ranks = [self._rank(number, is_first) for _, number, is_first in ordered]
        self._short = self._rank_short()

    def suggest(self, prefix: str, language: str, *, kinds: Collection[Kind] = KINDS) -> list[Suggestion]:
        """At most eight that have words beginning with ``prefix``, those of ``language`` first. kinds: only such.

        [] for less than two letters or more than 60. Never raises, whatever is typed.
        """
        asked = _fold(prefix[: LONGEST_PREFIX + 1])
        if len(asked) < SHORTEST_PREFIX or len(prefix) > LONGEST_PREFIX:
            return []
        known = self._short.get(asked[:_SHORT]) if len(asked) <= _SHORT else None
        places = known if known is not None else self._find(asked)
        return self._pick(places, language, kinds)

    def _find(self, asked: str) -> list[int]:
        """Places in the sorted list; of very many the first ones."""
        low = bisect_left(self._keys, asked)
        high = bisect_left(self._keys, asked + _LAST, low)
        return list(range(low, min(high, low + _SCANNED)))

    def _rank_short(self) -> dict[str, list[int]]:
        """Of the prefixes that half the directory begins with, the best few of each kind and language."""
        groups: dict[str, dict[tuple[str, str], list[int]]] = {}
        for place, key in enumerate(self._keys):
            entry = self._entries[self._numbers[place]]
            for length in range(SHORTEST_PREFIX, _SHORT + 1):
                if len(key) >= length:
                    groups.setdefault(key[:length], {}).setdefault((entry.kind, entry.language), []).append(place)
        found = {}
        for prefix, kinds in groups.items():
            if sum(map(len, kinds.values())) > _SCANNED // 4:
                found[prefix] = [
                    place
                    for places in kinds.values()
                    for place in sorted(places, key=self._ranks.__getitem__)[:MOST_SUGGESTIONS]
                ]
        return found

    def _rank(self, number: int, is_first: bool) -> tuple[int, bool, int, str]:
        """Kinds in their order; then what begins so before what holds such a word, the shorter first."""
        entry = self._entries[number]
        return (KINDS.index(entry.kind), not is_first, len(entry.text), entry.text)

    def _pick(self, places: Iterable[int], language: str, kinds: Collection[Kind]) -> list[Suggestion]:
        """A few of each kind, then what is left; no text twice."""
        entries, numbers, ranks = self._entries, self._numbers, self._ranks
        ordered = sorted(places, key=lambda place: (entries[numbers[place]].language != language, ranks[place]))
        chosen: list[Suggestion] = []
        waiting: list[Suggestion] = []
        counts: dict[tuple[str, str], int] = {}
        seen: set[tuple[str, str]] = set()
        for place in ordered:
            entry, name = entries[numbers[place]], self._names[numbers[place]]
            names = {("", name), (entry.kind, entry.about or name)}
            if entry.kind not in kinds or not seen.isdisjoint(names):
                continue
            seen |= names
            group = (entry.kind, entry.language)
            counts[group] = counts.get(group, 0) + 1
            (chosen if counts[group] <= MOST_PER_KIND else waiting).append(entry)
        return [*chosen, *waiting][:MOST_SUGGESTIONS]


def _gather(edition: EditionReader) -> Iterator[Suggestion]:
    languages = edition.manifest.languages
    offered = edition.count_facet(ListingRecord, "need")
    for language in languages:
        for word in vocabulary.words("needs").values():
            if offered.get(word.key):
                yield Suggestion(word.label(language), "need", language, word.key)
        for county in all_counties():
            yield Suggestion(_COUNTY.get(language, "{}").replace("{}", county.name), "county", language, county.slug)
    for town in all_towns():
        yield Suggestion(town.name, "town", languages[0])
    for language in languages:
        for term in edition.all(TermRecord, language):
            for text in (term.term, *term.lay):
                yield Suggestion(text, "term", language)
    yield from _titles(edition, GuideRecord, "guide", languages)
    yield from _titles(edition, ListingRecord, "listing", languages)
    yield from _titles(edition, OrganizationRecord, "organization", languages)
    yield from _titles(edition, EventRecord, "event", languages)
    yield from _titles(edition, PublicationRecord, "publication", languages)


def _titles(edition: EditionReader, cls: type[Record], kind: Kind, languages: tuple[str, ...]) -> Iterator[Suggestion]:
    """Titles; of one that reads alike in all languages, the first."""
    seen: set[str] = set()
    counts = edition.manifest.counts.get(cls.record_type, {})
    for language in languages:
        if counts.get(language, 0) > MOST_OF_A_TYPE:
            continue
        for record in edition.all(cls, language):
            status = getattr(record, "status", None)
            if record.heading not in seen and not (status is not None and status.is_closed):
                seen.add(record.heading)
                yield Suggestion(record.heading, kind, language)


def _starts_of(name: str) -> Iterator[tuple[str, bool]]:
    """A folded name from each of its first words on, and whether that is the very first."""
    words = name.split(" ")
    for at in range(min(len(words), _STARTS)):
        yield " ".join(words[at:]), at == 0


def _fold(text: str) -> str:
    return " ".join(split_plain(clean_text(text)))
