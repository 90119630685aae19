"""Which words of a text were asked for: parts, never HTML."""

import re
from collections.abc import Set as AbstractSet
from functools import lru_cache

from .analysis import analysis_language, analyze

Part = tuple[str, bool]
"""(text, is a match). Joined, the texts are the whole."""

_WORD = re.compile(r"[^\W_]+")


def highlight(text: str, tokens: AbstractSet[str], language: str) -> list[Part]:
    """``text`` cut into parts; a word is a match where its token is one of ``tokens``."""
    if not tokens:
        return [(text, False)]
    rules = analysis_language(language)
    parts: list[Part] = []
    at = 0
    for found in _WORD.finditer(text):
        if tokens.isdisjoint(_tokens_of(found[0], rules)):
            continue
        if found.start() > at:
            parts.append((text[at : found.start()], False))
        parts.append((found[0], True))
        at = found.end()
    if at < len(text) or not parts:
        parts.append((text[at:], False))
    return parts


@lru_cache(maxsize=32_768)
def _tokens_of(word: str, rules: str) -> frozenset[str]:
    return frozenset(analyze(word, rules))
