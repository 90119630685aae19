"""Listings, publications and events as plain structures."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from dogwood.edition.records import EventRecord, Hours, ListingRecord, Phone, Place, PublicationRecord
from dogwood.facts.recurrence import next_occurrences

from .saying import Plain, Say, shorten, show_address
from .teller import Teller

_LONG = 900
"""Characters of an entry from which it may run over into the next column or page."""
COMMON = 12
"""A description that this many entries share is told once, before them."""
_DATES = 4


def find_common(listings: Iterable[ListingRecord]) -> dict[str, str]:
    """Description → type of service: of each type the one that most entries share, where those are many. A second one of
    the same type stays with its entries, as nobody could tell to which it belongs."""
    counts = Counter((item.description, item.service_type) for item in listings if item.description)
    found: dict[str, str] = {}
    for (text, kind), count in sorted(counts.items(), key=lambda row: (-row[1], row[0])):
        if count >= COMMON and kind not in found.values():
            found[text] = kind
    return found


def tell_listing(teller: Teller, listing: ListingRecord, common: dict[str, str], *, is_compact: bool = False) -> Plain:
    """One entry; ``templates/listing.typ`` names the fields."""
    say, words = teller.say, teller.words
    own = listing.language
    proof: list[str] = []
    before = teller.sayer.replaced
    entry: Plain = {"id": teller.to("listing", listing.key), "name": teller.name(listing), "key": listing.key}
    if listing.status.is_closed:
        return entry | _tell_closed(teller, listing)
    entry["marks"] = find_signs(listing)
    entry["phones"] = [_tell_phone(teller, phone) for phone in listing.phones if phone.kind != "fax"]
    if listing.summary:
        entry["text"] = say(listing.summary, own)
    if listing.description and listing.description not in common:
        text, left = shorten(listing.description, teller.cut)
        entry["more"] = say(text, own)
        if left:
            entry["cut"] = words("cut_at", address=_address(teller, listing)) if teller.address else words("cut_plain")
            proof.append(teller.mark(listing, "cut", words("proof_cut", count=left)))
    if listing.status.note:
        entry["note"] = say(listing.status.note, own)
    entry["facts"] = _facts(teller, listing, is_compact)
    entry["web"] = _web(teller, listing)
    entry["checked"] = teller.checked(listing.confirmation)
    if "awaiting_language_review" in listing.notices:
        entry["star"] = True
    if entry["checked"]["stale"]:
        state = teller.label("freshness", listing.confirmation.freshness(teller.today).state)
        proof.append(teller.mark(listing, "stale", words("proof_stale", state=state)))
    if "phone" in listing.withheld or "phones" in listing.withheld:
        reason = listing.withheld.get("phone") or listing.withheld.get("phones")
        entry["withheld"] = words("withheld_dead" if reason == "number_dead" else "withheld_bad")
    if not (entry["phones"] or entry["web"] or entry["facts"] or listing.summary or listing.description):
        entry["text"] = words("no_facts")
    if teller.sayer.replaced > before:
        count = teller.sayer.replaced - before
        proof.append(teller.mark(listing, "sign", words("proof_sign", count=count)))
    if proof and teller.is_proof:
        entry["proof"] = proof
    entry["long"] = measure(entry) > _LONG
    return {name: value for name, value in entry.items() if value not in (None, "", [], False)}


def _tell_closed(teller: Teller, listing: ListingRecord) -> Plain:
    state = teller.label("statuses", listing.status.state)
    since = teller.words.date(listing.status.since)
    found: Plain = {
        "closed": f"{state}: {since}." if since else f"{state}.",
        "note": teller.say(listing.status.note, listing.language) if listing.status.note else "",
        "successor": None,
    }
    if listing.status.successor:
        found["became"] = teller.label("becames", listing.status.became)
        found["successor"] = {"key": listing.status.successor, "to": teller.to("listing", listing.status.successor)}
    else:
        found["nobody"] = teller.words("closed_none")
    return {name: value for name, value in found.items() if value not in (None, "")}


def find_signs(listing: ListingRecord) -> list[str]:
    """The signs of an entry, in the order in which every spread explains them."""
    found = []
    if listing.cost in {"free", "free-to-apply"}:
        found.append("free")
    if listing.cost in {"sliding-scale", "low-cost"}:
        found.append("pay")
    if "es" in listing.languages or any("es" in phone.languages for phone in listing.phones):
        found.append("spanish")
    if "online" in listing.formats:
        found.append("online")
    if any(phone.kind == "tty" for phone in listing.phones):
        found.append("tty")
    if any(row.opens == 0 and row.closes == 1440 and len(row.days) == 7 and not row.weeks for row in listing.hours):
        found.append("always")
    return found


def _tell_phone(teller: Teller, phone: Phone) -> Plain:
    words = teller.words
    kind = {"tty": words("tty"), "text": words("text_to")}.get(phone.kind, "")
    found: Plain = {"n": phone.number.display, "k": kind, "l": teller.say(phone.label) if phone.label else ""}
    if phone.number.vanity and phone.number.vanity != found["n"]:
        found["v"] = teller.say(phone.number.vanity)
    if phone.extension:
        found["x"] = words("extension", digits=phone.extension)
    return {name: value for name, value in found.items() if value}


def _facts(teller: Teller, listing: ListingRecord, is_compact: bool) -> list[tuple[str, Say]]:
    words, own = teller.words, listing.language
    rows: list[tuple[str, str]] = []
    hours = [tell_hours(teller, row) for row in listing.hours]
    if listing.hours_note:
        hours.append(listing.hours_note)
    rows += [("hours", "; ".join(hours))]
    rows += [("where", tell_place(place, listing.name)) for place in listing.places]
    rows += [("access", place.accessibility) for place in listing.places]
    rows += [("who", listing.eligibility)]
    cost = "" if listing.cost in {"free", "sliding-scale", "low-cost"} else teller.label("costs", listing.cost)
    rows += [("cost", ". ".join(part for part in (cost, listing.cost_note) if part))]
    if set(listing.languages) - {"en"} and set(listing.languages) != {"en", "es"}:
        rows += [("languages", words.languages(listing.languages))]
    if not is_compact or listing.area_note:
        rows += [("serves", _area(teller, listing))]
    rows += [
        ("access", listing.accessibility),
        ("bring", listing.documents),
        ("accepting", teller.label("acceptings", listing.accepting)),
        ("insurance", listing.insurance),
        ("waiting", listing.waiting_time),
    ]
    if listing.other_names:
        rows += [("old_names", ", ".join(listing.other_names))]
    return [(words(name), teller.say(text, own)) for name, text in rows if text.strip(" ,")]


def tell_hours(teller: Teller, row: Hours) -> str:
    words = teller.words
    if row.opens == 0 and row.closes == 1440:
        times = words("day_and_night")
    else:
        times = f"{words.time(row.opens)} – {words.time(row.closes)}"
    text = f"{words.days(row.days)}, {times}"
    if row.weeks:
        text += ", " + words("weeks_of_month", weeks=", ".join(map(str, row.weeks)))
    return f"{text} ({row.note})" if row.note else text


def tell_place(place: Place, name: str = "") -> str:
    """On one line: "200 Example Avenue, Lumberton, NC 28358"."""
    parts = (place.name if place.name != name else "", place.address, place.address_2, place.city)
    return ", ".join(part.strip() for part in (*parts, f"{place.state} {place.zip}") if part.strip())


def _area(teller: Teller, listing: ListingRecord) -> str:
    if listing.area == "county":
        text = ", ".join(listing.area_counties)
    elif listing.area == "states":
        text = ", ".join(listing.area_states)
    elif listing.area in {"state", "world"} or (listing.area == "nation" and listing.area_note):
        text = teller.label("areas", listing.area)
    else:
        text = ""  # the whole country is what most entries serve
    return ". ".join(part for part in (text, listing.area_note) if part)


def _web(teller: Teller, listing: ListingRecord) -> list[Say]:
    shown = [show_address(url) for url in (listing.website, *(item.url for item in listing.web)) if url]
    return [teller.say(text) for text in dict.fromkeys([*shown, listing.email]) if text]


def _address(teller: Teller, listing: ListingRecord) -> str:
    return show_address(f"{teller.address}/{teller.language}/")


def measure(value: object) -> int:
    """About how many characters an entry prints."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, dict):
        return sum(map(measure, value.values()))
    if isinstance(value, (list, tuple)):
        return sum(map(measure, value))
    return 0


