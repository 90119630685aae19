"""Spelling: a word that the edition does not know, and that looks like one it knows, is read as that one.

Never corrected: what stands anywhere in the edition (so no listing's name), a drug, a place, a word that English knows,
or a word of less than four letters. Symmetric deletes find what is alike in a few hundredths of a millisecond (symspellpy).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice

from symspellpy import SymSpell, Verbosity

from dogwood.places import all_counties, all_towns
from dogwood.places.names import split_words

from .analysis import analysis_language, clean_text, fold, split_written
from .concepts import phrase_words

MOST_SUGGESTIONS = 3
MOST_WORDS = 12
SHORTEST = 4
_LONGEST_FOR_ONE = {False: 7, True: 9}
"""Letters from which two slips are looked for; Spanish, whose words we know fewer of, is corrected more carefully (True)."""
_FARTHEST = 2
_COMMON_ENGLISH = 50_000
"""Words of English, by how often they are written, that are left alone whatever they look like."""
_OWN_LANGUAGE = 4
"""So many times as frequent in one language as in another makes a word that language's."""
_PREFERRED = 40
"""How often a word counts at least that stands for a need, a term or an emergency."""
_WORD = re.compile(r"[^\W\d_]+")
_SHORTEST_SUGGESTED = 4


@dataclass(frozen=True, slots=True)
class Correction:
    """text: with every slip mended. changed: word as typed, folded → word as read."""

    text: str
    changed: tuple[tuple[str, str], ...]


class Speller:
    """words: language → word as written, in lower case → in how many documents. preferred: words worth more than their
    count (of glossary and urgent words)."""

    def __init__(self, words: Mapping[str, Mapping[str, int]], preferred: Iterable[str] = ()) -> None:
        self._written: dict[str, str] = {}
        self._counts: dict[str, int] = {}
        self._languages: dict[str, dict[str, int]] = {}
        for language, found in words.items():
            for word, count in found.items():
                self._add(word, count, analysis_language(language))
        for language in words:
            for word in phrase_words(language):
                self._add(word, _PREFERRED, analysis_language(language))
        for word in preferred:
            self._add(word, _PREFERRED, "")
        for word in _place_words():
            self._add(word, 2, "")
        self._symbols = SymSpell(max_dictionary_edit_distance=_FARTHEST, prefix_length=7)
        for word, count in self._counts.items():
            if len(word) >= SHORTEST and count > 1:
                self._symbols.create_dictionary_entry(word, count)
        self._by_sound = self._read_sounds()

    def _read_sounds(self) -> dict[str, str]:
        """How a Spanish word sounds → the word, the most frequent of those that sound alike."""
        found: dict[str, str] = {}
        for word, languages in self._languages.items():
            if "es" in languages and len(word) >= SHORTEST:
                sound = _sound(word)
                if sound not in found or self._counts[word] > self._counts[found[sound]]:
                    found[sound] = word
        return found

    def _add(self, word: str, count: int, language: str) -> None:
        plain = fold(word)
        if not plain.isalpha():
            return
        written = word.lower()
        known = self._written.get(plain)
        # Those who leave out accents are many; the page shows the word with its own.
        if known is None or (written != plain, count) > (known != plain, self._counts[plain]):
            self._written[plain] = written
        self._counts[plain] = max(self._counts.get(plain, 0), count)
        if language:
            own = self._languages.setdefault(plain, {})
            own[language] = max(own.get(language, 0), count)

    def language_of(self, word: str) -> str:
        """The language of the edition that the folded ``word`` is of, "" where it is of none or of several. Names of one
        language stand in texts of another too, so what is many times as frequent counts."""
        counts = sorted(self._languages.get(word, {}).items(), key=lambda pair: -pair[1])
        if not counts or is_drug(word) or (len(counts) > 1 and counts[0][1] < _OWN_LANGUAGE * counts[1][1]):
            return ""
        return counts[0][0]

    def knows(self, word: str) -> bool:
        """True for a folded word that is left alone."""
        return (
            len(word) < SHORTEST
            or word in self._counts
            or not word.isalpha()
            or word in _common_english()
            or is_drug(word)
            or (word.endswith("s") and word[:-1] in self._counts)
        )

    def correct(self, text: str, language: str) -> Correction | None:
        """``text`` with unknown words read as known ones; None where nothing is to be changed. Never raises."""
        changed: list[tuple[str, str]] = []
        pieces: list[str] = []
        at = 0
        for found in islice(_WORD.finditer(clean_text(text)), MOST_WORDS * 2):
            plain = fold(found[0])
            better = None if self.knows(plain) else self._nearest(plain, analysis_language(language))
            if better is not None and len(changed) < MOST_WORDS:
                changed.append((plain, better))
                pieces += [text[at : found.start()], better]
                at = found.end()
        return Correction("".join([*pieces, text[at:]]), tuple(changed)) if changed else None

    def _nearest(self, plain: str, language: str) -> str | None:
        if len(plain) > 40:
            return None
        if language == "es" and (alike := self._by_sound.get(_sound(plain))) is not None:
            return self._written[alike]
        farthest = _FARTHEST if len(plain) >= _LONGEST_FOR_ONE[language == "es"] else 1
        found = [
            item
            for item in self._symbols.lookup(plain, Verbosity.ALL, max_edit_distance=farthest)
            if item.term[0] == plain[0] or sorted(item.term[:2]) == sorted(plain[:2])
        ]
        if not found:
            return None
        best = min(
            found,
            key=lambda item: (
                item.distance + self._is_foreign(item.term, language),
                self._is_foreign(item.term, language),
                -item.count,
                item.term,
            ),
        )
        return self._written[best.term]

    def _is_foreign(self, word: str, language: str) -> bool:
        """True for a word that stands in other languages than the reader's only: it has to be one slip nearer."""
        return language not in self._languages.get(word, {language})

    def suggest(self, text: str, language: str) -> list[str]:
        """``text`` with each unknown word replaced by its most alike ones; at most three, best first; [] for none."""
        options: list[list[str]] = []
        asked = split_written(text)[:MOST_WORDS]
        for word in asked:
            plain = fold(word)
            if self.knows(plain) or len(plain) > 40:
                options.append([word])
                continue
            found = self._symbols.lookup(plain, Verbosity.ALL, max_edit_distance=_FARTHEST)
            base = analysis_language(language)
            found.sort(
                key=lambda item: (
                    item.distance + self._is_foreign(item.term, base),
                    item.term[0] != plain[0],
                    -item.count,
                    item.term,
                )
            )
            options.append([self._written[item.term] for item in found[:MOST_SUGGESTIONS]] or [word])
        return _join_options(options, asked)


