"""Readability measures for English and Spanish.

English: Flesch-Kincaid grade (Kincaid and others, US Navy 1975). Spanish: the INFLESZ scale of Szigriszt-Pazos (1993; Barrio
2008), 0 to 100, higher is easier. Syllables are counted by groups of vowels: exact for Spanish, near for English.
(Hyphenation patterns, tried first, leave out the syllables at which a word must not be parted.)
"""

import re
from dataclasses import dataclass

EASY_GRADE = 8.0
"""Guides are written at this grade or lower."""
EASY_INFLESZ = 65.0
"""Guides in Spanish reach this or more ("fairly easy")."""
LONG_SENTENCE = 25
"""Words from which a sentence is long."""
_SENTENCE = re.compile(r"[^.!?…]+(?:[.!?…]+(?=\s|\Z)|\Z|(?<=\d)\.(?=\d)[^.!?…]*)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_VOWELS_ES = re.compile(r"(?:[aeiouáéíóúü]|y(?![aeiouáéíóú]))+")
_STRONG_ES = re.compile(r"[aeoáéóíú]")
"""Vowels that make a syllable of their own wherever they stand; i, u, ü and y join their neighbours."""
_PASSIVE = {
    "en": re.compile(
        r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?(?:\w{2,}ed|done|given|made|taken|found|known|seen|sent|told|shown|held|kept|put|cut|felt|spread|chosen|written)\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        r"\b(?:es|son|fue|fueron|será|serán|sea|sean|ser|sido|siendo)\s+(?:\w+mente\s+)?\w{3,}(?:ado|ada|ados|adas|ido|ida|idos|idas)\b",
        re.IGNORECASE,
    ),
}


@dataclass(frozen=True, slots=True)
class Measures:
    """score: grade in English, INFLESZ in Spanish. words, sentences: counts. passive_share: 0 to 1, of the sentences.

    worst: the sentence that hurts most, "" in an empty text. long: how many sentences have more than 25 words.
    """

    language: str
    score: float
    words: int
    sentences: int
    passive_share: float
    worst: str
    long: int

    @property
    def is_easy(self) -> bool:
        return self.score >= EASY_INFLESZ if self.language == "es" else self.score <= EASY_GRADE


def measure_text(text: str, language: str) -> Measures:
    """Measure ``text``, lines being ends of sentences too (lists have no full stops). language: "es", else English."""
    tongue = "es" if language.split("-")[0] == "es" else "en"
    sentences = split_sentences(text)
    counts = [
        (len(found), sum(count_syllables(word, tongue) for word in found)) for found in map(find_words, sentences)
    ]
    words, syllables = sum(count for count, _ in counts), sum(count for _, count in counts)
    if not words:
        return Measures(tongue, 100.0 if tongue == "es" else 0.0, 0, 0, 0.0, "", 0)
    passive = sum(bool(_PASSIVE[tongue].search(sentence)) for sentence in sentences)
    hardness = [_hardness(count, sounds, tongue) if count > 3 else -1e9 for count, sounds in counts]
    worst = max(range(len(sentences)), key=lambda number: hardness[number])
    return Measures(
        language=tongue,
        score=round(_score(words, len(sentences), syllables, tongue), 1),
        words=words,
        sentences=len(sentences),
        passive_share=passive / len(sentences),
        worst=sentences[worst] if hardness[worst] > -1e9 else "",
        long=sum(count > LONG_SENTENCE for count, _ in counts),
    )


def split_sentences(text: str) -> list[str]:
    """The sentences of ``text`` that hold a word; a line's end ends one too."""
    found = (part.strip() for line in text.splitlines() for part in _SENTENCE.findall(line))
    return [sentence for sentence in found if _WORD.search(sentence)]


def find_words(text: str) -> list[str]:
    return _WORD.findall(text)


def count_syllables(word: str, language: str) -> int:
    """Syllables of one word, at least 1."""
    lower = word.lower()
    if language == "es":
        return max(1, sum(len(_STRONG_ES.findall(group)) or 1 for group in _VOWELS_ES.findall(lower)))
    groups = len(_VOWELS.findall(lower))
    if lower.endswith("e") and not lower.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    if (
        lower.endswith(("es", "ed"))
        and groups > 1
        and not lower.endswith(("ses", "xes", "zes", "ches", "shes", "ted", "ded"))
    ):
        groups -= 1
    return max(1, groups)


def _score(words: int, sentences: int, syllables: int, language: str) -> float:
    if language == "es":
        return 206.835 - 62.3 * syllables / words - words / sentences
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def _hardness(words: int, syllables: int, language: str) -> float:
    score = _score(words, 1, syllables, language)
    return -score if language == "es" else score
