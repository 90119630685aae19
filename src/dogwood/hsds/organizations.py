"""``organization``: who runs listings.

Where an edition does not say who runs a listing, an organization of the listing's own name stands in, so that every
service has one, as HSDS wants; its description says what it is.
"""

from collections.abc import Sequence

from dogwood.edition.records import ListingRecord, OrganizationRecord

from .frame import Frame
from .identity import KEY_SCHEME, LISTED_IN, make_id
from .values import HsdsObject, as_email, as_uri, drop_empty

_STANDS_IN = {
    "en": "The directory does not say who runs “{0}”. This entry stands for it.",
    "es": "El directorio no dice quién dirige “{0}”. Esta entrada ocupa su lugar.",
}
_UNNAMED = {"en": "this directory", "es": "este directorio"}
"""HSDS requires a description, and an edition has none of an organization: its status in words, else these and
``LISTED_IN``. Other languages fall back to English."""


def organization_id(key: str) -> str:
    return make_id("organization", key)


def stand_in_id(listing_key: str) -> str:
    """Of the organization that stands in for a listing's."""
    return make_id("listing", listing_key, "organization")


def id_of_runner(listing: ListingRecord) -> str:
    return organization_id(listing.organization) if listing.organization else stand_in_id(listing.key)


def write_organization(organization: OrganizationRecord, frame: Frame) -> HsdsObject:
    """What the list of organizations has: its fields, and the identifier that carries its key."""
    return drop_empty(
        {
            "id": organization_id(organization.key),
            "name": organization.name,
            "alternate_name": "; ".join(organization.other_names),
            "description": organization.status.note
            or _say(LISTED_IN, frame.language).format(frame.directory or _say(_UNNAMED, frame.language)),
            "website": as_uri(organization.website),
            "parent_organization_id": organization_id(organization.parent) if organization.parent else "",
            "organization_identifiers": [
                {
                    "id": make_id("organization", organization.key, "identifier"),
                    "organization_id": organization_id(organization.key),
                    "identifier_scheme": KEY_SCHEME,
                    "identifier_type": "Key in the directory",
                    "identifier": organization.key,
                }
            ],
        }
    )


def write_stand_in(listing: ListingRecord, frame: Frame) -> HsdsObject:
    name = listing.organization_name or listing.name
    return drop_empty(
        {
            "id": stand_in_id(listing.key),
            "name": name,
            "description": _say(_STANDS_IN, frame.language).format(listing.name),
            "email": as_email(listing.email),
            "website": as_uri(listing.website),
        }
    )


def nest_organization(
    organization: HsdsObject, services: Sequence[HsdsObject], locations: Sequence[HsdsObject]
) -> HsdsObject:
    """The full form of an organization: with its locations and services."""
    return drop_empty({**organization, "locations": list(locations), "services": list(services)})


def _say(sentences: dict[str, str], language: str) -> str:
    return sentences.get(language.partition("-")[0]) or sentences["en"]