def _join_options(options: list[list[str]], asked: list[str]) -> list[str]:
    found: list[str] = []
    for number in range(MOST_SUGGESTIONS):
        line = " ".join(choice[min(number, len(choice) - 1)] for choice in options)
        if line not in found and line != " ".join(asked):
            found.append(line)
    return found


_SOUNDS = (
    (re.compile("qu(?=[ei])|k"), "c"),
    (re.compile("c(?=[ei])|z|x"), "s"),
    (re.compile("g(?=[ei])"), "j"),
    (re.compile("ll"), "y"),
    (re.compile("v|w"), "b"),
    (re.compile("(?<!c)h"), ""),
    (re.compile(r"(.)\1"), r"\1"),
)
"""Letters that sound alike in the Spanish of the Americas, and so are mixed up."""


def _sound(word: str) -> str:
    """How a folded Spanish word sounds: "ceno" as "seno", "inchason" as "hinchazon"."""
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    return word


@cache
def _common_english() -> frozenset[str]:
    text = files("symspellpy").joinpath("frequency_dictionary_en_82_765.txt").read_text(encoding="utf-8-sig")
    return frozenset(line.partition(" ")[0] for line in islice(text.splitlines(), _COMMON_ENGLISH)) - _slips()


@cache
def _slips() -> frozenset[str]:
    """Strings that stand in the list of English words by their frequency on the web, and are slips in this field."""
    return frozenset("brest".split())


@cache
def _drugs() -> frozenset[str]:
    text = files(__package__).joinpath("data/drugs.txt").read_text(encoding="utf-8")
    return frozenset(fold(line.strip()) for line in text.splitlines() if line.strip() and not line.startswith("#"))


_DRUG_ENDINGS = ("mab", "tinib", "ciclib", "lisib", "parib", "platin", "rubicin", "taxel", "trozole", "strant", "dronate",
                 "dronic", "grastim", "setron", "tecan", "relin")  # fmt: skip
"""Ends of names of drugs of one kind (World Health Organization, stems of international nonproprietary names)."""


def is_drug(word: str) -> bool:
    """True for a drug of ``data/drugs.txt``, or a word that ends as the names of drugs do."""
    return word in _drugs() or (len(word) > 6 and word.endswith(_DRUG_ENDINGS))


@cache
def _place_words() -> frozenset[str]:
    names = [county.name for county in all_counties()] + [town.name for town in all_towns()]
    return frozenset(word for name in names for word in split_words(name) if len(word) >= SHORTEST)
