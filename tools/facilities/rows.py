"""Makes the pack's rows of joined places: listings, phones, places and checks."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import phonenumbers

from .joining import Place
from .names import compare_street, compare_suite, make_key, split_phone
from .sources import SOURCES, Site
from .wording import describe, find_place_kind

MARK = "Compiled from public lists by tools/compile_facilities.py."
"""Opens the editor's note of every listing the script made. Take it away, and the listing is yours: the script then
leaves it alone and joins its lists with it like with any other."""
JOIN_NOTE = "The same place in a public list (joined by tools/compile_facilities.py)."
BY, ROLE = "Dogwood starter", "compiler"
_TOLL_FREE = {"800", "833", "844", "855", "866", "877", "888"}

Row = dict[str, str]


@dataclass
class Rows:
    """Rows per file, and the numbers that no phone can dial (listing, number as written)."""

    listings: list[Row] = field(default_factory=list)
    phones: list[Row] = field(default_factory=list)
    places: list[Row] = field(default_factory=list)
    checks: list[Row] = field(default_factory=list)
    undialable: list[tuple[str, str]] = field(default_factory=list)


def make_rows(places: Iterable[Place], taken: set[str], county_of_zip: Callable[[str], str]) -> Rows:
    """Rows for ``places`` that are no hand-written listing yet, and a check for those that are.

    taken: keys that hand-written listings have. county_of_zip: county name for a ZIP code, "" unknown.
    """
    rows = Rows()
    used = set(taken)
    new = [place for place in places if not place.curated]
    for place in sorted(new, key=lambda place: _sort_key(place.sites[0])):
        key = _choose_key(place.sites[0], used)
        used.add(key)
        _add_place(rows, key, place, county_of_zip)
    return rows


def _sort_key(site: Site) -> tuple[int, str, str, str, str]:
    return list(SOURCES).index(site.source), site.name.lower(), site.city, compare_street(site.address), site.ident


def _choose_key(site: Site, used: set[str]) -> str:
    name, city = make_key(site.name), make_key(site.city)
    first = name if f"-{city}-" in f"-{name}-" else f"{name}-{city}"
    number = re.match(r"\d+\w?", compare_street(site.address))
    for extra in (
        "",
        number[0].lower() if number else "",
        compare_suite(site.address_2).lower(),
        site.zip,
        make_key(site.ident),
    ):
        key = make_key(f"{first}-{extra}") if extra else first
        if key not in used:
            return key
    raise ValueError(f"No free key is left for “{site.name}”. Give one of its rows another name in NAME_FIXES.")


def _find_county(place: Place, county_of_zip: Callable[[str], str]) -> str:
    if place.sites[0].state != "NC":
        return ""
    return next((site.county for site in place.sites if site.county), "") or county_of_zip(place.sites[0].zip)


def _add_place(rows: Rows, key: str, place: Place, county_of_zip: Callable[[str], str]) -> None:
    lead, codes = place.sites[0], place.sources
    county = _find_county(place, county_of_zip)
    words = describe(place, county)
    others = dict.fromkeys(site.name for site in place.sites if site.name != lead.name)
    rows.listings.append(
        {
            "key": key,
            "kind": "service",
            "service_type": _service_type(codes),
            "name": lead.name,
            "other_names": "; ".join(name.replace(";", ",") for name in others),
            "status": "active",
            "summary_en": words.summary_en,
            "summary_es": words.summary_es,
            "description_en": words.description_en,
            "description_es": words.description_es,
            "needs": "; ".join(_find_needs(place)),
            "audiences": "; ".join(_find_audiences(place)),
            "formats": "in-person",
            "cost": "sliding-scale" if lead.source == "HRSA" else "",
            "area": "nation" if lead.source == "NCI" else "",
            "website": next((site.website for site in place.sites if site.website), ""),
            "editor_note": f"{MARK} " + "; ".join(f"{s.source}: {s.ident}" for s in place.sites),
        }
    )
    _add_addresses(rows, key, place, county)
    _add_phones(rows, key, place)
    for code in codes:
        rows.checks.append(make_check(key, code, ""))


def make_check(key: str, code: str, note: str) -> Row:
    """A document check of listing ``key`` by list ``code``, with the list's own date."""
    source = SOURCES[code]
    return {
        "of": "listing", "key": key, "field": "", "on": source.on, "on_written": "", "method": "document",
        "outcome": "confirmed", "by": BY, "role": ROLE, "evidence": source.name, "confidence": "high", "note": note,
    }  # fmt: skip


