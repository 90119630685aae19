"""Words that may mean an emergency, for the search on the device: the edition's urgent records as ``static/find.js`` reads
them. It follows ``dogwood.search.urgent``; endings are compared on the device, where there is no stemmer."""

from collections.abc import Iterable
from typing import Any

from dogwood.edition.file import EditionReader
from dogwood.edition.records import GuideRecord, ListingRecord, UrgentRecord
from dogwood.search.analysis import fold
from dogwood.search.urgent import OWN_WORDS, SMALL_WORDS, split_words

_NOT_CALLED = frozenset({"tty", "fax", "text"})


def list_urgent(reader: EditionReader, language: str) -> dict[str, Any]:
    """``urgent``: a dictionary a record. ``small``: words that count as nothing. ``between``: words that part nothing."""
    found: dict[str, dict[str, Any]] = {}
    for tag in (language, *(tag for tag in reader.manifest.languages if tag != language)):
        for record in reader.all(UrgentRecord, tag):
            entry = found.setdefault(record.key, _describe(reader, record, language))
            entry["phrases"] += _phrases(record.phrases, tag, is_short=True)
            entry["calm"] += _phrases(record.calm, tag, is_short=False)
    small = sorted({word for text in SMALL_WORDS.values() for word in fold(text).split()})
    own = sorted({word for text in OWN_WORDS.values() for word in fold(text).split()})
    return {"urgent": list(found.values()), "small": small, "between": sorted({*small, *own})}


def _describe(reader: EditionReader, record: UrgentRecord, language: str) -> dict[str, Any]:
    guide = reader.get_best(GuideRecord, record.guide, language) if record.guide else None
    listing = reader.get_best(ListingRecord, record.listing, language) if record.listing else None
    phones = (
        [phone for phone in listing.phones if phone.kind not in _NOT_CALLED][:2]
        if listing and not listing.status.is_closed
        else []
    )
    is_911 = record.level == "emergency" and ("911" in record.title or not phones)
    calls = [["911", "tel:911"]] * is_911 + [[phone.number.display, phone.number.href] for phone in phones]
    return {
        "title": record.title,
        "advice": record.advice,
        "lang": record.language,
        "level": record.level,
        "calls": calls,
        "guide": [f"guide/{guide.key}/", guide.title] if guide else [],
        "listing": [f"listing/{listing.key}/", listing.name] if listing and phones else [],
        "source": record.source.name,
        "phrases": [],
        "calm": [],
    }


def _phrases(texts: Iterable[str], language: str, *, is_short: bool) -> list[list[list[str]]]:
    """Phrases as parts of words. is_short: the smallest words are left out where others are."""
    small = set(fold(SMALL_WORDS.get(language, "")).split()) if is_short else set()
    found = []
    for text in texts:
        parts = [split_words(part, language) for part in text.split("+")]
        kept = [[word for word in part if word not in small] or part for part in parts if part]
        if kept:
            found.append(kept)
    return found
