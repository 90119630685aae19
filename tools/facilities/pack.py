"""The pack's CSV files: read them, tell hand-written rows from the script's own, and write them back."""

import csv
from pathlib import Path

from .joining import Answer, Place, decide
from .names import compare_name
from .rows import JOIN_NOTE, MARK, Row, Rows, make_check
from .sources import Site, SourceError

FILES = ("listings", "phones", "places", "hours", "web", "checks")
_FACILITIES = {"mammography": "FDA", "hospital": "CMS", "cancer-center": "NCI", "health-center": "HRSA"}
"""Kinds of hand-written listings that can be a place of the lists, with the list that fits each best."""

Table = tuple[list[str], list[Row]]


def read_pack(folder: Path) -> dict[str, Table]:
    """Header and rows of each file, the rows that the script itself made left out."""
    tables: dict[str, Table] = {}
    for name in FILES:
        path = folder / f"{name}.csv"
        if not path.exists():
            raise SourceError(
                f"“{path.name}” is not in {folder}. Give a pack's folder: one with the hand-written listings."
            )
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            tables[name] = (list(reader.fieldnames or []), list(reader))
    made = {row["key"] for row in tables["listings"][1] if row["editor_note"].startswith(MARK)}
    for name, (header, rows) in tables.items():
        column = {"listings": "key", "checks": "key"}.get(name, "listing")
        mine = [row for row in rows if row[column] in made and row.get("of", "listing") == "listing"]
        mine += [row for row in rows if name == "checks" and row["note"] == JOIN_NOTE]
        numbers = {id(row) for row in mine}
        tables[name] = (header, [row for row in rows if id(row) not in numbers])
    return tables


def write_pack(folder: Path, tables: dict[str, Table], rows: Rows) -> None:
    """Hand-written rows as they were, then the script's."""
    made = {"listings": rows.listings, "phones": rows.phones, "places": rows.places, "checks": rows.checks}
    for name, (header, kept) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, header, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows([*kept, *made.get(name, [])])


def read_curated(tables: dict[str, Table]) -> list[Site]:
    """Hand-written clinics, hospitals and centers that have an address, as sites to compare with."""
    kinds = {row["key"]: row for row in tables["listings"][1] if row["service_type"] in _FACILITIES}
    phones: dict[str, str] = {}
    for row in tables["phones"][1]:
        phones.setdefault(row["listing"], row["written"])
    sites = []
    for row in tables["places"][1]:
        listing = kinds.get(row["listing"])
        if listing is None or not row["address"]:
            continue
        has_point = row["latitude"] and row["longitude"]
        sites.append(
            Site(
                "PACK",
                listing["key"],
                listing["name"],
                row["address"],
                row["address_2"],
                row["city"],
                row["state"],
                row["zip"],
                row["county"],
                float(row["latitude"]) if has_point else None,
                float(row["longitude"]) if has_point else None,
                phones.get(listing["key"], ""),
                what=_FACILITIES[listing["service_type"]],
                mobile="mobile" in listing["name"].lower(),
            )
        )
    return sites


def match_curated(
    places: list[Place], curated: list[Site]
) -> tuple[list[Row], list[tuple[Site, Site]], list[tuple[Site, Site, str]]]:
    """Marks places that a hand-written listing already is.

    Gives the checks to add, the pairs joined (hand-written, list) and the doubtful pairs. A place of several rows
    becomes the hand-written listing of any of them; each row's check goes to the listing that fits it best.
    """
    checks: list[Row] = []
    pairs: list[tuple[Site, Site]] = []
    doubtful: list[tuple[Site, Site, str]] = []
    for place in places:
        found: dict[str, Site] = {}
        for site in place.sites:
            answers = [(decide(own, site), own) for own in curated]
            same = [(_rank(answer, own, site), own.ident, own) for answer, own in answers if answer.verdict == "same"]
            if same:
                found[site.ident] = max(same, key=lambda item: item[:2])[2]
            else:
                doubtful += [(own, site, answer.why) for answer, own in answers if answer.verdict == "doubtful"]
        if not found:
            continue
        home = next(iter(found.values()))
        place.curated = home.ident
        told: set[tuple[str, str]] = set()
        for site in place.sites:
            own = found.get(site.ident, home)
            pairs.append((own, site))
            if (own.ident, site.source) not in told:
                told.add((own.ident, site.source))
                checks.append(make_check(own.ident, site.source, JOIN_NOTE))
    return checks, pairs, doubtful


def _rank(answer: Answer, own: Site, site: Site) -> float:
    fits = 50 if own.what == site.source else 0
    exact = 20 if compare_name(own.name) == compare_name(site.name) else 0
    return answer.score + fits + exact


def drop_known_checks(checks: list[Row], kept: list[Row]) -> list[Row]:
    """``checks`` without those whose listing already has one by the same list."""
    known = {(row["key"], row["evidence"]) for row in kept if row["of"] == "listing" and not row["field"]}
    return [row for row in checks if (row["key"], row["evidence"]) not in known]
