"""The fields of the embedded index, and a document in them.

Two fields a language hold the words: ``head_en`` what a document is called, ``text_en`` all that it says, so that whether
a word matches is asked of one list and how well it does of two. Whatever filters stands with its language in the one field
``is`` ("en:need=ride"), which spares every query a filter by language. Facets stand once more as columns, to be counted.
"""

from functools import cache

import tantivy

from ..analysis import ANALYSIS_LANGUAGES, WORDS, analysis_language, analyzer_name, clean_text
from ..documents import FACETS, SearchDocument
from .port import REPEATS, cells_of

FORMAT = 5
"""Raise it when fields or analyzers change: an index of another format is built again from the edition's records."""

PASSAGE_TYPES = frozenset({"guide", "page"})
"""Record types of which one record is several documents."""
HEAD, TEXT = "head", "text"
_BETWEEN, _IS = "\n", "="
"""In the column ``passage_of``: between record and facets, and between facet and value."""


def text_field(name: str, language: str) -> str:
    """The field that holds ``name`` for a language tag: "text", "es" → "text_es"."""
    return f"{name}_{analysis_language(language)}"


def make_identity(record_type: str, key: str, language: str) -> str:
    return f"{record_type}:{key}:{language}"


def make_term(language: str, facet: str, value: str) -> str:
    """What stands in the field ``is`` for a facet's value."""
    return f"{language}:{facet}={value}"


def make_group(document: SearchDocument) -> str:
    """What the passages of one guide or page share, in every language: its name, and the facets that it counts for."""
    facets = (f"{name}{_IS}{value}" for name, values in document.facets.items() for value in values)
    return _BETWEEN.join((f"{document.record_type}:{document.key}", *facets))


def read_group(facets: str) -> tuple[tuple[str, str], ...]:
    """(facet, value) pairs of a group without its first line."""
    pairs = (line.partition(_IS) for line in facets.split(_BETWEEN) if line)
    return tuple((name, value) for name, _, value in pairs)


@cache
def make_schema() -> "tantivy.Schema":
    builder = tantivy.SchemaBuilder()
    for language in ANALYSIS_LANGUAGES:
        for name in (HEAD, TEXT):
            builder.add_text_field(f"{name}_{language}", tokenizer_name=analyzer_name(language))
        builder.add_text_field(f"words_{language}", tokenizer_name=analyzer_name(WORDS), index_option="basic")
    for name in ("identity", "language", "exact", "digits", "is", "cell"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("passage_of", *FACETS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_bytes_field("data", stored=True)
    return builder.build()


def make_entry(document: SearchDocument) -> "tantivy.Document":
    """The document as the embedded engine indexes it."""
    entry = tantivy.Document()
    add = entry.add_text
    language = document.language
    head, text, words = (text_field(name, language) for name in (HEAD, TEXT, "words"))
    names = [clean_text(name) for name in (document.title, *document.names, document.heading) if name]
    summary = clean_text(document.summary)
    for name in names:
        add(head, name)
        add(words, name)
    add(words, summary)
    called = _BETWEEN.join(names)
    parts = {"head": called, "summary": summary}
    for part, times in REPEATS.items():
        value = parts[part] if part in parts else clean_text(getattr(document, part))
        for _ in range(times if value else 0):
            add(text, value)
    add("identity", make_identity(*document.identity))
    add("language", language)
    for name in document.exact:
        add("exact", f"{language}:{name}")
    for digits in document.digits:
        add("digits", f"{language}:{digits}")
    is_passage = document.record_type in PASSAGE_TYPES
    if is_passage:
        add("passage_of", make_group(document))
    for facet, values in document.facets.items():
        for value in values:
            add("is", make_term(language, facet, value))
            if not is_passage:
                add(facet, value)
    for cell in sorted(cells_of(document.points)):
        add("cell", f"{language}:{cell}")
    entry.add_bytes("data", document.to_json())
    return entry