def tell_publication(teller: Teller, item: PublicationRecord) -> Plain:
    words, own = teller.words, item.language
    rows = [
        ("authors", ", ".join(dict.fromkeys(name for name in (*item.authors, item.organization_name) if name))),
        ("how_to_get", item.how_to_get),
        (
            "languages",
            words.languages((item.publication_language,)) if item.publication_language not in {"", "en"} else "",
        ),
    ]
    year = ", ".join(part for part in (item.edition, words.date(item.year)) if part)
    entry: Plain = {
        "id": teller.to("publication", item.key),
        "key": item.key,
        "name": teller.name(item, item.publication_language or None),
        "year": teller.say(year) if year else "",
        "text": teller.say(item.annotation, own) if item.annotation else "",
        "note": teller.say(item.status.note, own) if item.status.note else "",
        "facts": [(words(name), teller.say(text, own)) for name, text in rows if text],
        "web": [teller.say(show_address(item.website))] if item.website and not item.status.is_closed else [],
        "star": "awaiting_language_review" in item.notices,
    }
    if item.status.is_closed:
        entry["closed"] = teller.label("statuses", item.status.state) + "."
    entry["long"] = measure(entry) > _LONG
    return {name: value for name, value in entry.items() if value not in (None, "", [], False)}


def next_dates(teller: Teller, event: EventRecord, timezone: str) -> list[dt.datetime]:
    midnight = dt.datetime.combine(teller.today, dt.time(), ZoneInfo(timezone))
    return next_occurrences(event.starts, event.recurrence, event.timezone, midnight, _DATES)


def tell_event(teller: Teller, event: EventRecord, dates: list[dt.datetime], by: ListingRecord | None = None) -> Plain:
    words, own = teller.words, event.language
    rows = [
        ("where", tell_place(event.place) if event.place else ""),
        ("cost", teller.label("costs", event.cost)),
        ("languages", words.languages(event.languages) if event.languages else ""),
    ]
    entry: Plain = {
        "id": teller.to("event", event.key),
        "key": event.key,
        "name": teller.name(event, own),
        "text": teller.say(event.summary, own) if event.summary else "",
        "note": teller.say(event.status.note, own) if event.status.note else "",
        "phones": [_tell_phone(teller, event.phone)] if event.phone and event.phone.kind != "fax" else [],
        "facts": [
            (words("when"), "; ".join(words.moment(start) for start in dates)),
            *((words(name), teller.say(text, own)) for name, text in rows if text),
        ],
        "web": [teller.say(show_address(url)) for url in dict.fromkeys((event.website, event.online)) if url],
        "checked": teller.checked(event.confirmation),
        "by": {"s": teller.say(by.name), "to": teller.to("listing", by.key)} if by else None,
    }
    return {name: value for name, value in entry.items() if value not in (None, "", [], False)}
