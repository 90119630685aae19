"""From a reader's words to an intent, without asking an engine.

First form: language, place, needs and audiences by their names, wishes ("free", "en español", "online"), a phone number.
"""

import re
from dataclasses import dataclass
from typing import Any

from dogwood.facts.language import name_language
from dogwood.places import Place, find_place

from .analysis import analyze, clean_text, fold, split_plain
from .concepts import Concept, match_concepts, noise_tokens, tell_words, topic_tokens
from .locate import find_place_in
from .synonyms import SynonymTable

LONGEST_QUERY = 240
"""Characters. What is beyond is cut, with the notice ``cut``."""
MOST_TOKENS = 16

_PHONE = re.compile(r"(?<![\w])\+?\(?\d[\d\s().\-/]{5,18}\d(?![\w])")
_SHORT_CODE = re.compile(r"\s*(\d{3}|\d{6})\s*\Z")
_TELLS_SPANISH = re.compile(r"[ñ¿¡áéíóú]")


@dataclass(frozen=True, slots=True)
class Idea:
    """One thing asked for. tokens: the reader's. others: synonyms. concepts: what it stands for."""

    tokens: tuple[str, ...]
    others: tuple[tuple[str, ...], ...] = ()
    concepts: tuple[Concept, ...] = ()

    def values(self, kind: str) -> tuple[str, ...]:
        return tuple(concept.value for concept in self.concepts if concept.kind == kind)


@dataclass(frozen=True, slots=True)
class Intent:
    """text: what was asked, cleaned. language: of the words. ideas: in the order of the words. name: all words, folded,
    as a record's whole name could read. topics: tokens of the directory's own subject, beside the ideas. wishes: facet → value that the words ask for. digits: of a phone number.
    place: where the reader is. notices: ``cut``, ``place_unknown``, and from the search ``nothing_near``."""

    text: str
    language: str
    ideas: tuple[Idea, ...] = ()
    name: str = ""
    topics: tuple[str, ...] = ()
    wishes: tuple[tuple[str, str], ...] = ()
    digits: str = ""
    place: Place | None = None
    notices: tuple[str, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for idea in self.ideas for value in idea.values("need")))

    @property
    def audiences(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(value for idea in self.ideas for value in idea.values("audience")))

    def as_dict(self) -> dict[str, Any]:
        """For JSON: language, place, needs, audiences, filters, phone, words, notices."""
        place = self.place
        return {
            "language": self.language,
            "place": None
            if place is None
            else {"kind": place.kind, "name": place.name, "counties": list(place.counties)},
            "needs": list(self.needs),
            "audiences": list(self.audiences),
            "filters": {facet: [value] for facet, value in self.wishes},
            "phone": self.digits,
            "words": [" ".join(idea.tokens) for idea in self.ideas],
            "notices": list(self.notices),
        }


def understand(
    text: str,
    *,
    language: str,
    near: str | None = None,
    synonyms: SynonymTable | None = None,
    is_language_sure: bool = False,
) -> Intent:
    """What ``text`` asks for. language: of the page it was typed on. near: the reader's place, in words; it goes before
    one in the text. is_language_sure: take the words as ``language`` without guessing. Never raises, whatever the text."""
    notices: list[str] = []
    cleaned = " ".join(clean_text(text[: LONGEST_QUERY * 4]).split())
    if len(cleaned) > LONGEST_QUERY or len(text) > LONGEST_QUERY * 4:
        cleaned = cleaned[:LONGEST_QUERY]
        notices.append("cut")
    place = None
    if near is not None and near.strip():
        place = find_place(clean_text(near[:LONGEST_QUERY]))
        if place is None:
            notices.append("place_unknown")
    digits, rest = _find_digits(cleaned)
    named, rest = find_place_in(rest)
    spoken = language if is_language_sure else guess_language(cleaned, language)
    tokens = analyze(rest, spoken)
    if len(tokens) > MOST_TOKENS:
        tokens = tokens[:MOST_TOKENS]
        notices.append("cut")
    ideas, topics, wishes = _read_ideas(tokens, spoken, synonyms or SynonymTable())
    return Intent(
        text=cleaned,
        language=spoken,
        ideas=ideas,
        name=" ".join(split_plain(cleaned)),
        topics=topics,
        wishes=wishes,
        digits=digits,
        place=place or named,
        notices=tuple(dict.fromkeys(notices)),
    )


def guess_language(text: str, otherwise: str) -> str:
    """ "en" or "es" where the small words tell it clearly, else ``otherwise``."""
    words = fold(text).split()
    scores = {language: sum(word in tells for word in words) for language, tells in tell_words().items()}
    if _TELLS_SPANISH.search(text.lower()):
        scores["es"] += 2
    best = max(scores, key=lambda language: scores[language])
    margin = scores[best] - max(score for language, score in scores.items() if language != best)
    return best if margin >= 2 and name_language(best, "en") != best else otherwise


def _find_digits(text: str) -> tuple[str, str]:
    """The digits of a phone number in ``text``, and the text without it; a short code (211, 988) must stand alone."""
    if short := _SHORT_CODE.match(text):
        return short[1], text
    for found in _PHONE.finditer(text):
        digits = re.sub(r"[^0-9]", "", found[0])
        digits = digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
        if len(digits) in {7, 10}:
            return digits, f"{text[: found.start()]} {text[found.end() :]}".strip()
    return "", text


def _read_ideas(
    tokens: list[str], language: str, synonyms: SynonymTable
) -> tuple[tuple[Idea, ...], tuple[str, ...], tuple[tuple[str, str], ...]]:
    ideas: list[Idea] = []
    topics: list[str] = []
    wishes: list[tuple[str, str]] = []
    noise: list[str] = []
    at = 0
    while at < len(tokens):
        length, concepts = match_concepts(tokens, at, language)
        other_length, others = synonyms.match(tokens, at, language)
        taken = max(length, other_length, 1)
        own = tuple(tokens[at : at + taken])
        at += taken
        if length < taken:
            concepts = ()
        if other_length < taken:
            others = ()
        if any(concept.kind == "wish" for concept in concepts):
            wishes += [_split_wish(concept.value) for concept in concepts if concept.kind == "wish"]
        elif not concepts and not others and own[0] in noise_tokens(language):
            noise.append(own[0])
        elif not concepts and not others and own[0] in topic_tokens(language):
            topics.append(own[0])
        else:
            ideas.append(Idea(own, others, concepts))
    if not ideas:
        ideas, topics = [Idea((token,)) for token in topics], []
    if not ideas and not wishes:
        ideas = [Idea((token,)) for token in noise]
    return tuple(dict.fromkeys(ideas)), tuple(dict.fromkeys(topics)), tuple(dict.fromkeys(wishes))


def _split_wish(value: str) -> tuple[str, str]:
    facet, _, word = value.partition("=")
    return facet, word
