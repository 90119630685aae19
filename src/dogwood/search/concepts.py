"""What readers say for a need, an audience or a wish: ``data/concepts.toml`` and the vocabulary's labels, as tokens."""

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
