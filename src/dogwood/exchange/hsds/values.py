"""Values of HSDS objects as they come: any type where text is expected, and whose they are."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dogwood.hsds.identity import KEY_SCHEME, KEY_TYPE, make_id
from dogwood.hsds.values import HsdsObject

from ..imports.drafts import DraftListing


@dataclass
class Context:
    """language: of the words, as the directory's first. state: the directory's, two letters, "" none. organizations:
    ids of those that the file has."""

    language: str = "en"
    state: str = ""
    organizations: set[str] = field(default_factory=set)


def text_of(value: Mapping[str, Any], name: str) -> str:
    """A field as text, "" where it is not there or is no plain value."""
    found = value.get(name)
    if isinstance(found, bool) or found is None or isinstance(found, (dict, list)):
        return ""
    if isinstance(found, float) and found == int(found):
        return str(int(found))
    return str(found).strip()


def rows_of(value: Mapping[str, Any], name: str) -> list[HsdsObject]:
    """Objects in a list, without what is none."""
    found = value.get(name)
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def object_of(value: Mapping[str, Any], name: str) -> HsdsObject:
    """An object, {} where there is none."""
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def say(value: Mapping[str, Any], *names: str) -> str:
    """The source's words of some fields, ``name: words``; of all plain ones but ids without ``names``."""
    wanted = names or tuple(name for name in value if name != "id" and not name.endswith("_id"))
    return "; ".join(f"{name}: {words}" for name in wanted if (words := text_of(value, name)))


def say_rows(rows: Sequence[Mapping[str, Any]]) -> str:
    return "\n".join(filter(None, map(say, rows)))


def tell_wrong_types(value: Mapping[str, Any], draft: DraftListing) -> None:
    """Name fields whose value is of a type that HSDS does not have there."""
    for name in ("name", "description", "url", "email", "status", "alternate_name"):
        if isinstance(value.get(name), (dict, list)):
            draft.problems.append(
                f"{name}: is {json.dumps(value[name])[:80]}, but HSDS has text there. It is left out."
            )
    for name in (
        "phones",
        "schedules",
        "service_at_locations",
        "attributes",
        "languages",
        "service_areas",
        "cost_options",
    ):
        found = value.get(name)
        if (
            found is not None
            and not isinstance(found, str)
            and not (isinstance(found, list) and all(isinstance(one, dict) for one in found))
        ):
            draft.problems.append(f"{name}: HSDS has a list of objects there. What is none is left out.")


def find_key(service: Mapping[str, Any]) -> str:
    """The key of a listing that a directory of this software wrote, "" for others: its id is made from the key."""
    for one in rows_of(service, "attributes"):
        key = text_of(one, "value")
        if text_of(one, "link_type") == KEY_TYPE and key and make_id("listing", key) == text_of(service, "id"):
            return key
    return ""


def find_organization_key(organization: Mapping[str, Any]) -> str:
    """The same of an organization."""
    for one in rows_of(organization, "organization_identifiers"):
        key = text_of(one, "identifier")
        is_ours = text_of(one, "identifier_scheme") == KEY_SCHEME
        if is_ours and key and make_id("organization", key) == text_of(organization, "id"):
            return key
    return ""
