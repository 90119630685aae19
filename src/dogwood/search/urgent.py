"""Words that may mean an emergency, matched to the edition's own urgent records. It never diagnoses: it says who helps.

Phrases are editors' data. The words of a phrase have to stand in its order, with at most ``MOST_BETWEEN`` others between
two of them (in a calm phrase none); endings, accents, apostrophes and the smallest words do not matter. ``+`` parts what may stand anywhere:
``fever + chemo``. What a calm phrase of the same record covers ("hay fever") is not looked at.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dogwood.edition.file import EditionReader
from dogwood.edition.records import UrgentRecord

from .analysis import analysis_language, clean_text, fold, split_plain, stem_all

MOST_BETWEEN = 2
MOST_WORDS = 60
"""Words of a query that are looked at; an emergency is told in fewer."""
_LEVELS = ("emergency", "urgent")
_APOSTROPHES = re.compile(r"(?<=\w)['’`´](?=\w)")
_JOINED = (
    (re.compile(r"\bcan ?(?:not|nt|t)\b"), "cant"),
    (re.compile(r"\b(do|does|did|is|are|was|were|would|could|should|have|has) (?:not|nt|t)\b"), r"\1nt"),
    (re.compile(r"\bwill not\b|\bwon t\b"), "wont"),
    (re.compile(r"\bwanna\b"), "want to"),
    (re.compile(r"\b(my|him|her) self\b"), r"\1self"),
    (re.compile(r"\bany more\b"), "anymore"),
)
"""Contractions in one form: "can't", "cannot", "can not" and "cant" are one word."""
SMALL_WORDS = {
    "en": "a an the to of for in on at by is are am be been being was were it its this that these "
    "i im ive he she shes hes they we you",
    "es": "el la los las un una unos unas de del al a en que es esta estoy estan estas yo ella",
}
"""Words that a phrase does without."""
OWN_WORDS = {
    "en": "my me her his him our your their and or with so just really very feel feeling have has having got get keep keeps",
    "es": "mi mis su sus y o con me se te le les lo muy tan ya siento siente tengo tiene",
}
"""Words that count where a phrase has them ("end my life" is not "end of life"), and that part nothing."""
_PRONOUN = {"es": re.compile(r"\b(\w+[aei]r)(me|se|te|nos|le|les)\b")}
"""Pronouns that Spanish hangs on a verb stand alone here: "matarme" is "matar me", which is not "matar"."""

Part = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Phrase:
    """parts: each in its order, all of them somewhere. words: of all parts."""

    parts: tuple[Part, ...]
    words: frozenset[str]

    @property
    def length(self) -> int:
        return sum(map(len, self.parts))


@dataclass(frozen=True, slots=True)
class _Entry:
    """The phrases of one record, in the tokens of its language."""

    key: str
    is_emergency: bool
    phrases: tuple[_Phrase, ...]
    calm: tuple[_Phrase, ...]


class UrgentTable:
    """All urgent words of an edition. Languages are not told apart: readers mix them."""

    def __init__(self, records: Iterable[UrgentRecord] = ()) -> None:
        kept = list(records)
        self._records = {(record.key, record.language): record for record in kept}
        self._entries: dict[str, list[_Entry]] = {}
        for record in kept:
            language = analysis_language(record.language)
            self._entries.setdefault(language, []).append(_read_entry(record, language))
        self._firsts = {
            language: {phrase.parts[0][0] for entry in entries for phrase in entry.phrases}
            for language, entries in self._entries.items()
        }

    @classmethod
    def read(cls, edition: EditionReader) -> "UrgentTable":
        """The table of an edition; empty where it has no such records."""
        languages = edition.manifest.languages
        return cls(record for language in languages for record in edition.all(UrgentRecord, language))

    @property
    def words(self) -> set[str]:
        """Every word of every phrase, folded: so that spelling knows them."""
        texts = (phrase for record in self._records.values() for phrase in record.phrases)
        return {word for text in texts for word in re.findall(r"[^\W\d_]+", fold(text))}

    def find(self, texts: Sequence[str], language: str) -> tuple[UrgentRecord, ...]:
        """Records whose phrases stand in any of ``texts`` (the reader's words, and as corrected), emergencies first, then
        those with the longest phrase. Each in ``language`` where there is a twin in it. Never raises."""
        found: dict[str, tuple[bool, int]] = {}
        for text in texts:
            for own, entries in self._entries.items():
                tokens = _split(text, own)
                if self._firsts[own].isdisjoint(tokens):
                    continue
                for entry in entries:
                    length = _match(entry, tokens, own)
                    known = found.get(entry.key, (False, 0))
                    if length > known[1]:
                        found[entry.key] = (entry.is_emergency, length)
        order = sorted(found, key=lambda key: (not found[key][0], -found[key][1], key))
        return tuple(self._best(key, language) for key in order)

    def _best(self, key: str, language: str) -> UrgentRecord:
        own = self._records.get((key, language))
        return own or next(record for (name, _), record in self._records.items() if name == key)


def _read_entry(record: UrgentRecord, language: str) -> _Entry:
    return _Entry(
        record.key,
        record.level == _LEVELS[0],
        tuple(_read_phrases(record.phrases, language, _stemmed_small(language))),
        tuple(_read_phrases(record.calm, language, frozenset())),  # "die at home" needs its "at"
    )


def _read_phrases(texts: Iterable[str], language: str, small: frozenset[str]) -> Iterator[_Phrase]:
    """small: words left out of a phrase that has others."""
    for text in texts:
        parts = [tuple(_split(part, language)) for part in text.split("+")]
        if small:
            parts = [tuple(token for token in part if token not in small) or part for part in parts]
        kept = tuple(part for part in parts if part)
        if kept:
            yield _Phrase(kept, frozenset(token for part in kept for token in part))


def split_words(text: str, language: str) -> list[str]:
    """Folded words, contractions in one form, pronouns apart, none stemmed or left out."""
    return split_plain(_normalize(text, language))


def _split(text: str, language: str) -> tuple[str, ...]:
    """Stemmed words, none left out."""
    return tuple(stem_all(_normalize(text, language), language)[:MOST_WORDS])


def _normalize(text: str, language: str) -> str:
    plain = _APOSTROPHES.sub("", fold(clean_text(text)))
    for contraction, joined in _JOINED:
        plain = contraction.sub(joined, plain)
    if pattern := _PRONOUN.get(language):
        plain = pattern.sub(r"\1 \2", plain)
    return plain


def _match(entry: _Entry, tokens: Sequence[str], language: str) -> int:
    """Words of the longest phrase of ``entry`` that stands in ``tokens`` outside of what is calm; 0 for none."""
    words = set(tokens)
    if not any(phrase.words <= words for phrase in entry.phrases):
        return 0
    seen = list(tokens)
    for phrase in entry.calm:
        if phrase.words <= words:
            for place in _find(phrase, tokens, language, 0):
                seen[place] = ""
    return max(
        (phrase.length for phrase in entry.phrases if phrase.words <= words and _find(phrase, seen, language)),
        default=0,
    )


def _find(phrase: _Phrase, tokens: Sequence[str], language: str, most_between: int = MOST_BETWEEN) -> list[int]:
    """Places of the phrase's words in ``tokens``; [] where it does not stand there whole."""
    found: list[int] = []
    for part in phrase.parts:
        places = _find_part(part, tokens, language, most_between)
        if not places:
            return []
        found += places
    return found


def _find_part(part: Part, tokens: Sequence[str], language: str, most_between: int) -> list[int]:
    passed = _passed_over(language)
    for start, token in enumerate(tokens):
        if token != part[0]:
            continue
        places, between, at = [start], 0, start + 1
        while len(places) < len(part) and at < len(tokens) and between <= most_between:
            if tokens[at] == part[len(places)]:
                places.append(at)
                between = 0
            elif tokens[at] not in passed:
                between += 1
            at += 1
        if len(places) == len(part):
            return places
    return []


@cache
def _stemmed_small(language: str) -> frozenset[str]:
    return frozenset(stem_all(SMALL_WORDS.get(language, ""), language))


@cache
def _passed_over(language: str) -> frozenset[str]:
    """Words that do not count as standing between two others."""
    return _stemmed_small(language) | frozenset(stem_all(OWN_WORDS.get(language, ""), language))
