"""The HSDS profile of this API: objects that HSDS has no place for, and what the API adds to its addresses.

``guide.json``, ``publication.json`` and ``event.json`` are new schemas; ``openapi.json`` is a JSON Merge Patch (RFC 7396) of
HSDS's own (``patch``). No schema of HSDS is changed. See docs.openreferral.org, "Profiles Reference".
"""

from .describe import HSDS_VERSION, VERSION, describe_profile
from .patch import make_patch
from .schemas import NEW, compile_schema, read_schema, rewrite_refs

FILES = (*(f"{name}.json" for name in NEW), "openapi.json")
"""Files of the profile; each one has the name of the schema that it adds or patches."""
COMPILED = tuple(f"{name}.json" for name in NEW)
"""Schemas that are whole by themselves."""

__all__ = [
    "COMPILED",
    "FILES",
    "HSDS_VERSION",
    "NEW",
    "VERSION",
    "compile_schema",
    "describe_profile",
    "make_patch",
    "read_schema",
    "rewrite_refs",
]
