"""Makes the ZIP table and the list of North Carolina's towns from the ``zipcodes`` package, once per new release of it.

    pip install zipcodes==3.0.0
    python tools/make_zip_table.py        # writes src/dogwood/places/data/us_zips.csv.gz and nc_towns.csv

The readers' process does not import ``zipcodes`` itself: its first look-up took 0.45 s and 40 MB, all its rows 146 MB
(3.0.0, measured 2026-11-23). Origin and licences of the rows stand in ``src/dogwood/places/data/README.md``.
"""

import csv
import gzip
import io
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import zipcodes

DATA = Path(__file__).parents[1] / "src" / "dogwood" / "places" / "data"
VERSION = "3.0.0"
STATE = "NC"
MILITARY_STATES = {"AA", "AE", "AP"}
MILITARY_CITIES = {"Apo", "Dpo", "Fpo"}
SPELLINGS = {"Winston-salem": "Winston-Salem", "Winston Salem": "Winston-Salem", "Mccutcheon Field": "McCutcheon Field",
             "N Topsail Beach": "North Topsail Beach", "Beargrass": "Bear Grass",
             "Seymour Johnson A F B": "Seymour Johnson AFB"}  # fmt: skip
# What the mail writes on an envelope is not always the name of a place: short forms, bases and offices.
SHORT_WORDS = {
    "af", "afs", "bch", "blng", "clg", "col", "cty", "fayettevlle", "fld", "fls", "force", "frd", "frst", "gdn",
    "hendersonvlle", "hl", "is", "isl", "lk", "longisland", "ltl", "margarettsvl", "mccutchn", "mls", "mtn", "pks",
    "plaza", "pnes", "qry", "rapid", "ronok", "rpd", "rtp", "rutherfrd", "shor", "shore", "sjafb", "southrn", "spg",
    "spgs", "spngs", "switzrlnd", "ter", "vlg", "wesleyan", "whisper", "writsvlle",
}  # fmt: skip


def load_rows() -> list[dict[str, Any]]:
    """Every row of the package, in the order of its ZIP code. Exits where another release is installed."""
    if zipcodes.__version__ != VERSION:
        sys.exit(f"This table is made from zipcodes {VERSION}; {zipcodes.__version__} is installed.")
    return sorted(zipcodes.list_all(), key=lambda row: row["zip_code"])


def clean_county(row: dict[str, Any]) -> str:
    """The county without its last word "County"; parishes, boroughs and independent cities keep theirs."""
    name: str = row["county"].removesuffix(" County")
    return name.removesuffix(" City") + " city" if row["state"] == "VA" and name.endswith(" City") else name


def clean_city(name: str) -> str:
    name = SPELLINGS.get(name, name)
    return "Mc" + name[3:] if name.startswith("Mc ") else name


def clean_point(row: dict[str, Any]) -> tuple[str, str]:
    """Latitude and longitude as written; both empty where the package says 0, 0, which is in the ocean."""
    return ("", "") if float(row["lat"]) == 0 or float(row["long"]) == 0 else (row["lat"], row["long"])


def write_zips(rows: list[dict[str, Any]]) -> int:
    """us_zips.csv.gz: code, city, state, county, latitude, longitude; sorted; no header; the same bytes every time."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    kept = [row for row in rows if row["state"] not in MILITARY_STATES and row["city"] not in MILITARY_CITIES]
    for row in kept:
        city = clean_city(row["city"]) if row["state"] == STATE else row["city"]
        writer.writerow([row["zip_code"], city, row["state"], clean_county(row), *clean_point(row)])
    (DATA / "us_zips.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), 9, mtime=0))
    return len(kept)


def is_name_of_a_place(name: str) -> bool:
    """Whether an acceptable city is written out in full, and so can stand in a list for readers."""
    words = name.lower().split()
    return not (SHORT_WORDS & set(words) or len(words[0]) == 1 or words[0] == "mt")


def write_towns(rows: list[dict[str, Any]]) -> int:
    """nc_towns.csv: name, county, counties, latitude, longitude (the mean of its ZIP codes).

    A name that is the main city of some ZIP code takes those; one that is only acceptable takes those that accept it.
    """
    own: dict[str, list[dict[str, Any]]] = defaultdict(list)
    shared: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in (row for row in rows if row["state"] == STATE and row["active"]):
        own[clean_city(row["city"])].append(row)
        for name in sorted({clean_city(name) for name in row["acceptable_cities"]}):
            if is_name_of_a_place(name):
                shared[name].append(row)
    with (DATA / "nc_towns.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["name", "county", "counties", "latitude", "longitude"])
        towns = {**shared, **own}
        for name in sorted(towns):
            counties = [county for county, _ in Counter(clean_county(row) for row in towns[name]).most_common()]
            points = [(float(row["lat"]), float(row["long"])) for row in towns[name] if clean_point(row)[0]]
            mean = [f"{sum(values) / len(points):.4f}" for values in zip(*points, strict=True)] or ["", ""]
            writer.writerow([name, counties[0], "; ".join(counties), *mean])
    return len(towns)


if __name__ == "__main__":
    all_rows = load_rows()
    print(f"{write_zips(all_rows)} ZIP codes, {write_towns(all_rows)} towns in {STATE}")
