"""Search: results, why each is there, and what to do when nothing is near."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from dogwood import vocabulary
from dogwood.facts.language import name_language
from dogwood.search.why import label_reason

from ..page import Page
from ..visit import Visit

PER_PAGE = 12
LONGEST = 240
FACETS = {"kind": "kinds", "need": "needs", "cost": "costs"}
"""Facets offered as filters, and the vocabulary's list that names their values."""


def search(visit: Visit, query: Mapping[str, str]) -> Page:
    """Results for ``q`` near ``near``, filtered by ``kind``, ``need``, ``county``, ``cost``, ``served``; ``page`` from 1."""
    visit.keep_not()
    text = " ".join(query.get("q", "").split())[:LONGEST]
    near = " ".join(query.get("near", "").split())[:80]
    chosen = {name: query[name][:80] for name in (*FACETS, "county", "served") if query.get(name)}
    wanted = query.get("page", "1")[:9]  # Python reads no number of thousands of digits
    number = min(max(int(wanted), 1), 100) if wanted.isdecimal() else 1
    answer = visit.edition.search.search(
        text,
        language=visit.language,
        near=near or None,
        filters={name: [value] for name, value in chosen.items()},
        limit=PER_PAGE,
        offset=(number - 1) * PER_PAGE,
    )
    kept: dict[str, str] = {"q": text, "near": near, **chosen}
    return Page(
        "search",
        title=_("Search: %(text)s") % {"text": text} if text else _("Search"),
        context={
            "text": text,
            "near": near,
            "answer": answer,
            "kept": kept,
            "chosen": [
                (name, value, _name(name, value, visit.language), _without(kept, name))
                for name, value in chosen.items()
            ],
            "facets": _facets(answer.facets, chosen, visit.language),
            "reasons": lambda result: [label_reason(reason, visit.language) for reason in result.reasons],
            "number": number,
            "last": max(1, -(-answer.total // PER_PAGE)),
            "per_page": PER_PAGE,
        },
        is_indexed=False,
    )


def _facets(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, str], language: str
) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """(facet, [(value, label, count)]) of the facets that still divide the results."""
    found = []
    for name in (*FACETS, "county", "served"):
        if name in chosen:
            continue
        values = sorted(counts.get(name, {}).items(), key=lambda pair: (-pair[1], pair[0]))
        rows = [(value, _name(name, value, language), count) for value, count in values[:8]]
        if len(rows) > 1:
            found.append((name, rows))
    return found


def _name(facet: str, value: str, language: str) -> str:
    if facet == "served":
        return name_language(value, language).capitalize()
    if facet == "county":
        return _("%(county)s County") % {"county": value}
    word = vocabulary.words(FACETS[facet]).get(value)
    return word.label(language) if word else value


def _without(kept: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in kept.items() if key != name}
