"""The indexes: by name (old names too), by need, by place and by topic.

A row is ``{"s": text, "to": labels}`` with, where they hold, ``"see"`` (the name it goes by now), ``"b"`` (bold) and
``"in"`` (set in, under the row before). Which page a label is on only the renderer knows.
"""

from collections.abc import Iterable

from dogwood.edition.records import EventRecord, ListingRecord, PublicationRecord, QuestionBlock

from .gather import PLACES_OF_CARE, Gathered, fold, home_of, order_needs
from .saying import Plain, Say
from .teller import Teller


def index_names(teller: Teller, gathered: Gathered) -> list[Plain]:
    """Listings, publications and organizations of the volume, each also under its other and old names."""
    rows: dict[tuple[str, str, str], Plain] = {}

    def add(name: str, labels: Iterable[str], see: str = "") -> None:
        to = [label for label in labels if label]
        if name.strip() and to:
            row = rows.setdefault((fold(name), name, see), {"s": teller.say(name) or "–", "to": []})
            row["to"] += [label for label in to if label not in row["to"]]
            if see:
                row["see"] = teller.say(see)

    of_organization: dict[str, list[ListingRecord]] = {}
    for listing in gathered.listings:
        label = teller.to("listing", listing.key)
        add(listing.name, [label])
        for old in listing.other_names:
            add(old, [label], listing.name if fold(old) != fold(listing.name) else "")
        if listing.organization:
            of_organization.setdefault(listing.organization, []).append(listing)
    for item in gathered.publications:
        add(item.title, [teller.to("publication", item.key)])
    for key, found in sorted(of_organization.items()):
        organization = gathered.organizations.get(key)
        if organization is None:
            continue
        labels = [teller.to("listing", listing.key) for listing in found]
        add(organization.name, labels)
        for old in organization.other_names:
            if fold(old) != fold(organization.name):
                add(old, labels, organization.name)
    return by_letter(rows[key] for key in sorted(rows))


def index_needs(teller: Teller, gathered: Gathered, county_part: str) -> list[Plain]:
    """Each need with its guides, with who meets it, and with meetings and books. Hundreds of places of one kind are found by county."""
    found = []
    for need in order_needs(_needs_of(gathered)):
        meeting = [item for item in gathered.listings if need in item.needs and not item.status.is_closed]
        near = {item.key for item in meeting if item.service_type in PLACES_OF_CARE and home_of(item).kind == "county"}
        rows: list[Plain] = [
            {"s": teller.say(item.title, item.language), "to": [label], "i": True}
            for item in gathered.guides
            if need in item.needs and (label := teller.to("guide", item.key))
        ]
        rows += [
            {"s": teller.say(item.name), "to": [teller.to("listing", item.key)]}
            for item in meeting
            if item.key not in near
        ]
        books_and_meetings: list[EventRecord | PublicationRecord] = [*gathered.events, *gathered.publications]
        rows += [
            {"s": teller.say(item.heading), "to": [label]}
            for item in books_and_meetings
            if need in item.needs and (label := teller.to(item.record_type, item.key))
        ]
        if near and county_part:
            rows.append({"s": teller.words("by_county_from"), "to": [county_part]})
        if rows:
            group = teller.to("need", need)
            found.append({"letter": teller.label("needs", need), "to": [group] if group else [], "rows": rows})
    return found


def _needs_of(gathered: Gathered) -> set[str]:
    named = [item.needs for item in gathered.listings]
    named += [item.needs for item in gathered.guides]
    named += [item.needs for item in gathered.publications]
    named += [item.needs for item in gathered.events]
    return {need for needs in named for need in needs}


def index_places(teller: Teller, gathered: Gathered) -> list[Plain]:
    """Counties, and towns in which something stands."""
    rows: dict[tuple[str, int, str], Plain] = {}
    for listing in gathered.listings:
        label = teller.to("listing", listing.key)
        for place in listing.places:
            if place.county_fips and place.city and not listing.status.is_closed:
                row = rows.setdefault((fold(place.city), 1, place.city), {"s": teller.say(place.city), "to": []})
                if label not in row["to"]:
                    row["to"].append(label)
    for (record_type, key), label in teller.labels.items():
        if record_type == "county":
            name = teller.words("county", county=key)
            rows[fold(key), 0, name] = {"s": teller.say(name), "to": [label], "b": True}
    return by_letter(rows[key] for key in sorted(rows))


def index_topics(teller: Teller, gathered: Gathered) -> list[Plain]:
    """Guides, the questions they answer, and the words that the glossary explains."""
    rows: dict[tuple[str, str], Plain] = {}
    for guide in gathered.guides:
        label = teller.to("guide", guide.key)
        if not label:
            continue
        rows[fold(guide.title), label] = {"s": teller.say(guide.title, guide.language), "to": [label], "b": True}
        for number, block in enumerate(guide.body):
            if isinstance(block, QuestionBlock):
                own = f"{teller.language}.q.{guide.key}.{number}"
                rows[fold(block.question), own] = {"s": teller.say(block.question, guide.language), "to": [own]}
    for term in gathered.terms:
        if label := teller.to("term", term.key):
            rows[fold(term.term), label] = {"s": teller.say(term.term, term.language), "to": [label], "i": True}
    return by_letter(rows[key] for key in sorted(rows))


def by_letter(rows: Iterable[Plain]) -> list[Plain]:
    """Rows in groups ``{"letter", "rows"}`` by their first letter; what begins with none stands under 0–9."""
    groups: dict[str, list[Plain]] = {}
    for row in rows:
        first = fold(plain(row["s"]))[:1].upper()
        groups.setdefault(first if first.isalpha() else "0–9", []).append(row)
    return [{"letter": letter, "rows": found} for letter, found in groups.items()]


def plain(said: Say) -> str:
    """The words of ``said`` alone."""
    return said if isinstance(said, str) else "".join(run["s"] for run in said)
