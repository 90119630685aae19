"""What the profile says of itself, at its address."""

from collections.abc import Sequence
from typing import Any

from .schemas import NEW, read_schema

VERSION = "1.0.0"
"""Of the profile, by semver.org: raise the second number for a new field, the first where one goes or means something else."""
HSDS_VERSION = "3.1"


def describe_profile(site: str, languages: Sequence[str]) -> dict[str, Any]:
    """site: address of the readers' site. languages: of the edition, the first is the default."""
    here = f"{site}/api/hsds/profile/"
    new = {
        f"{name}.json": {
            "kind": "new schema",
            "description": read_schema(name)["description"],
            "url": f"{here}{name}.json",
            "compiled_url": f"{here}schema/{name}.json",
            "endpoint": f"{site}/api/hsds/{name}s",
        }
        for name in NEW
    }
    patch = {
        "kind": "JSON Merge Patch (RFC 7396)",
        "description": "Adds the addresses of the new objects, further parameters and the errors to HSDS's openapi.json.",
        "url": f"{here}openapi.json",
        "compiled_url": f"{site}/api/hsds/openapi.json",
    }
    return {
        "name": "Dogwood profile of HSDS",
        "version": VERSION,
        "hsds_version": HSDS_VERSION,
        "uri": here,
        "description": (
            "The objects of HSDS are as HSDS has them: no schema of it is changed, so any tool for HSDS reads them. The "
            "profile adds what HSDS has no object for, guides, publications and events, and to lists the parameter "
            "“language”. Ids are UUIDs of version 5 and stay the same in every edition."
        ),
        "languages": list(languages),
        "files": {**new, "openapi.json": patch},
        "documentation": f"{site}/{languages[0]}/data/",
    }
