"""What the search on the device knows besides the texts: places, what readers say for a need, what words mean the same."""

from typing import Any

from dogwood.edition.file import EditionReader
from dogwood.edition.records import TermRecord
from dogwood.places import all_counties, all_towns, zips_of_state
from dogwood.search.analysis import analyze, split_plain
from dogwood.search.concepts import need_phrases, noise_tokens, spanish_english

_DECIMALS = 2
_STATE = "NC"


def list_places() -> dict[str, Any]:
    """``counties``: [name, slug, latitude, longitude]. ``towns``: [name, county's number, latitude, longitude].
    ``zips``: code → [county's number, latitude, longitude]."""
    counties = all_counties()
    numbers = {county.name: number for number, county in enumerate(counties)}
    return {
        "counties": [[county.name, county.slug, *_round(county.latitude, county.longitude)] for county in counties],
        "towns": [[town.name, numbers[town.county], *_round(town.latitude, town.longitude)] for town in all_towns()],
        "zips": {
            found.code: [numbers[found.county], *_round(found.latitude, found.longitude)]
            for found in zips_of_state(_STATE)
            if found.county in numbers and found.latitude is not None and found.longitude is not None
        },
    }


def list_sayings(reader: EditionReader, words: set[str]) -> dict[str, Any]:
    """``also``: lists of phrases that mean the same. ``needs``: need → what readers say for it. ``noise``: words that only
    frame a question. All folded. words: those that find something."""
    also: dict[tuple[str, ...], None] = {}
    forms: dict[str, list[str]] = {}
    for language in reader.manifest.languages:
        for term in reader.all(TermRecord, language):
            forms.setdefault(term.key, []).extend((term.term, *term.lay, *term.clinical))
    for names in forms.values():
        also[tuple(dict.fromkeys(_fold(name) for name in names))] = None
    for word, meanings in spanish_english().items():
        known = [meaning for meaning in map(_fold, meanings) if set(meaning.split()) & words]
        if known:
            also[(_fold(word), *known)] = None
    noise = {word for word in words for tag in reader.manifest.languages if _is_noise(word, tag)}
    return {
        "also": [list(group) for group in also if len(group) > 1],
        "needs": {need: list(dict.fromkeys(map(_fold, phrases))) for need, phrases in need_phrases().items()},
        "noise": " ".join(sorted(noise)),
    }


def _is_noise(word: str, language: str) -> bool:
    tokens = analyze(word, language)
    return bool(tokens) and noise_tokens(language).issuperset(tokens)


def _fold(text: str) -> str:
    return " ".join(split_plain(text))


def _round(latitude: float, longitude: float) -> tuple[float, float]:
    return round(latitude, _DECIMALS), round(longitude, _DECIMALS)
