"""Filters that several lists share, as SQL."""

import re

from dogwood.hsds.terms import TAXONOMIES, Terms

from .query import Query

EVERY = "1"
NONE = "0"
_WORD = re.compile(r"[^\W_]+")


def filter_terms(query: Query, terms: Terms, chosen: str) -> tuple[list[str], list[object]]:
    """What ``taxonomy_term_id`` and ``taxonomy_id`` ask for. chosen: SELECT of the positions that have a word, up to its
    WHERE. Returns conditions with their values."""
    parts: list[str] = []
    values: list[object] = []
    if query.term and query.term not in terms.words:
        # The term of keys is every entry's; one that is not here is nobody's.
        parts.append(EVERY if query.term in terms.terms else NONE)
    elif query.term:
        parts.append(f"position IN ({chosen} WHERE word=?)")
        values.append(":".join(terms.words[query.term]))
    if query.taxonomy and query.taxonomy not in terms.lists:
        parts.append(EVERY if query.taxonomy in terms.taxonomies else NONE)
    elif query.taxonomy:
        facet = TAXONOMIES[terms.lists[query.taxonomy]][0]
        parts.append(f"position IN ({chosen} WHERE word>=? AND word<?)")
        values += [f"{facet}:", f"{facet};"]  # a semicolon is the sign after the colon
    return parts, values


def filter_text(query: Query, table: str) -> tuple[list[str], list[object]]:
    """What ``search`` asks for. table: FTS5, a row a position."""
    if not query.search:
        return [], []
    words = match(query.search)
    found = f"position IN (SELECT rowid FROM {table} WHERE {table} MATCH ?)"  # noqa: S608 - a name of ours
    return [found if words else NONE], [words] if words else []


def match(text: str) -> str:
    """A search in FTS5's language: all words, "" where there is no word. An underscore parts words, as it does there."""
    words = [f'"{word}"' for word in _WORD.findall(text)]
    return " AND ".join(words)


def join_parts(parts: list[str]) -> str:
    """Conditions as one."""
    return " AND ".join(part for part in parts if part != EVERY) or EVERY
