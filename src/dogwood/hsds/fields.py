"""The tables of HSDS 3.1 and their fields: the one list that the tabular form is written and read by.

A field is ``name``, ``name:kind`` with what is no plain text, and ``!`` where HSDS requires it. A name that ends in
``_id`` and is a table's refers to it.
"""

from dataclasses import dataclass
from functools import cached_property

_SPEC = {
    "organization": (
        "organizations.csv",
        "id:uuid! name! alternate_name description! email:email website:uri tax_status tax_id year_incorporated:number "
        "legal_status logo uri:uri parent_organization_id:uuid",
    ),
    "program": ("programs.csv", "id:uuid! organization_id:uuid! name! alternate_name description!"),
    "service": (
        "services.csv",
        "id:uuid! organization_id:uuid! program_id:uuid name! alternate_name description url:uri email:email status! "
        "interpretation_services application_process fees_description wait_time fees accreditations "
        "eligibility_description minimum_age:number maximum_age:number assured_date:date assurer_email:email licenses "
        "alert last_modified:datetime",
    ),
    "attribute": (
        "attributes.csv",
        "id:uuid! link_id:uuid! taxonomy_term_id:uuid! link_type link_entity! value label",
    ),
    "service_at_location": ("service_at_location.csv", "id:uuid! service_id:uuid! location_id:uuid! description"),
    "location": (
        "locations.csv",
        "id:uuid! location_type! url:uri organization_id:uuid name alternate_name description transportation "
        "latitude:number longitude:number external_identifier external_identifier_type",
    ),
    "phone": (
        "phones.csv",
        "id:uuid! location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid service_at_location_id:uuid "
        "number! extension:number type description",
    ),
    "contact": (
        "contacts.csv",
        "id:uuid! organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name title "
        "department email:email",
    ),
    "address": (
        "addresses.csv",
        "id:uuid! location_id:uuid attention address_1! address_2 city! region state_province! postal_code! country! "
        "address_type!",
    ),
    "schedule": (
        "schedules.csv",
        "id:uuid! service_id:uuid location_id:uuid service_at_location_id:uuid valid_from:date valid_to:date "
        "dtstart:date timezone:number until:date count:number wkst freq interval:number byday byweekno bymonthday "
        "byyearday description opens_at:time closes_at:time schedule_link:uri attending_type notes",
    ),
    "funding": ("funding.csv", "id:uuid! organization_id:uuid service_id:uuid source"),
    "service_area": (
        "service_areas.csv",
        "id:uuid! service_id:uuid service_at_location_id:uuid name description extent extent_type uri",
    ),
    "required_document": ("required_documents.csv", "id:uuid! service_id:uuid document uri:uri"),
    "language": ("languages.csv", "id:uuid! service_id:uuid location_id:uuid phone_id:uuid name code note"),
    "accessibility": ("accessibility.csv", "id:uuid! location_id:uuid description details url:uri"),
    "taxonomy_term": (
        "taxonomy_terms.csv",
        "id:uuid! code name! description! parent_id:uuid taxonomy language taxonomy_id:uuid term_uri:uri",
    ),
    "metadata": (
        "metadata.csv",
        "id:uuid! resource_id:uuid! resource_type! last_action_date:date! last_action_type! field_name! "
        "previous_value! replacement_value! updated_by!",
    ),
    "cost_option": (
        "cost_options.csv",
        "id:uuid! service_id:uuid! valid_from:date valid_to:date option currency amount:number amount_description",
    ),
    "organization_identifier": (
        "organization_identifiers.csv",
        "id:uuid! organization_id:uuid! identifier_scheme identifier_type! identifier!",
    ),
    "taxonomy": ("taxonomies.csv", "id:uuid! name! description! uri:uri version"),
    "url": ("url.csv", "id:uuid! label url:uri! organization_id:uuid service_id:uuid"),
}
NESTED = {
    "organization": "organization", "organizations": "organization", "service": "service", "services": "service",
    "program": "program", "programs": "program", "location": "location", "locations": "location",
    "service_at_locations": "service_at_location", "phones": "phone", "contacts": "contact", "addresses": "address",
    "schedules": "schedule", "funding": "funding", "service_areas": "service_area",
    "required_documents": "required_document", "languages": "language", "accessibility": "accessibility",
    "attributes": "attribute", "metadata": "metadata", "cost_options": "cost_option",
    "organization_identifiers": "organization_identifier", "additional_urls": "url", "additional_websites": "url",
    "taxonomy_term": "taxonomy_term", "taxonomy_detail": "taxonomy",
}  # fmt: skip
"""Key under which objects stand in another one → their table."""


@dataclass(frozen=True, slots=True)
class Field:
    """kind: ``string``, ``uuid``, ``uri``, ``email``, ``number``, ``date``, ``time`` or ``datetime``. is_required: by HSDS."""

    name: str
    kind: str
    is_required: bool


@dataclass(frozen=True)
class Table:
    """One table. path: its file in a package. fields: field by name, in HSDS's order."""

    name: str
    path: str
    fields: dict[str, Field]

    @cached_property
    def references(self) -> dict[str, str]:
        """Field → table that it refers to."""
        found = {
            name: name.removesuffix("_id")
            for name in self.fields
            if name.endswith("_id") and name.removesuffix("_id") in _SPEC
        }
        if "parent_organization_id" in self.fields:
            found["parent_organization_id"] = "organization"
        if self.name == "taxonomy_term":
            found["parent_id"] = "taxonomy_term"
        return found


def _read_field(text: str) -> Field:
    name, _, kind = text.removesuffix("!").partition(":")
    return Field(name, kind or "string", text.endswith("!"))


TABLES: dict[str, Table] = {
    name: Table(name, path, {field.name: field for field in map(_read_field, spec.split())})
    for name, (path, spec) in _SPEC.items()
}
"""Name of a table → table."""
