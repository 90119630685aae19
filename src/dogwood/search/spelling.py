"""“Did you mean”: words of the index that look like those that found nothing."""

from collections.abc import Mapping

from rapidfuzz import fuzz, process
from rapidfuzz.distance import DamerauLevenshtein

from .analysis import fold, split_written

MOST_SUGGESTIONS = 3
MOST_WORDS = 12
_SHORTEST = 4
_LEAST_ALIKE = 72.0


def suggest(text: str, words: Mapping[str, int]) -> list[str]:
    """``text`` with the words that the index does not know replaced by alike ones; at most three, best first.

    words: as the index has them, with how often. [] where nothing is alike or every word is known.
    """
    folded: dict[str, str] = {}
    for word in sorted(words, key=lambda word: (words[word], word)):
        if len(word) >= _SHORTEST and word.isalpha():
            folded[fold(word)] = word
    choices = list(folded)
    asked = split_written(text)[:MOST_WORDS]
    options: list[list[str]] = []
    for word in asked:
        plain = fold(word)
        if len(plain) < _SHORTEST or plain in folded or not plain.isalpha():
            options.append([word])
            continue
        alike = process.extract(plain, choices, scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE, limit=12)
        ranked = sorted(
            alike,
            key=lambda found: (
                DamerauLevenshtein.distance(plain, found[0]),
                found[0][:1] != plain[:1],
                -words[folded[found[0]]],
                found[0],
            ),
        )
        options.append([folded[found[0]] for found in ranked[:MOST_SUGGESTIONS]] or [word])
    found = []
    for number in range(MOST_SUGGESTIONS):
        line = " ".join(choice[min(number, len(choice) - 1)] for choice in options)
        if line not in found and line != " ".join(asked):
            found.append(line)
    return found
