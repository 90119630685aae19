"""From a reader's words to an intent, without asking an engine: language, spelling, place, needs and audiences, wishes
("free", "en español", "open now"), a phone number.
"""

from dataclasses import dataclass
from typing import Any

from dogwood.places import Place, find_place

from .analysis import analyze, clean_text, split_plain
from .concepts import Concept, match_concepts, needs_together, noise_tokens, topic_tokens
from .lexicon import Lexicon
from .locate import find_loose_place, find_place_in
from .numbers import find_number
from .speech import guess_language as guess_language
from .speech import is_mixed
from .spelling import Correction
from .synonyms import SynonymTable

LONGEST_QUERY = 240
"""Characters. What is beyond is cut, with the notice ``cut``."""
MOST_TOKENS = 16


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
    """text: what was asked, cleaned. language: of the words. is_mixed: True where they are of more than one. corrected:
    the text as it was read where a slip was mended, else "". ideas: in the order of the words. name: all words, folded,
    as a record's whole name could read. topics: tokens of the directory's own subject, beside the ideas. wishes: facet →
    value that the words ask for. digits: of a phone number. place: where the reader is. notices: ``cut``,
    ``place_unknown``, and from the search ``nothing_near``."""

    text: str
    language: str
    ideas: tuple[Idea, ...] = ()
    name: str = ""
    topics: tuple[str, ...] = ()
    wishes: tuple[tuple[str, str], ...] = ()
    digits: str = ""
    place: Place | None = None
    notices: tuple[str, ...] = ()
    corrected: str = ""
    is_mixed: bool = False

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


@dataclass(frozen=True, slots=True)
class _Read:
    """What the words without place and number come to."""

    ideas: tuple[Idea, ...] = ()
    topics: tuple[str, ...] = ()
    wishes: tuple[tuple[str, str], ...] = ()

    @property
    def asks_for_something(self) -> bool:
        return bool(self.wishes or self.topics) or any(idea.concepts or idea.others for idea in self.ideas)


def understand(
    text: str,
    *,
    language: str,
    near: str | None = None,
    synonyms: SynonymTable | None = None,
    lexicon: Lexicon | None = None,
    is_language_sure: bool = False,
    is_exact: bool = False,
) -> Intent:
    """What ``text`` asks for. language: of the page it was typed on. near: the reader's place, in words; it goes before
    one in the text. lexicon: what the edition knows; synonyms: in place of its own. is_language_sure: take the words as
    ``language`` without guessing. is_exact: mend no spelling. Never raises, whatever the text."""
    notices: list[str] = []
    cleaned = " ".join(clean_text(text[: LONGEST_QUERY * 4]).split())
    if len(cleaned) > LONGEST_QUERY or len(text) > LONGEST_QUERY * 4:
        cleaned = cleaned[:LONGEST_QUERY]
        notices.append("cut")
    place = None
    if near is not None and near.strip():
        place = _find_near(near, language, None if is_exact else lexicon)
        if place is None:
            notices.append("place_unknown")
    spoken = language if is_language_sure else guess_language(cleaned, language, lexicon)
    fixed = None if is_exact or lexicon is None else lexicon.speller.correct(cleaned, spoken)
    asked = fixed.text if fixed else cleaned
    if fixed and not is_language_sure:
        spoken = guess_language(asked, language, lexicon)
    digits, rest = find_number(asked)
    named, rest = find_place_in(rest)
    table = synonyms or (lexicon.synonyms if lexicon else SynonymTable())
    tokens = analyze(rest, spoken)
    if len(tokens) > MOST_TOKENS:
        tokens = tokens[:MOST_TOKENS]
        notices.append("cut")
    read = _read(tokens, spoken, table, place is not None or named is not None)
    if named is None and not digits:
        loose, without = find_loose_place(rest)
        other = _read(analyze(without, spoken)[:MOST_TOKENS], spoken, table, True) if loose else _Read()
        if other.asks_for_something:
            named, read = loose, other
    name = split_plain(asked)
    if not (read.ideas or read.topics or read.wishes or digits or place or named) and name:
        read = _Read((Idea(tuple(name[:MOST_TOKENS])),))  # all small words: a name may still be made of them ("Y-ME")
    return Intent(
        text=cleaned,
        language=spoken,
        ideas=_with_original(read.ideas, fixed, spoken),
        name=" ".join(name),
        topics=read.topics,
        wishes=read.wishes,
        digits=digits,
        place=place or named,
        notices=tuple(dict.fromkeys(notices)),
        corrected=fixed.text if fixed else "",
        is_mixed=not is_language_sure and is_mixed(asked, lexicon),
    )


