"""What a FHIR resource must keep to: a JSON Schema of FHIR R4, the profile that it claims, and rules that stand in neither.

``schemas/`` has both, offline. The rules beyond them are those of FHIR R4 whose number stands beside each.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from dogwood.places import find_state

SCHEMAS = Path(__file__).parent / "schemas"
TYPES = ("Organization", "HealthcareService", "Location")
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
_PARENTS = {"Organization": ("active", "name"), "HealthcareService": (), "Location": ("name",)}
"""What the profiles' parents in US Core require."""
_RELATIONS = {"self", "first", "previous", "next", "last"}
_PROVISIONS = {"free", "disc", "cost"}
_TAG = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?\Z")
_ADDRESS = re.compile(r"https?://\S+\Z")


@cache
def _schema() -> dict[str, Any]:
    return json.loads((SCHEMAS / "fhir-r4.schema.json").read_text(encoding="utf-8"))


@cache
def _validator(name: str) -> Draft202012Validator:
    return Draft202012Validator({**_schema(), "$ref": f"#/$defs/{name}"})


@cache
def read_profiles() -> dict[str, Any]:
    return json.loads((SCHEMAS / "hsds-profiles.json").read_text(encoding="utf-8"))


def find_faults(resource: dict[str, Any]) -> list[str]:
    """What is wrong with a resource, and with those in it where it is a Bundle; [] for nothing."""
    kind = resource["resourceType"]
    where = f"{kind}/{resource.get('id', '')}"
    said = [f"{where} {error.json_path}: {error.message[:200]}" for error in _validator(kind).iter_errors(resource)]
    said += [f"{where}: {text}" for text in _general(resource)]
    if kind in TYPES:
        said += [f"{where}: {text}" for text in _of_type(resource)]
        claimed = resource["meta"].get("profile", [])
        if claimed:
            said += [f"{where}: {text}" for text in _of_profile(resource)]
        if claimed not in ([], [read_profiles()[kind]["url"]]):
            said.append(f"{where}: claims {claimed}")
    if kind == "Bundle":
        said += _of_bundle(resource)
    return said


