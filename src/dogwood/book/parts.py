"""The parts of a volume: emergencies, help by need and by county, what closed, the reader's list, glossary, credits."""

import re
from collections import Counter
from collections.abc import Callable

from dogwood import vocabulary
from dogwood.edition.records import ListingRecord
from dogwood.places import all_counties

from .gather import Gathered, Home, fold, home_of, order_needs
from .listings import find_common, next_dates, tell_event, tell_listing, tell_publication
from .saying import Plain
from .scope import WIDE, Scope, stands_in
from .teller import Teller

_TYPES = ("cancer-center", "screening-program", "support-group", "fund", "hospital", "mammography", "health-center")
"""The order of kinds within a county, as on the readers' site; others stand after the funds."""


_WHAT_TO_DO = re.compile(r": (?:call|llame) .*\Z", re.IGNORECASE)
"""What a title says after what is wrong; the heading above it says the same."""


def label_all(language: str, gathered: Gathered, *, has_guides: bool, has_glossary: bool) -> dict[tuple[str, str], str]:
    """(record type, key) → label, of all that stands in the volume."""
    rows = [("listing", item.key) for item in gathered.listings]
    rows += [("publication", item.key) for item in gathered.publications]
    rows += [("event", item.key) for item in gathered.events]
    if has_guides:
        rows += [("guide", item.key) for item in gathered.guides]
    if has_glossary:
        rows += [("term", item.key) for item in gathered.terms]
    return {(kind, key): f"{language}.{kind}.{key}" for kind, key in rows}


def find_homes(gathered: Gathered) -> dict[Home, list[ListingRecord]]:
    """Home → its listings by name. In a book about one need, all that stand by need stand under that one; in one about
    a guide, under none."""
    need = next((scope.key for scope in gathered.scopes if scope.kind == "need"), None)
    is_one_group = any(scope.kind == "guide" for scope in gathered.scopes)
    homes: dict[Home, list[ListingRecord]] = {}
    for listing in gathered.listings:
        home = home_of(listing)
        if home.kind == "need" and need:
            home = Home("need", need)
        if home.kind != "closed" and is_one_group:
            home = Home("need")
        homes.setdefault(home, []).append(listing)
    return homes


def tell_now(teller: Teller, gathered: Gathered) -> Plain:
    """When to get help now: the edition's words for emergencies by level, and who answers at night."""
    levels = {level: _tell_level(teller, gathered, level) for level in ("emergency", "urgent")}
    night = []
    for key in gathered.directory.answers_at_night:
        listing = gathered.every_listing.get(key)
        phone = next((phone for phone in listing.phones if phone.kind not in {"fax", "tty"}), None) if listing else None
        if listing and phone and not listing.status.is_closed:
            night.append(
                {
                    "s": teller.say(listing.name),
                    "n": phone.number.display,
                    "text": teller.say(listing.summary, listing.language) if listing.summary else "",
                    "to": teller.to("listing", key),
                }
            )
    return {"kind": "now", **levels, "night": night}


def name_urgent_sources(gathered: Gathered) -> str:
    return ", ".join(sorted({item.source.name.split(":")[0].split(",")[0] for item in gathered.urgent}))


def _tell_level(teller: Teller, gathered: Gathered, level: str) -> Plain:
    """Rows of one level. What most of them advise stands once, in front ("lead")."""
    found = sorted(
        (item for item in gathered.urgent if item.level == level), key=lambda item: (fold(item.title), item.key)
    )
    counts = Counter(item.advice for item in found)
    lead = next((text for text, count in counts.most_common(1) if count > 2), "")
    rows = [
        {
            "s": teller.say(_WHAT_TO_DO.sub("", item.title), item.language),
            "more": "" if item.advice == lead else teller.say(item.advice, item.language),
        }
        for item in found
    ]
    rows.sort(key=lambda row: row["more"] != "")
    return {"lead": teller.say(lead, found[0].language) if lead else "", "rows": rows}


def tell_needs(teller: Teller, gathered: Gathered, homes: dict[Home, list[ListingRecord]]) -> Plain | None:
    """People who can help, by need."""
    found = {home.key: listings for home, listings in homes.items() if home.kind == "need"}
    groups: list[Plain] = []
    for key in order_needs(found):
        own = {item.key for item in found[key]}
        others = [
            item
            for item in gathered.listings
            if key and key in item.needs and home_of(item).kind == "need" and item.key not in own
        ]
        has_near = key and any(
            key in item.needs for home, listings in homes.items() if home.kind == "county" for item in listings
        )
        common = find_common(found[key])
        groups.append(
            {
                "common": [teller.say(text) for text in common],
                "id": teller.to("need", key) if key else f"{teller.language}.need.other",
                "title": teller.label("needs", key) if key else teller.words("needs_other"),
                "hint": _hint(teller, key),
                "items": [tell_listing(teller, item, common) for item in found[key]],
                "also": [{"s": teller.say(item.name), "to": teller.to("listing", item.key)} for item in others],
                "near": bool(has_near),
            }
        )
    return {"kind": "needs", "groups": groups, "near": teller.words.raw("needs_near")} if groups else None


def _hint(teller: Teller, key: str) -> str:
    return vocabulary.find_word("needs", key).hint(teller.language) if key else ""