def _find_near(near: str, language: str, lexicon: Lexicon | None) -> Place | None:
    """The place of the reader's own box, a slip of the pen mended where there is none of that name."""
    typed = clean_text(near[:LONGEST_QUERY])
    place = find_place(typed)
    if place is None and lexicon is not None and (fixed := lexicon.speller.correct(typed, language)):
        place = find_place(fixed.text)
    return place


def _with_original(ideas: tuple[Idea, ...], fixed: Correction | None, language: str) -> tuple[Idea, ...]:
    """The ideas with the words as they were typed among their other forms: those are still searched."""
    if fixed is None:
        return ideas
    typed = {tuple(analyze(better, language)): tuple(analyze(word, language)) for word, better in fixed.changed}
    found = []
    for idea in ideas:
        forms = [
            form
            for better, word in typed.items()
            if len(better) == 1 and better[0] in idea.tokens
            for form in (tuple(part for token in idea.tokens for part in (word if token == better[0] else (token,))),)
            if form and form != idea.tokens
        ]
        found.append(Idea(idea.tokens, tuple(dict.fromkeys((*idea.others, *forms))), idea.concepts))
    return tuple(found)


def _read(tokens: list[str], language: str, synonyms: SynonymTable, has_place: bool = False) -> _Read:
    """has_place: True where a place was named beside; the subject of the whole directory then says no more."""
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
        if not concepts and set(own) <= topic_tokens(language):
            topics += own
        elif any(concept.kind == "wish" for concept in concepts):
            wishes += [_split_wish(concept.value) for concept in concepts if concept.kind == "wish"]
            concepts = tuple(concept for concept in concepts if concept.kind != "wish")
            if concepts:
                ideas.append(Idea(own, others, concepts))
        elif not concepts and not others and own[0] in noise_tokens(language):
            noise.append(own[0])
        else:
            ideas.append(Idea(own, others, concepts))
    if not ideas and not (has_place and topics):
        ideas, topics = [Idea((token,)) for token in topics], []
    if not ideas and not topics and not wishes:
        ideas = [Idea((token,)) for token in noise]
    ideas = _join_needs(ideas, wishes)
    return _Read(tuple(dict.fromkeys(ideas)), tuple(dict.fromkeys(topics)), tuple(dict.fromkeys(wishes)))


def _join_needs(ideas: list[Idea], wishes: list[tuple[str, str]]) -> list[Idea]:
    """The ideas, the first that has a need with those which all of them come to."""
    said = {f"{concept.kind}:{concept.value}" for idea in ideas for concept in idea.concepts}
    said |= {f"wish:{facet}={value}" for facet, value in wishes}
    joined = tuple(Concept("need", need) for need in needs_together(frozenset(said)))
    if not joined:
        return ideas
    at = next(number for number, idea in enumerate(ideas) if idea.values("need"))
    first = ideas[at]
    together = Idea(first.tokens, first.others, tuple(dict.fromkeys((*first.concepts, *joined))))
    return [*ideas[:at], together, *ideas[at + 1 :]]


def _split_wish(value: str) -> tuple[str, str]:
    facet, _, word = value.partition("=")
    return facet, word
