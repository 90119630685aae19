"""The HSDS 3.1 API."""

import datetime as dt
import math
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.conf import settings as _settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from dogwood.hsds.values import HsdsObject
from dogwood.search.holder import get_holder

from . import answers
from . import query as queries
from .answers import answer_file, answer_json, answer_stream, as_bytes, make_tag, open_to_all
from .bulk import KINDS, LIST
from .catalogue import Catalogue
from .changes import PastEditions, describe_changes
from .feed import write_feed
from .openapi import describe_table, make_document
from .problems import ProblemError
from .profile import COMPILED, FILES, compile_schema, describe_profile, make_patch, read_schema
from .query import Query, read_path_id, read_query
from .rates import RateLimit
from .shelf import Shelf, find_today

settings: Any = _settings
"""Of the readers' process, which alone has ``OPENDATA_ROOT``, ``OPENDATA_BUILDER`` and ``OPENDATA_REQUESTS_A_MINUTE``."""
VERSION = "3.1"
ATOM = "application/atom+xml"
FILE_COST = 20
STREAM_COST = 20
"""Requests that a file or a stream counts for."""


@cache
def get_shelf() -> Shelf:
    """The shelf of this process."""
    return Shelf(settings.OPENDATA_ROOT, settings.READERS_ADDRESS, settings.OPENDATA_BUILDER)


@cache
def get_limit() -> RateLimit:
    return RateLimit(settings.OPENDATA_REQUESTS_A_MINUTE, 60.0)


class Visit(NamedTuple):
    """A request that may go on. edition: name of its folder. today: where the directory serves."""

    request: HttpRequest
    catalogue: Catalogue
    today: dt.date
    version: str

    @property
    def edition(self) -> str:
        return self.catalogue.reader.folder.name

    @property
    def languages(self) -> tuple[str, ...]:
        return self.catalogue.reader.manifest.languages

    def query(self, allowed: Iterable[str], **more: int) -> Query:
        """The parameters stand in the address, for POST as for GET, as HSDS has it."""
        return read_query(dict(self.request.GET.lists()), allowed, self.languages, **more)

    def answer(self, make: Callable[[], bytes], link: str = "", kind: str = answers.JSON) -> HttpResponseBase:
        tag = make_tag(self.request, self.edition, self.today, self.version)
        return answer_json(self.request, make, tag, str(self.catalogue.reader.manifest.number), kind=kind, link=link)


def begin(request: HttpRequest, cost: int = 1) -> Visit:
    """Count the request and find the data for it. Raises ProblemError."""
    count_request(request, cost)
    edition = get_holder().current()
    if edition is None:
        raise ProblemError("not-published", "Nothing is published yet. Come back later.", headers={"Retry-After": "60"})
    shelf = get_shelf()
    catalogue = shelf.catalogue(edition.reader)
    if catalogue is None:
        detail = "The data of this edition are being made ready. Come back in a minute."
        raise ProblemError("not-ready", detail, headers={"Retry-After": "60"})
    return Visit(request, catalogue, find_today(catalogue.reader, answers.now()), shelf.version)


def count_request(request: HttpRequest, cost: int = 1) -> None:
    """Raises ProblemError where a client asks too often. Behind a proxy on this machine, its last word on who asks counts."""
    address = request.META.get("REMOTE_ADDR", "")
    if address in {"127.0.0.1", "::1", ""}:
        address = request.headers.get("X-Forwarded-For", address).rsplit(",", 1)[-1].strip()
    wait = get_limit().take(address, cost)
    if wait:
        detail = f"That is more than {get_limit().most} requests a minute. Come back in {wait} seconds, or take the files at /data/."
        raise ProblemError("too-many", detail, headers={"Retry-After": str(wait)})


@open_to_all("GET")
def root(request: HttpRequest) -> HttpResponseBase:
    visit = begin(request)
    visit.query(())
    site = settings.READERS_ADDRESS
    about = {"version": VERSION, "profile": f"{site}/api/hsds/profile/", "openapi_url": f"{site}/api/hsds/openapi.json"}
    return visit.answer(lambda: as_bytes(about))


@open_to_all("GET")
def document(request: HttpRequest) -> HttpResponseBase:
    visit = begin(request)
    return visit.answer(lambda: as_bytes(make_document(settings.READERS_ADDRESS, visit.languages)))


@open_to_all("GET")
def profile(request: HttpRequest) -> HttpResponseBase:
    visit = begin(request)
    visit.query(())
    return visit.answer(lambda: as_bytes(describe_profile(settings.READERS_ADDRESS, visit.languages)))


