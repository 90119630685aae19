"""Search: results, why each is there, and what to do when nothing is near."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from dogwood import vocabulary
from dogwood.facts.language import name_language
from dogwood.places import Place, find_county
from dogwood.search import SearchAnswer
from dogwood.search.zero_results import ZeroResultCounter

from ..page import Page
from ..visit import Visit
from .offline import search_on_device
from .search_cards import Card, make_cards
from .search_urgent import make_urgent_cards

PER_PAGE = 12
LONGEST = 240
MOST_ELSEWHERE = 5
"""Results of each group that help where the county has none."""
FACETS = {"kind": "kinds", "need": "needs", "cost": "costs"}
"""Facets offered as filters, and the vocabulary's list that names their values."""
CHOSEN = (*FACETS, "county", "served")
MOST_VALUES = 8
_WIDE = ("state", "states", "nation", "world")
_MOST_COUNTIES = 3
"""A place of more counties is a region, and no county of it is the reader's."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """What to do where ``county`` has none: the nearest, and those that serve the whole state or nation."""

    county: str
    nearest: list[Card]
    wide: list[Card]

    @property
    def has_any(self) -> bool:
        return bool(self.nearest or self.wide)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address says. chosen: facet → value."""

    text: str
    near: str
    chosen: dict[str, str]
    number: int
    is_exact: bool = False

    @property
    def kept(self) -> dict[str, str]:
        """The parts of the address that every link on the page keeps."""
        own = {"q": self.text, "near": self.near, **self.chosen, "exact": "1" if self.is_exact else ""}
        return {name: value for name, value in own.items() if value}

    @property
    def is_empty(self) -> bool:
        return not self.kept


