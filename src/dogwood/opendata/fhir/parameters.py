"""The search parameters of each type of resource."""

from dataclasses import dataclass

from dogwood.hsds.organizations import organization_id
from dogwood.hsds.services import service_id

from .meanings import (
    Compile,
    match_active,
    match_id,
    match_identifier,
    match_language,
    match_moment,
    match_nearness,
    match_reference,
    match_status,
    match_string,
    match_word,
)
from .names import ADDRESS

TABLES = {"Organization": "organization", "HealthcareService": "service", "Location": "link"}
"""Type of resource → table of the data made ready."""


@dataclass(frozen=True)
class Parameter:
    """type: of FHIR's SearchParamType. about: for the CapabilityStatement. definition: address of the standard's own, "" where
    it is not one of FHIR R4. modifiers: that it takes. targets: types that it refers to."""

    type: str
    about: str
    compile: Compile
    definition: str = ""
    modifiers: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()


_R4 = "http://hl7.org/fhir/SearchParameter"
_RUNS = "organization IN (SELECT position FROM organization WHERE id IN ({}))"
_PLACED = "position IN (SELECT service FROM link WHERE position IN (SELECT position FROM named WHERE field='location' AND folded IN ({})))"
_STRING = ("contains",)

PARAMETERS: dict[str, dict[str, Parameter]] = {
    "Organization": {
        "_id": Parameter("token", "Its id.", match_id("id IN ({})"), f"{_R4}/Resource-id"),
        "_lastUpdated": Parameter(
            "date",
            "Edition in which it last changed: gt, ge, lt or le.",
            match_moment("position IN (SELECT position FROM named WHERE field='changed' AND folded{})"),
            f"{_R4}/Resource-lastUpdated",
        ),
        "active": Parameter("token", "true or false.", match_active("unit-closed"), f"{_R4}/Organization-active"),
        "identifier": Parameter(
            "token",
            "The directory's key.",
            match_identifier("Organization", organization_id),
            f"{_R4}/Organization-identifier",
        ),
        "name": Parameter(
            "string",
            "Start of a name or of another name, in any language; anywhere in it with :contains.",
            match_string("organization"),
            f"{_R4}/Organization-name",
            _STRING,
        ),
    },
    "HealthcareService": {
        "_id": Parameter("token", "Its id.", match_id("id IN ({})"), f"{_R4}/Resource-id"),
        "_lastUpdated": Parameter(
            "date",
            "Edition in which it last changed: gt, ge, lt or le.",
            match_moment("modified{}"),
            f"{_R4}/Resource-lastUpdated",
        ),
        "active": Parameter("token", "true or false.", match_active("closed"), f"{_R4}/HealthcareService-active"),
        "characteristic": Parameter(
            "token",
            "Code of an audience, a format or another mark, such as audience:uninsured.",
            match_word("audiences", "formats", "acceptings", "kinds"),
            f"{_R4}/HealthcareService-characteristic",
        ),
        "communication": Parameter("token", "Language in which it is given, such as es.", match_language),
        "identifier": Parameter(
            "token",
            "The directory's key.",
            match_identifier("HealthcareService", service_id),
            f"{_R4}/HealthcareService-identifier",
        ),
        "location": Parameter(
            "reference",
            "Where it is given. Chains: location.near, location.address-city and the others of Location.",
            match_reference("Location", _PLACED),
            f"{_R4}/HealthcareService-location",
            targets=("Location",),
        ),
        "name": Parameter(
            "string",
            "Start of a name or of another name, in any language; anywhere in it with :contains.",
            match_string("service"),
            f"{_R4}/HealthcareService-name",
            _STRING,
        ),
        "organization": Parameter(
            "reference",
            "Who runs it. Chains: organization.name and the others of Organization.",
            match_reference("Organization", _RUNS),
            f"{_R4}/HealthcareService-organization",
            targets=("Organization",),
        ),
        "service-category": Parameter(
            "token",
            "Code of a need, such as need:ride.",
            match_word("needs"),
            f"{_R4}/HealthcareService-service-category",
        ),
        "service-type": Parameter(
            "token",
            "Code of a type of service, such as service_type:helpline.",
            match_word("service_types"),
            f"{_R4}/HealthcareService-service-type",
        ),
    },
    "Location": {
        "_id": Parameter(
            "token",
            "Its id.",
            match_id("position IN (SELECT position FROM named WHERE field='location' AND folded IN ({}))"),
            f"{_R4}/Resource-id",
        ),
        "_lastUpdated": Parameter(
            "date",
            "Edition in which its service last changed: gt, ge, lt or le.",
            match_moment("service IN (SELECT position FROM service WHERE modified{})"),
            f"{_R4}/Resource-lastUpdated",
        ),
        "address": Parameter(
            "string", "Start of street, city, state or postal code.", match_string(*ADDRESS), f"{_R4}/Location-address", _STRING
        ),
        "address-city": Parameter(
            "string", "Start of the city.", match_string("city"), f"{_R4}/Location-address-city", _STRING
        ),
        "address-postalcode": Parameter(
            "string", "Start of the postal code.", match_string("zip"), f"{_R4}/Location-address-postalcode", _STRING
        ),
        "address-state": Parameter(
            "string", "Two letters of the state.", match_string("state"), f"{_R4}/Location-address-state", _STRING
        ),
        "name": Parameter(
            "string",
            "Start of a name, in any language; anywhere in it with :contains.",
            match_string("place"),
            f"{_R4}/Location-name",
            _STRING,
        ),
        "near": Parameter(
            "special",
            "latitude|longitude|distance|units, the nearest first; units km or [mi_us], 50 km where no distance is given.",
            match_nearness,
            f"{_R4}/Location-near",
        ),
        "organization": Parameter(
            "reference",
            "Who runs what is there. Chains: organization.name and the others of Organization.",
            match_reference(
                "Organization", f"service IN (SELECT position FROM service WHERE {_RUNS})"  # noqa: S608
            ),
            f"{_R4}/Location-organization",
            targets=("Organization",),
        ),
        "status": Parameter("token", "active, suspended or inactive.", match_status, f"{_R4}/Location-status"),
    },
}  # fmt: skip
"""Type of resource → name → parameter."""

CHAINS = {
    ("HealthcareService", "location"): "position IN (SELECT service FROM link WHERE {})",
    ("HealthcareService", "organization"): "organization IN (SELECT position FROM organization WHERE {})",
    ("Location", "organization"): (
        "service IN (SELECT position FROM service WHERE organization IN (SELECT position FROM organization WHERE {}))"
    ),
}
"""(type, reference) → condition, {} for the one on what it refers to."""


def find_parameter(resource: str, name: str) -> tuple[Parameter, str] | None:
    """The parameter ``name`` (a chain too) and the condition that its own goes into, "{}" for none. None for no parameter."""
    if name in PARAMETERS[resource]:
        return PARAMETERS[resource][name], "{}"
    head, point, tail = name.partition(".")
    head, _, kind = head.partition(":")
    own = PARAMETERS[resource].get(head)
    if not point or own is None or not own.targets or kind not in {"", *own.targets}:
        return None
    found = PARAMETERS[own.targets[0]].get(tail)
    return (found, CHAINS[resource, head]) if found else None
