"""The controlled words of a directory: needs, audiences, formats, kinds, statuses, and their labels.

All of them stand in ``words.toml`` beside this file, with a label in each language, in the order readers see.
``label("needs", "ride", "es")`` gives "Transporte al tratamiento". Imports nothing of ours.
"""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

DEFAULT_LANGUAGE = "en"


class UnknownWordError(ValueError):
    """A word that the vocabulary does not have. The message lists those it has."""


@dataclass(frozen=True, slots=True)
class Word:
    """key: as stored. labels, hints: language tag → words for readers (a hint may be missing)."""

    key: str
    labels: dict[str, str]
    hints: dict[str, str]

    def label(self, language: str) -> str:
        return self.labels.get(language) or self.labels[DEFAULT_LANGUAGE]

    def hint(self, language: str) -> str:
        return self.hints.get(language) or self.hints.get(DEFAULT_LANGUAGE, "")


@cache
def _lists() -> dict[str, dict[str, Word]]:
    raw = tomllib.loads(files(__name__).joinpath("words.toml").read_text(encoding="utf-8"))
    return {
        name: {
            key: Word(
                key,
                {tag: text for tag, text in entry.items() if not tag.startswith("hint_")},
                {tag.removeprefix("hint_"): text for tag, text in entry.items() if tag.startswith("hint_")},
            )
            for key, entry in entries.items()
        }
        for name, entries in raw.items()
    }


def words(name: str) -> dict[str, Word]:
    """All words of the list ``name`` ("needs", "audiences", …), in readers' order."""
    return _lists()[name]


def label(name: str, key: str, language: str) -> str:
    """The label of one word for readers of ``language``; English where that language has none."""
    return find_word(name, key).label(language)


def find_word(name: str, key: str) -> Word:
    """The word ``key`` of list ``name``. Raises UnknownWordError with the words that exist."""
    found = _lists()[name].get(key)
    if found is None:
        raise UnknownWordError(f"“{key[:60]}” is not one of the {name.replace('_', ' ')}: {', '.join(_lists()[name])}.")
    return found


def sort_words(name: str, keys: Iterable[str]) -> tuple[str, ...]:
    """``keys`` without repeats, in the vocabulary's order. Raises UnknownWordError."""
    order = list(_lists()[name])
    return tuple(sorted({find_word(name, key).key for key in keys}, key=order.index))


def choices(name: str, language: str = DEFAULT_LANGUAGE) -> list[tuple[str, str]]:
    """``(key, label)`` pairs for a form's choice field."""
    return [(word.key, word.label(language)) for word in words(name).values()]
