"""Records made in any number, for tests that build editions over and over, and an index builder that is only files.

1 directory, n listings in English and n // 2 of them in Spanish, each run by one of n // 10 + 1 organizations
"""

import datetime as dt
from pathlib import Path
from typing import Any

from dogwood.edition.build import Content
from dogwood.edition.file import Identity
from dogwood.edition.records import DirectoryRecord, ListingRecord, OrganizationRecord, Phone, Record

NOW = dt.datetime(2026, 11, 23, 9, 0, tzinfo=dt.UTC)
LANGUAGES = ("en", "es")


def make_listing(number: int, language: str = "en", *, turn: int = 0, organizations: int = 1) -> ListingRecord:
    """Listing ``number``; another ``turn`` gives it other words."""
    return ListingRecord(
        key=f"listing-{number}",
        language=language,
        name=f"Listing {number}",
        summary=f"Words of turn {turn}, ñ and “quotes”.",
        needs=("ride",) if number % 2 else ("ride", "lodging"),
        organization=f"organization-{number % organizations}",
        organization_name=f"Organization {number % organizations}",
        phones=(Phone(written="919.733.4261", dial="+19197334261"),),
    )


def make_records(count: int, *, turn: int = 0) -> list[Record]:
    organizations = count // 10 + 1
    records: list[Record] = [
        DirectoryRecord(key="directory", language=tag, name="Made directory", languages=LANGUAGES) for tag in LANGUAGES
    ]
    records += [
        OrganizationRecord(key=f"organization-{number}", language="en", name=f"Organization {number}")
        for number in range(organizations)
    ]
    for number in range(count):
        records.append(make_listing(number, turn=turn, organizations=organizations))
        if number % 2:
            records.append(make_listing(number, "es", turn=turn, organizations=organizations))
    return records


def make_content(count: int, *, turn: int = 0) -> Content:
    return Content(make_records(count, turn=turn), LANGUAGES)


def write_few_files(
    folder: Path, base: Path | None, changed: list[Record], removed: list[Identity], **more: Any
) -> None:
    """Stands for the search index: a few files, one in a folder below, one with the name of the manifest."""
    (folder / "segments").mkdir()
    (folder / "meta.json").write_text("{}" * 50)
    (folder / "manifest.json").write_text("not the edition's")
    (folder / "segments" / "one.bin").write_bytes(bytes(range(256)) * (1 + len(changed) % 7))
