"""Records → FHIR resources, as dicts that JSON has.

A resource claims a profile where it keeps to it: all of them do but those of what is closed, for the profiles hold
nothing but what is active, run by whom is active too.
"""

from dogwood.edition.records import ListingRecord, OrganizationRecord, Place
from dogwood.hsds.frame import Frame
from dogwood.hsds.organizations import id_of_runner, organization_id, stand_in_id, write_stand_in
from dogwood.hsds.parts import COUNTRY, location_id, write_service_areas
from dogwood.hsds.services import format_moment, service_id, write_service
from dogwood.hsds.values import HsdsObject, drop_empty, join_paragraphs

from .parts import (
    describe_hours,
    describe_more,
    describe_phones,
    write_category,
    write_concepts,
    write_hours,
    write_languages,
    write_provisions,
    write_telecom,
    write_unknown,
)
from .words import ACCESSIBILITY, DESCRIPTION, KEYS_PATHS, PROFILES

_STATES = {"temporarily_closed": "suspended", "inactive": "inactive", "defunct": "inactive"}
"""Our words → LocationStatus. What is not known counts as active, as in HSDS; the service's comment says what is not confirmed."""


def write_fhir_organization(organization: OrganizationRecord, changed: str, frame: Frame) -> HsdsObject:
    """changed: when it last did, as HSDS writes a moment."""
    note = organization.status.note.strip()
    own_id = organization_id(organization.key)
    return drop_empty(
        {
            **_head("Organization", own_id, organization.language, changed, not organization.status.is_closed),
            "extension": [{"url": DESCRIPTION, "valueString": note}] if note else [],
            "identifier": [_identify("Organization", organization.key, frame)],
            "active": not organization.status.is_closed,
            "type": [write_unknown(frame.language)],
            "name": organization.name,
            "alias": list(dict.fromkeys(organization.other_names)),
            "telecom": write_telecom((), "", [organization.website], frame.language),
        }
    )


def write_fhir_stand_in(listing: ListingRecord, changed: str, frame: Frame) -> HsdsObject:
    """The organization that stands in where the directory does not say who runs a listing."""
    about = write_stand_in(listing, frame)
    return drop_empty(
        {
            **_head("Organization", stand_in_id(listing.key), listing.language, changed, not listing.status.is_closed),
            "extension": [{"url": DESCRIPTION, "valueString": about["description"]}],
            "active": not listing.status.is_closed,
            "type": [write_unknown(frame.language)],
            "name": about["name"],
            "telecom": write_telecom((), listing.email, [listing.website], frame.language),
        }
    )


def write_fhir_service(listing: ListingRecord, runs: bool, frame: Frame) -> HsdsObject:
    """runs: who runs it is active."""
    about = write_service(listing, frame)
    changed = format_moment(frame.modified("listing", listing.key))
    phones = [row for row in listing.phones if _is_everywhere(row.place, listing)]
    hours = [row for row in listing.hours if _is_everywhere(row.place, listing)]
    areas = write_service_areas(listing, {}, frame)
    is_active = not listing.status.is_closed
    runner = frame.name_of("organization", listing.organization) if listing.organization else ""
    kinds = [listing.kind] if listing.kind != "service" else []
    return drop_empty(
        {
            **_head("HealthcareService", service_id(listing.key), listing.language, changed, is_active and runs),
            "identifier": [_identify("HealthcareService", listing.key, frame)],
            "active": is_active,
            "providedBy": {
                "reference": f"Organization/{id_of_runner(listing)}",
                "display": runner or listing.organization_name or listing.name,
            },
            "category": [write_category(listing, frame)],
            "type": write_concepts("service_types", filter(None, [listing.service_type]), frame),
            "location": [
                {"reference": f"Location/{location_id(listing, number)}", "display": place.name or listing.name}
                for number, place in enumerate(listing.places, 1)
            ],
            "name": listing.name,
            "comment": join_paragraphs(about.get("alert", ""), about.get("description", "")),
            "extraDetails": describe_more(listing, phones, about, frame.language),
            "telecom": write_telecom(
                phones, listing.email, [listing.website, *(link.url for link in listing.web)], frame.language
            ),
            "coverageArea": [{"display": area["name"]} for area in areas],
            "serviceProvisionCode": write_provisions(listing, frame.language),
            "eligibility": [{"comment": listing.eligibility}] if listing.eligibility.strip() else [],
            "characteristic": [
                *write_concepts("audiences", listing.audiences, frame),
                *write_concepts("formats", listing.formats, frame),
                *write_concepts("acceptings", filter(None, [listing.accepting]), frame),
                *write_concepts("kinds", kinds, frame),
            ],
            "communication": write_languages(listing.languages, frame.language),
            "availableTime": write_hours(hours, "availableStartTime", "availableEndTime"),
            "availabilityExceptions": describe_hours(hours, listing.hours_note, frame.language),
        }
    )


def write_fhir_location(listing: ListingRecord, number: int, runs: bool, frame: Frame) -> HsdsObject:
    """number: of the place in the listing, 1 for the first. runs: who runs it is active."""
    place = listing.places[number - 1]
    status = _STATES.get(listing.status.state, "active")
    changed = format_moment(frame.modified("listing", listing.key))
    phones = [row for row in listing.phones if row.place == number]
    hours = [row for row in listing.hours if row.place == number]
    access = dict.fromkeys(filter(None, (place.accessibility.strip(), listing.accessibility.strip())))
    return drop_empty(
        {
            **_head("Location", location_id(listing, number), listing.language, changed, status == "active" and runs),
            "extension": [{"url": ACCESSIBILITY, "valueCodeableConcept": {"text": text}} for text in access],
            "status": status,
            "name": place.name or listing.name,
            "description": describe_phones(phones, frame.language),
            "telecom": write_telecom(phones, "", (), frame.language),
            "address": _write_address(place),
            "position": _write_position(place),
            "managingOrganization": {"reference": f"Organization/{id_of_runner(listing)}"},
            "hoursOfOperation": write_hours(hours, "openingTime", "closingTime"),
            "availabilityExceptions": describe_hours(hours, "", frame.language),
        }
    )


def _head(kind: str, own_id: str, language: str, changed: str, keeps: bool) -> HsdsObject:
    """keeps: to the profile."""
    meta = drop_empty({"lastUpdated": changed, "profile": [PROFILES[kind]] if keeps and changed else []})
    return {"resourceType": kind, "id": own_id, "meta": meta, "language": language}


def _identify(kind: str, key: str, frame: Frame) -> HsdsObject:
    return {"use": "official", "system": f"{frame.site}{KEYS_PATHS[kind]}", "value": key}


def _write_address(place: Place) -> HsdsObject:
    lines = [text for text in (place.address.strip(), place.address_2.strip()) if text]
    if not (lines or place.city or place.zip):
        return {}
    last = " ".join(filter(None, (place.state, place.zip)))
    return drop_empty(
        {
            "use": "work",
            "type": "physical",
            "text": ", ".join(filter(None, (*lines, place.city, last))),
            "line": lines,
            "city": place.city,
            "district": f"{place.county} County" if place.county else "",
            "state": place.state,
            "postalCode": place.zip,
            "country": COUNTRY,
        }
    )


def _write_position(place: Place) -> HsdsObject:
    if place.latitude is None or place.longitude is None:
        return {}
    return {"longitude": place.longitude, "latitude": place.latitude}


def _is_everywhere(place: int | None, listing: ListingRecord) -> bool:
    """Of the service as a whole; of a place that is not there too, so that nothing is lost."""
    return place is None or not 1 <= place <= len(listing.places)
