"""``search``: a reader's words to an answer, over an open edition and an engine."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil
from pathlib import Path

from dogwood.edition.file import INDEX_NAME, EditionReader
from dogwood.edition.records import RECORD_TYPES, Record

from .answer import SearchAnswer, SearchResult
from .documents import FACETS, SearchDocument, make_documents
from .engines.port import Clause, Counts, Facets, SearchEngine, StructuredQuery
from .engines.tantivy import TantivyEngine
from .highlights import highlight
from .ranking import Ranked, is_named_by, is_near, miles_to, rank
from .spelling import suggest
from .understand import Intent, understand
from .why import Reason, find_reasons

COUNTED = ("kind", "need", "county", "served", "cost")
"""Facets that an answer counts."""
DEFAULT_LIMIT = 10
MOST_RESULTS = 100
MOST_OFFSET = 2_000
"""A page beyond is empty: nobody reads there, and the whole list is open data."""
_DEPTH = 40
"""Documents taken at a time from each of the three groups that ``_groups`` makes."""
_FEW = 3
_FREE = ("free", "free-to-apply")

Filters = Mapping[str, Sequence[str]]


def open_engine(folder: Path) -> SearchEngine:
    """The engine of the index in ``folder`` (an edition's ``index/``). Raises SearchIndexError."""
    return TantivyEngine(folder)


class EditionSearch:
    """An edition opened for search. Raises EditionCorruptError or SearchIndexError where it cannot be."""

    def __init__(self, edition_folder: Path) -> None:
        self.edition = EditionReader(edition_folder)
        self.engine = open_engine(edition_folder / INDEX_NAME)

    def search(
        self,
        text: str,
        *,
        language: str = "en",
        near: str | None = None,
        filters: Filters | None = None,
        limit: int = DEFAULT_LIMIT,
        offset: int = 0,
    ) -> SearchAnswer:
        return search(
            self.edition, self.engine, text, language=language, near=near, filters=filters, limit=limit, offset=offset
        )

    def close(self) -> None:
        self.edition.close()


def search(
    edition: EditionReader,
    engine: SearchEngine,
    text: str,
    *,
    language: str,
    near: str | None = None,
    filters: Filters | None = None,
    limit: int = DEFAULT_LIMIT,
    offset: int = 0,
) -> SearchAnswer:
    """Answer ``text`` for a reader of ``language``.

    near: where the reader is, in words. filters: facet of ``documents.FACETS`` → values, any of which will do; all
    facets must hold; unknown facets are left aside, unknown values find nothing. limit: 1 to 100. offset: results to
    pass over, up to 2,000. Never raises for what a reader typed.
    """
    limit, offset = min(max(limit, 1), MOST_RESULTS), max(offset, 0)
    tongue = language if language in edition.manifest.languages else edition.manifest.languages[0]
    intent = understand(text, language=tongue, near=near, synonyms=engine.synonyms)
    if intent.language not in edition.manifest.languages:
        intent = understand(text, language=tongue, near=near, synonyms=engine.synonyms, is_language_sure=True)
    chosen = _read_filters(filters)
    query = make_query(intent, chosen)
    if not _asks(query, chosen):
        return SearchAnswer(intent.text, tongue, intent)
    query, counts, is_widened = _settle(engine, query)
    if counts.total == 0 and intent.language != tongue:
        intent = understand(text, language=tongue, near=near, synonyms=engine.synonyms, is_language_sure=True)
        query, counts, is_widened = _settle(engine, make_query(intent, chosen))
    if counts.total == 0:
        found = suggest(intent.text, engine.words(intent.language))
        return SearchAnswer(intent.text, tongue, intent, facets=counts.facets, suggestions=tuple(found))
    ranked = _fetch(engine, query, intent, offset + limit) if offset <= MOST_OFFSET else []
    ranked = _follow_closed(edition, ranked, intent)
    results = tuple(_present(edition, item, intent, tongue) for item in ranked[offset : offset + limit])
    if intent.place is not None and not any(is_near(item, intent.place) for item in ranked):
        intent = replace(intent, notices=(*intent.notices, "nothing_near"))
    return SearchAnswer(
        query=intent.text,
        language=tongue,
        intent=intent,
        total=max(counts.total, offset + len(results)) if results else counts.total,
        results=results,
        facets=counts.facets,
        is_widened=is_widened,
    )


def make_query(intent: Intent, filters: Facets = ()) -> StructuredQuery:
    """The structured query of an intent, asking for every idea."""
    clauses = [
        Clause((idea.tokens, *idea.others), idea.values("need"), idea.values("audience"))
        for idea in intent.ideas
        if not (intent.digits and idea.tokens == (intent.digits,))
    ]
    if intent.digits:
        clauses.append(Clause(((intent.digits,),), digits=(intent.digits, intent.digits[-7:])))
    wishes = tuple((facet, _FREE if value == "free" else (value,)) for facet, value in intent.wishes)
    place = intent.place
    return StructuredQuery(
        language=intent.language,
        clauses=tuple(clauses),
        minimum=len(clauses),
        raising=intent.topics,
        name=intent.name,
        # A wish alone is a filter: "free" asks for what is free.
        filters=filters if clauses or place else (*filters, *wishes),
        wishes=wishes,
        near=place.point if place else None,
        county=place.counties[0] if place and place.counties else "",
    )


def _read_filters(filters: Filters | None) -> Facets:
    """Known facets with their values, each value a text that an index can hold."""
    found = []
    for name, values in (filters or {}).items():
        given = [values] if isinstance(values, str) else list(values)
        kept = tuple(value[:200] for value in given if value and value.isprintable())
        if name in FACETS and given:
            found.append((name, kept or ("",)))
    return tuple(found)


def _asks(query: StructuredQuery, chosen: Facets) -> bool:
    return bool(query.clauses or query.near or query.county or query.filters or chosen)


def _settle(engine: SearchEngine, query: StructuredQuery) -> tuple[StructuredQuery, Counts, bool]:
    """The strictest form of ``query`` that finds something: all ideas, then most of them, then any."""
    counts = engine.count(query, COUNTED)
    ideas = len(query.clauses)
    steps = dict.fromkeys(least for least in (ideas - 1, ceil(ideas * 0.6), 1) if 0 < least < ideas)
    for number, least in enumerate(steps):
        if counts.total >= (_FEW if number == 0 else 1) or (counts.total and _is_named_first(engine, query)):
            break
        wider = replace(query, minimum=least)
        counts = engine.count(wider, COUNTED)
        query = wider
    return query, counts, query.minimum < ideas


def _is_named_first(engine: SearchEngine, query: StructuredQuery) -> bool:
    """True where the words are a record's whole name: then the record is what was asked for."""
    first = engine.search(query, limit=1)
    return bool(first) and query.name in first[0].document.exact


def _fetch(engine: SearchEngine, query: StructuredQuery, intent: Intent, needed: int) -> list[Ranked]:
    """At least ``needed`` ranked results, where there are as many. Each round takes the next documents of each group
    and ranks them among themselves, so that a page is the same whatever page was asked for before."""
    found: list[Ranked] = []
    seen: set[tuple[str, str]] = set()
    depth = 0
    open_groups = _groups(query)
    while len(found) < needed and open_groups:
        hits = []
        still_open = []
        for group in open_groups:
            page = engine.search(group, limit=_DEPTH, offset=depth)
            hits += page
            if len(page) == _DEPTH:
                still_open.append(group)
        for item in rank(hits, intent):
            name = (item.document.record_type, item.document.key)
            if name not in seen:
                seen.add(name)
                found.append(item)
        depth += _DEPTH
        open_groups = still_open
    return found


def _groups(query: StructuredQuery) -> list[StructuredQuery]:
    """What is read; what one turns to; and the places of which there are many alike."""
    read, turn, crowded = (
        replace(query, filters=(("shelf", (shelf,)), *query.filters)) for shelf in ("read", "turn", "crowded")
    )
    if not query.clauses and (query.near or query.county):
        return [turn, crowded]
    # What is read is nowhere: asking how near it is would only cost time.
    return [replace(read, near=None, county=""), turn, crowded]


def _follow_closed(edition: EditionReader, ranked: list[Ranked], intent: Intent) -> list[Ranked]:
    """The same, with the successor of a closed record that was asked for by its name right behind it."""
    for item in ranked:
        if not (item.is_named and item.document.is_closed and item.document.successor):
            continue
        name = (item.document.record_type, item.document.successor)
        record = edition.get_best(RECORD_TYPES[name[0]], name[1], item.document.language)
        if record is None:
            continue
        document = make_documents(record)[0]
        miles = miles_to(document, intent.place.point if intent.place else None)
        heir = Ranked(item.score, document, miles, is_named_by(document, intent))
        others = [other for other in ranked if (other.document.record_type, other.document.key) != name]
        place = others.index(item) + 1
        return [*others[:place], heir, *others[place:]]
    return ranked


def _present(edition: EditionReader, item: Ranked, intent: Intent, language: str) -> SearchResult:
    document = _in_language(edition, item.document, language)
    summary = f"{document.heading} {document.summary}".strip() if document.heading else document.summary
    tokens = {token for idea in intent.ideas for form in (idea.tokens, *idea.others) for token in form}
    tokens.update(intent.topics)
    successor = _name_of(edition, document, language)
    reasons: list[Reason] = find_reasons(replace(item, document=document), intent, successor)
    return SearchResult(
        key=document.key,
        kind=document.kind,
        title=document.title,
        summary=summary,
        url=make_url(document, language),
        language=document.language,
        distance_miles=None if item.miles is None else round(item.miles, 1),
        checked_on=document.checked_on,
        is_closed=document.is_closed,
        successor=document.successor,
        reasons=tuple(reasons),
        title_parts=tuple(highlight(document.title, tokens, document.language)),
        summary_parts=tuple(highlight(summary, tokens, document.language)),
    )


def make_url(document: SearchDocument, language: str) -> str:
    """The path of a document on the readers' site."""
    if document.record_type == "term":
        return f"/{language}/glossary/#{document.key}"
    anchor = f"#{document.anchor}" if document.anchor else ""
    return f"/{language}/{document.record_type}/{document.key}/{anchor}"


def _in_language(edition: EditionReader, document: SearchDocument, language: str) -> SearchDocument:
    """The document's twin in the reader's language, the same passage where it has as many; itself where none is."""
    if document.language == language:
        return document
    cls: type[Record] = RECORD_TYPES[document.record_type]
    twin = edition.get(cls, document.key, language)
    if twin is None:
        return document
    documents = make_documents(twin)
    own = edition.get(cls, document.key, document.language)
    is_parallel = own is not None and len(make_documents(own)) == len(documents)
    return documents[document.position if is_parallel else 0]


def _name_of(edition: EditionReader, document: SearchDocument, language: str) -> str:
    if not document.successor:
        return ""
    record = edition.get_best(RECORD_TYPES[document.record_type], document.successor, language)
    return record.heading if record else ""