OTHER_CARE = {
    # Its own news release of 2021-08-24: care for substance use disorders.
    "340168": "Wilmington Treatment Center",
}
"""Medicare's numbers of hospitals that the list calls acute care and that by their own word treat something else."""


def _service_type(codes: list[str]) -> str:
    kinds = {"CMS": "hospital", "NCI": "cancer-center", "HRSA": "health-center", "FDA": "mammography"}
    return kinds[codes[0]]


def _find_needs(place: Place) -> list[str]:
    codes, what = place.sources, place.sites[0].what
    needs = []
    if "FDA" in codes:
        needs.append("mammogram")
    if "HRSA" in codes and find_place_kind(place) == "general":
        needs.append("low-cost-care")
    if "CMS" in codes and what != "Psychiatric" and place.sites[0].ident not in OTHER_CARE:
        needs.append("cancer-care")
    if "NCI" in codes:
        needs += ["cancer-care", "trials"]
    return needs


def _find_audiences(place: Place) -> list[str]:
    lead = place.sites[0]
    if lead.source == "HRSA":
        kind = find_place_kind(place)
        return ["uninsured", "low-income", *(["children-teens"] if kind in {"school", "children"} else [])]
    if "Veterans" in lead.what:
        return ["veterans"]
    return ["children-teens"] if lead.what.startswith("Pediatric") else []


def _add_addresses(rows: Rows, key: str, place: Place, county: str) -> None:
    point = next((site for site in place.sites if site.latitude is not None), place.sites[0])
    best = next((site for site in place.sites if re.match(r"\d", site.address)), place.sites[0])
    shown: list[Site] = [best]
    for site in place.sites:
        if site.mobile and compare_street(site.address) not in {compare_street(other.address) for other in shown}:
            shown.append(site)
    for n, site in enumerate(shown):
        where = site if n or site.latitude is not None else point
        rows.places.append(
            {
                "listing": key,
                "name": "",
                "address": site.address,
                "address_2": site.address_2,
                "city": place.sites[0].city if n == 0 else site.city,
                "state": site.state,
                "zip": site.zip,
                "county": county if n == 0 else site.county,
                "latitude": "" if where.latitude is None else f"{where.latitude:.5f}",
                "longitude": "" if where.longitude is None else f"{where.longitude:.5f}",
            }
        )


def _add_phones(rows: Rows, key: str, place: Place) -> None:
    seen: set[str] = set()
    for site in place.sites:
        if not site.phone:
            continue
        number, extension = split_phone(site.phone)
        plain = re.sub(r"\D", "", number)[-10:] + "x" + extension
        if plain in seen:
            continue
        seen.add(plain)
        label = site.source == "FDA" and place.sites[0].source != "FDA"
        rows.phones.append(
            {
                "listing": key,
                "written": site.phone,
                "kind": "toll_free" if re.sub(r"\D", "", number)[-10:][:3] in _TOLL_FREE else "voice",
                "extension": extension,
                "label_en": "Mammography" if label else "",
                "label_es": "Mamografía" if label else "",
            }
        )
        if not is_dialable(number):
            rows.undialable.append((key, site.phone))


def is_dialable(number: str) -> bool:
    """Whether libphonenumber (region US) holds the number for one that exists."""
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, "US"))
    except phonenumbers.NumberParseException:
        return False
