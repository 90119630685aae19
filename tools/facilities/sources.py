"""Reads the public lists: FDA, CMS, HRSA and NCI. Each row becomes one ``Site``."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from .names import split_suite, write_city, write_county, write_properly

STATES = {
    "Alabama": "AL", "Arizona": "AZ", "California": "CA", "Colorado": "CO", "Connecticut": "CT", "DC": "DC",
    "Florida": "FL", "Georgia": "GA", "Hawaii": "HI", "Illinois": "IL", "Indiana": "IN", "Iowa": "IA", "Kansas":
    "KS", "Kentucky": "KY", "Louisiana": "LA", "Maryland": "MD", "Massachusetts": "MA", "Michigan": "MI",
    "Minnesota": "MN", "Missouri": "MO", "Nebraska": "NE", "New Hampshire": "NH", "New Jersey": "NJ", "New Mexico":
    "NM", "New York": "NY", "North Carolina": "NC", "Ohio": "OH", "Oklahoma": "OK", "Oregon": "OR", "Pennsylvania":
    "PA", "South Carolina": "SC", "Tennessee": "TN", "Texas": "TX", "Utah": "UT", "Virginia": "VA", "Washington":
    "WA", "Wisconsin": "WI",
}  # fmt: skip


class SourceError(ValueError):
    """A list that is not there or not in the form expected. The message says which file and what to do."""


@dataclass(frozen=True)
class Source:
    """name: the list's public name, as checks and reports give it. on: its own date. folder: where its file lies."""

    code: str
    name: str
    on: str
    folder: str
    licence: str


SOURCES = {
    "CMS": Source("CMS", "CMS Hospital General Information", "2026", "hospitals", "US government, public domain"),
    "NCI": Source("NCI", "NCI-Designated Cancer Centers", "2024", "cancer-centers", "US government work"),
    "HRSA": Source(
        "HRSA",
        "HRSA Health Center Service Delivery Sites",
        "2026-06-20",
        "health-centers",
        "US government, public domain",
    ),
    "FDA": Source("FDA", "FDA MQSA certified facilities", "2026-06-20", "mammography", "US government, public domain"),
}
"""In the order in which a joined place takes its name and address from them."""


@dataclass(frozen=True)
class Site:
    """One row of one list.

    ident: the list's own number, or name and address where it has none. zip: five digits. county: without "County",
    "" unknown. latitude, longitude: WGS 84 degrees or None. phone: as the list writes it. what: the list's kind of
    place. mobile, seasonal: as the list or the name says.
    """

    source: str
    ident: str
    name: str
    address: str
    address_2: str
    city: str
    state: str
    zip: str
    county: str = ""
    latitude: float | None = None
    longitude: float | None = None
    phone: str = ""
    website: str = ""
    what: str = ""
    mobile: bool = False
    seasonal: bool = False


@dataclass
class Reading:
    """What came of one list. left_out: name of a row and why it was not used. repaired: rows put right."""

    source: Source
    sites: list[Site] = field(default_factory=list)
    read: int = 0
    left_out: list[tuple[str, str]] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)


def _rows(path: Path) -> tuple[list[str], Iterator[list[str]]]:
    if not path.exists():
        raise SourceError(f"“{path.name}” is not in {path.parent}. Give the folder that holds the four lists.")
    reader = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
    header = [name.strip() for name in next(reader)]
    return header, reader


def repair_row(header: list[str], cells: list[str], name: str, fixed: str, allowed: set[str]) -> list[str] | None:
    """``cells`` with the commas of an unquoted name put back, so that column ``fixed`` holds one of ``allowed``.

    name: the column that may have been torn apart. Gives None where no repair fits the header.
    """
    extra = len(cells) - len(header)
    at, check = header.index(name), header.index(fixed)
    if extra == 0 and cells[check] in allowed:
        return cells
    if extra > 0:
        whole = ",".join(cells[at : at + extra + 1])
        mended = [*cells[:at], whole, *cells[at + extra + 1 :]]
        if mended[check] in allowed:
            return mended
    return None


def _degrees(text: str) -> float | None:
    return round(float(text), 5) if text.strip() else None


def read_mammography(folder: Path) -> Reading:
    """The FDA's certified facilities. It gives no number of its own, so name and address are the identity."""
    reading = Reading(SOURCES["FDA"])
    header, rows = _rows(folder / "mammography" / "nc_facilities_2026-06-20.csv")
    for cells in rows:
        row = dict(zip(header, cells, strict=True))
        reading.read += 1
        lines = [row[f"source_address_{n}"].strip() for n in (1, 2, 3)]
        if not re.match(r"\d", lines[0]) and re.match(r"\d", lines[1]):
            lines = [lines[1], lines[0], lines[2]]
        street, suite = split_suite(lines[0])
        rest = [
            suite,
            *(line for line in lines[1:] if line and not line.upper().startswith(("PO BOX", "ATT", "CALLER"))),
        ]
        name = write_properly(row["source_facility_name"])
        if "correctional" in name.lower():
            reading.left_out.append((name, "inside a prison, where readers cannot go"))
            continue
        reading.sites.append(
            Site(
                "FDA",
                f"{name}, {lines[0]}",
                name,
                write_properly(street),
                ", ".join(dict.fromkeys(line for line in rest if line)),
                write_city(row["source_city"]),
                row["source_state"],
                row["source_zip_code"][:5],
                latitude=_degrees(row["latitude"]),
                longitude=_degrees(row["longitude"]),
                phone=row["source_phone"].strip(),
                what="mammography",
                mobile="mobile" in name.lower(),
            )
        )
    return reading