def _general(value: Any, name: str = "") -> Iterator[str]:
    """json: nothing is empty. cpt-2."""
    if value is None or value in ("", [], {}):
        yield f"{name} is empty"
    if isinstance(value, dict):
        if name == "telecom" and "value" in value and "system" not in value:
            yield "cpt-2: a telecom has a value and no system"
        if "lastUpdated" in value:
            dt.datetime.fromisoformat(value["lastUpdated"])
        for key, inner in value.items():
            if key == "resource":
                continue
            yield from _general(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from _general(inner, name)
    elif isinstance(value, str) and (value != value.strip() or "\0" in value):
        yield f"{name} has space around it: {value[:40]!r}"


def _of_type(resource: dict[str, Any]) -> Iterator[str]:
    if resource["resourceType"] == "Organization" and not resource.get("name"):
        yield "org-1: no name"
    if not _TAG.match(resource["language"]):
        yield f"language {resource['language']}"
    for row in resource.get("telecom", ()):
        if row["system"] == "url" and not _ADDRESS.match(row["value"]):
            yield f"telecom {row['value']}"
    ranks = [row["rank"] for row in resource.get("telecom", ()) if "rank" in row]
    if ranks != list(range(1, len(ranks) + 1)):
        yield f"ranks {ranks}"
    for row in (*resource.get("availableTime", ()), *resource.get("hoursOfOperation", ())):
        times = {name for name in row if name.lower().endswith("time")}
        if row.get("allDay") is True:
            if times:
                yield "hours: all day and times"
        elif len(times) != 2 or sorted(row[name] for name in times) != [
            row[name] for name in sorted(times, reverse=True)
        ]:
            yield f"hours: {row}"
    for concept in resource.get("communication", ()):
        if not all(_TAG.match(coding["code"]) for coding in concept["coding"]):
            yield f"communication {concept}"
    for concept in resource.get("serviceProvisionCode", ()):
        if not {coding["code"] for coding in concept.get("coding", ())} <= _PROVISIONS:
            yield f"serviceProvisionCode {concept}"
    state = resource.get("address", {}).get("state", "")
    if state and find_state(state) is None:
        yield f"address.state {state}"
    position = resource.get("position", {})
    if position and not (-90 <= position["latitude"] <= 90 and -180 <= position["longitude"] <= 180):
        yield f"position {position}"


def _of_profile(resource: dict[str, Any]) -> Iterator[str]:
    """Every rule of the profile: how many, fixed values, extensions, targets, bindings."""
    kind = resource["resourceType"]
    for name in _PARENTS[kind]:
        if name not in resource:
            yield f"{name} is missing"
    allowed = set()
    for path, rule in read_profiles()[kind]["elements"].items():
        steps = path.split(".")[1:]
        last, _, part = steps[-1].partition(":")
        if rule.get("profile") and len(steps) == 1 and rule["max"] != "0":
            allowed.add(rule["profile"])
        if any(":" in step for step in steps[:-1]):
            continue  # below a slice that is not in use, which is checked where the slice is
        for above in _walk(resource, steps[:-1]):
            found = above.get(last, [])
            found = found if isinstance(found, list) else [found]
            if part and last == "extension":
                found = [row for row in found if row["url"] == rule["profile"]]
            elif part:
                wanted = rule["patternIdentifier"]["system"]
                found = [row for row in found if row.get("system") == wanted]
            most = rule.get("max", "*")
            if len(found) < rule.get("min", 0) or (most != "*" and len(found) > int(most)):
                yield f"{path} stands there {len(found)} times"
            for name in ("fixedCode", "patternBoolean", "patternString"):
                if name in rule and any(value != rule[name] for value in found):
                    yield f"{path} is {found}"
            if "targetProfile" in rule:
                target = rule["targetProfile"].rpartition("-")[2]
                if any("reference" in row and not row["reference"].startswith(f"{target}/") for row in found):
                    yield f"{path} refers to {found}"
            if "binding" in rule and any(not _is_bound(concept) for concept in found):
                yield f"{path} is {found}"
    urls = {row["url"] for row in resource.get("extension", ())}
    if not urls <= allowed:
        yield f"extensions {urls - allowed}"


def _is_bound(concept: Any) -> bool:
    """An extensible binding takes a code from elsewhere where none of its own fits; we say that none is known."""
    return all(coding["system"] == ABSENT and coding["code"] == "unknown" for coding in concept["coding"])


def _walk(value: Any, steps: list[str]) -> Iterator[dict[str, Any]]:
    if not steps:
        yield value
        return
    inner = value.get(steps[0], [])
    for one in inner if isinstance(inner, list) else [inner]:
        yield from _walk(one, steps[1:])


def _of_bundle(bundle: dict[str, Any]) -> Iterator[str]:
    """bdl-1, bdl-7, and what stands in it."""
    if bundle["type"] != "searchset" or "total" not in bundle:
        yield "bdl-1: no searchset with a total"
    if not {row["relation"] for row in bundle["link"]} <= _RELATIONS:
        yield f"links {bundle['link']}"
    entries = bundle.get("entry", [])
    urls = [entry["fullUrl"] for entry in entries]
    if len(set(urls)) != len(urls):
        yield "bdl-7: a resource stands there twice"
    for entry in entries:
        resource = entry["resource"]
        if not entry["fullUrl"].endswith(f"/api/fhir/{resource['resourceType']}/{resource['id']}"):
            yield f"fullUrl {entry['fullUrl']}"
        yield from find_faults(resource)
    modes = [entry["search"]["mode"] for entry in entries]
    if modes != sorted(modes, reverse=True):
        yield "what is included stands among the matches"
