"""Which words of a text were asked for: parts, never HTML."""

import re
from collections.abc import Collection
from functools import lru_cache

from .analysis import analyze

Part = tuple[str, bool]
"""(text, is a match). Joined, the texts are the whole."""

_WORD = re.compile(r"[^\W_]+")


def highlight(text: str, tokens: Collection[str], language: str) -> list[Part]:
    """``text`` cut into parts; a word is a match where its token is one of ``tokens``."""
    parts: list[Part] = []
    at = 0
    for found in _WORD.finditer(text) if tokens else ():
        if any(token in tokens for token in _tokens_of(found[0], language)):
            if found.start() > at:
                parts.append((text[at : found.start()], False))
            parts.append((found[0], True))
            at = found.end()
    if at < len(text) or not parts:
        parts.append((text[at:], False))
    return parts


@lru_cache(maxsize=8192)
def _tokens_of(word: str, language: str) -> tuple[str, ...]:
    return tuple(analyze(word, language))
