"""Rows of the tabular form, of HSDS 1.x, 2.0 and 3.x, → services nested as the API of 3.x has them.

Rows keep where they stood, so that every message can name file and line. What is not there (a row that refers to a row
that no file has) is told and left out; it ends nothing.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .fields import TABLES

OLD_FILES = {
    "regular_schedules": "schedule", "regular_schedule": "schedule", "physical_addresses": "address",
    "physical_address": "address", "services_at_location": "service_at_location", "service_at_locations":
    "service_at_location", "eligibilities": "eligibility", "eligibility": "eligibility", "service_taxonomy":
    "service_taxonomy", "services_taxonomy": "service_taxonomy", "taxonomy": "taxonomy_term",
    "accessibility_for_disabilities": "accessibility", "postal_addresses": "postal_address", "postal_address":
    "postal_address", "mail_addresses": "postal_address", "holiday_schedules": "holiday_schedule",
    "holiday_schedule": "holiday_schedule", "payments_accepted": "payment_accepted", "payment_accepted":
    "payment_accepted",
}  # fmt: skip
"""Names of files (without ``.csv``) of HSDS 1.x and 2.0 → table here."""
_PARENTS = {
    "phone": ("service_at_location", "service", "location", "contact", "organization"),
    "contact": ("service_at_location", "service", "location", "organization"),
    "schedule": ("service_at_location", "service", "location"),
    "holiday_schedule": ("service_at_location", "service", "location"),
    "language": ("phone", "service", "location"),
    "service_area": ("service_at_location", "service"),
    "address": ("location",),
    "accessibility": ("location",),
    "required_document": ("service",),
    "cost_option": ("service",),
    "funding": ("service", "organization"),
    "url": ("service", "organization"),
    "organization_identifier": ("organization",),
    "eligibility": ("service",),
    "payment_accepted": ("service",),
}
"""Table → tables that its rows can belong to; the one that says most is the first."""
_KEYS = {
    "phone": "phones", "contact": "contacts", "schedule": "schedules", "language": "languages",
    "service_area": "service_areas", "address": "addresses", "accessibility": "accessibility",
    "required_document": "required_documents", "cost_option": "cost_options", "funding": "funding",
    "organization_identifier": "organization_identifiers", "eligibility": "eligibilities",
    "payment_accepted": "payments_accepted", "holiday_schedule": "holiday_schedules",
}  # fmt: skip
_MOST_TOLD = 20
OLD_COLUMNS = {
    "service": set(
        "location_id accepted_payments audience eligibility keywords languages required_documents service_areas website "
        "taxonomy_ids funding_sources".split()
    ),
    "organization": {"accreditations", "licenses", "funding_sources", "date_incorporated"},
    "location": {"accessibility", "languages", "website"},
    "phone": {"number_type", "department", "language"},
    "schedule": {"weekday"},
    "language": {"language"},
    "service_area": {"service_area"},
    "accessibility": {"accessibility"},
    "required_document": set(),
    "taxonomy_term": {"parent_name", "vocabulary", "taxonomy_id"},
}
"""Columns of HSDS 1.x and 2.0 that are read, or that say nothing more than others."""


@dataclass(frozen=True, slots=True)
class Row:
    """where: for people ("services.csv, line 3"). values: without what is empty."""

    where: str
    values: dict[str, Any]


@dataclass(slots=True)
class Found:
    """services, organizations: (where, object nested as in HSDS 3.x), in the order of the source. problems: for people."""

    services: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    organizations: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def find_table(file_name: str) -> str:
    """The table of a file by its name, "" for none of HSDS."""
    stem = file_name.rsplit("/", 1)[-1].lower().removesuffix(".csv")
    for name, table in TABLES.items():
        if stem in {name, f"{name}s", table.path.removesuffix(".csv")} and not (name == "taxonomy" and stem == name):
            return name
    return OLD_FILES.get(stem, "")


def nest_rows(tables: Mapping[str, list[Row]]) -> Found:
    """Put rows into each other. tables: table → its rows."""
    return _Nest(tables).make()


class _Nest:
    def __init__(self, tables: Mapping[str, list[Row]]) -> None:
        self.tables = {name: list(rows) for name, rows in tables.items()}
        self.found = Found()
        self.ids: dict[str, dict[str, dict[str, Any]]] = {}
        self.missing: dict[tuple[str, str], list[str]] = defaultdict(list)

    def make(self) -> Found:
        for name in self.tables:
            self.ids[name] = self._index(name)
        self._upgrade()
        for name, parents in _PARENTS.items():
            for row in self.tables.get(name, ()):
                self._attach(name, row, parents)
        self._attach_attributes()
        self._attach_locations()
        for row in self.tables.get("service", ()):
            if runner := self._look(row, "organization_id", "organization"):
                row.values["organization"] = {k: v for k, v in runner.items() if k != "services"}
            self.found.services.append((row.where, row.values))
        for row in self.tables.get("organization", ()):
            self._look(row, "parent_organization_id", "organization")
            self.found.organizations.append((row.where, row.values))
        for (column, target), wheres in self.missing.items():
            more = f" and {len(wheres) - 3} more" if len(wheres) > 3 else ""
            self.found.problems.append(
                f"{column} names no row of {target} ({'; '.join(wheres[:3])}{more}). The rest of these rows is imported."
            )
        return self.found

    def _index(self, name: str) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        kept: list[Row] = []
        for row in self.tables[name]:
            own_id = str(row.values.get("id") or "")
            if not own_id:
                if name in {"service", "organization", "location"}:
                    self.found.problems.append(f"{row.where}: has no id, so nothing can refer to it. It is left out.")
                    continue
            elif own_id in found:
                if len(self.found.problems) < _MOST_TOLD:
                    self.found.problems.append(
                        f"{row.where}: the id {own_id[:60]} is given twice. The first one holds."
                    )
                continue
            else:
                found[own_id] = row.values
            kept.append(row)
        self.tables[name] = kept
        return found

    def _upgrade(self) -> None:
        """Give what older versions said otherwise its place of today."""
        for row in self.tables.get("service", ()):
            values = row.values
            if not values.get("organization_id"):
                place = self.ids.get("location", {}).get(str(values.get("location_id") or ""), {})
                if place.get("organization_id"):
                    values["organization_id"] = place["organization_id"]
        if "service_at_location" not in self.tables:
            links = [
                Row(row.where, {"id": f"{row.values['id']}@", "service_id": row.values["id"], "location_id": named})
                for row in self.tables.get("service", ())
                if (named := row.values.get("location_id"))
            ]
            self.tables["service_at_location"] = links
            self.ids["service_at_location"] = {row.values["id"]: row.values for row in links}
        postal = self.tables.get("postal_address", [])
        physical = {row.values.get("location_id") for row in self.tables.get("address", ())}
        self.tables.setdefault("address", []).extend(
            Row(row.where, {**row.values, "address_type": "postal"})
            for row in postal
            if row.values.get("location_id") not in physical
        )
        self._upgrade_taxonomy()

    def _upgrade_taxonomy(self) -> None:
        terms = self.ids.get("taxonomy_term", {})
        for row in self.tables.get("taxonomy_term", ()):
            if not row.values.get("id") and row.values.get("taxonomy_id"):
                terms.setdefault(str(row.values["taxonomy_id"]), row.values)
        self.ids["taxonomy_term"] = terms
        made = self.tables.setdefault("attribute", [])
        for row in self.tables.get("service_taxonomy", ()):
            made.append(
                Row(
                    row.where,
                    {
                        "link_id": row.values.get("service_id"),
                        "link_entity": "service",
                        "taxonomy_term_id": row.values.get("taxonomy_term_id") or row.values.get("taxonomy_id"),
                    },
                )
            )
        for row in self.tables.get("service", ()):
            for term in str(row.values.get("taxonomy_ids") or "").split(","):
                if term.strip():
                    link = {"link_id": row.values["id"], "link_entity": "service", "taxonomy_term_id": term.strip()}
                    made.append(Row(row.where, link))

    def _look(self, row: Row, column: str, target: str) -> dict[str, Any] | None:
        """The row of ``target`` that ``column`` names; None where it names none, which is kept for the report."""
        wanted = str(row.values.get(column) or "")
        if not wanted:
            return None
        found = self.ids.get(target, {}).get(wanted)
        if found is None:
            self.missing[column, target].append(f"{row.where}: {wanted[:60]}")
        return found

    def _attach(self, name: str, row: Row, parents: tuple[str, ...]) -> None:
        for parent in parents:
            owner = self._look(row, f"{parent}_id", parent)
            if owner is not None:
                key = (
                    ("additional_websites" if parent == "organization" else "additional_urls")
                    if name == "url"
                    else _KEYS[name]
                )
                owner.setdefault(key, []).append(row.values)
                return

    def _attach_attributes(self) -> None:
        for row in self.tables.get("attribute", ()):
            term = self._look(row, "taxonomy_term_id", "taxonomy_term")
            if term is not None:
                row.values["taxonomy_term"] = term
            entity = str(row.values.get("link_entity") or "service")
            owner = self.ids.get(entity, {}).get(str(row.values.get("link_id") or ""))
            if owner is not None:
                owner.setdefault("attributes", []).append(row.values)
            elif entity in {"service", "organization", "location"}:
                self.missing["link_id", entity].append(f"{row.where}: {str(row.values.get('link_id'))[:60]}")

    def _attach_locations(self) -> None:
        for row in self.tables.get("service_at_location", ()):
            service = self._look(row, "service_id", "service")
            place = self._look(row, "location_id", "location")
            if service is not None and place is not None:
                service.setdefault("service_at_locations", []).append({**row.values, "location": place})


def iterate_documents(value: Any, where: str) -> Iterator[tuple[str, Any]]:
    """(where, object) of every object in a JSON document: one object, a list, or a page of the API (``contents``)."""
    if isinstance(value, dict) and not {"id", "name"} & value.keys():
        for key in ("contents", "services", "organizations"):
            if isinstance(value.get(key), list):
                value = value[key]
                break
    if isinstance(value, list):
        for number, one in enumerate(value, 1):
            yield f"{where}, entry {number}" if where else f"entry {number}", one
    else:
        yield where, value


_OF_ORGANIZATIONS = frozenset(
    "website tax_id tax_status legal_status services locations parent_organization_id organization_identifiers "
    "programs year_incorporated logo additional_websites".split()
)


def collect_documents(documents: Iterator[tuple[str, Any]]) -> Found:
    """Sort objects of the JSON form into services and organizations. A fault of one object ends nothing: it is told."""
    found = Found()
    seen: set[str] = set()
    linked: dict[str, dict[str, Any]] = {}
    for where, value in documents:
        if not isinstance(value, dict):
            found.problems.append(f"{where}: is no object of HSDS but {_name_type(value)}. It is left out.")
        elif isinstance(value.get("service"), dict):  # a service_at_location
            service = dict(value["service"])
            link = {key: inner for key, inner in value.items() if key != "service"}
            known = linked.get(str(service.get("id")))
            if known is not None:
                known["service_at_locations"].append(link)
            else:
                linked[str(service.get("id"))] = service = {**service, "service_at_locations": [link]}
                found.services.append((where, service))
        elif _OF_ORGANIZATIONS & value.keys() and "status" not in value and "organization_id" not in value:
            _keep_organization(found, seen, where, value)
            for number, service in enumerate(value.get("services") or [], 1):
                if isinstance(service, dict):
                    found.services.append(
                        (
                            f"{where}, service {number}" if where else f"service {number}",
                            {"organization": value, **service},
                        )
                    )
        elif "name" in value:
            found.services.append((where, value))
        else:
            found.problems.append(f"{where}: has neither name nor service, so it is no service. It is left out.")
    for where, service in found.services:
        runner = service.get("organization")
        if isinstance(runner, dict):
            _keep_organization(found, seen, where, runner)
    return found


def _keep_organization(found: Found, seen: set[str], where: str, value: dict[str, Any]) -> None:
    own_id = str(value.get("id") or value.get("name") or "")
    if own_id not in seen:
        seen.add(own_id)
        found.organizations.append((where, value))


def _name_type(value: Any) -> str:
    names = {"str": "text", "list": "a list", "NoneType": "null", "bool": "true or false"}
    return names.get(type(value).__name__, "a number")
