"""What readers say for a need, an audience or a wish: ``data/concepts.toml`` and the vocabulary's labels, as tokens."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from dogwood import vocabulary

from .analysis import analysis_language, analyze, fold

Tokens = tuple[str, ...]
_LONGEST_PHRASE = 6


@dataclass(frozen=True, slots=True)
class Concept:
    """kind: which of the three. value: a vocabulary word, or for a wish ``facet=value``."""

    kind: Literal["need", "audience", "wish"]
    value: str


@cache
def _raw() -> dict[str, dict[str, str]]:
    data: dict[str, Any] = tomllib.loads(files(__package__).joinpath("data/concepts.toml").read_text(encoding="utf-8"))
    return data


@cache
def _table(language: str) -> dict[Tokens, tuple[Concept, ...]]:
    """Phrases in all languages, as the analyzer of ``language`` sees them: readers mix."""
    found: dict[Tokens, tuple[Concept, ...]] = {}
    kinds: tuple[tuple[Literal["need", "audience", "wish"], str], ...] = (
        ("need", "needs"),
        ("audience", "audiences"),
        ("wish", "wishes"),
    )
    for kind, section in kinds:
        phrases = [(key, phrase) for key, text in _raw()[section].items() for phrase in text.split("; ")]
        if section != "wishes":
            phrases += [
                (key, label) for key, word in vocabulary.words(section).items() for label in word.labels.values()
            ]
        for key, phrase in phrases:
            tokens = tuple(analyze(phrase, language))
            concept = Concept(kind, key)
            if 0 < len(tokens) <= _LONGEST_PHRASE and concept not in found.get(tokens, ()):
                found[tokens] = (*found.get(tokens, ()), concept)
    return found


def match_concepts(tokens: list[str], start: int, language: str) -> tuple[int, tuple[Concept, ...]]:
    """The longest phrase that ``tokens`` have at ``start``: how many tokens it takes, and what it stands for.

    (0, ()) where none stands there.
    """
    table = _table(analysis_language(language))
    for length in range(min(_LONGEST_PHRASE, len(tokens) - start), 0, -1):
        concepts = table.get(tuple(tokens[start : start + length]))
        if concepts:
            return length, concepts
    return 0, ()


@cache
def _together() -> tuple[tuple[str, frozenset[str]], ...]:
    """(need, what has to be said for it), as ``kind:value``."""
    pairs = [(need, pair) for need, text in _raw()["together"].items() for pair in text.split("; ")]
    return tuple((need, frozenset(pair.split(" + "))) for need, pair in pairs)


def needs_together(said: frozenset[str]) -> tuple[str, ...]:
    """Needs that things said apart come to. said: ``kind:value`` of each concept."""
    return tuple(dict.fromkeys(need for need, parts in _together() if parts <= said))


@cache
def need_phrases() -> dict[str, tuple[str, ...]]:
    """Need → what readers say for it in any language, its labels among it."""
    found: dict[str, tuple[str, ...]] = {}
    for key, word in vocabulary.words("needs").items():
        said = _raw()["needs"].get(key, "").split("; ")
        found[key] = tuple(phrase for phrase in (*word.labels.values(), *said) if phrase)
    return found


@cache
def phrase_words(language: str) -> frozenset[str]:
    """Words of ``language`` that the vocabulary, the framing words and the dictionary have: spelling knows them."""
    base = analysis_language(language)
    texts = [_raw()[section].get(base, "") for section in ("noise", "topics", "tells")]
    for section in ("needs", "audiences", "service_types", "formats", "costs", "areas"):
        for word in vocabulary.words(section).values():
            texts += [word.label(base), word.hint(base)]
    if base == "es":
        texts += list(spanish_english())
    elif base == "en":
        texts += [word for words in spanish_english().values() for word in words]
    return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()))


@cache
def mixed_words() -> frozenset[str]:
    """Words of the phrases for needs, audiences and wishes, whose language is not told."""
    texts = [text for section in ("needs", "audiences", "wishes") for text in _raw()[section].values()]
    return frozenset(word for text in texts for word in re.findall(r"[^\W\d_]+", text.lower()))


@cache
def spanish_english() -> dict[str, tuple[str, ...]]:
    """Everyday Spanish word, folded → what it is in English (``data/spanish_english.txt``)."""
    text = files(__package__).joinpath("data/spanish_english.txt").read_text(encoding="utf-8")
    lines = [line.partition("=") for line in text.splitlines() if line and not line.startswith("#")]
    return {fold(word): tuple(meanings.split("; ")) for word, _, meanings in lines}


@cache
def noise_tokens(language: str) -> frozenset[str]:
    """Tokens that frame a question in any language and say nothing of its subject."""
    return frozenset(
        token for text in _raw()["noise"].values() for word in text.split("; ") for token in analyze(word, language)
    )


@cache
def topic_tokens(language: str) -> frozenset[str]:
    """Tokens of the directory's own subject, which say little inside of it ("breast", "cancer")."""
    return frozenset(
        token for text in _raw()["topics"].values() for word in text.split("; ") for token in analyze(word, language)
    )


@cache
def tell_words() -> dict[str, frozenset[str]]:
    """Language → small folded words by which it is known."""
    return {language: frozenset(fold(text).split("; ")) for language, text in _raw()["tells"].items()}
