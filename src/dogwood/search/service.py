"""``search``: a reader's words to an answer, over an open edition and an engine."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Optional

from dogwood.edition.file import INDEX_NAME, EditionReader
from dogwood.edition.records import ListingRecord
from dogwood.facts.schedule import open_now

from .answer import Alike, SearchAnswer, SearchResult
from .candidates import Plan, fetch, make_plans, make_query
from .documents import FACETS, SearchDocument
from .engines.port import Facets, SearchEngine
from .engines.tantivy import TantivyEngine
from .highlights import highlight
from .lexicon import Lexicon, lexicon_of
from .meaning import open_arm
from .meaning.fusion import DEPTH as FUSED
from .meaning.join import TAKEN, choose, join, make_hits
from .ranking import Ranked, is_named_by, is_near, miles_to, rank
from .understand import Intent, understand
from .why import Reason, find_reasons

if TYPE_CHECKING:
    from .meaning.arm import Arm, Question

DEFAULT_LIMIT = 10
MOST_RESULTS = 100
MOST_OFFSET = 2_000
"""A page beyond is empty: nobody reads there, and the whole list is open data."""
MOST_HOURS_READ = 40
"""Results whose hours are looked up, where the reader asks for what is open now."""
_OPEN_FACTOR, _SHUT_FACTOR = 1.5, 0.8

Filters = Mapping[str, Sequence[str]]


def open_engine(folder: Path) -> SearchEngine:
    """The engine of the index in ``folder`` (an edition's ``index/``). Raises SearchIndexError."""
    return TantivyEngine(folder)


class EditionSearch:
    """An edition opened for search. with_meaning: False for words alone, without the arm that an index may have (decision 0007).
    Raises EditionCorruptError or SearchIndexError where it cannot be."""

    def __init__(self, edition_folder: Path, *, with_meaning: bool = True) -> None:
        self.edition = EditionReader(edition_folder)
        self.engine = open_engine(edition_folder / INDEX_NAME)
        self.meaning = open_arm(edition_folder / INDEX_NAME) if with_meaning else None

    def search(
        self,
        text: str,
        *,
        language: str = "en",
        near: str | None = None,
        filters: Filters | None = None,
        limit: int = DEFAULT_LIMIT,
        offset: int = 0,
        is_exact: bool = False,
        now: dt.datetime | None = None,
    ) -> SearchAnswer:
        return search(
            self.edition,
            self.engine,
            text,
            language=language,
            near=near,
            filters=filters,
            limit=limit,
            offset=offset,
            is_exact=is_exact,
            now=now,
            meaning=self.meaning,
        )

    def warm(self) -> None:
        """Make now what the first search would make: the lexicon with its spelling."""
        lexicon_of(self.edition, self.engine).speller.correct("warm", self.edition.manifest.languages[0])

    def close(self) -> None:
        if self.meaning is not None:
            self.meaning.close()
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
    is_exact: bool = False,
    now: dt.datetime | None = None,
    meaning: Optional["Arm"] = None,
) -> SearchAnswer:
    """Answer ``text`` for a reader of ``language``.

    near: where the reader is, in words. filters: facet of ``documents.FACETS`` → values, any of which will do; all
    facets must hold; unknown facets are left aside, unknown values find nothing. limit: 1 to 100. offset: results to
    pass over, up to 2,000. is_exact: mend no spelling. now: an aware moment, for what is open and how old checks are; the
    present by default. meaning: the arm beside the words, None for words alone. Never raises for what a reader typed.
    """
    limit, offset = min(max(limit, 1), MOST_RESULTS), max(offset, 0)
    now = now or dt.datetime.now(dt.UTC)
    tongue = language if language in edition.manifest.languages else edition.manifest.languages[0]
    lexicon = lexicon_of(edition, engine)
    intent = understand(text, language=tongue, near=near, lexicon=lexicon, is_exact=is_exact)
    if intent.language not in edition.manifest.languages:
        intent = understand(text, language=tongue, near=near, lexicon=lexicon, is_language_sure=True, is_exact=is_exact)
    urgent = lexicon.urgent.find([intent.text, intent.corrected] if intent.corrected else [intent.text], tongue)
    chosen = _read_filters(filters)
    query = make_query(intent, chosen)
    if not (query.clauses or query.near or query.county or intent.place or query.filters or chosen):
        return SearchAnswer(intent.text, tongue, intent, urgent=urgent)
    question = meaning.ask(intent.corrected or intent.text) if meaning and intent.ideas and not intent.digits else None
    plans = make_plans(edition, engine, lexicon, intent, chosen)
    if plans[0].counts.total == 0 and len(plans) == 1 and intent.language != tongue:
        intent = understand(text, language=tongue, near=near, lexicon=lexicon, is_language_sure=True, is_exact=is_exact)
        plans = make_plans(edition, engine, lexicon, intent, chosen)
    found = [plan for plan in plans if plan.counts.total]
    if not found:
        others = lexicon.speller.suggest(intent.text, intent.language)
        heirs = _named_organizations(edition, engine, lexicon, intent, tongue) if not chosen else []
        known = {item.name for item in heirs}
        meant = _add_meant([], question, intent, chosen, now.date(), is_widened=True)
        heirs += [item for item in meant if item.name not in known]
        results = tuple(_present(edition, engine, item, intent, tongue, now) for item in heirs[offset : offset + limit])
        return SearchAnswer(
            intent.text,
            tongue,
            intent,
            total=len(heirs),
            is_widened=bool(heirs) and not known,
            results=results,
            facets=plans[0].counts.facets,
            suggestions=tuple(others),
            urgent=urgent,
        )
    ranked = (
        fetch(engine, found, max(offset + limit, FUSED if question is not None else 0), now.date())
        if offset <= MOST_OFFSET
        else []
    )
    if ranked:
        ranked = _add_meant(ranked, question, intent, chosen, now.date(), is_widened=found[0].is_widened)
    ranked = _raise_open(edition, ranked, intent, now)
    ranked = _follow_closed(edition, engine, ranked, intent)
    if not chosen and offset <= MOST_OFFSET:
        ranked = _add_named(_named_organizations(edition, engine, lexicon, intent, tongue), ranked)
    results = tuple(_present(edition, engine, item, intent, tongue, now) for item in ranked[offset : offset + limit])
    if intent.place is not None and not any(is_near(item, intent.place) for item in ranked):
        intent = replace(intent, notices=(*intent.notices, "nothing_near"))
    total = found[0].counts.total
    return SearchAnswer(
        query=intent.text,
        language=tongue,
        intent=intent,
        total=max(total, offset + len(results)) if results else total,
        results=results,
        facets=_join_facets(found),
        is_widened=found[0].is_widened,
        corrected=intent.corrected,
        urgent=urgent,
    )


