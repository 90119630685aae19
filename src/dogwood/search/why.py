"""Why a result is there: reasons as codes, and their plain words in English and Spanish."""

from typing import NamedTuple

from dogwood import vocabulary
from dogwood.facts.language import name_language
from dogwood.places import find_region

from .engines.port import REACHABLE_AREAS
from .ranking import Ranked
from .understand import Intent

NEARBY_MILES = 75.0
MOST_REASONS = 4


class Reason(NamedTuple):
    """code: a key of ``LABELS``. value: a vocabulary word, county, language tag, miles or name, by the code."""

    code: str
    value: str = ""


LABELS: dict[str, dict[str, str]] = {
    "closed": {"en": "Closed", "es": "Cerrado"},
    "successor": {"en": "Answers now: {}", "es": "Ahora atiende: {}"},
    "takes_over": {"en": "Took over from {}", "es": "Sustituye a {}"},
    "name": {"en": "The name you typed", "es": "El nombre que escribió"},
    "phone": {"en": "The number you typed", "es": "El número que escribió"},
    "miles": {"en": "About {} miles away", "es": "A unas {} millas"},
    "serves_county": {"en": "Serves {} County", "es": "Atiende el condado de {}"},
    "in_county": {"en": "In {} County", "es": "En el condado de {}"},
    "area": {"en": "Serves: {}", "es": "Atiende: {}"},
    "need": {"en": "{}", "es": "{}"},
    "audience": {"en": "For: {}", "es": "Para: {}"},
    "cost": {"en": "{}", "es": "{}"},
    "served": {"en": "In {}", "es": "En {}"},
    "format": {"en": "{}", "es": "{}"},
    "open_now": {"en": "Open now", "es": "Abierto ahora"},
    "open": {"en": "{}", "es": "{}"},
    "more_places": {"en": "And {} more places", "es": "Y {} lugares más"},
    "in_region": {"en": "In {}", "es": "En {}"},
    "synonym": {"en": "Also called {}", "es": "También se dice {}"},
}
_LISTS = {"need": "needs", "audience": "audiences", "cost": "costs", "format": "formats", "area": "areas"}
_FREE = {"free", "free-to-apply"}
_OPEN = {
    "evening": {"en": "Open in the evening", "es": "Abre por la noche"},
    "weekend": {"en": "Open on weekends", "es": "Abre los fines de semana"},
    "always": {"en": "Day and night", "es": "Día y noche"},
}


def find_reasons(ranked: Ranked, intent: Intent, successor: str = "") -> list[Reason]:
    """The reasons for one result, the most telling first. successor: name of the record that took over."""
    document = ranked.document
    found: list[Reason] = []
    if document.is_closed:
        found.append(Reason("closed"))
        if successor:
            found.append(Reason("successor", successor))
    if ranked.is_named:
        found.append(Reason("name"))
    if intent.digits and intent.digits in document.digits:
        found.append(Reason("phone"))
    found += _place_reasons(ranked, intent)
    found += [Reason("need", need) for need in intent.needs if need in document.needs]
    found += [Reason("audience", word) for word in intent.audiences if word in document.audiences]
    for facet, value in intent.wishes:
        if facet == "cost" and document.cost in _FREE:
            found.append(Reason("cost", document.cost))
        elif facet == "open" and "always" in document.opens:
            found.append(Reason(facet, "always"))
        elif value in document.facets.get(facet, ()):
            found.append(Reason(facet, value))
    return [*found[:MOST_REASONS], *([Reason("more_places", str(len(ranked.alike)))] if ranked.alike else [])]


def label_reason(reason: Reason, language: str) -> str:
    """The reason in plain words of ``language`` (English where it has none)."""
    labels = LABELS[reason.code]
    value = reason.value
    if reason.code in _LISTS and value in vocabulary.words(_LISTS[reason.code]):
        value = vocabulary.label(_LISTS[reason.code], value, language)
    elif reason.code == "open":
        words = _OPEN.get(value, {})
        value = words.get(language, words.get("en", value))
    elif reason.code == "in_region":
        region = find_region(value)
        value = region.name_es if region and language == "es" else value
    elif reason.code == "served":
        value = name_language(value, language)
    return labels.get(language, labels["en"]).replace("{}", value)


def _place_reasons(ranked: Ranked, intent: Intent) -> list[Reason]:
    document, place = ranked.document, intent.place
    if place is None:
        return []
    if place.kind == "region":
        is_there = not set(place.counties).isdisjoint((*document.serves, *document.counties))
        wide = [Reason("area", document.area)] if document.area in REACHABLE_AREAS else []
        return [Reason("in_region", place.name)] if is_there else wide
    county = place.counties[0] if place.counties else ""
    if county and county in document.serves:
        served = [Reason("serves_county", county)]
    elif document.area in REACHABLE_AREAS:
        served = [Reason("area", document.area)]
    else:
        served = []
    if ranked.miles is not None and ranked.miles <= NEARBY_MILES:
        return [Reason("miles", str(max(1, round(ranked.miles)))), *served[:1]]
    if county and county in document.counties and not served:
        return [Reason("in_county", county)]
    return served
