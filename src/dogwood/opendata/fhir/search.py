"""A query string → what was asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from dogwood.opendata.catalogue import Catalogue, Positions

from .meanings import Asked, Condition, read_values, wrong
from .outcomes import NotAcceptableError, UnknownParameterError
from .parameters import PARAMETERS, TABLES, find_parameter

DEFAULT_COUNT = 20
MOST_COUNT = 100
"""Matches on a page; whoever asks for more gets so many."""
MOST_PARAMETERS = 40
_LAST_OFFSET = 10_000_000
_WHOLE = re.compile(r"\d{1,9}\Z", re.ASCII)
_JSON = {"json", "application/json", "application/fhir+json", "application/fhir json", "text/json"}
"""Values of ``_format``; a plus that an address turned into a space is read as it was meant."""
_ANYTHING = {"*/*", "application/*", "application/json", "application/fhir+json", "text/json"}

INCLUDES = {
    "HealthcareService": ("HealthcareService:location", "HealthcareService:organization"),
    "Location": ("Location:organization",),
    "Organization": (),
}
"""Type → what ``_include`` takes."""
REVERSES = {
    "HealthcareService": (),
    "Location": ("HealthcareService:location",),
    "Organization": ("HealthcareService:organization", "Location:organization"),
}
"""Type → what ``_revinclude`` takes."""


@dataclass(frozen=True)
class Search:
    """resource: type that is looked for. conditions: all hold. count: matches on a page, 0 for the total alone. offset: how
    many come before. includes, reverses: words of ``INCLUDES`` and ``REVERSES``. language: of the answer. used: parameters
    that were understood, with their values, but for count and offset."""

    resource: str
    conditions: tuple[Condition, ...] = ()
    count: int = DEFAULT_COUNT
    offset: int = 0
    includes: tuple[str, ...] = ()
    reverses: tuple[str, ...] = ()
    language: str = ""
    used: tuple[tuple[str, str], ...] = ()


def read_search(
    resource: str, pairs: Sequence[tuple[str, str]], languages: tuple[str, ...], site: str, *, is_strict: bool
) -> Search:
    """pairs: names and values in their order. is_strict: an unknown parameter is a problem, else it is left out, and so
    out of ``used``. Raises ProblemError."""
    if len(pairs) > MOST_PARAMETERS:
        raise wrong("query", f"A search takes at most {MOST_PARAMETERS} parameters.")
    made = Search(resource, language=languages[0])
    seen: set[str] = set()
    for name, text in pairs:
        if name in {"_count", "_offset", "_format", "language"}:
            if name in seen:
                raise wrong(name, f"“{name}” is given more than once. Give it once.")
            seen.add(name)
        found = _read_one(made, name, text, languages, site)
        if found is not None:
            made = found
        elif is_strict:
            detail = f"“{name[:40]}” is no parameter for {resource}. It takes: {', '.join(PARAMETERS[resource])}."
            raise UnknownParameterError(detail, parameter=name[:40])
    if sum(1 for condition in made.conditions if condition.order) > 1:
        raise wrong("near", "“near” is given more than once. Give it once.")
    return made


def _read_one(made: Search, name: str, text: str, languages: tuple[str, ...], site: str) -> Search | None:
    """The search with one parameter more; None where it is not known."""
    if name == "_count":
        return replace(made, count=min(_read_whole(name, text), MOST_COUNT))
    if name == "_offset":
        return replace(made, offset=_read_whole(name, text))
    if name == "_format":
        check_format(text)
        return replace(made, used=(*made.used, (name, text)))
    if name == "language":
        return replace(made, language=read_language(text, languages), used=(*made.used, (name, text)))
    if name in {"_include", "_revinclude"}:
        return _read_include(made, name, text)
    base, modifier = _part(made.resource, name)
    found = find_parameter(made.resource, base)
    if found is None:
        return None
    parameter, frame = found
    if modifier not in {"", *parameter.modifiers, *parameter.targets}:
        takes = ", ".join(f":{word}" for word in (*parameter.modifiers, *parameter.targets)) or "none"
        raise wrong(name, f"“{base[:40]}” has no modifier “{modifier[:20]}”. It takes: {takes}.")
    texts = (text,) if parameter.type == "special" else read_values(name, text)
    own = parameter.compile(Asked(base, modifier, texts, site))
    if frame != "{}":
        own = Condition(frame.format(own.sql), own.values)
    return replace(made, conditions=(*made.conditions, own), used=(*made.used, (name, text)))


def _part(resource: str, name: str) -> tuple[str, str]:
    """(name with its chain, modifier). The colon of ``location:Location.near`` names a type and belongs to the chain."""
    head, colon, modifier = name.rpartition(":")
    return (head, modifier) if colon and "." not in modifier else (name, "")


def _read_include(made: Search, name: str, text: str) -> Search | None:
    source, _, rest = text.partition(":")
    field, _, target = rest.partition(":")
    word = f"{source}:{field}"
    known = (INCLUDES if name == "_include" else REVERSES)[made.resource]
    if word not in known or target not in {"", "Organization" if field == "organization" else "Location"}:
        return None
    used = (*made.used, (name, text))
    if name == "_include":
        return replace(made, includes=tuple(dict.fromkeys((*made.includes, word))), used=used)
    return replace(made, reverses=tuple(dict.fromkeys((*made.reverses, word))), used=used)


def _read_whole(name: str, text: str) -> int:
    if not _WHOLE.match(text) or int(text) > _LAST_OFFSET:
        raise wrong(name, f"“{name}” is a whole number from 0 to {_LAST_OFFSET}.")
    return int(text)


def read_language(text: str, languages: tuple[str, ...]) -> str:
    if text not in languages:
        raise wrong("language", f"“language” is one of: {', '.join(languages)}.")
    return text


def check_format(text: str) -> None:
    """Raises NotAcceptableError for a format that is not there."""
    if text.partition(";")[0].strip().lower() not in _JSON:
        raise NotAcceptableError("There is JSON alone: _format=json.", parameter="_format")


def check_accept(header: str) -> None:
    """header: ``Accept``, "" for none. Raises NotAcceptableError where it takes no JSON, or another version of FHIR."""
    if not header.strip():
        return
    for part in header.lower().split(","):
        kind, *rest = (text.strip() for text in part.split(";"))
        options = dict(text.split("=", 1) for text in rest if "=" in text)
        is_refused = options.get("q", "1").strip("0.") == "" and "q" in options
        if kind in _ANYTHING and not is_refused and options.get("fhirversion", "4.0") in {"4.0", "4.0.1"}:
            return
    raise NotAcceptableError("There is application/fhir+json alone, of FHIR 4.0.")


def is_strict(header: str) -> bool:
    """header: ``Prefer``."""
    return "handling=strict" in header.lower().replace(" ", "")


def find_matches(catalogue: Catalogue, search: Search) -> Positions:
    """Positions of all matches, in the order in which they are shown."""
    table = TABLES[search.resource]
    where = " AND ".join(condition.sql for condition in search.conditions) or "1"
    values: list[object] = [value for condition in search.conditions for value in condition.values]
    order = next((condition for condition in search.conditions if condition.order), None)
    sql = f"SELECT position FROM {table} WHERE {where} ORDER BY {order.order + ', ' if order else ''}position"  # noqa: S608
    return catalogue.find_by(sql, (*values, *(order.order_values if order else ())))
