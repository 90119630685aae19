"""The OpenAPI 3.1 document of what stands under ``/api/``. A reviewed copy is ``docs/partners/openapi.json``.

Objects are described from the one list of HSDS's fields (``dogwood.hsds.fields``); words are our own.
"""

from collections.abc import Sequence
from typing import Any

from dogwood.hsds.fields import TABLES, Field

from . import query as queries
from .bulk import KINDS
from .problems import TITLES
from .profile import COMPILED, FILES, NEW, read_schema, rewrite_refs

_TYPES: dict[str, dict[str, Any]] = {
    "string": {"type": "string"},
    "uuid": {"type": "string", "format": "uuid"},
    "uri": {"type": "string", "format": "uri"},
    "email": {"type": "string", "format": "email"},
    "number": {"type": "number"},
    "date": {"type": "string", "format": "date"},
    "time": {"type": "string"},
    "datetime": {"type": "string", "format": "date-time"},
}
_NESTED: dict[str, dict[str, str]] = {
    "organization": {
        "organization_identifiers": "[organization_identifier]", "locations": "[location]", "services": "[service]",
    },
    "service": {
        "additional_urls": "[url]", "phones": "[phone]", "schedules": "[schedule]", "service_areas": "[service_area]",
        "service_at_locations": "[service_at_location]", "languages": "[language]", "organization": "organization",
        "cost_options": "[cost_option]", "required_documents": "[required_document]", "attributes": "[attribute]",
    },
    "service_at_location": {
        "phones": "[phone]", "schedules": "[schedule]", "location": "location", "service": "service",
    },
    "location": {"addresses": "[address]", "accessibility": "[accessibility]"},
    "phone": {"languages": "[language]"},
    "attribute": {"taxonomy_term": "taxonomy_term"},
    "taxonomy_term": {"taxonomy_detail": "taxonomy"},
}  # fmt: skip
"""Table → what nests in its objects here; in brackets a list."""
_TABULAR_ONLY = {"program_id"}
"""Names of fields that are never in our objects."""
_REF = "#/components/schemas/"


