"""The CapabilityStatement: what there is, and no more than that."""

import datetime as dt

from dogwood import __version__
from dogwood.hsds.values import HsdsObject, drop_empty

from .parameters import PARAMETERS
from .search import INCLUDES, MOST_COUNT, REVERSES
from .words import BASE_PATH, FHIR_VERSION, PROFILES

_ABOUT = (
    "Read-only, of the current edition, without a key. Resources claim a profile in meta.profile where they keep to it; those "
    "of what is closed claim none, for the profiles hold nothing but what is active. Lists are in the order of names, matches "
    f"of near in that of distance; a page has at most {MOST_COUNT} matches. A parameter that is not known is left out, as the "
    "link self shows; with Prefer: handling=strict it is an error. “language” is a parameter of every address."
)
_ABOUT_TYPES = {
    "Organization": "Who runs services. Where the directory does not say who does, one of the service's name stands in.",
    "HealthcareService": "What a person can turn to. What nobody confirmed says so at the start of comment: show it.",
    "Location": "A place where one service is given.",
}


def make_capability(directory: str, site: str, changed: dt.datetime) -> HsdsObject:
    """directory: its name. site: address of the readers' site. changed: when the edition was made."""
    return {
        "resourceType": "CapabilityStatement",
        "url": f"{site}{BASE_PATH}/metadata",
        "name": "DogwoodDirectory",
        "title": directory,
        "status": "active",
        "date": changed.astimezone(dt.UTC).isoformat(timespec="seconds"),
        "description": f"{directory}: services, the organizations that run them and the places where they are given.",
        "kind": "instance",
        "software": {"name": "Dogwood", "version": __version__},
        "implementation": {"description": directory, "url": f"{site}{BASE_PATH}"},
        "fhirVersion": FHIR_VERSION,
        "format": ["json", "application/fhir+json"],
        "rest": [
            {
                "mode": "server",
                "documentation": _ABOUT,
                "security": {"cors": True},
                "resource": [_describe(name) for name in sorted(PARAMETERS)],
            }
        ],
    }


def _describe(resource: str) -> HsdsObject:
    return drop_empty(
        {
            "type": resource,
            "supportedProfile": [PROFILES[resource]],
            "documentation": _ABOUT_TYPES[resource],
            "interaction": [{"code": "read"}, {"code": "search-type"}],
            "versioning": "no-version",
            "readHistory": False,
            "searchInclude": list(INCLUDES[resource]),
            "searchRevInclude": list(REVERSES[resource]),
            "searchParam": [
                drop_empty(
                    {
                        "name": name,
                        "definition": parameter.definition,
                        "type": parameter.type,
                        "documentation": parameter.about,
                    }
                )
                for name, parameter in PARAMETERS[resource].items()
            ],
        }
    )
