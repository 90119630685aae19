"""``/api/fhir/``."""

import hashlib
from collections.abc import Callable, Iterable

from django.http import HttpRequest, QueryDict
from django.http.response import HttpResponseBase

from dogwood.hsds.identity import read_id
from dogwood.opendata.answers import View, answer_json, as_bytes, make_tag, open_to_all
from dogwood.opendata.problems import ProblemError
from dogwood.opendata.render import read_directory
from dogwood.opendata.views import Visit, begin, count_request, settings

from .bundles import check_page, make_bundle, read_resources
from .capability import make_capability
from .meanings import is_id, wrong
from .outcomes import UnknownParameterError, answer_outcome
from .parameters import PARAMETERS
from .search import check_accept, check_format, find_matches, is_strict, read_language, read_search
from .words import FHIR_JSON

FORM = "application/x-www-form-urlencoded"
INCLUDE_COST = 5
"""Requests that one counts for whose matches bring others along."""


def _open(*methods: str) -> Callable[[View], View]:
    """For views: what all addresses share."""

    def decorate(view: View) -> View:
        def answer(request: HttpRequest, **keys: str) -> HttpResponseBase:
            if "_format" not in request.GET:
                check_accept(request.headers.get("Accept", ""))
            return view(request, **keys)

        return open_to_all(*methods, tell=answer_outcome)(answer)

    return decorate


def _answer(visit: Visit, make: Callable[[], bytes], more: str = "") -> HttpResponseBase:
    """more: what the answer depends on beside the address."""
    tag = make_tag(visit.request, visit.edition, visit.today, visit.version)
    if more:
        tag = hashlib.sha256(f"{tag} {more}".encode()).hexdigest()[:20]
    number = str(visit.catalogue.reader.manifest.number)
    response = answer_json(visit.request, make, tag, number, kind=FHIR_JSON)
    response.headers["Vary"] = "Accept, Accept-Encoding, Prefer"
    return response


def _read_general(visit: Visit, known: Iterable[str] = ("language", "_format")) -> str:
    """The language, where an address takes no other parameters. Raises ProblemError."""
    language = visit.languages[0]
    for name, texts in visit.request.GET.lists():
        if name not in known:
            if is_strict(visit.request.headers.get("Prefer", "")):
                raise UnknownParameterError(f"“{name[:40]}” is no parameter of this address.", parameter=name[:40])
            continue
        if len(texts) > 1:
            raise wrong(name, f"“{name}” is given more than once. Give it once.")
        if name == "language":
            language = read_language(texts[0], visit.languages)
        elif name == "_format":
            check_format(texts[0])
    return language


@_open("GET")
def metadata(request: HttpRequest) -> HttpResponseBase:
    visit = begin(request)
    language = _read_general(visit, ("language", "_format", "mode"))
    reader = visit.catalogue.reader

    def make() -> bytes:
        name = read_directory(reader, language).name
        return as_bytes(make_capability(name, settings.READERS_ADDRESS, reader.manifest.built_at))

    return _answer(visit, make)


@_open("GET")
def search(request: HttpRequest, resource: str) -> HttpResponseBase:
    return _search(request, resource, request.GET)


@_open("GET", "POST")
def search_by_form(request: HttpRequest, resource: str) -> HttpResponseBase:
    """The same with its parameters in the body, so that they stand in no address; those of the address count too."""
    if request.method != "POST":
        return _search(request, resource, request.GET)
    try:
        if request.content_type not in {FORM, ""}:
            raise wrong("body", f"A search is posted as {FORM}.")
        given = QueryDict(request.body, mutable=True)
    except UnicodeDecodeError:
        raise wrong("body", "The parameters cannot be read.") from None
    given.update(request.GET)
    return _search(request, resource, given)


def _search(request: HttpRequest, resource: str, given: QueryDict) -> HttpResponseBase:
    visit = begin(request, INCLUDE_COST if {"_include", "_revinclude"} & given.keys() else 1)
    _check_type(resource)
    pairs = [(name, text) for name, texts in given.lists() for text in texts]
    asked = read_search(
        resource,
        pairs,
        visit.languages,
        settings.READERS_ADDRESS,
        is_strict=is_strict(request.headers.get("Prefer", "")),
    )
    found = find_matches(visit.catalogue, asked)
    check_page(asked, len(found))
    body = repr(pairs) if request.method == "POST" else ""
    return _answer(
        visit, lambda: as_bytes(make_bundle(visit.catalogue, asked, found, visit.today, settings.READERS_ADDRESS)), body
    )


@_open("GET")
def read(request: HttpRequest, resource: str, own_id: str) -> HttpResponseBase:
    visit = begin(request)
    _check_type(resource)
    language = _read_general(visit)
    if not is_id(own_id):
        raise wrong("id", f"“{own_id[:64]}” is no id: letters, digits, hyphens and points, at most 64.")
    position = _find(visit, resource, own_id)
    if position is None:
        raise ProblemError("not-found", f"There is no {resource} with this id in the current edition.", parameter="id")

    def make() -> bytes:
        (found,) = read_resources(visit.catalogue, resource, [position], language, visit.today)
        return as_bytes(found)

    return _answer(visit, make)


def _find(visit: Visit, resource: str, own_id: str) -> int | None:
    canonical = read_id(own_id)
    if canonical is None:
        return None
    if resource != "Location":
        return visit.catalogue.position_of("organization" if resource == "Organization" else "service", canonical)
    rows = visit.catalogue.rows("SELECT position FROM named WHERE field='location' AND folded=?", (canonical,))
    return int(rows[0][0]) if rows else None


def _check_type(resource: str) -> None:
    if resource not in PARAMETERS:
        detail = f"There is no {resource[:40]} here. There are: {', '.join(PARAMETERS)}. See /api/fhir/metadata."
        raise ProblemError("no-such-address", detail)


@_open("GET", "POST")
def lost(request: HttpRequest, path: str = "") -> HttpResponseBase:
    count_request(request)
    raise ProblemError("no-such-address", "This address leads nowhere. See /api/fhir/metadata for those there are.")
