"""Listings as rows of a table."""

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import QuerySet

from dogwood.editorial.models import Listing

JOINT = "; "
_BATCH = 500


def _phones(listing: Listing, kinds: set[str]) -> str:
    return JOINT.join(
        phone.written + (f" ext. {phone.extension}" if phone.extension and phone.extension not in phone.written else "")
        for phone in listing.phones.all()
        if phone.kind in kinds
    )


def _place(name: str) -> Callable[[Any], str]:
    def read(listing: Any) -> str:
        place = next(iter(listing.places.all()), None)
        value = getattr(place, name) if place is not None else None
        return "" if value is None else str(value)

    return read


def _hours(listing: Listing) -> str:
    rows = [
        f"{row.days} {row.opens}-{row.closes}" + (f" (weeks {', '.join(row.weeks)})" if row.weeks else "")
        for row in listing.hours.all()
    ]
    return JOINT.join([*rows, *filter(None, [listing.hours_note])])


def _more_places(listing: Listing) -> str:
    return " | ".join(
        ", ".join(
            filter(None, (place.name, place.address, place.address_2, place.city, f"{place.state} {place.zip}".strip()))
        )
        for place in list(listing.places.all())[1:]
    )


def _plain(name: str) -> Callable[[Any], str]:
    def read(listing: Any) -> str:
        value = getattr(listing, name)
        return JOINT.join(value) if isinstance(value, (tuple, list)) else str(value or "")

    return read


_COLUMNS: tuple[tuple[str, Callable[[Any], str]], ...] = (
    ("Id", _plain("key")),
    ("Name", _plain("name")),
    ("Other names", _plain("other_names")),
    ("Organization", lambda listing: listing.organization.name if listing.organization else ""),
    ("Type", _plain("service_type")),
    ("Status", _plain("status")),
    ("Published", lambda listing: "yes" if listing.live else "no"),
    ("Summary", _plain("summary")),
    ("Description", _plain("description")),
    ("Phone", lambda listing: _phones(listing, {"voice", "toll_free"})),
    ("TTY", lambda listing: _phones(listing, {"tty"})),
    ("Text", lambda listing: _phones(listing, {"text"})),
    ("Fax", lambda listing: _phones(listing, {"fax"})),
    ("E-mail", _plain("email")),
    ("Website", lambda listing: JOINT.join(filter(None, [listing.website, *(one.url for one in listing.web.all())]))),
    ("Address", _place("address")),
    ("Address 2", _place("address_2")),
    ("City", _place("city")),
    ("State", _place("state")),
    ("ZIP", _place("zip")),
    ("County", _place("county")),
    ("Latitude", _place("latitude")),
    ("Longitude", _place("longitude")),
    ("More places", _more_places),
    ("Hours", _hours),
    ("Languages", _plain("languages")),
    ("Needs", _plain("needs")),
    ("Audiences", _plain("audiences")),
    ("Formats", _plain("formats")),
    ("Eligibility", _plain("eligibility")),
    ("Cost", _plain("cost")),
    ("Cost note", _plain("cost_note")),
    ("Area served", _plain("area_note")),
    ("Counties", _plain("area_counties")),
)
HEADINGS = tuple(heading for heading, _ in _COLUMNS)


def make_rows(listings: QuerySet[Listing]) -> Iterator[list[str]]:
    """One row of texts a listing, in the order of HEADINGS."""
    query = listings.select_related("organization").prefetch_related("phones", "places", "hours", "web")
    for listing in query.iterator(chunk_size=_BATCH):
        yield [read(listing) for _, read in _COLUMNS]
