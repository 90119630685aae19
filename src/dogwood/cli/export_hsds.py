"""``dogwood export hsds``: an edition in the Human Services Data Specification 3.1, as one file."""

import datetime as dt
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import click

from dogwood import vocabulary
from dogwood.edition.file import EditionReader
from dogwood.edition.records import DirectoryRecord, ListingRecord, OrganizationRecord
from dogwood.edition.store import LocalStore
from dogwood.hsds.frame import Frame, make_frame
from dogwood.hsds.organizations import write_organization, write_stand_in
from dogwood.hsds.services import nest_service
from dogwood.hsds.tabular import PackageWriter
from dogwood.places import find_county
from dogwood.settings.config import load_config

from .importing import export

if TYPE_CHECKING:
    from dogwood.hsds.values import HsdsObject

Filter = Callable[[ListingRecord], bool]
_FORMS = (".json", ".ndjson", ".zip")


@export.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--edition", "number", type=int, default=None, help="Number of the edition; the current one by default.")
@click.option("--language", default="", help="Language of the words, such as es; the directory's first by default.")
@click.option("--need", default="", help="Only listings that meet this need, such as ride.")
@click.option("--county", default="", help="Only listings in this county, or that serve it by name.")
@click.option("--kind", default="", help="service, trial, or a type such as helpline.")
def hsds(file: Path, number: int | None, language: str, need: str, county: str, kind: str) -> None:
    """Write the listings of an edition into FILE in HSDS 3.1.

    The form is that of the file's name: .json (a page of the API with all services), .ndjson (a service a line) or .zip
    (the tabular data package, with organizations that run no listing too, unless only some listings are wanted).
    """
    form = file.suffix.lower()
    if form not in _FORMS:
        raise click.UsageError(
            f"{file.name}: the name has to end in {', '.join(_FORMS)}; that says which form is meant."
        )
    is_wanted = _make_filter(need, county, kind)
    config = load_config()
    store = LocalStore(config.editions)
    with closing(EditionReader(store.current_folder() if number is None else store.find_folder(number))) as reader:
        tags = reader.manifest.languages
        language = language or tags[0]
        if language not in tags:
            raise click.UsageError(f"The edition has no language “{language}”. It has: {', '.join(tags)}.")
        whole = _Whole(reader, make_edition_frame(reader, language, config.readers_url), is_wanted)
        try:
            count = _replace(
                file, {".json": whole.put_page, ".ndjson": whole.put_lines, ".zip": whole.put_package}[form]
            )
        except OSError as error:
            raise click.ClickException(f"{file} cannot be written: {error.strerror}.") from None
    click.echo(f"Wrote {count} services of edition {reader.manifest.number} to {file}.")


def make_edition_frame(reader: EditionReader, language: str, site: str) -> Frame:
    """What the mapping needs of an edition beside its records, for today."""
    directory = reader.get_best(DirectoryRecord, "directory", language)
    names = {
        (cls.record_type, record.key): record.heading
        for cls in (ListingRecord, OrganizationRecord)
        for record in reader.all_best(cls, language)
    }
    changed: dict[tuple[str, str], dt.datetime] = {}
    for change in reader.changes():
        if change.built_at is not None:
            changed.setdefault(change.identity[:2], change.built_at)  # the newest come first
    return make_frame(
        language,
        reader.manifest.languages,
        dt.datetime.now(dt.UTC).astimezone().date(),
        state=directory.state if directory else "",
        directory=directory.name if directory else "",
        site=site.rstrip("/"),
        name_of=lambda record_type, key: names.get((record_type, key), ""),
        modified=lambda record_type, key: changed.get((record_type, key)),
    )


def _make_filter(need: str, county: str, kind: str) -> Filter | None:
    """Which listings are meant; None for all. Raises click.UsageError that says what there is."""
    if need and need not in vocabulary.words("needs"):
        raise click.UsageError(f"“{need}” is not a need. There are: {', '.join(vocabulary.words('needs'))}.")
    if kind and kind not in {"service", "trial"} and kind not in vocabulary.words("service_types"):
        known = ", ".join(["service", "trial", *vocabulary.words("service_types")])
        raise click.UsageError(f"“{kind}” is not a kind. There are: {known}.")
    found = find_county(county) if county else None
    if county and found is None:
        raise click.UsageError(f"“{county}” is not a county of North Carolina.")
    if not (need or found or kind):
        return None

    def is_wanted(listing: ListingRecord) -> bool:
        counties = {place.county for place in listing.places} | set(listing.area_counties)
        return (
            (not need or need in listing.needs)
            and (found is None or found.name in counties)
            and (not kind or kind in {listing.kind, listing.service_type})
        )

    return is_wanted


class _Whole:
    """All that an edition has for HSDS, or of the listings that are wanted, one by one."""

    def __init__(self, reader: EditionReader, frame: Frame, is_wanted: Filter | None = None) -> None:
        self.reader = reader
        self.frame = frame
        self.is_wanted = is_wanted
        self.organizations = {
            record.key: write_organization(record, frame)
            for record in reader.all_best(OrganizationRecord, frame.language)
        }

    def services(self) -> "Iterator[HsdsObject]":
        for listing in self.reader.all_best(ListingRecord, self.frame.language):
            if self.is_wanted is not None and not self.is_wanted(listing):
                continue
            runner = self.organizations.get(listing.organization) or write_stand_in(listing, self.frame)
            yield nest_service(listing, runner, self.frame)

    def put_lines(self, out: BinaryIO) -> int:
        count = 0
        for count, service in enumerate(self.services(), 1):  # noqa: B007 - the number of the last one
            out.write(_write(service) + b"\n")
        return count

    def put_page(self, out: BinaryIO) -> int:
        services = list(self.services())
        page = {
            "total_items": len(services), "total_pages": 1, "page_number": 1, "size": len(services), "first_page": True,
            "last_page": True, "empty": not services, "contents": services,
        }  # fmt: skip
        out.write(json.dumps(page, indent=1, ensure_ascii=False).encode() + b"\n")
        return len(services)

    def put_package(self, out: BinaryIO) -> int:
        manifest = self.reader.manifest
        directory = self.reader.get_best(DirectoryRecord, "directory", self.frame.language)
        about: dict[str, Any] = {
            "title": self.frame.directory or "Human services",
            "description": "HSDS 3.1 (docs.openreferral.org).",
            "version": f"edition {manifest.number}",
            "created": manifest.built_at.isoformat(),
        }
        if directory and directory.licence:
            licence = {"name": directory.licence.replace(" ", "-"), "title": directory.licence}
            about["licenses"] = [{**licence, **({"path": directory.licence_url} if directory.licence_url else {})}]
        with PackageWriter(out, about) as package:
            for organization in self.organizations.values() if self.is_wanted is None else ():
                package.add("organization", organization)
            for service in self.services():
                package.add("service", service)
            for term in self.frame.terms.terms.values():
                package.add("taxonomy_term", term)
        return package.counts.get("service", 0)


def _write(value: "HsdsObject") -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def _replace(file: Path, put: Callable[[BinaryIO], int]) -> int:
    """Write aside, then put it in its place: a writing that dies leaves what was there."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            count = put(out)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise
    return count
