"""The profile as a tool for HSDS takes it: the canonical schemas with the profile's files merged into them (RFC 7396)."""

import json
from collections.abc import Callable
from typing import Any

from jsonschema import Draft202012Validator
from referencing import Registry
from referencing.jsonschema import DRAFT202012

from tests.hsds.canonical import FORMATS, SCHEMAS, find_faults

NESTED = {"attributes": "attribute", "location": "location", "phones": "phone", "languages": "language"}
"""Fields of our objects that hold HSDS's own."""


def merge_patch(target: Any, patch: Any) -> Any:
    """RFC 7396, section 2, as its pseudocode has it."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            merged.pop(name, None)
        else:
            merged[name] = merge_patch(merged.get(name), value)
    return merged


def merge_all(fetch: Callable[[str], Any], names: list[str]) -> dict[str, Any]:
    """File name → schema: all canonical ones, with the profile's. fetch: a file of the profile as parsed JSON."""
    found = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in SCHEMAS.glob("*.json")}
    for name in names:
        found[name] = merge_patch(found.get(name), fetch(name))
    return found


class Merged:
    """schemas: of ``merge_all``."""

    def __init__(self, schemas: dict[str, Any]) -> None:
        self.schemas = schemas
        resources = ((name, DRAFT202012.create_resource(schema)) for name, schema in schemas.items())
        self.registry = Registry().with_resources(resources)
        self._validators: dict[str, Draft202012Validator] = {}

    def find_faults(self, value: dict[str, Any], name: str) -> list[str]:
        """What is wrong with ``value`` as an object of ``name``: schema, formats, keys that the schema does not have, empty
        values; and what HSDS's own schemas say of its objects in it."""
        if name not in self._validators:
            self._validators[name] = Draft202012Validator(
                {"$ref": f"{name}.json"}, registry=self.registry, format_checker=FORMATS
            )
        faults = [f"{error.json_path}: {error.message[:200]}" for error in self._validators[name].iter_errors(value)]
        faults += _find_loose(value, self.schemas[f"{name}.json"], "$")
        for field, below in NESTED.items():
            item = value.get(field, [])
            for part in item if isinstance(item, list) else [item]:
                faults += find_faults(part, below, f"$.{field}")
        return faults


def _find_loose(value: dict[str, Any], schema: dict[str, Any], path: str) -> list[str]:
    faults = []
    for key, item in value.items():
        rule = schema["properties"].get(key)
        if rule is None:
            faults.append(f"{path}.{key}: the profile has no such field")
            continue
        if item in (None, "", [], {}):
            faults.append(f"{path}.{key}: is empty")
        below = rule.get("items", {})
        if "properties" in below:
            for part in item:
                faults += _find_loose(part, below, f"{path}.{key}")
    return faults