@open_to_all("GET")
def profile_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file of the profile: a new schema, or a merge patch of one that HSDS has."""
    visit = begin(request)
    visit.query(())
    _check_name(name, FILES)
    site = settings.READERS_ADDRESS
    if name == "openapi.json":
        return visit.answer(lambda: as_bytes(make_patch(make_document(site, visit.languages), site)))
    return visit.answer(lambda: as_bytes(read_schema(name.removesuffix(".json"))))


@open_to_all("GET")
def profile_schema(request: HttpRequest, name: str) -> HttpResponseBase:
    """A new schema of the profile that is whole by itself."""
    visit = begin(request)
    visit.query(())
    _check_name(name, COMPILED)
    return visit.answer(lambda: as_bytes(compile_schema(name.removesuffix(".json"), describe_table)))


def _list(kind: str, parameters: tuple[str, ...], most_full: int) -> Callable[..., HttpResponseBase]:
    @open_to_all("GET", "POST")
    def show(request: HttpRequest) -> HttpResponseBase:
        is_stream = request.GET.get("format") == "ndjson"
        visit = begin(request, STREAM_COST if is_stream else 1)
        query = visit.query(parameters, most_full=most_full)
        found = visit.catalogue.find(kind, query)
        if query.is_stream:
            tag = make_tag(request, visit.edition, visit.today, visit.version)
            size = 10 if kind == "organization" and (query.is_full or query.is_full_service) else 200
            lines = visit.catalogue.stream(kind, found, query, visit.today, size)
            return answer_stream(request, lines, tag, str(visit.catalogue.reader.manifest.number))
        size = query.size or max(1, len(found))
        link = _check_page(request, query, len(found), size)
        positions = found[(query.page - 1) * size : query.page * size]

        def make() -> bytes:
            return write_page(visit.catalogue.read(kind, positions, query, visit.today), query.page, size, len(found))

        return visit.answer(make, link)

    return show


services = _list("service", queries.SERVICES, queries.MOST_FULL)
service_at_locations = _list("link", queries.LINKS, queries.MOST_FULL)
organizations = _list("organization", queries.ORGANIZATIONS, queries.MOST_FULL_ORGANIZATIONS)
guides = _list("guide", queries.GUIDES, queries.MOST_FULL_GUIDES)
publications = _list("publication", queries.PUBLICATIONS, queries.MOST_FULL)
events = _list("event", queries.EVENTS, queries.MOST_FULL)


def _one(kind: str, what: str, parameters: tuple[str, ...]) -> Callable[..., HttpResponseBase]:
    @open_to_all("GET")
    def show(request: HttpRequest, own_id: str) -> HttpResponseBase:
        visit = begin(request)
        given = visit.query(parameters)
        query = Query(is_full=True, is_full_service=given.is_full_service, language=given.language)
        position = visit.catalogue.position_of(kind, read_path_id(own_id))
        if position is None:
            raise _not_found(what)
        return visit.answer(lambda: visit.catalogue.read(kind, [position], query, visit.today)[0])

    return show


service = _one("service", "service", queries.ONE)
service_at_location = _one("link", "service at a location", queries.ONE)
organization = _one("organization", "organization", queries.ONE_ORGANIZATION)
guide = _one("guide", "guide", queries.ONE)
publication = _one("publication", "publication", queries.ONE)
event = _one("event", "event", queries.ONE)


def _words(name: str, parameters: tuple[str, ...]) -> Callable[..., HttpResponseBase]:
    """Lists of taxonomies or terms, of which there are few."""

    @open_to_all("GET", "POST")
    def show(request: HttpRequest) -> HttpResponseBase:
        visit = begin(request)
        query = visit.query(parameters)
        found = [as_bytes(item) for item in getattr(visit.catalogue.terms, name).values() if _passes(item, query)]
        if query.is_stream:
            tag = make_tag(request, visit.edition, visit.today, visit.version)
            lines = (line + b"\n" for line in found)
            return answer_stream(request, lines, tag, str(visit.catalogue.reader.manifest.number))
        size = query.size or queries.DEFAULT_SIZE
        link = _check_page(request, query, len(found), size)
        part = found[(query.page - 1) * size : query.page * size]
        return visit.answer(lambda: write_page(part, query.page, size, len(found)), link)

    return show


taxonomies = _words("taxonomies", queries.TAXONOMIES)
taxonomy_terms = _words("terms", queries.TERMS)


def _word(name: str, what: str) -> Callable[..., HttpResponseBase]:
    @open_to_all("GET")
    def show(request: HttpRequest, own_id: str) -> HttpResponseBase:
        visit = begin(request)
        visit.query(())
        found = getattr(visit.catalogue.terms, name).get(read_path_id(own_id))
        if found is None:
            raise _not_found(what)
        return visit.answer(lambda: as_bytes(found))

    return show


taxonomy = _word("taxonomies", "taxonomy")
taxonomy_term = _word("terms", "taxonomy term")


@open_to_all("GET")
def files(request: HttpRequest) -> HttpResponseBase:
    """Which files there are, how large, with their checksums."""
    visit = begin(request)
    visit.query(())
    path = _folder(visit) / LIST
    return visit.answer(path.read_bytes)


@open_to_all("GET")
def file(request: HttpRequest, name: str) -> HttpResponseBase:
    """A file as it stands; it is not packed again."""
    visit = begin(request, FILE_COST)
    visit.query(())
    _check_name(name, KINDS)
    path = _folder(visit) / name
    tag = make_tag(request, visit.edition, visit.today, f"{visit.version} {path.stat().st_mtime_ns}")
    return answer_file(request, path, tag, str(visit.catalogue.reader.manifest.number), kind=KINDS[name])


def _folder(visit: Visit) -> Path:
    """The folder of the files. Raises ProblemError while they are made."""
    folder = get_shelf().files(visit.catalogue.reader)
    if folder is None:
        detail = "The files of this edition are being made. Come back in a few minutes."
        raise ProblemError("not-ready", detail, headers={"Retry-After": "120"})
    return folder


@open_to_all("GET")
def changes(request: HttpRequest) -> HttpResponseBase:
    visit = begin(request)
    query = visit.query(queries.CHANGES)
    reader = visit.catalogue.reader
    if query.since and query.since not in {line.number for line in reader.manifest.history}:
        detail = f"There is no edition {query.since}; the current one is {reader.manifest.number}."
        raise ProblemError("not-found", detail, parameter="since")

    def make() -> bytes:
        with PastEditions(get_holder().store) as past:
            return as_bytes(describe_changes(reader, past, query.language, query.since, settings.READERS_ADDRESS))

    return visit.answer(make)


@open_to_all("GET")
def changes_feed(request: HttpRequest) -> HttpResponseBase:
    visit = begin(request)
    query = visit.query(queries.FEED)

    def make() -> bytes:
        with PastEditions(get_holder().store) as past:
            return write_feed(visit.catalogue.reader, past, query.language, settings.READERS_ADDRESS)

    return visit.answer(make, kind=ATOM)


@open_to_all("GET", "POST")
def lost(request: HttpRequest, path: str = "") -> HttpResponseBase:
    count_request(request)
    raise ProblemError("no-such-address", "This address leads nowhere. See /api/hsds/openapi.json for those there are.")


def write_page(contents: list[bytes], page: int, size: int, total: int) -> bytes:
    """A page object of HSDS with all its fields. size: objects on a full page; what it tells is how many are on this one."""
    pages = math.ceil(total / size)
    about = {
        "total_items": total,
        "total_pages": pages,
        "page_number": page,
        "size": len(contents),
        "first_page": page == 1,
        "last_page": page >= pages,
        "empty": not contents,
    }
    return as_bytes(about)[:-1] + b',"contents":[' + b",".join(contents) + b"]}"


def _check_page(request: HttpRequest, query: Query, total: int, size: int) -> str:
    """The header ``Link`` of a page. Raises ProblemError beyond the last one; an empty list has one page."""
    last = max(1, math.ceil(total / size))
    if query.page > last:
        raise ProblemError("no-such-page", f"There are {last} pages of {size}. Ask for one of them.", parameter="page")
    given = request.GET.dict()

    def to(page: int, name: str) -> str:
        return f'<{settings.READERS_ADDRESS}{request.path}?{urlencode({**given, "page": page})}>; rel="{name}"'

    links = [to(1, "first"), to(last, "last")]
    if query.page > 1:
        links.insert(0, to(query.page - 1, "prev"))
    if query.page < last:
        links.insert(0, to(query.page + 1, "next"))
    return ", ".join(links)


def _passes(item: HsdsObject, query: Query) -> bool:
    if query.taxonomy and item.get("taxonomy_id") != query.taxonomy:
        return False
    if query.parent and item.get("parent_id") != query.parent:
        return False
    if query.is_top_only and item.get("parent_id"):
        return False
    text = " ".join(str(item.get(name, "")) for name in ("name", "code", "description")).casefold()
    return all(word in text for word in query.search.casefold().split())


def _check_name(name: str, known: Iterable[str]) -> None:
    if name not in known:
        raise ProblemError("no-such-address", f"There is no file “{name[:60]}”. There are: {', '.join(known)}.")


def _not_found(what: str) -> ProblemError:
    return ProblemError("not-found", f"There is no {what} with this id in the current edition.", parameter="id")
