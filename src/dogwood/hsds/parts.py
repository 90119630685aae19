"""The parts of a listing: phones, schedules, languages, areas, cost, places."""

import re
from collections.abc import Sequence

from dogwood import vocabulary
from dogwood.edition.records import Hours, ListingRecord, Phone, Place
from dogwood.facts.language import name_language
from dogwood.places import find_state

from .frame import Frame
from .identity import Ids, make_id
from .schedules import Opening, write_opening
from .values import HsdsObject, drop_empty

_PHONE_TYPES = {"voice": "voice", "toll_free": "voice", "tty": "textphone", "text": "text", "fax": "fax"}
"""Our words → types of RFC 6350, section 6.4.1, as HSDS wants."""
COUNTRY = "US"


def location_id(listing: ListingRecord, number: int) -> str:
    """number: of the place in the listing, 1 for the first."""
    return make_id("listing", listing.key, "place", number)


def service_at_location_id(listing: ListingRecord, number: int) -> str:
    return make_id("listing", listing.key, "at-place", number)


def write_phones(rows: Sequence[Phone], ids: Ids, owner: HsdsObject, frame: Frame) -> list[HsdsObject]:
    """owner: the foreign key of what the phones belong to (``{"service_id": …}``)."""
    return [_write_phone(row, ids.take("phone", row.kind, row.dial, row.extension), owner, frame) for row in rows]


def _write_phone(row: Phone, own_id: str, owner: HsdsObject, frame: Frame) -> HsdsObject:
    kind = vocabulary.label("phone_kinds", row.kind, frame.language) if row.kind in {"toll_free", "tty"} else ""
    vanity = row.number.vanity
    # HSDS's extension is a number: what a number would lose (0071, twenty digits) is told in words.
    is_number = row.extension.isdecimal() and row.extension == str(int(row.extension)) and len(row.extension) < 10
    words = [row.label, kind, vanity, "" if is_number or not row.extension else f"ext. {row.extension}"]
    return drop_empty(
        {
            "id": own_id,
            **owner,
            "number": row.number.display,
            "extension": int(row.extension) if is_number else None,
            "type": _PHONE_TYPES.get(row.kind, "voice"),
            "description": "; ".join(filter(None, words)),
            "languages": write_languages(row.languages, {"phone_id": own_id}, frame),
        }
    )


def write_languages(tags: Sequence[str], owner: HsdsObject, frame: Frame) -> list[HsdsObject]:
    """code: the language part of a BCP 47 tag, which is ISO 639. A tag that says more stands in the note."""
    return [
        drop_empty(
            {
                "id": make_id("language", *owner.values(), tag),
                **owner,
                "name": name_language(tag, frame.language),
                "code": tag.partition("-")[0],
                "note": tag if "-" in tag else "",
            }
        )
        for tag in dict.fromkeys(tags)
    ]


def write_schedules(rows: Sequence[Hours], note: str, ids: Ids, owner: HsdsObject, frame: Frame) -> list[HsdsObject]:
    """note: hours as prose, an entry of its own that has nothing but words."""
    made = []
    for row in rows:
        days = "-".join(map(str, row.days))
        weeks = "-".join(map(str, row.weeks))
        opening = Opening(row.days, row.opens, row.closes, row.weeks)
        made.append(
            drop_empty(
                {
                    "id": ids.take("hours", days, weeks, row.opens, row.closes),
                    **owner,
                    **write_opening(opening, row.timezone, frame.today),
                    "description": row.note,
                    "notes": f"Local time, {row.timezone}.",
                }
            )
        )
    if note:
        made.append({"id": ids.take("hours-note"), **owner, "description": note})
    return made


def write_service_areas(listing: ListingRecord, owner: HsdsObject, frame: Frame) -> list[HsdsObject]:
    """Counties one by one, with their identifiers of Open Civic Data; the state, the states, the nation, the world."""
    named: list[tuple[str, str]] = []
    country = "ocd-division/country:us"
    if listing.area == "county" or listing.area_counties:
        for county in listing.area_counties:
            own = f"{country}/state:{frame.state.lower()}/county:{_civic(county)}" if frame.state else ""
            named.append((f"{county} County" + (f", {frame.state}" if frame.state else ""), own))
    elif listing.area == "state" and frame.state:
        state = find_state(frame.state)
        named.append((state.name if state else frame.state, f"{country}/state:{frame.state.lower()}"))
    elif listing.area == "states":
        for code in listing.area_states:
            state = find_state(code)
            named.append((state.name if state else code, f"{country}/state:{code.lower()}"))
    elif listing.area == "nation":
        named.append((vocabulary.label("areas", "nation", frame.language), country))
    if listing.area and not named:
        named.append((vocabulary.label("areas", listing.area, frame.language), ""))
    if not named and listing.area_note:
        named.append((listing.area_note, ""))
    return [
        drop_empty(
            {
                "id": make_id("listing", listing.key, "area", name),
                **owner,
                "name": name,
                "description": listing.area_note,
                "uri": uri,
            }
        )
        for name, uri in dict.fromkeys(named)
    ]


def write_cost_options(listing: ListingRecord, owner: HsdsObject, frame: Frame) -> list[HsdsObject]:
    if not (listing.cost or listing.cost_note):
        return []
    is_free = listing.cost == "free"
    return [
        drop_empty(
            {
                "id": make_id("listing", listing.key, "cost"),
                **owner,
                "option": vocabulary.label("costs", listing.cost, frame.language) if listing.cost else "",
                "currency": "USD" if is_free else "",
                "amount": 0 if is_free else None,
                "amount_description": listing.cost_note,
            }
        )
    ]


def write_location(listing: ListingRecord, number: int, organization_id: str, frame: Frame) -> HsdsObject:
    """number: of the place in the listing, 1 for the first. Its phones and hours stand with the service at the location."""
    place = listing.places[number - 1]
    own = {"organization_id": organization_id, "name": place.name or listing.name}
    return write_place(place, location_id(listing, number), own, listing.accessibility)


def write_place(place: Place, own_id: str, own: HsdsObject, accessibility: str = "") -> HsdsObject:
    """A location. own: fields that the place itself does not know. accessibility: of what is there, beside the place's."""
    return drop_empty(
        {
            "id": own_id,
            "location_type": "physical",
            **own,
            "description": f"{place.county} County" if place.county else "",
            "latitude": place.latitude,
            "longitude": place.longitude,
            "addresses": write_addresses(place, own_id),
            "accessibility": [
                {"id": make_id(own_id, "accessibility", text), "location_id": own_id, "description": text}
                for text in dict.fromkeys(filter(None, (place.accessibility, accessibility)))
            ],
        }
    )


_ADDRESS = ("address_1", "city", "state_province", "postal_code", "country", "address_type")
"""What HSDS requires of an address, and so stands there even where it is not known."""


def write_addresses(place: Place, own_id: str) -> list[HsdsObject]:
    if not (place.address or place.city or place.zip):
        return []
    return [
        drop_empty(
            {
                "id": make_id(own_id, "address"),
                "location_id": own_id,
                "address_1": place.address,
                "address_2": place.address_2,
                "city": place.city,
                "region": f"{place.county} County" if place.county else "",
                "state_province": place.state,
                "postal_code": place.zip,
                "country": COUNTRY,
                "address_type": "physical",
            },
            keep=_ADDRESS,
        )
    ]


def _civic(name: str) -> str:
    return re.sub(r"[^a-z0-9~.-]+", "_", name.lower()).strip("_")
