"""Words explained."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dogwood.search.analysis import fold

from ..page import Page
from ..visit import Visit


def glossary(visit: Visit, query: Mapping[str, str]) -> Page:
    terms = sorted(visit.terms, key=lambda term: (fold(term.term), term.key))
    letters: dict[str, list[object]] = {}
    for term in terms:
        letters.setdefault(fold(term.term)[:1].upper(), []).append(term)
    return Page(
        "glossary",
        title=_("Words explained"),
        description=_("Medical and insurance words in plain language."),
        context={"letters": letters},
    )
