"""Synonyms: what people say and what doctors write, from the edition's own terms.

``synonyms.json`` in the index folder keeps every form of every term; a query is widened when it is asked, so a changed
term needs no other record to be indexed again.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from dogwood.edition.file import Identity
from dogwood.edition.records import Record, TermRecord

from .analysis import analysis_language, analyze

SYNONYMS_NAME = "synonyms.json"
Tokens = tuple[str, ...]
Forms = dict[str, dict[str, list[str]]]
"""Language → term's key → its forms, the term itself first."""
_LONGEST_FORM = 6


class SynonymTable:
    """forms: as in ``synonyms.json``."""

    def __init__(self, forms: Forms | None = None) -> None:
        self.forms: Forms = forms or {}

    @classmethod
    def read(cls, folder: Path) -> "SynonymTable":
        """The table of an index folder; empty where there is none."""
        try:
            return cls(json.loads((folder / SYNONYMS_NAME).read_text(encoding="utf-8")))
        except FileNotFoundError:
            return cls()

    def write(self, folder: Path) -> None:
        text = json.dumps(self.forms, ensure_ascii=False, sort_keys=True, indent=1)
        (folder / SYNONYMS_NAME).write_text(text + "\n", encoding="utf-8")

    def changed(self, records: Iterable[Record], removed: Iterable[Identity]) -> "SynonymTable":
        """A new table with the terms among ``records`` put in and ``removed`` ones taken out."""
        forms = {language: dict(terms) for language, terms in self.forms.items()}
        for record_type, key, language in removed:
            if record_type == TermRecord.record_type:
                forms.get(language, {}).pop(key, None)
        for record in records:
            if isinstance(record, TermRecord):
                names = dict.fromkeys((record.term, *record.lay, *record.clinical))
                forms.setdefault(record.language, {})[record.key] = list(names)
        return SynonymTable(forms)

    @cached_property
    def _by_language(self) -> Mapping[str, Mapping[Tokens, tuple[Tokens, ...]]]:
        found: dict[str, dict[Tokens, tuple[Tokens, ...]]] = {}
        for language, terms in self.forms.items():
            table = found.setdefault(analysis_language(language), {})
            for forms in terms.values():
                analyzed = list(dict.fromkeys(tuple(analyze(form, language)) for form in forms))
                usable = [tokens for tokens in analyzed if 0 < len(tokens) <= _LONGEST_FORM]
                for tokens in usable:
                    others = (other for other in usable if other != tokens)
                    table[tokens] = tuple(dict.fromkeys((*table.get(tokens, ()), *others)))
        return found

    @cached_property
    def _keys(self) -> Mapping[str, Mapping[Tokens, tuple[str, ...]]]:
        """Language → tokens of a form → keys of the terms that have it."""
        found: dict[str, dict[Tokens, tuple[str, ...]]] = {}
        for language, terms in self.forms.items():
            table = found.setdefault(analysis_language(language), {})
            for key, forms in terms.items():
                for form in forms:
                    tokens = tuple(analyze(form, language))
                    table[tokens] = tuple(dict.fromkeys((*table.get(tokens, ()), key)))
        return found

    def translate(self, tokens: Tokens, language: str, target: str) -> tuple[Tokens, ...]:
        """The forms in the language ``target`` of the terms that have the form ``tokens`` in ``language``."""
        keys = self._keys.get(analysis_language(language), {}).get(tokens, ())
        forms = [form for key in keys for form in self.forms.get(target, {}).get(key, ())]
        analyzed = dict.fromkeys(tuple(analyze(form, target)) for form in forms)
        return tuple(form for form in analyzed if 0 < len(form) <= _LONGEST_FORM)

    def match(self, tokens: list[str], start: int, language: str) -> tuple[int, tuple[Tokens, ...]]:
        """The longest form that ``tokens`` have at ``start``: how many tokens it takes, and the other forms.

        (0, ()) where none stands there.
        """
        table = self._by_language.get(analysis_language(language), {})
        for length in range(min(_LONGEST_FORM, len(tokens) - start), 0, -1):
            others = table.get(tuple(tokens[start : start + length]))
            if others:
                return length, others
        return 0, ()
