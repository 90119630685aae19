"""Writes ``SOURCES.md``: where the pack's facts come from, what was used, joined and left out."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from .joining import Place
from .rows import Rows
from .sources import Reading, Site

_OPENING = """# Where these listings come from

Every listing has its sources in `checks.csv`: an address or the name of a document, with its date. Nobody has phoned
yet, so every check has the method "document", and readers see "Not confirmed by phone yet".

## Written by hand
{hand} listings were written one by one: organizations, helplines, funds, groups and centers from public pages, the
2006-2007 edition of the Breast Cancer Resource Directory of North Carolina, and what later sources say became of its
listings.

- A phone number that only general knowledge supports is left out, and the editor's note of the listing says so.
- Where nothing supports a listing at all, it says "We have not yet found a document that confirms this listing".
- Where the trail ends, the status is empty and its note says "We could not find out ...".
- Hours in an old document stay in words with their year, so that no page says "open now" because of them.

## Compiled from public lists
`python tools/compile_facilities.py FOLDER` made the other {made} listings. Their editor's note begins with
"{mark}"
Running it again rewrites those and leaves the rest alone.

| list | its date | licence | rows read | rows used | left out |
| --- | --- | --- | --- | --- | --- |
"""
_AFTER = """
Joined means: one listing with all that the lists say of the place, and one check for each list. Rows are joined when
they stand at the same street and number with a like name (or phone), when a hospital and a mammography center share one
address, or when the same name stands within 100 meters. Different suites, and a mobile unit beside a fixed place, are
kept apart. Names are as the list has them, in normal capitals and with cut words written out; no place is renamed.
Health center sites whose names say that they are schools, or for teeth, children, medicines or mental health alone, are
listed without the need "A doctor I can afford".

What the lists do not say is not said here: whether a health center does mammograms (unless the FDA lists it), whether a
hospital treats cancer, opening hours, and the phone numbers of health centers. Fax numbers are left out.
ZIP codes gave the county where a list does not (package `zipcodes`); addresses outside North Carolina have no county.
"""


@dataclass
class Findings:
    """What the run found, for the report. unsaid: hand-written listings that do not tell what a list says."""

    readings: list[Reading]
    places: list[Place]
    rows: Rows
    hand_written: int
    mark: str
    curated: list[tuple[Site, Site]]
    doubtful: list[tuple[Site, Site, str]]
    unsaid: list[str] = field(default_factory=list)


def _name(site: Site) -> str:
    code = {"PACK": "hand-written"}.get(site.source, site.source)
    suite = f", {site.address_2}" if site.address_2 else ""
    return f"{site.name} ({code}; {site.address}{suite}, {site.city} {site.zip})"


def count_joins(places: Iterable[Place]) -> Counter[str]:
    """How many places hold rows of which lists: ``CMS + FDA`` → 48."""
    return Counter(" + ".join(site.source for site in place.sites) for place in places if len(place.sites) > 1)


def write_report(found: Findings) -> str:
    """The whole of ``SOURCES.md``."""
    parts = [_OPENING.format(hand=found.hand_written, made=len(found.rows.listings), mark=found.mark)]
    for reading in found.readings:
        source = reading.source
        parts.append(
            f"| {source.name} ({source.code}) | {source.on} | {source.licence} | {reading.read} | {len(reading.sites)} "
            f"| {len(reading.left_out)} |\n"
        )
    parts.append(_AFTER)
    parts.append(_write_list("Rows left out", (f"{name}: {why}" for r in found.readings for name, why in r.left_out)))
    parts.append(
        _write_list("Rows put right (cells in the wrong columns)", (n for r in found.readings for n in r.repaired))
    )
    joins = count_joins(found.places)
    parts.append(_write_list("How many joined with what", (f"{kind}: {n}" for kind, n in sorted(joins.items()))))
    parts.append(
        _write_list(
            "Joined with a hand-written listing", (f"`{own.ident}`: {_name(site)}" for own, site in found.curated)
        )
    )
    parts.append(_write_list("Said in a list, not yet in the hand-written listing", found.unsaid))
    parts.append(
        _write_list(
            "Joined with each other",
            (" = ".join(_name(site) for site in place.sites) for place in found.places if len(place.sites) > 1),
        )
    )
    parts.append(
        _write_list("Doubtful pairs, left apart", (f"{_name(a)} and {_name(b)}: {why}" for a, b, why in found.doubtful))
    )
    parts.append(
        _write_list(
            "Phone numbers that no phone can dial (publishing holds them back)",
            (f"`{key}`: {written}" for key, written in found.rows.undialable),
        )
    )
    return "".join(parts)


def _write_list(title: str, lines: Iterable[str]) -> str:
    found = list(lines)
    body = "\n".join(f"- {line}" for line in found) if found else "None."
    return f"\n### {title}\n{body}\n"
