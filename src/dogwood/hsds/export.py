"""An edition, or some of its listings, as a file in HSDS 3.1."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from dogwood.edition.file import EditionReader
from dogwood.edition.records import DirectoryRecord, ListingRecord, OrganizationRecord

from .frame import Frame, make_frame
from .organizations import write_organization, write_stand_in
from .services import nest_service
from .tabular import PackageWriter
from .values import HsdsObject

Filter = Callable[[ListingRecord], bool]


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


class EditionExport:
    """All that an edition has for HSDS, or of the listings that are wanted, one by one."""

    def __init__(self, reader: EditionReader, frame: Frame, is_wanted: Filter | None = None) -> None:
        self.reader = reader
        self.frame = frame
        self.is_wanted = is_wanted
        self.organizations = {
            record.key: write_organization(record, frame)
            for record in reader.all_best(OrganizationRecord, frame.language)
        }

    def services(self) -> Iterator[HsdsObject]:
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


def _write(value: HsdsObject) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
