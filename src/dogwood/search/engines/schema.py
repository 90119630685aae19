"""The fields of the embedded index, and a document in them."""

from functools import cache

import tantivy

from ..analysis import ANALYSIS_LANGUAGES, PLAIN, WORDS, analysis_language, analyzer_name
from ..documents import FACETS, SearchDocument

FORMAT = 1
"""Raise it when fields or analyzers change: an index of another format is built again from the edition's records."""

TEXT_FIELDS = ("title", "names", "heading", "labels", "summary", "body")
"""Each stands once a language: ``title_en``, ``title_es``, ``title_xx``."""


def text_field(name: str, language: str) -> str:
    """The field that holds ``name`` for a language tag: "title", "es" → "title_es"."""
    return f"{name}_{analysis_language(language)}"


def make_identity(record_type: str, key: str, language: str) -> str:
    return f"{record_type}:{key}:{language}"


@cache
def make_schema() -> "tantivy.Schema":
    builder = tantivy.SchemaBuilder()
    for language in ANALYSIS_LANGUAGES:
        for name in TEXT_FIELDS:
            builder.add_text_field(f"{name}_{language}", tokenizer_name=analyzer_name(language), index_option="freq")
        builder.add_text_field(f"words_{language}", tokenizer_name=analyzer_name(WORDS), index_option="basic")
    builder.add_text_field("place", tokenizer_name=analyzer_name(PLAIN), index_option="freq")
    for name in ("identity", "exact", "digits", "language"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("passage_of", *FACETS):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("latitude", "longitude"):
        builder.add_float_field(name, indexed=False, fast=True)
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
                entry.add_text(text_field(name, language), value)
    for value in (document.title, *document.names, document.heading, document.summary):
        entry.add_text(text_field("words", language), value)
    if document.place_words:
        entry.add_text("place", document.place_words)
    entry.add_text("identity", make_identity(*document.identity))
    entry.add_text("language", language)
    for name in document.exact:
        entry.add_text("exact", name)
    for digits in document.digits:
        entry.add_text("digits", digits)
    if document.record_type in {"guide", "page"}:
        entry.add_text("passage_of", f"{document.record_type}:{document.key}")
    for facet, values in document.facets.items():
        for value in values:
            entry.add_text(facet, value)
    for latitude, longitude in document.points:
        entry.add_float("latitude", latitude)
        entry.add_float("longitude", longitude)
    entry.add_bytes("data", document.to_json())
    return entry
