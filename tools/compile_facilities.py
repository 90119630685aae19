"""Turns public lists of hospitals, clinics, cancer and mammography centers into listings of a pack.

    python tools/compile_facilities.py FOLDER            # writes into starter/
    python tools/compile_facilities.py FOLDER --pack my-pack

FOLDER holds ``mammography/`` (FDA), ``hospitals/`` (CMS), ``health-centers/`` (HRSA), ``cancer-centers/`` (NCI) and
``counties/`` (Census). Rows that are one place become one listing; those that a hand-written listing already is only
add a check to it. The listings follow the hand-written ones in the same CSV files and are known by their editor's note:
running the script again rewrites those and nothing else. To take a listing over, delete that note: from then on it
counts as hand-written. ``SOURCES.md`` in the pack says what was used, joined and left out.
"""

import argparse
import sys
from functools import cache
from pathlib import Path

import zipcodes
from facilities.joining import join_sites
from facilities.names import write_county
from facilities.pack import drop_known_checks, match_curated, read_curated, read_pack, write_pack
from facilities.report import Findings, count_joins, write_report
from facilities.rows import MARK, Row, make_rows
from facilities.sources import (
    Site,
    SourceError,
    read_cancer_centers,
    read_counties,
    read_health_centers,
    read_hospitals,
    read_mammography,
)

STARTER = Path(__file__).resolve().parents[1] / "starter"


@cache
def find_county_of_zip(zip_code: str) -> str:
    """The county that the package ``zipcodes`` gives for a ZIP code of North Carolina, without "County"; "" unknown."""
    found = [row for row in zipcodes.matching(zip_code) if row["state"] == "NC"] if len(zip_code) == 5 else []
    return write_county(found[0]["county"]) if found and found[0]["county"] else ""


def find_unsaid(pairs: list[tuple[Site, Site]], listings: list[Row]) -> list[str]:
    """Hand-written listings whose needs lack what a list says: a mammogram, low-cost care, a hospital."""
    needs = {row["key"]: row["needs"].split("; ") for row in listings}
    said = {"FDA": "mammogram", "HRSA": "low-cost-care", "CMS": "cancer-care", "NCI": "cancer-care"}
    lines = [f"`{own.ident}`: {said[site.source]}" for own, site in pairs if said[site.source] not in needs[own.ident]]
    return list(dict.fromkeys(lines))


def compile_facilities(folder: Path, pack: Path) -> Findings:
    """Reads the lists in ``folder``, writes the rows and ``SOURCES.md`` into ``pack``. Raises SourceError."""
    counties = read_counties(folder)
    readings = [
        read_hospitals(folder),
        read_cancer_centers(folder),
        read_health_centers(folder, counties),
        read_mammography(folder),
    ]
    joined = join_sites(site for reading in readings for site in reading.sites)
    tables = read_pack(pack)
    listings = tables["listings"][1]
    checks, pairs, doubtful = match_curated(joined.places, read_curated(tables))
    known = set(counties.values())
    rows = make_rows(
        joined.places,
        {row["key"] for row in listings},
        lambda code: county if (county := find_county_of_zip(code)) in known else "",
    )
    rows.checks = drop_known_checks(checks, tables["checks"][1]) + rows.checks
    write_pack(pack, tables, rows)
    unsaid = find_unsaid(pairs, listings)
    found = Findings(readings, joined.places, rows, len(listings), MARK, pairs, doubtful + joined.doubtful, unsaid)
    (pack / "SOURCES.md").write_text(write_report(found), encoding="utf-8")
    return found


def main(arguments: list[str] | None = None) -> int:
    """The command line. Gives the exit code: 0 done, 1 a list or the pack is not as expected."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folder", type=Path, help="the folder that holds the lists")
    parser.add_argument("--pack", type=Path, default=STARTER, help="the pack to write into (default: starter)")
    options = parser.parse_args(arguments)
    try:
        found = compile_facilities(options.folder, options.pack)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 1
    for reading in found.readings:
        print(f"{reading.source.name}: {reading.read} rows read, {len(reading.sites)} used")
    print(f"{len(found.rows.listings)} listings made, {len(found.curated)} rows joined with hand-written listings")
    for kind, number in sorted(count_joins(found.places).items()):
        print(f"  {kind}: {number}")
    print(
        f"{len(found.doubtful)} doubtful pairs left apart, {len(found.rows.undialable)} numbers that no phone can dial"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