def search(visit: Visit, query: Mapping[str, str]) -> Page:
    """Results for ``q`` near ``near``, filtered by ``kind``, ``need``, ``county``, ``cost``, ``served``; ``page`` from 1."""
    visit.keep_not()
    if visit.is_copy:
        return search_on_device(visit)
    asked = _read(query)
    answer = _ask(visit, asked, limit=PER_PAGE, offset=(asked.number - 1) * PER_PAGE)
    place = answer.intent.place
    elsewhere = _look_elsewhere(visit, asked, answer) if asked.number == 1 else None
    if asked.number == 1 and not asked.is_empty:
        _count_gap(answer, elsewhere)
    return Page(
        "search",
        title=_("Search: %(text)s") % {"text": asked.text} if asked.text else _("Search"),
        description=_("Guides in plain words, and people who can help: helplines, groups, money, rides and care."),
        context={
            "text": asked.text,
            "near": asked.near,
            "is_empty": asked.is_empty,
            "answer": answer,
            "cards": make_cards(visit, answer.results),
            "urgent": make_urgent_cards(visit, getattr(answer, "urgent", ())),
            "kept": asked.kept,
            "chips": _chips(asked, visit.language),
            "facets": _facets(answer.facets, asked.chosen, visit.language),
            "place": _place_name(place) if place else "",
            "place_county": place.name if place and place.kind == "county" else "",
            "elsewhere": elsewhere if elsewhere and (answer.results or elsewhere.has_any) else None,
            "twin": _find_twin(visit, asked, answer.intent.language),
            "number": asked.number,
            "last": max(1, -(-answer.total // PER_PAGE)),
            "per_page": PER_PAGE,
        },
        is_indexed=False,
    )


def _read(query: Mapping[str, str]) -> _Asked:
    wanted = query.get("page", "1")[:9]  # Python reads no number of thousands of digits
    return _Asked(
        text=" ".join(query.get("q", "").split())[:LONGEST],
        near=" ".join(query.get("near", "").split())[:80],
        chosen={name: value for name in CHOSEN if (value := query.get(name, "")[:80])},
        number=min(max(int(wanted), 1), 100) if wanted.isdecimal() else 1,
        is_exact=query.get("exact", "") == "1",
    )


def _ask(
    visit: Visit,
    asked: _Asked,
    *,
    limit: int,
    offset: int = 0,
    near: str | None = None,
    filters: Mapping[str, list[str]] | None = None,
) -> SearchAnswer:
    """near, filters: others than the reader's own."""
    return visit.edition.search.search(
        asked.text,
        language=visit.language,
        near=near or asked.near or None,
        filters=filters if filters is not None else {name: [value] for name, value in asked.chosen.items()},
        limit=limit,
        offset=offset,
        is_exact=asked.is_exact,
    )


def _look_elsewhere(visit: Visit, asked: _Asked, answer: SearchAnswer) -> Elsewhere | None:
    """None where the reader's county has something, or where the reader named none."""
    place = answer.intent.place
    wanted = find_county(asked.chosen.get("county", ""))
    if wanted is not None:
        county, is_missing = wanted.name, answer.total == 0
    elif place is not None and place.counties and len(place.counties) <= _MOST_COUNTIES:
        county = place.counties[0]
        is_missing = not any(answer.facets.get("county", {}).get(name) for name in place.counties)
    else:
        return None
    if not is_missing:
        return None
    others = {name: [value] for name, value in asked.chosen.items() if name != "county"}
    near = asked.near or (f"{county} County" if wanted is not None or place is None else None)
    nearest: list[Card] = []
    if wanted is not None:
        # Without the filter: the page's own list is empty, and holds the nearest where there is no filter.
        found = _ask(visit, asked, limit=PER_PAGE, near=f"{county} County", filters=others)
        placed = [result for result in found.results if result.distance_miles is not None and not result.is_closed]
        nearest = make_cards(visit, sorted(placed, key=lambda result: result.distance_miles or 0.0)[:MOST_ELSEWHERE])
    if len(answer.results) >= PER_PAGE:  # those of the whole state and nation are among so many
        return Elsewhere(county, nearest, [])
    shown = {result.url for result in answer.results} | {card.result.url for card in nearest}
    wide = _ask(visit, asked, limit=PER_PAGE, near=near, filters={**others, "area": list(_WIDE)}).results
    kept = [result for result in wide if result.url not in shown and not result.is_closed]
    return Elsewhere(county, nearest, make_cards(visit, kept[:MOST_ELSEWHERE]))


def _find_twin(visit: Visit, asked: _Asked, spoken: str) -> tuple[str, str, str] | None:
    """(language, address, words) of the same search on the pages of the language that was typed; None where it is this
    page's, or none of the edition's."""
    if spoken == visit.language or spoken not in visit.languages or not asked.text:
        return None
    with translation.override(spoken):
        # Translators: in English “English”, in every other language that language's own name.
        return spoken, f"/{spoken}/search?{urlencode(asked.kept)}", _("See these results in English")


def _count_gap(answer: SearchAnswer, elsewhere: Elsewhere | None) -> None:
    """Where the operator asked for it: count needs and county of a search that found nothing, never its words."""
    path = getattr(settings, "SEARCH_GAPS_FILE", None)
    is_gap = answer.total == 0 or elsewhere is not None or "nothing_near" in answer.intent.notices
    if path is not None and is_gap:
        place = answer.intent.place
        county = elsewhere.county if elsewhere else place.counties[0] if place and place.counties else ""
        ZeroResultCounter(path).add(answer.intent.needs, county)


def _chips(asked: _Asked, language: str) -> list[tuple[str, dict[str, str]]]:
    """(words of a filter, what the address keeps without it), the place first."""
    found = []
    if asked.near:
        found.append((_("Near %(place)s") % {"place": asked.near}, _without(asked.kept, "near")))
    found += [(_name(name, value, language), _without(asked.kept, name)) for name, value in asked.chosen.items()]
    return found


def _facets(
    counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, str], language: str
) -> list[tuple[str, list[tuple[str, str, int]]]]:
    """(facet, [(value, label, count)]) of the facets that still divide the results."""
    found = []
    for name in CHOSEN:
        if name in chosen:
            continue
        values = sorted(counts.get(name, {}).items(), key=lambda pair: (-pair[1], pair[0]))
        rows = [(value, _name(name, value, language), count) for value, count in values[:MOST_VALUES] if count > 0]
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


def _place_name(place: Place) -> str:
    """A town or ZIP code with its county."""
    if place.counties and len(place.counties) <= _MOST_COUNTIES:
        return f"{place.name} ({_('%(county)s County') % {'county': place.counties[0]}})"
    return place.name


def _without(kept: Mapping[str, Any], name: str) -> dict[str, str]:
    return {key: value for key, value in kept.items() if key != name}
