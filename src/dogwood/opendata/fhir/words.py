"""Addresses and codes of FHIR and of the profiles, and the sentences that stand in resources."""

FHIR_JSON = "application/fhir+json"
FHIR_VERSION = "4.0.1"

_GUIDE = "http://hl7.org/fhir/us/hsds/StructureDefinition"
PROFILES = {
    "Organization": f"{_GUIDE}/hsds-Organization",
    "HealthcareService": f"{_GUIDE}/hsds-HealthcareService",
    "Location": f"{_GUIDE}/hsds-Location",
}
"""Type of resource → profile that its instances claim, where they keep to it."""

_PLAN_NET = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition"
ACCESSIBILITY = f"{_PLAN_NET}/accessibility"
DESCRIPTION = f"{_PLAN_NET}/org-description"
DISTANCE = "http://hl7.org/fhir/StructureDefinition/location-distance"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
PROVISION = "http://terminology.hl7.org/CodeSystem/service-provision-conditions"
LANGUAGES = "urn:ietf:bcp:47"
UNITS = "http://unitsofmeasure.org"

TERMS_PATH = "/api/hsds/taxonomy_terms"
"""Below the site: the code system of our words, where each is an HSDS taxonomy term with this code."""
KEYS_PATHS = {"Organization": "/api/hsds/organizations", "HealthcareService": "/api/hsds/services"}
"""Below the site: the naming systems of keys, by which the directory knows its entries."""
BASE_PATH = "/api/fhir"

_SENTENCES = {
    "also": {"en": "Also known as: {0}.", "es": "También se conoce como: {0}."},
    "assured": {"en": "Last checked by a person: {0}.", "es": "Última revisión por una persona: {0}."},
    "documents": {"en": "What to bring: {0}", "es": "Qué llevar: {0}"},
    "waiting": {"en": "Waiting time: {0}", "es": "Tiempo de espera: {0}"},
    "area": {"en": "Area served: {0}", "es": "Zona que atiende: {0}"},
    "extension": {"en": "ext. {0}", "es": "ext. {0}"},
    "zone": {"en": "Local time, {0}.", "es": "Hora local, {0}."},
    "weeks": {
        "en": "{0}, {1}–{2}: only in week {3} of the month.",
        "es": "{0}, {1}–{2}: solo en la semana {3} del mes.",
    },
    "more_weeks": {
        "en": "{0}, {1}–{2}: only in weeks {3} of the month.",
        "es": "{0}, {1}–{2}: solo en las semanas {3} del mes.",
    },
    "absent": {"en": "Not known", "es": "No se sabe"},
}
"""Other languages fall back to English."""
_DAYS = {
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    "es": ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
}


def say(name: str, language: str, *values: object) -> str:
    """The sentence ``name`` in ``language``, with its values."""
    sentences = _SENTENCES[name]
    return (sentences.get(language.partition("-")[0]) or sentences["en"]).format(*values)


def name_days(days: tuple[int, ...], language: str) -> str:
    """Weekdays (0 is Monday) in words, with commas."""
    names = _DAYS.get(language.partition("-")[0]) or _DAYS["en"]
    return ", ".join(names[day] for day in sorted(days))