def _add_meant(
    words: list[Ranked],
    question: Optional["Question"],
    intent: Intent,
    filters: Facets,
    today: dt.date,
    *,
    is_widened: bool,
) -> list[Ranked]:
    """``words`` with what means the same. question: None for words alone."""
    if question is None:
        return words
    matches = choose(question.rank(intent.language, TAKEN), words, is_widened=is_widened)
    return join(words, rank(make_hits(matches, filters), intent, today), is_widened=is_widened)


def _read_filters(filters: Filters | None) -> Facets:
    """Known facets with their values, each value a text that an index can hold."""
    found = []
    for name, values in (filters or {}).items():
        given = [values] if isinstance(values, str) else list(values)
        kept = tuple(value[:200] for value in given if value and value.isprintable())
        if name in FACETS and given:
            found.append((name, kept or ("",)))
    return tuple(found)


def _join_facets(plans: Sequence[Plan]) -> dict[str, dict[str, int]]:
    """The counts of the first plan; what only another language has beside them, so that no filter is missing."""
    first = plans[0].counts.facets
    joined = {name: dict(values) for name, values in first.items()}
    for plan in plans[1:]:
        for name, values in plan.counts.facets.items():
            for value, count in values.items():
                joined.setdefault(name, {}).setdefault(value, count)
    return joined


def _raise_open(edition: EditionReader, ranked: list[Ranked], intent: Intent, now: dt.datetime) -> list[Ranked]:
    """Where the reader asks for what is open now: that first, among the first results."""
    if ("open", "now") not in intent.wishes:
        return ranked
    head = []
    for item in ranked[:MOST_HOURS_READ]:
        is_open = is_open_now(edition, item.document, now)
        factor = 1.0 if is_open is None else _OPEN_FACTOR if is_open else _SHUT_FACTOR
        head.append((factor, item))
    # A place in the list is worth a little less than the one before it; being open moves one up.
    order = sorted(range(len(head)), key=lambda number: (number + 1) / head[number][0] ** 4)
    return [*(head[number][1] for number in order), *ranked[MOST_HOURS_READ:]]


