"""Which documents may answer: structured queries, one a language, and their hits in a well-mixed depth.

``fetch`` is the one place where candidates of the words come from; a second ranked list joins after it.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import ceil

from dogwood.edition.file import EditionReader

from .engines.port import Clause, Counts, Facets, SearchEngine, StructuredQuery
from .lexicon import Lexicon
from .ranking import Ranked, arrange, score_hits
from .translate import put_in_english, translate_intent
from .understand import Intent, understand

COUNTED = ("kind", "need", "county", "served", "cost")
"""Facets that an answer counts."""
DEPTH = 30
"""Documents taken at a time from each group of ``_groups``."""
OTHER_LANGUAGE_FACTOR = 0.9
"""For what is found by words of another language than the reader's."""
ENOUGH = 8
"""Records below which fewer of the ideas have to match."""
_WIDENING = (0.6, 0.0)
"""Shares of the ideas that have to match, where all of them find too little; of one idea at least."""
_FREE = ("free", "free-to-apply")
_DICTIONARY = ("es", "en")
"""From which language to which the dictionary of everyday words leads."""
_ANY_HOURS = ("day", "evening", "weekend", "always")


@dataclass(frozen=True, slots=True)
class Plan:
    """One language's part of a search. counts: what its query matches. is_widened: not all ideas have to match."""

    intent: Intent
    query: StructuredQuery
    counts: Counts
    is_widened: bool = False
    factor: float = 1.0


def make_query(intent: Intent, filters: Facets = ()) -> StructuredQuery:
    """The structured query of an intent, asking for every idea."""
    clauses = [
        Clause((idea.tokens, *idea.others), idea.values("need"), idea.values("audience"))
        for idea in intent.ideas
        if not (intent.digits and idea.tokens == (intent.digits,))
    ]
    if intent.digits:
        clauses.insert(0, Clause(digits=(intent.digits, intent.digits[-7:])))
    wishes = tuple((facet, _wanted(facet, value)) for facet, value in intent.wishes)
    place = intent.place
    is_point = place is not None and place.kind != "region"
    return StructuredQuery(
        language=intent.language,
        clauses=tuple(clauses),
        minimum=len(clauses),
        raising=intent.topics,
        name=intent.name,
        # A wish alone is a filter: "free" asks for what is free.
        filters=filters if clauses or place else (*filters, *wishes),
        wishes=wishes if place is None or is_point else (*wishes, ("county", place.counties)),
        near=place.point if place and is_point else None,
        county=place.counties[0] if place and place.counties and is_point else "",
    )


def _wanted(facet: str, value: str) -> tuple[str, ...]:
    if (facet, value) == ("cost", "free"):
        return _FREE
    if facet == "open":
        return _ANY_HOURS if value == "now" else (value, "always")
    return (value,)


def make_plans(
    edition: EditionReader, engine: SearchEngine, lexicon: Lexicon, intent: Intent, filters: Facets
) -> list[Plan]:
    """The plan of the words' own language, and one of each other language that may have what it has not."""
    if intent.is_mixed and intent.language == _DICTIONARY[1]:
        intent = replace(intent, ideas=_read_mixed(intent, lexicon).ideas)
    asked = [(intent, make_query(intent, filters))]
    for language in edition.manifest.languages:
        if language == intent.language or not (asked[0][1].clauses or intent.place):
            continue
        types = None if intent.is_mixed else _types_to_add(edition, intent.language, language)
        if types == ():
            continue
        other = _in_other_language(intent, language, lexicon)
        if other is not None and (other.ideas or other.digits):
            only: Facets = () if types is None else (("record_type", types),)
            asked.append((other, make_query(other, (*only, *filters))))
    first, *others = _settle(engine, asked)
    return [first, *(replace(plan, factor=OTHER_LANGUAGE_FACTOR) for plan in others if plan.counts.total)]


def _types_to_add(edition: EditionReader, own: str, other: str) -> tuple[str, ...]:
    """Record types of which ``other`` has more than ``own``."""
    counts = edition.manifest.counts
    return tuple(name for name, found in counts.items() if found.get(other, 0) > found.get(own, 0))