def read_hospitals(folder: Path) -> Reading:
    """Medicare's list of hospitals. It gives no coordinates."""
    reading = Reading(SOURCES["CMS"])
    header, rows = _rows(folder / "hospitals" / "Hospital_General_Information_NC.csv")
    for cells in rows:
        row = dict(zip(header, cells, strict=True))
        reading.read += 1
        street, suite = split_suite(row["Address"])
        reading.sites.append(
            Site(
                "CMS",
                row["Facility ID"],
                write_properly(row["Facility Name"]),
                write_properly(street or row["Address"]),
                suite,
                write_city(row["City/Town"]),
                row["State"],
                row["ZIP Code"][:5],
                write_county(row["County/Parish"]),
                phone=row["Telephone Number"].strip(),
                what=row["Hospital Type"],
            )
        )
    return reading


def read_health_centers(folder: Path, counties: dict[str, str]) -> Reading:
    """HRSA's active service delivery sites. counties: FIPS code → name. Phones come from the list's sample alone."""
    reading = Reading(SOURCES["HRSA"])
    sample = _read_sample(folder / "health-centers" / "raw_format_sample.csv")
    header, rows = _rows(folder / "health-centers" / "nc_hrsa_sites_parsed.csv")
    for cells in rows:
        reading.read += 1
        kinds = {"Service Delivery Site", "Administrative/Service Delivery Site", "Administrative"}
        mended = repair_row(header, cells, "site_name", "type", kinds)
        if mended is None:
            reading.left_out.append((", ".join(cells[:2]), "cells stand in the wrong columns"))
            continue
        if mended is not cells:
            reading.repaired.append(mended[header.index("site_name")])
        row = dict(zip(header, mended, strict=True))
        if "Service Delivery" not in row["type"] or row["status"] != "Active":
            reading.left_out.append((row["site_name"], f"{row['type']}, {row['status']}"))
            continue
        if "address typo" in row["site_name"].lower():
            reading.left_out.append((row["site_name"], "the list itself says that the address is wrong"))
            continue
        street, suite = split_suite(row["address"])
        phone, website = sample.get(row["site_id"], ("", ""))
        reading.sites.append(
            Site(
                "HRSA",
                row["site_id"],
                write_properly(row["site_name"]),
                write_properly(street),
                suite,
                write_city(row["city"]),
                row["state"],
                row["zip"][:5],
                counties.get(row["county_fips"], ""),
                _degrees(row["latitude"]),
                _degrees(row["longitude"]),
                phone,
                website,
                row["type"],
                row["location_type"] == "Mobile Van" or "mobile" in row["site_name"].lower(),
                row["location_type"] == "Seasonal",
            )
        )
    return reading


def _read_sample(path: Path) -> dict[str, tuple[str, str]]:
    header, rows = _rows(path)
    sample = {}
    for cells in rows:
        row = dict(zip(header, cells, strict=False))
        site = row["Site Web Address"].strip()
        address = f"http://{site}" if site and "//" not in site else site
        sample[row["BPHC Assigned Number"]] = (row["Site Telephone Number"].strip(), address)
    return sample


def read_cancer_centers(folder: Path) -> Reading:
    """The centers that the National Cancer Institute has named, and St. Jude's affiliates among them."""
    reading = Reading(SOURCES["NCI"])
    header, rows = _rows(folder / "cancer-centers" / "nci_cancer_centers_2024.csv")
    for cells in rows:
        row = dict(zip(header, cells, strict=True))
        reading.read += 1
        state = STATES.get(row["state"].strip())
        if state is None:
            raise SourceError(f"“{row['state']}” is not a state that this script knows. Add it to STATES.")
        reading.sites.append(
            Site(
                "NCI",
                row["id"],
                write_properly(row["name"]),
                " ".join(row["Street"].split()),
                "",
                row["City"].strip(),
                state,
                row["Zip_Code"].strip().zfill(5),
                write_county(row["County"]) if state == "NC" else "",
                _degrees(row["Latitude"]),
                _degrees(row["Longitude"]),
                website=row["url"].strip(),
                what=row["type"],
            )
        )
    return reading


def read_counties(folder: Path) -> dict[str, str]:
    """FIPS code → county name without "County"."""
    header, rows = _rows(folder / "counties" / "nc_counties_2024_context.csv")
    found = [dict(zip(header, cells, strict=True)) for cells in rows]
    return {row["county_fips"]: row["county_name"].removesuffix(" County") for row in found}
