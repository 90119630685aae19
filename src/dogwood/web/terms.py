"""Terms explained in place: the first time a page uses a glossary term, it becomes a link to its explanation."""

import re
from collections.abc import Iterable

from dogwood.edition.records import TermRecord


class TermMarker:
    """Finds terms in a page's text, each once. ``met``: those found so far, in the order of the text."""

    def __init__(self, terms: Iterable[TermRecord], subject: str = "") -> None:
        """subject: the directory's name; the words it holds are what all of it is about, and need no explaining."""
        self._by_word: dict[str, TermRecord] = {}
        for term in terms:
            for word in (term.term, *term.clinical):
                if len(word) > 2 and word.casefold() not in subject.casefold():
                    self._by_word.setdefault(_form(word), term)
        # Abbreviations (MOST, MRI) are found as they are written, other words in any case. The longest is tried first.
        patterns = [
            re.escape(word) if word.isupper() else f"(?i:{re.escape(word)})"
            for word in sorted(self._by_word, key=len, reverse=True)
        ]
        self._pattern = re.compile(rf"(?<!\w)({'|'.join(patterns)})(?!\w)") if patterns else None
        self.met: list[TermRecord] = []

    def meet(self, key: str) -> None:
        """Note that the page links to the term itself: a link of the text's own is its first use."""
        term = next((term for term in self._by_word.values() if term.key == key), None)
        if term is not None and term not in self.met:
            self.met.append(term)

    def split(self, text: str) -> list[tuple[str, TermRecord | None]]:
        """``text`` in pieces, each with the term that it is the first use of, or None."""
        if self._pattern is None:
            return [(text, None)]
        pieces: list[tuple[str, TermRecord | None]] = []
        start = 0
        for found in self._pattern.finditer(text):
            term = self._by_word.get(found[0]) or self._by_word.get(_form(found[0].casefold()))
            if term is None or term in self.met:
                continue
            self.met.append(term)
            if found.start() > start:
                pieces.append((text[start : found.start()], None))
            pieces.append((found[0], term))
            start = found.end()
        if start < len(text):
            pieces.append((text[start:], None))
        return pieces


def _form(word: str) -> str:
    """How a word is looked up: abbreviations as written, others without their case."""
    return word if word.isupper() else word.casefold()