def _in_other_language(intent: Intent, language: str, lexicon: Lexicon) -> Intent | None:
    """The words as that language where they mix, else their translation."""
    translated = translate_intent(intent, language, lexicon.synonyms)
    if not intent.is_mixed:
        return translated
    if language == _DICTIONARY[1]:
        read = _read_mixed(intent, lexicon)
    else:
        read = understand(intent.text, language=language, lexicon=lexicon, is_language_sure=True)
    ideas = tuple(dict.fromkeys((*(translated.ideas if translated else ()), *read.ideas)))
    return replace(read, ideas=ideas, place=intent.place, wishes=intent.wishes, digits=intent.digits)


def _read_mixed(intent: Intent, lexicon: Lexicon) -> Intent:
    """A question in both languages with its Spanish words put into English, read as English."""
    text = put_in_english(intent.corrected or intent.text, lexicon)
    return understand(text, language=_DICTIONARY[1], lexicon=lexicon, is_language_sure=True)


def _settle(engine: SearchEngine, asked: Iterable[tuple[Intent, StructuredQuery]]) -> list[Plan]:
    """The strictest form of each query that finds something: all ideas, then most of them, then any."""
    intents, queries = zip(*asked, strict=True)
    settled = list(queries)
    counts = engine.count_each(settled, COUNTED)
    for share in _WIDENING:
        wider = {
            number: replace(query, minimum=least)
            for number, query in enumerate(settled)
            if 0 < (least := max(1, ceil(len(query.clauses) * share))) < query.minimum
            and not _is_enough(engine, query, counts[number])
        }
        found = engine.count_each(wider.values(), COUNTED)
        for (number, query), one in zip(wider.items(), found, strict=True):
            settled[number], counts[number] = query, one
    return [
        Plan(intent, query, one, query.minimum < len(query.clauses))
        for intent, query, one in zip(intents, settled, counts, strict=True)
    ]


def _is_enough(engine: SearchEngine, query: StructuredQuery, counts: Counts) -> bool:
    return counts.total >= ENOUGH or (counts.total > 0 and _is_named_first(engine, query))


def _is_named_first(engine: SearchEngine, query: StructuredQuery) -> bool:
    """True where the words are a record's whole name: then the record is what was asked for."""
    first = engine.search(query, limit=1)
    return bool(first) and query.name in first[0].document.exact


def fetch(engine: SearchEngine, plans: Iterable[Plan], needed: int, today: dt.date) -> list[Ranked]:
    """At least ``needed`` ranked results, where there are as many. Each round takes the next documents of each group
    and ranks them among themselves, so that a page is the same whatever page was asked for before."""
    groups = [(plan, group) for plan in plans for group in _groups(plan.query, plan.intent)]
    intent = groups[0][0].intent
    found: list[Ranked] = []
    seen: set[tuple[str, str]] = set()
    depth = 0
    while len(found) < needed and groups:
        ranked: list[Ranked] = []
        still_open = []
        pages = engine.search_each([group for _, group in groups], limit=DEPTH, offset=depth)
        for (plan, group), page in zip(groups, pages, strict=True):
            ranked += score_hits(page, plan.intent, today, plan.factor)
            if len(page) == DEPTH:
                still_open.append((plan, group))
        for item in arrange((item for item in ranked if item.name not in seen), intent):
            found.append(item)
            seen.update((item.name, *((other.record_type, other.key) for other in item.alike)))
        depth += DEPTH
        groups = still_open
    return found


def _groups(query: StructuredQuery, intent: Intent) -> list[StructuredQuery]:
    """What is read; what one turns to; and the places of which there are many alike, those of the reader's region apart."""
    read, turn, crowded = (
        replace(query, filters=(("shelf", (shelf,)), *query.filters)) for shelf in ("read", "turn", "crowded")
    )
    place = intent.place
    if place is not None and place.kind == "region":
        here = replace(crowded, filters=(("county", place.counties), *crowded.filters))
        if not query.clauses:
            return [replace(turn, filters=(("county", place.counties), *turn.filters)), here]
        return [read, turn, here]
    if not query.clauses and (query.near or query.county):
        return [turn, crowded]
    # What is read is nowhere: asking how near it is would only cost time.
    return [replace(read, near=None, county=""), turn, crowded]