def tell_counties(teller: Teller, gathered: Gathered, homes: dict[Home, list[ListingRecord]]) -> Plain | None:
    """Care and help by county; each county with its kinds of places, and who else serves it."""
    here = {home.key: listings for home, listings in homes.items() if home.kind == "county"}
    wanted = {name for scope in gathered.scopes if scope.kind in {"county", "region"} for name in scope.counties}
    common = find_common(item for listings in here.values() for item in listings)
    serving = [item for item in gathered.listings if item.area not in WIDE]
    groups: list[Plain] = []
    for county in all_counties():
        label = teller.to("county", county.name)
        if not label:
            continue
        own = here.get(county.name, [])
        own_keys = {item.key for item in own}
        types = sorted({item.service_type for item in own}, key=_type_order)
        also = [
            item
            for item in serving
            if item.key not in own_keys and not item.status.is_closed and stands_in(item, [county.name])
        ]
        groups.append(
            {
                "id": label,
                "title": teller.words("county", county=county.name),
                "short": county.name,
                "types": [
                    {
                        "title": teller.label("service_types", name) or teller.words("needs_other"),
                        "items": [
                            tell_listing(teller, item, common, is_compact=True)
                            for item in own
                            if item.service_type == name
                        ],
                    }
                    for name in types
                ],
                "also": [{"s": teller.say(item.name), "to": teller.to("listing", item.key)} for item in also],
                "none": not own and not also and county.name in wanted,
            }
        )
    kinds = [
        {"title": teller.label("service_types", kind), "text": teller.say(text)}
        for text, kind in common.items()
        if kind
    ]
    return {"kind": "counties", "groups": groups, "common": kinds} if groups else None


def counties_of(gathered: Gathered, homes: dict[Home, list[ListingRecord]]) -> list[str]:
    """Names of the counties that get a heading."""
    names = {home.key for home in homes if home.kind == "county"}
    names |= {name for scope in gathered.scopes if scope.kind in {"county", "region"} for name in scope.counties}
    return [county.name for county in all_counties() if county.name in names]


def _type_order(name: str) -> tuple[int, str]:
    return (_TYPES.index(name) if name in _TYPES[:4] else 10 + (_TYPES.index(name) if name in _TYPES else -1), name)


def tell_publications(teller: Teller, gathered: Gathered) -> Plain | None:
    groups = []
    for name in vocabulary.words("publication_types"):
        items = [item for item in gathered.publications if item.publication_type == name]
        items.sort(
            key=lambda item: (item.publication_language not in {"", teller.language}, fold(item.title), item.key)
        )
        if items:
            told = [tell_publication(teller, item) for item in items]
            groups.append({"title": teller.label("publication_types", name), "items": told})
    return {"kind": "publications", "groups": groups} if groups else None


def tell_events(teller: Teller, gathered: Gathered) -> Plain | None:
    """Events that still come on the as-of day, the next first."""
    coming = [
        (dates, event) for event in gathered.events if (dates := next_dates(teller, event, gathered.directory.timezone))
    ]
    coming.sort(key=lambda pair: (pair[0][0], pair[1].key))
    items = [tell_event(teller, event, dates, gathered.every_listing.get(event.listing)) for dates, event in coming]
    return {"kind": "events", "items": items} if items else None


def tell_closed(teller: Teller, gathered: Gathered, homes: dict[Home, list[ListingRecord]]) -> Plain | None:
    """What closed, with who answers now."""
    items = []
    for listing in homes.get(Home("closed"), []):
        entry = tell_listing(teller, listing, {})
        successor = gathered.every_listing.get(listing.status.successor)
        if successor is not None:
            phone = next((phone for phone in successor.phones if phone.kind not in {"fax", "tty"}), None)
            entry["successor"] = {
                "s": teller.say(successor.name),
                "to": teller.to("listing", successor.key),
                **({"n": phone.number.display} if phone and not successor.status.is_closed else {}),
            }
        items.append(entry)
    return {"kind": "closed", "items": items} if items else None


def tell_list(teller: Teller, gathered: Gathered, scope: Scope) -> Plain:
    """A reader's saved list: the reader's groups in their order, with the reader's notes."""
    common: dict[str, str] = {}
    tellers: dict[str, Callable[[str], Plain | None]] = {
        "listing": lambda key: next(
            (tell_listing(teller, item, common) for item in gathered.listings if item.key == key), None
        ),
        "publication": lambda key: next(
            (tell_publication(teller, item) for item in gathered.publications if item.key == key), None
        ),
        "event": lambda key: next(
            (
                tell_event(
                    teller,
                    item,
                    next_dates(teller, item, gathered.directory.timezone),
                    gathered.every_listing.get(item.listing),
                )
                for item in gathered.events
                if item.key == key
            ),
            None,
        ),
        "guide": lambda key: next(
            (
                {
                    "id": "",
                    "name": teller.say(item.title, item.language),
                    "text": teller.say(item.main_message, item.language),
                }
                for item in gathered.guides
                if item.key == key
            ),
            None,
        ),
    }
    groups: dict[str, list[Plain]] = {}
    for item in scope.items:
        entry = tellers[item.record_type](item.key)
        if entry is None:
            entry = {"name": teller.say(item.name or item.key), "closed": teller.words("gone") + "."}
        if item.note:
            entry = entry | {"mine": teller.say(item.note)}
        groups.setdefault(item.group, []).append(entry)
    return {
        "kind": "list",
        "groups": [
            {"title": teller.say(name) if name else teller.words("my_list"), "items": items}
            for name, items in groups.items()
        ],
    }


def tell_glossary(teller: Teller, gathered: Gathered) -> Plain | None:
    words = teller.words
    rows = [
        {
            "id": teller.to("term", term.key),
            "s": teller.say(term.term, term.language),
            "text": teller.say(term.definition, term.language),
            "also": teller.say(words("also_called", names=", ".join(term.clinical)), None) if term.clinical else "",
        }
        for term in gathered.terms
    ]
    names = sorted({term.source.name for term in gathered.terms if term.source})
    sources = words("sources_named", names=", ".join(names)) if names else ""
    return {"kind": "glossary", "rows": rows, "sources": teller.say(sources)} if rows else None
