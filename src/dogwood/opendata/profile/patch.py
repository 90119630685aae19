"""``openapi.json`` of the profile: what has to be merged into HSDS's own to get this API (RFC 7396).

It is made from the served document, so that both say the same. An array in a merge patch takes the place of the whole array:
each list of parameters stands there whole. HSDS's words and its schemas of answers stay as they are.
"""

from typing import Any

from .describe import VERSION
from .schemas import NEW, list_refs

_BASE = "/api/hsds"
_COMPONENTS = "#/components/"
_METHODS = ("get", "post")
_ONE_MORE = ("/profile/", "/openapi.json")
"""Addresses of the API that are about itself; HSDS has none of them."""


def make_patch(document: dict[str, Any], site: str) -> dict[str, Any]:
    """document: as ``make_document`` gives it for the same site."""
    paths: dict[str, Any] = {}
    for path, item in document["paths"].items():
        own = path.removeprefix(_BASE)
        if own == path or own.startswith(_ONE_MORE):
            continue
        is_new = own.strip("/").partition("/")[0].removesuffix("s") in NEW
        paths[own] = _point_out(item, site) if is_new else _change_item(item)
    return {
        "info": {**document["info"], "version": VERSION, "contact": None, "license": None},
        "servers": [{"url": f"{site}{_BASE}"}],
        "paths": paths,
        "components": _pick_components(paths, document["components"]),
    }


def _change_item(item: dict[str, Any]) -> dict[str, Any]:
    """What changes on an address that HSDS has: names of operations, parameters, errors."""
    changed = {}
    for method in set(_METHODS) & set(item):
        given = item[method]
        errors = {status: answer for status, answer in given["responses"].items() if status != "200"}
        own: dict[str, Any] = {"operationId": given["operationId"], "responses": errors}
        if "parameters" in given:
            own["parameters"] = given["parameters"]
        changed[method] = own
    return dict(sorted(changed.items()))


def _point_out(value: Any, site: str) -> Any:
    """A copy in which new objects are referred to by the addresses of their schemas."""
    if isinstance(value, list):
        return [_point_out(item, site) for item in value]
    if not isinstance(value, dict):
        return value
    copy = {}
    for key, item in value.items():
        name = item.rpartition("/")[2] if key == "$ref" else ""
        address = f"{site}{_BASE}/profile/schema/{name}.json"
        copy[key] = address if name in NEW else _point_out(item, site)
    return copy


def _pick_components(paths: dict[str, Any], components: dict[str, Any]) -> dict[str, Any]:
    """The components that the paths refer to, and those that these refer to."""
    picked: dict[str, dict[str, Any]] = {}
    waiting = list_refs(paths)
    while waiting:
        ref = waiting.pop()
        kind, _, name = ref.removeprefix(_COMPONENTS).partition("/")
        if ref.startswith(_COMPONENTS) and name not in picked.setdefault(kind, {}):
            picked[kind][name] = components[kind][name]
            waiting += list_refs(components[kind][name])
    return {kind: dict(sorted(found.items())) for kind, found in sorted(picked.items())}
