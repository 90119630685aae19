"""The new schemas, as they stand in files beside this one, and made whole."""

import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from dogwood.hsds.fields import TABLES

NEW = ("guide", "publication", "event")


@cache
def read_schema(name: str) -> dict[str, Any]:
    """The new schema ``name``. It refers to HSDS's own by their file names (``attribute.json``), as HSDS's do. Not to be
    changed."""
    found: dict[str, Any] = json.loads((Path(__file__).parent / f"{name}.json").read_text(encoding="utf-8"))
    return found


def compile_schema(name: str, describe: Callable[[str], dict[str, Any]]) -> dict[str, Any]:
    """The new schema ``name`` with all that it refers to, so that it can be used without HSDS's files. describe: a table of
    HSDS → its schema, whose references end in the name of a table."""
    parts: dict[str, Any] = {}
    waiting = list(list_refs(read_schema(name)))
    while waiting:
        table = waiting.pop().rpartition("/")[2].removesuffix(".json")
        if table in TABLES and table not in parts:
            parts[table] = rewrite_refs(describe(table), "#/$defs/")
            waiting += list_refs(parts[table])
    return {**rewrite_refs(read_schema(name), "#/$defs/"), "$defs": dict(sorted(parts.items()))}


def rewrite_refs(value: Any, to: str) -> Any:
    """A copy whose references to tables stand below ``to``."""
    if isinstance(value, list):
        return [rewrite_refs(item, to) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        key: to + item.rpartition("/")[2].removesuffix(".json") if key == "$ref" else rewrite_refs(item, to)
        for key, item in value.items()
    }


def list_refs(value: Any) -> list[str]:
    """All references in a schema."""
    if isinstance(value, list):
        return [found for item in value for found in list_refs(item)]
    if not isinstance(value, dict):
        return []
    own = [item for key, item in value.items() if key == "$ref"]
    return own + [found for key, item in value.items() if key != "$ref" for found in list_refs(item)]
