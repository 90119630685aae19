"""Terms explained in place: the first time a page uses a glossary term, it becomes a link to its explanation."""

import re
from collections.abc import Iterable

from dogwood.edition.records import TermRecord


class TermMarker:
    """Finds terms in a page's text, each once. ``met``: those found so far, in the order of the text."""

    def __init__(self, terms: Iterable[TermRecord]) -> None:
        self._by_word: dict[str, TermRecord] = {}
        for term in terms:
            for word in (term.term, *term.clinical):
                if len(word) > 2:
                    self._by_word.setdefault(word.casefold(), term)
        longest_first = sorted(self._by_word, key=len, reverse=True)
        pattern = "|".join(map(re.escape, longest_first))
        self._pattern = re.compile(rf"(?<!\w)({pattern})(?!\w)", re.IGNORECASE) if pattern else None
        self.met: list[TermRecord] = []

    def split(self, text: str) -> list[tuple[str, TermRecord | None]]:
        """``text`` in pieces, each with the term that it is the first use of, or None."""
        if self._pattern is None:
            return [(text, None)]
        pieces: list[tuple[str, TermRecord | None]] = []
        start = 0
        for found in self._pattern.finditer(text):
            term = self._by_word[found[0].casefold()]
            if term in self.met:
                continue
            self.met.append(term)
            if found.start() > start:
                pieces.append((text[start : found.start()], None))
            pieces.append((found[0], term))
            start = found.end()
        if start < len(text):
            pieces.append((text[start:], None))
        return pieces
