"""The fields of the embedded index, and a document in them."""

from functools import cache

import tantivy

from ..analysis import ANALYSIS_LANGUAGES, PLAIN, WORDS, analysis_language, analyzer_name, clean_text
from ..documents import FACETS, SearchDocument
from .port import cells_of

FORMAT = 3
"""Raise it when fields or analyzers change: an index of another format is built again from the edition's records."""

TEXT_FIELDS = ("title", "names", "heading", "labels", "summary", "body")
"""Each stands once a language: ``title_en``, ``title_es``, ``title_xx``."""


PASSAGE_TYPES = frozenset({"guide", "page"})
"""Record types of which one record is several documents."""


def text_field(name: str, language: str) -> str:
    """The field that holds ``name`` for a language tag: "title", "es" → "title_es"."""
    return f"{name}_{analysis_language(language)}"


def make_identity(record_type: str, key: str, language: str) -> str:
    return f"{record_type}:{key}:{language}"


def passage_group(document: SearchDocument) -> str:
    """What the passages of one guide or page share, in every language."""
    return f"{document.record_type}:{document.key}"


@cache
def make_schema() -> "tantivy.Schema":
    builder = tantivy.SchemaBuilder()
    for language in ANALYSIS_LANGUAGES:
        for name in TEXT_FIELDS:
            builder.add_text_field(f"{name}_{language}", tokenizer_name=analyzer_name(language), index_option="freq")
        builder.add_text_field(f"words_{language}", tokenizer_name=analyzer_name(WORDS), index_option="basic")
    builder.add_text_field("place", tokenizer_name=analyzer_name(PLAIN), index_option="freq")
    for name in ("identity", "exact", "digits", "language", "cell", "start"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("passage_of", *FACETS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_bytes_field("data", stored=True)
    return builder.build()


def make_entry(document: SearchDocument) -> "tantivy.Document":
    """The document as the embedded engine indexes it."""
    entry = tantivy.Document()
    language = document.language
    texts = {
        "title": (document.title,),
        "names": document.names,
        "heading": (document.heading,),
        "labels": (document.labels,),
        "summary": (document.summary,),
        "body": (document.body,),
    }
    for name, values in texts.items():
        for value in values:
            if value:
                entry.add_text(text_field(name, language), clean_text(value))
    for value in (document.title, *document.names, document.heading, document.summary):
        entry.add_text(text_field("words", language), clean_text(value))
    if document.place_words:
        entry.add_text("place", clean_text(document.place_words))
    entry.add_text("identity", make_identity(*document.identity))
    entry.add_text("language", language)
    for name in document.exact:
        entry.add_text("exact", name)
    for digits in document.digits:
        entry.add_text("digits", digits)
    if document.record_type in PASSAGE_TYPES:
        entry.add_text("passage_of", passage_group(document))
        if document.position == 0:
            entry.add_text("start", "yes")
    for facet, values in document.facets.items():
        for value in values:
            entry.add_text(facet, value)
    for cell in sorted(cells_of(document.points)):
        entry.add_text("cell", cell)
    entry.add_bytes("data", document.to_json())
    return entry
