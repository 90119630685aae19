"""A guide's draft → what its writer should look at."""

from dataclasses import dataclass
from typing import Any

from dogwood.facts.prose import plain_text

from ..models.directory import GlossaryTerm
from ..richtext import prose_from_html
from .measures import Measures, count_syllables, find_words, measure_text

MOST_WORDS = 900
HARD_SYLLABLES = 4
"""A word with so many syllables is one that a reader may not know."""
MOST_HARD = 12
_TELLS_WHAT_TO_DO = {"care", "ask", "points", "listings"}
_TEXTS = ("text", "question", "title", "value", "caption")


@dataclass(frozen=True)
class PlainReport:
    """measures: of all its words. hard: long words that the glossary does not explain, with how often, commonest first.

    missing: names of what a guide should have (``main_message``, ``sources``, ``what_to_do``). is_long: more than 900 words.
    """

    measures: Measures
    hard: tuple[tuple[str, int], ...]
    missing: tuple[str, ...]
    is_long: bool


def report_guide(page: Any) -> PlainReport:
    """Report on a guide, published or a draft. page: a ``GuidePage``."""
    language = page.locale.language_code
    text = "\n".join([page.title, page.main_message, *_texts(page.body)])
    measures = measure_text(text, language)
    missing = []
    if not page.main_message.strip():
        missing.append("main_message")
    if not len(page.sources):
        missing.append("sources")
    if not any(block.block_type in _TELLS_WHAT_TO_DO for block in page.body):
        missing.append("what_to_do")
    return PlainReport(measures, tuple(_find_hard(text, language)), tuple(missing), measures.words > MOST_WORDS)


def _texts(body: Any) -> list[str]:
    found = []
    for block in body:
        for name in _TEXTS:
            value = block.value.get(name, "") if hasattr(block.value, "get") else ""
            if hasattr(value, "source"):
                value = plain_text(prose_from_html(value.source))
            if isinstance(value, str) and value:
                found.append(value)
    return found


def _find_hard(text: str, language: str) -> list[tuple[str, int]]:
    known: set[str] = set()
    for term in GlossaryTerm.objects.filter(locale__language_code=language):
        for form in (term.term, *term.lay, *term.clinical):
            known.update(word.lower() for word in find_words(form))
    counts: dict[str, int] = {}
    least = HARD_SYLLABLES + 1 if language.startswith("es") else HARD_SYLLABLES
    for word in find_words(text):
        lower = word.lower()
        if lower not in known and count_syllables(lower, language.split("-")[0]) >= least:
            counts[lower] = counts.get(lower, 0) + 1
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_HARD]
