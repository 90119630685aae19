"""The fields of the embedded index, and a document in them.

Two fields a language hold the words: ``head_en`` what a document is called, ``text_en`` all that it says, so that whether
a word matches is asked of one list and how well it does of two. Whatever filters stands with its language in the one field
``is`` ("en:need=ride"), which spares every query a filter by language. Facets stand once more as columns, to be counted:
those of few values that most answers count together in one, ``profile``, of which a directory has some hundreds. Passages
have only the number of the guide that they are of, and through it the facets of their ``group``.
"""

from collections.abc import Iterable
from functools import cache, lru_cache
from hashlib import blake2b

import tantivy

from ..analysis import ANALYSIS_LANGUAGES, WORDS, analysis_language, analyzer_name, clean_text
from ..documents import FACETS, SearchDocument
from .port import REPEATS, cells_of

FORMAT = 7
"""Raise it when fields or analyzers change: an index of another format is built again from the edition's records."""

PASSAGE_TYPES = frozenset({"guide", "page"})
"""Record types of which one record is several documents."""
HEAD, TEXT = "head", "text"
PROFILED = ("kind", "need", "served", "cost")
"""Facets of which the column ``profile`` holds all values of a document."""
_BETWEEN, _IS = "\n", "="
"""In ``profile``: between facets, and between facet and value."""
_GROUP_BITS, _GUIDE_BITS = 26, 27
"""Together as many as a floating-point number keeps, for as such a column's values are counted."""


def text_field(name: str, language: str) -> str:
    """The field that holds ``name`` for a language tag: "text", "es" → "text_es"."""
    return f"{name}_{analysis_language(language)}"


def make_identity(record_type: str, key: str, language: str) -> str:
    return f"{record_type}:{key}:{language}"


def make_term(language: str, facet: str, value: str) -> str:
    """What stands in the field ``is`` for a facet's value."""
    return f"{language}:{facet}={value}"


def make_profile(document: SearchDocument) -> str:
    """The facets of ``PROFILED``, one a line."""
    facets = document.facets
    return _BETWEEN.join(f"{name}{_IS}{value}" for name in PROFILED for value in facets[name])


def make_group(document: SearchDocument) -> str:
    """All facets of a guide or page, which are those of each of its passages; before them the group's number."""
    facets = [f"{name}{_IS}{value}" for name, values in document.facets.items() for value in values]
    number = _number(_BETWEEN.join(facets), _GROUP_BITS)
    return _BETWEEN.join((str(number), *facets))


def make_whole(document: SearchDocument, group: str) -> int:
    """A number that all passages of one guide or page share, and with which ``group_of`` finds their group. Two guides of
    one group have the same in one of a hundred million cases."""
    number = int(group.partition(_BETWEEN)[0])
    return number << _GUIDE_BITS | _number(f"{document.record_type}:{document.key}", _GUIDE_BITS)


def group_of(whole: int) -> int:
    """The number of the group of the guide or page ``whole``."""
    return whole >> _GUIDE_BITS


def _number(text: str, bits: int) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") >> (64 - bits)


Pairs = tuple[tuple[str, str], ...]
"""(facet, value)"""


def read_groups(lines: Iterable[str]) -> dict[int, Pairs]:
    """Number → facets, from values of the field ``group``."""
    parts = (line.partition(_BETWEEN) for line in lines)
    return {int(number): read_profile(facets) for number, _, facets in parts}


@lru_cache(maxsize=8192)
def read_profile(profile: str) -> Pairs:
    pairs = (line.partition(_IS) for line in profile.split(_BETWEEN) if line)
    return tuple((name, value) for name, _, value in pairs)


@cache
def make_schema() -> "tantivy.Schema":
    builder = tantivy.SchemaBuilder()
    for language in ANALYSIS_LANGUAGES:
        for name in (HEAD, TEXT):
            builder.add_text_field(f"{name}_{language}", tokenizer_name=analyzer_name(language))
        builder.add_text_field(f"words_{language}", tokenizer_name=analyzer_name(WORDS), index_option="basic")
    for name in ("identity", "language", "exact", "digits", "is", "cell", "group"):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for name in ("profile", *(name for name in FACETS if name not in PROFILED)):
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_unsigned_field("whole", fast=True)
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
        group = make_group(document)
        add("group", group)
        entry.add_unsigned("whole", make_whole(document, group))
    else:
        add("profile", make_profile(document))
    for facet, values in document.facets.items():
        for value in values:
            add("is", make_term(language, facet, value))
            if not is_passage and facet not in PROFILED:
                add(facet, value)
    for cell in sorted(cells_of(document.points)):
        add("cell", f"{language}:{cell}")
    entry.add_bytes("data", document.to_json())
    return entry