def is_open_now(edition: EditionReader, document: SearchDocument, now: dt.datetime) -> bool | None:
    """Whether a listing is open at ``now``; None where its hours are not known."""
    if not document.opens or document.record_type != ListingRecord.record_type:
        return None
    record = edition.get(ListingRecord, document.key, document.language)
    state = open_now([row.open_hours for row in record.hours], now) if record else None
    return None if state is None else state.is_open


def _follow_closed(edition: EditionReader, engine: SearchEngine, ranked: list[Ranked], intent: Intent) -> list[Ranked]:
    """The same, with the successor of a closed record that was asked for by its name right behind it."""
    for item in ranked:
        if not (item.is_named and item.document.is_closed and item.document.successor):
            continue
        name = (item.document.record_type, item.document.successor)
        document = _best_document(edition, engine, *name, item.document.language)
        if document is None:
            continue
        heir = Ranked(item.score, document, miles_to(document, intent.place), is_named_by(document, intent))
        others = [other for other in ranked if other.name != name]
        place = others.index(item) + 1
        return [*others[:place], heir, *others[place:]]
    return ranked


def _named_organizations(
    edition: EditionReader, engine: SearchEngine, lexicon: Lexicon, intent: Intent, language: str
) -> list[Ranked]:
    """Listings of an organization that was asked for by its name, or by one it had; of its successor too."""
    keys = lexicon.organizations_in(intent.corrected or intent.text)
    found: dict[str, Ranked] = {}
    for key in keys:
        for name in sorted(edition.find_keys(ListingRecord, [("organization", key)]))[:MOST_RESULTS]:
            document = _best_document(edition, engine, ListingRecord.record_type, name, language)
            if document is None:
                continue
            found.setdefault(document.key, Ranked(1.0, document, miles_to(document, intent.place), True))
    return sorted(found.values(), key=lambda item: item.document.is_closed)


def _add_named(named: list[Ranked], ranked: list[Ranked]) -> list[Ranked]:
    """Those named behind the results that bear the very name, before all others."""
    if not named:
        return ranked
    first = [item for item in ranked if item.is_named]
    known = {item.name for item in first}
    own = {item.name: item for item in ranked}
    heirs = [replace(own.get(item.name, item), is_named=True) for item in named if item.name not in known]
    moved = {item.name for item in heirs}
    return [*first, *heirs, *(item for item in ranked if not item.is_named and item.name not in moved)]


def _present(
    edition: EditionReader, engine: SearchEngine, item: Ranked, intent: Intent, language: str, now: dt.datetime
) -> SearchResult:
    document = _in_language(engine, item.document, language)
    summary = f"{document.heading} {document.summary}".strip() if document.heading else document.summary
    tokens = {token for idea in intent.ideas for form in (idea.tokens, *idea.others) for token in form}
    tokens.update(intent.topics)
    successor = _name_of(edition, engine, document, language)
    reasons: list[Reason] = find_reasons(replace(item, document=document), intent, successor)
    if ("open", "now") in intent.wishes and is_open_now(edition, document, now):
        reasons = [Reason("open_now"), *reasons]
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
        alike=tuple(Alike(other.key, other.title, make_url(other, language)) for other in item.alike),
        title_parts=tuple(highlight(document.title, tokens, document.language)),
        summary_parts=tuple(highlight(summary, tokens, document.language)),
    )


def make_url(document: SearchDocument, language: str) -> str:
    """The path of a document on the readers' site."""
    if document.record_type == "term":
        return f"/{language}/glossary/#{document.key}"
    anchor = f"#{document.anchor}" if document.anchor else ""
    return f"/{language}/{document.record_type}/{document.key}/{anchor}"


def _in_language(engine: SearchEngine, document: SearchDocument, language: str) -> SearchDocument:
    """The document's twin in the reader's language, the same passage where it has as many; itself where none is."""
    if document.language == language:
        return document
    twin = engine.documents_of(document.record_type, document.key, language)
    if not twin:
        return document
    own = engine.documents_of(*document.identity)
    return twin[document.position if len(own) == len(twin) else 0]


def _best_document(
    edition: EditionReader, engine: SearchEngine, record_type: str, key: str, language: str
) -> SearchDocument | None:
    """The first document of a record in ``language``, else in the first of the edition's languages that has it."""
    for tag in (language, *edition.manifest.languages):
        if found := engine.documents_of(record_type, key, tag):
            return found[0]
    return None


def _name_of(edition: EditionReader, engine: SearchEngine, document: SearchDocument, language: str) -> str:
    heir = _best_document(edition, engine, document.record_type, document.successor, language)
    return heir.title if heir else ""
