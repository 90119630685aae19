"""The canonical schemas of HSDS 3.1 (``schemas/``), offline, with every format checked."""

import datetime as dt
import json
import re
import uuid
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import rfc3986  # type: ignore[import-untyped]
from jsonschema import Draft202012Validator, FormatChecker  # type: ignore[import-untyped]
from referencing import Registry
from referencing.jsonschema import DRAFT202012

SCHEMAS = Path(__file__).parent / "schemas"
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+\Z")
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-][01]\d:[0-5]\d)?\Z")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})\Z")


def _is_uri(text: str) -> bool:
    found = rfc3986.uri_reference(text)
    return found.is_valid(require_scheme=True) and bool(found.authority)


def _is_moment(text: str) -> bool:
    return bool(_MOMENT.match(text)) and bool(dt.datetime.fromisoformat(text))


def _is_uuid(text: str) -> bool:
    return str(uuid.UUID(text)) == text


def _checked(check: Callable[[str], bool]) -> Callable[[object], bool]:
    return lambda value: not isinstance(value, str) or check(value)


FORMATS = FormatChecker(formats=())
for _name, _check in {
    "uuid": _is_uuid,
    "uri": _is_uri,
    "email": lambda text: bool(_EMAIL.match(text)),
    "date-time": _is_moment,
    "date": lambda text: dt.date.fromisoformat(text).isoformat() == text,
}.items():
    FORMATS.checks(_name, raises=ValueError)(_checked(_check))


@cache
def read_schema(name: str) -> dict[str, Any]:
    """The schema called ``name``, such as ``service``; dates and times as the tabular form has them are checked too."""
    return json.loads((SCHEMAS / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _registry() -> Registry:
    found = [(path.name, json.loads(path.read_text(encoding="utf-8"))) for path in SCHEMAS.glob("*.json")]
    return Registry().with_resources((name, DRAFT202012.create_resource(schema)) for name, schema in found)


@cache
def _validator(name: str) -> Draft202012Validator:
    """Of an object's own fields: what nests in it is checked one by one (``find_faults``)."""
    schema = read_schema(name)
    own = {key: _cut(rule) for key, rule in schema["properties"].items()}
    return Draft202012Validator({**schema, "properties": own}, registry=_registry(), format_checker=FORMATS)


def _cut(rule: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in rule:
        return {"type": "object"}
    return {key: value for key, value in rule.items() if key != "items"} if "$ref" in rule.get("items", {}) else rule


_REPEATED = {"taxonomy_term", "organization"}
"""What stands in the same words in thousands of objects: it is checked once."""


def find_faults(value: Any, name: str, path: str = "$") -> list[str]:
    """What is wrong with ``value`` as an object of the schema ``name``: schema, formats, dates, keys that are unknown to
    the schema, and keys that are empty though they are not required; and so with all that nests in it."""
    faults = [f"{path}{error.json_path[1:]}: {error.message[:200]}" for error in _validator(name).iter_errors(value)]
    if not isinstance(value, dict):
        return faults
    schema = read_schema(name)
    known, required = schema["properties"], schema.get("required", [])
    for key, item in value.items():
        own = f"{path}.{key}"
        extra = {"service": "service", "services": "service"}.get(key)
        if key not in known and not (extra and name in {"service_at_location", "organization"}):
            faults.append(f"{own}: HSDS has no such field")
            continue
        rule = known.get(key, {})
        if item in (None, "", [], {}) and key not in required:
            faults.append(f"{own}: is empty")
        kind = rule.get("datapackage_type")
        if kind == "date" and not _is_date(item):
            faults.append(f"{own}: {item!r} is no date")
        if kind == "time" and not _TIME.match(item):
            faults.append(f"{own}: {item!r} is no time")
        below = extra or (rule.get("$ref") or rule.get("items", {}).get("$ref", "")).removesuffix(".json")
        if below:
            for number, part in enumerate(item if isinstance(item, list) else [item]):
                faults += _find_below(part, below, f"{own}[{number}]")
    return faults


def _find_below(part: Any, name: str, path: str) -> list[str]:
    if name not in _REPEATED:
        return find_faults(part, name, path)
    return [path + fault[1:] for fault in _find_once(json.dumps(part), name)]


@lru_cache(maxsize=5_000)
def _find_once(text: str, name: str) -> tuple[str, ...]:
    return tuple(find_faults(json.loads(text), name))


def _is_date(text: str) -> bool:
    try:
        return dt.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def ids_in(value: Any) -> list[tuple[str, str]]:
    """(path without numbers, id) of every object in ``value``."""
    found: list[tuple[str, str]] = []

    def walk(item: Any, path: str) -> None:
        if isinstance(item, dict):
            if "id" in item:
                found.append((path, item["id"]))
            for key, below in item.items():
                walk(below, f"{path}.{key}")
        elif isinstance(item, list):
            for below in item:
                walk(below, path)

    walk(value, "$")
    return found
