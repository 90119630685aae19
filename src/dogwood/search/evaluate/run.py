"""Asking every judged query, as a reader would, and measuring what comes back."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from dogwood.edition.file import EditionReader
from dogwood.edition.records import RECORD_TYPES

from ..answer import SearchAnswer
from ..service import DEFAULT_LIMIT, EditionSearch
from ..understand import guess_language
from .corpus import open_corpus
from .layout import CORPUS_NAME, Judged, Query, check_documents, leave_out, read_judged
from .measures import measure_mrr, measure_ndcg, measure_recall, measure_success
from .names import EditionNames
from .report import Outcome, Report
from .typos import add_typo

DEEP = 100
"""Results that recall looks at."""
Asked = Callable[[Query, str, int], SearchAnswer]


def evaluate_search(
    folder: Path,
    find_edition: Callable[[], Path],
    *,
    queries: Path | None = None,
    split: str | None = None,
    typos: int | None = None,
    limit: int | None = None,
    skip_unknown: bool = False,
) -> Report:
    """Measure search on the collection in ``folder``.

    With ``corpus.jsonl`` in it, its documents are indexed and searched; without, the edition in the folder that
    ``find_edition`` gives. queries: where queries and judgments are, ``folder`` by default. split: of the judgments.
    typos: seed of one typo a query. limit: only so many queries, the first ones. skip_unknown: leave judgments of unknown
    documents aside. Raises EvaluationError for the collection, EditionError and SearchIndexError for the edition.
    """
    judged = read_judged(queries or folder, split)
    corpus = folder / CORPUS_NAME
    if corpus.exists():
        with open_corpus(corpus) as opened:
            known = set(opened.ids)
            judged, skipped = _settle_unknown(judged, known, str(corpus), skip_unknown)
            report = _run(opened.search, judged, opened.call, typos, limit)
            return replace(report, skipped=skipped, searched=CORPUS_NAME, documents=len(opened.ids))
    edition = EditionSearch(find_edition())
    try:
        names = EditionNames(edition.edition)
        settled = {name: names.settle(name) for name in judged.lines}
        known = {name for name, found in settled.items() if found is not None}
        manifest = edition.edition.manifest
        judged, skipped = _settle_unknown(judged, known, f"edition {manifest.number}", skip_unknown)
        judged = _rename(judged, {name: names.unify(found) for name, found in settled.items() if found is not None})
        report = _run(edition, judged, names.call, typos, limit)
        count = _count_records(edition.edition)
        return replace(
            report,
            skipped=skipped,
            searched=f"edition {manifest.number} ({manifest.content_hash[:8]})",
            documents=count,
        )
    finally:
        edition.close()


def _settle_unknown(judged: Judged, known: set[str], holder: str, skip_unknown: bool) -> tuple[Judged, int]:
    if skip_unknown:
        return leave_out(judged, known)
    check_documents(judged, known, holder)
    return judged, 0


def _rename(judged: Judged, names: dict[str, str]) -> Judged:
    """The same with settled names; of two that are one, the higher grade."""
    queries = []
    for query in judged.queries:
        grades: dict[str, int] = {}
        for name, grade in query.grades.items():
            grades[names[name]] = max(grade, grades.get(names[name], 0))
        queries.append(replace(query, grades=grades))
    return replace(judged, queries=tuple(queries))


def _run(
    search: EditionSearch, judged: Judged, call: Callable[[str], str], typos: int | None, limit: int | None
) -> Report:
    languages = search.edition.manifest.languages

    def ask(query: Query, text: str, most: int) -> SearchAnswer:
        spoken = query.language if query.language in languages else guess_language(query.text, languages[0])
        return search.search(text, language=spoken, near=query.near or None, limit=most)

    queries = judged.queries[:limit]
    ask(queries[0], queries[0].text, DEFAULT_LIMIT)  # the first one opens what the others find open
    outcomes = []
    for query in queries:
        text = query.text if typos is None else add_typo(query.text, typos, query.id)
        outcomes.append(_ask_one(ask, query, text, call, languages[0]))
    return Report(
        collection=judged.folder.name or str(judged.folder),
        split=judged.qrels.stem,
        searched="",
        documents=0,
        outcomes=tuple(outcomes),
        unjudged=judged.unjudged,
        typos=typos,
    )


def _ask_one(ask: Asked, query: Query, text: str, call: Callable[[str], str], otherwise: str) -> Outcome:
    """The first page, timed, as a reader gets it; then, untimed, as many as recall looks at."""
    start = perf_counter()
    answer = ask(query, text, DEFAULT_LIMIT)
    milliseconds = (perf_counter() - start) * 1000.0
    first = _names(answer, query, call)
    deep = _names(ask(query, text, DEEP), query, call)
    values = (
        measure_ndcg(first, query.grades, 10),
        measure_mrr(first, query.grades, 10),
        measure_success(first, query.grades, 1),
        measure_success(first, query.grades, 5),
        measure_recall(deep, query.grades, DEEP),
    )
    language = query.language or guess_language(query.text, otherwise)
    return Outcome(language, query.kind, values, milliseconds, bool(getattr(answer, "urgent", ())))


def _names(answer: SearchAnswer, query: Query, call: Callable[[str], str]) -> list[str]:
    """The results by name, in order; a name counts once. A care card that is judged stands before them, as on the page;
    one that is not takes no result's place."""
    cards = [call(f"{card.record_type}/{card.key}") for card in getattr(answer, "urgent", ())]
    results = [call(result.url) for result in answer.results]
    return list(dict.fromkeys([*(name for name in cards if name in query.grades), *results]))


def _count_records(edition: EditionReader) -> int:
    return sum(len(edition.keys(cls)) for cls in RECORD_TYPES.values())
