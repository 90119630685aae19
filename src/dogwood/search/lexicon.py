"""What understanding knows of an edition: its synonyms, spelling, urgent words, and what organizations were once called.

Made once an edition, when it is first asked; nothing a reader types is kept in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from dogwood.edition.records import OrganizationRecord

from .analysis import split_plain, split_written
from .concepts import mixed_words
from .spelling import Speller
from .synonyms import SynonymTable
from .urgent import UrgentTable

if TYPE_CHECKING:
    from dogwood.edition.file import EditionReader

    from .engines.port import SearchEngine

MOST_ORGANIZATIONS = 50_000
_SHORTEST_NAME = 3
_LONGEST_NAME = 8
_SMALL_WORD = 3
_MOST_WORDS = 16
_WORD = re.compile(r"[^\s,;!?¿¡()\"]+")


class Lexicon:
    """synonyms, urgent: tables of the edition. names: folded name of an organization → its key and its successor's."""

    def __init__(
        self,
        words: Mapping[str, Mapping[str, int]],
        synonyms: SynonymTable | None = None,
        urgent: UrgentTable | None = None,
        names: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._words = words
        self.synonyms = synonyms or SynonymTable()
        self.urgent = urgent or UrgentTable()
        self.names = names or {}

    @classmethod
    def read(cls, edition: EditionReader, engine: SearchEngine) -> Lexicon:
        words = {language: engine.words(language) for language in edition.manifest.languages}
        return cls(words, engine.synonyms, UrgentTable.read(edition), _read_names(edition))

    def organizations_in(self, text: str) -> tuple[str, ...]:
        """Keys of the organizations whose names, old ones too, are ``text`` or stand in it. One of small words alone has to
        be written as one ("Y-ME" is no "y me"). Never raises."""
        words = _WORD.findall(text)[:_MOST_WORDS]
        found: dict[str, None] = {}
        for start in range(len(words)):
            for end in range(min(len(words), start + _LONGEST_NAME), start, -1):
                plain = split_plain(" ".join(words[start:end]))
                keys = self.names.get(" ".join(plain), ())
                is_whole = start == 0 and end == len(words)
                is_telling = end - start > 1 and any(len(word) > _SMALL_WORD for word in plain)
                is_joined = end - start == 1 and (len(plain) > 1 or words[start].isupper())
                if keys and (is_whole or is_telling or is_joined):
                    found.update(dict.fromkeys(keys))
        return tuple(found)

    @cached_property
    def speller(self) -> Speller:
        forms = (form for terms in self.synonyms.forms.values() for names in terms.values() for form in names)
        preferred = {word for form in forms for word in split_written(form)}
        return Speller(self._words, preferred | self.urgent.words | mixed_words())


_lexicons: WeakKeyDictionary[SearchEngine, Lexicon] = WeakKeyDictionary()
_lock = Lock()


def lexicon_of(edition: EditionReader, engine: SearchEngine) -> Lexicon:
    """The lexicon of an open edition, made at the first call."""
    found = _lexicons.get(engine)
    if found is None:
        with _lock:
            found = _lexicons.get(engine)
            if found is None:
                found = _lexicons[engine] = Lexicon.read(edition, engine)
    return found


def _read_names(edition: EditionReader) -> dict[str, tuple[str, ...]]:
    """Folded name → keys: of the organization, then of the one that took over."""
    counts = edition.manifest.counts.get(OrganizationRecord.record_type, {})
    if sum(counts.values()) > MOST_ORGANIZATIONS:
        return {}
    found: dict[str, tuple[str, ...]] = {}
    for record in edition.all_best(OrganizationRecord, edition.manifest.languages[0]):
        keys = tuple(key for key in (record.key, record.status.successor) if key)
        for name in (record.name, *record.other_names):
            folded = " ".join(split_plain(name))
            if len(folded) >= _SHORTEST_NAME:
                found[folded] = tuple(dict.fromkeys((*found.get(folded, ()), *keys)))
    return found