def make_document(site: str, languages: Sequence[str]) -> dict[str, Any]:
    """site: address of the readers' site. languages: of the edition, the first is the default."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Open data of the directory",
            "version": "1.0.0",
            "summary": "The current edition in the Human Services Data Specification (HSDS) 3.1, without a key.",
            "description": _DESCRIPTION,
        },
        "servers": [{"url": site or "/"}],
        "paths": _make_paths(),
        "components": {
            "parameters": _make_parameters(languages),
            "responses": _make_problems(),
            "schemas": _make_schemas(),
        },
    }


_DESCRIPTION = (
    "Every answer is of the current edition, whose number stands in the header Dogwood-Edition; ids stay the same from "
    "edition to edition. What is not known is left out. Errors are problem details (RFC 9457). An answer has an ETag: send "
    "it as If-None-Match and unchanged data cost nothing. Where there are too many requests, Retry-After says when to come "
    "back. Filters add up: an object has to pass all of them."
)


def _make_paths() -> dict[str, Any]:
    lists = (
        ("services", "service", queries.SERVICES, "Services, by name", "getServices"),
        (
            "service_at_locations",
            "service_at_location",
            queries.LINKS,
            "Services at their places",
            "getServiceAtLocations",
        ),
        ("organizations", "organization", queries.ORGANIZATIONS, "Organizations", "getOrganizations"),
        ("taxonomies", "taxonomy", queries.TAXONOMIES, "Taxonomies", "getTaxonomies"),
        (
            "taxonomy_terms",
            "taxonomy_term",
            queries.TERMS,
            "Terms of the taxonomies, one a language",
            "getTaxonomyTerms",
        ),
        ("guides", "guide", queries.GUIDES, "Guides, in the order in which they are read", "getGuides"),
        ("publications", "publication", queries.PUBLICATIONS, "Publications, by name", "getPublications"),
        ("events", "event", queries.EVENTS, "Events, by name", "getEvents"),
    )
    paths: dict[str, Any] = {
        "/api/hsds/": _get("getAbout", "What this API is", [], {"$ref": f"{_REF}About"}),
        "/api/hsds/openapi.json": _get("getOpenApi", "This document", [], {"type": "object"}),
        "/api/hsds/profile/": _get("getProfile", "The HSDS profile of this API", [], {"type": "object"}),
    }
    for name, schema, parameters, summary, operation in lists:
        paths[f"/api/hsds/{name}"] = _describe_list(schema, parameters, summary, operation)
        own = {
            "service": queries.ONE,
            "service_at_location": queries.ONE,
            "organization": queries.ONE_ORGANIZATION,
            **dict.fromkeys(NEW, queries.ONE),
        }.get(schema, ())
        one = _get(
            f"{operation}ById", f"One of them: {summary[0].lower()}{summary[1:]}", own, {"$ref": _REF + schema}, 404
        )
        one["parameters"] = [{"$ref": "#/components/parameters/id"}]
        paths[f"/api/hsds/{name}/{{id}}"] = one
    for path, summary in (("", "A file of the profile"), ("schema/", "A schema of the profile, whole by itself")):
        name = "profile_schema" if path else "profile_file"
        one = _get(f"get{name.title().replace('_', '')}", summary, [], {"type": "object"}, 404)
        one["parameters"] = [{"$ref": f"#/components/parameters/{name}"}]
        paths[f"/api/hsds/profile/{path}{{name}}"] = one
    paths["/api/files/"] = _get("getFiles", "Files of the whole edition", [], {"$ref": f"{_REF}Files"})
    paths["/api/files/{name}"] = _get("getFile", "One of them", [], None, 404)
    paths["/api/files/{name}"]["parameters"] = [{"$ref": "#/components/parameters/name"}]
    content: dict[str, Any] = {kind.partition(";")[0]: {} for kind in KINDS.values()}
    paths["/api/files/{name}"]["get"]["responses"]["200"]["content"] = content
    paths["/api/changes"] = _get(
        "getChanges", "What changed since an edition", ("since", "language"), {"$ref": f"{_REF}Changes"}, 404
    )
    paths["/api/changes.atom"] = _get("getChangesFeed", "The newest changes as Atom", ("language",), None)
    paths["/api/changes.atom"]["get"]["responses"]["200"]["content"] = {"application/atom+xml": {}}
    return paths


def _get(
    operation: str, summary: str, parameters: Sequence[str], schema: dict[str, Any] | None, *more: int
) -> dict[str, Any]:
    return {"get": _operation(operation, summary, parameters, {"application/json": {"schema": schema or {}}}, *more)}


def _describe_list(schema: str, parameters: Sequence[str], summary: str, operation: str) -> dict[str, Any]:
    item: dict[str, Any] = {"$ref": _REF + schema}
    if "minimal" in parameters:
        item = {"anyOf": [item, {"$ref": f"{_REF}Minimal"}]}
    page = {
        "allOf": [{"$ref": f"{_REF}Page"}],
        "type": "object",
        "properties": {"contents": {"type": "array", "items": item}},
        "required": ["contents"],
    }
    content = {"application/json": {"schema": page}, "application/x-ndjson": {"schema": {"type": "string"}}}
    return {
        "get": _operation(operation, summary, parameters, content, 404),
        "post": _operation(
            operation.replace("get", "query"), f"{summary}: the same, as a query", parameters, content, 404
        ),
    }


def _operation(
    operation: str, summary: str, parameters: Sequence[str], content: dict[str, Any], *more: int
) -> dict[str, Any]:
    headers = {
        "ETag": {"schema": {"type": "string"}},
        "Dogwood-Edition": {"description": "Number of the edition.", "schema": {"type": "string"}},
    }
    responses: dict[str, Any] = {"200": {"description": "As asked for.", "headers": headers, "content": content}}
    for status in (400, *more, 429, 503):
        responses[str(status)] = {"$ref": f"#/components/responses/{status}"}
    made: dict[str, Any] = {"operationId": operation, "summary": summary, "responses": responses}
    if parameters:
        made["parameters"] = [{"$ref": f"#/components/parameters/{name}"} for name in parameters]
    return made


def _make_parameters(languages: Sequence[str]) -> dict[str, Any]:
    uuid = _TYPES["uuid"]
    flag = {"type": "boolean", "default": False}
    made: dict[str, tuple[dict[str, Any], str]] = {
        "search": (
            {"type": "string", "maxLength": queries.LONGEST_SEARCH},
            "Words that must all be there, in any language, whatever their case and accents.",
        ),
        "page": ({"type": "integer", "minimum": 1, "maximum": queries.MOST_PAGE, "default": 1}, "Which page."),
        "per_page": (
            {"type": "integer", "minimum": 1, "maximum": queries.MOST_SIZE, "default": queries.DEFAULT_SIZE},
            f"Objects a page; with “full” at most {queries.MOST_FULL}, nested organizations at most "
            f"{queries.MOST_FULL_ORGANIZATIONS}, guides with their text {queries.MOST_FULL_GUIDES}. Not for ndjson, which gives all.",
        ),
        "format": (
            {"type": "string", "enum": ["json", "ndjson"], "default": "json"},
            f"ndjson streams all objects, one a line, and counts for {20} requests.",
        ),
        "minimal": (flag, "Ids and last_modified only, all on one page unless per_page is given. Not with “full”."),
        "full": (flag, "With everything that belongs to an object."),
        "full_service": (flag, "Services of an organization with everything that belongs to them."),
        "modified_after": (
            {"type": "string", "format": "date-time"},
            "Changed at this moment or later. A date alone is its first second, UTC.",
        ),
        "taxonomy_term_id": (uuid, "With this term."),
        "taxonomy_id": (uuid, "With any term of this taxonomy."),
        "organization_id": (uuid, "Of this organization."),
        "parent_id": (uuid, "Below this term. Our terms have none above them, so nothing is."),
        "top_only": (flag, "Only terms that have none above them. That is all of ours."),
        "postcode": (
            {"type": "string", "pattern": "^[0-9]{5}(-[0-9]{4})?$"},
            "A ZIP code: what serves it. Where the edition does not say whom a service is for, what is in the same county.",
        ),
        "proximity": (
            {"type": "number", "exclusiveMinimum": 0, "maximum": queries.FARTHEST},
            "Metres around the middle of the postcode, which has to be given too.",
        ),
        "language": (
            {"type": "string", "enum": list(languages), "default": languages[0]},
            "Of the words, where the edition has them in it.",
        ),
        "from": ({"type": "string", "format": "date"}, "On this day or later, where it takes place."),
        "until": ({"type": "string", "format": "date"}, "On this day or earlier, where it takes place."),
        "since": (
            {"type": "integer", "minimum": 0, "maximum": queries.MOST_PAGE, "default": 0},
            "Number of the edition that you have; 0 for all that is known.",
        ),
    }
    parameters = {
        name: {"name": name, "in": "query", "required": False, "description": words, "schema": schema}
        for name, (schema, words) in made.items()
    }
    for name, files in (("name", KINDS), ("profile_file", FILES), ("profile_schema", COMPILED)):
        parameters[name] = {
            "name": "name", "in": "path", "required": True, "description": "Its name.",
            "schema": {"type": "string", "enum": list(files)},
        }  # fmt: skip
    parameters["id"] = {"name": "id", "in": "path", "required": True, "description": "Its id.", "schema": uuid}
    return parameters


def _make_problems() -> dict[str, Any]:
    content = {"application/problem+json": {"schema": {"$ref": f"{_REF}Problem"}}}
    retry = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}}}
    return {
        "400": {"description": TITLES["parameter"], "content": content},
        "404": {"description": TITLES["not-found"], "content": content},
        "429": {"description": TITLES["too-many"], "headers": retry, "content": content},
        "503": {"description": TITLES["not-ready"], "headers": retry, "content": content},
    }


def _make_schemas() -> dict[str, Any]:
    names = sorted(
        {"service", "taxonomy", *_NESTED, *(kind.strip("[]") for rows in _NESTED.values() for kind in rows.values())}
    )
    text, whole, flag = {"type": "string"}, {"type": "integer", "minimum": 0}, {"type": "boolean"}
    page = {
        "total_items": whole, "total_pages": whole, "page_number": whole, "size": whole, "first_page": flag,
        "last_page": flag, "empty": flag,
    }  # fmt: skip
    problem = {
        "type": text, "title": text, "status": {"type": "integer"}, "detail": text, "instance": text, "parameter": text,
    }  # fmt: skip
    field = {"name": text, "old": {}, "new": {}}
    change = {
        "edition": whole, "at": _TYPES["datetime"], "type": text, "key": text, "id": _TYPES["uuid"], "name": text,
        "what": {"enum": ["added", "changed", "closed", "removed"]}, "url": text, "note": text,
        "fields": {"type": "array", "items": _object(field, "name")}, "successor": {"$ref": f"{_REF}Successor"},
    }  # fmt: skip
    changes = {
        "since": whole, "edition": whole, "built_at": _TYPES["datetime"], "language": text, "is_complete": flag,
        "changes": {"type": "array", "items": {"$ref": f"{_REF}Change"}},
    }  # fmt: skip
    file = {"name": text, "bytes": whole, "sha256": text}
    files = {
        "edition": whole, "built_at": _TYPES["datetime"], "made_for": _TYPES["date"], "licence": text, "licence_url": text,
        "files": {"type": "array", "items": _object(file, *file)},
    }  # fmt: skip
    return {
        "Files": _object(files, *files),
        "About": _object(
            {"version": text, "profile": _TYPES["uri"], "openapi_url": _TYPES["uri"]}, "version", "profile"
        ),
        "Page": _object(page, *page),
        "Minimal": _object({"id": _TYPES["uuid"], "last_modified": _TYPES["datetime"]}, "id", "last_modified"),
        "Problem": _object(problem, "type", "title", "status", "detail"),
        "Successor": _object({"key": text, "id": _TYPES["uuid"], "name": text, "became": text}, "key"),
        "Change": _object(change, "edition", "type", "key", "name", "what"),
        "Changes": _object(changes, *changes),
        **{name: describe_table(name) for name in names},
        **{name: _describe_new(name) for name in NEW},
    }


def _describe_new(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = rewrite_refs(read_schema(name), _REF)
    return {key: value for key, value in schema.items() if key not in {"$schema", "name"}}


def describe_table(name: str) -> dict[str, Any]:
    fields = [field for field in TABLES[name].fields.values() if field.name not in _TABULAR_ONLY]
    properties = {field.name: _describe_field(field) for field in fields}
    for key, kind in _NESTED.get(name, {}).items():
        one = {"$ref": _REF + kind.strip("[]")}
        properties[key] = {"type": "array", "items": one} if kind.startswith("[") else one
    required = [
        field.name
        for field in fields
        if field.is_required and not (name == "service" and field.name == "organization_id")
    ]
    return _object(properties, *required)


def _describe_field(field: Field) -> dict[str, Any]:
    return _TYPES[field.kind]


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(required)}
