"""The starter pack's organizations, listings and what hangs on them: whole, connected, sourced, in both languages."""

import csv
import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
STARTER = ROOT / "starter"
COMPILED = "Compiled from public lists by tools/compile_facilities.py."
NOTHING_AT_HAND = "no document at hand"
SEED_IDS = {1, 2, 3, 4, 5, 6, 20, 21, 23, 24}
"""Listings of the 2006-2007 page that are organizations or communities; its books and other sites are publications."""

Row = dict[str, str]


def read(name: str) -> list[Row]:
    with (STARTER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


ORGANIZATIONS, LISTINGS, PHONES = read("organizations"), read("listings"), read("phones")
PLACES, HOURS, WEB, CHECKS = read("places"), read("hours"), read("web"), read("checks")
BY_HAND = [row for row in LISTINGS if not row["editor_note"].startswith(COMPILED)]
WORDS = tomllib.loads((ROOT / "src/dogwood/vocabulary/words.toml").read_text(encoding="utf-8"))
LISTING_KEYS = {row["key"] for row in LISTINGS}
ORGANIZATION_KEYS = {row["key"] for row in ORGANIZATIONS}


def values(cell: str) -> list[str]:
    return cell.split("; ") if cell else []


def counties() -> set[str]:
    with (ROOT / "src/dogwood/places/data/nc_counties.csv").open(encoding="utf-8", newline="") as file:
        return {row["name"] for row in csv.DictReader(file)}


def sources_of(key: str) -> list[Row]:
    return [row for row in CHECKS if (row["of"], row["key"]) == ("listing", key) and row["evidence"] != NOTHING_AT_HAND]


@pytest.mark.parametrize("rows", [ORGANIZATIONS, LISTINGS], ids=["organizations", "listings"])
def test_keys_are_unique_and_well_formed(rows: list[Row]) -> None:
    repeated = [key for key, number in Counter(row["key"] for row in rows).items() if number > 1]
    assert not repeated
    assert not [row["key"] for row in rows if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row["key"])]


def test_every_reference_leads_somewhere() -> None:
    missing = [f"{row['key']}: organization {row['organization']}" for row in LISTINGS if row["organization"]]
    missing = [line for line in missing if line.rsplit(" ", 1)[1] not in ORGANIZATION_KEYS]
    missing += [f"{r['key']}: successor" for r in LISTINGS if r["successor"] and r["successor"] not in LISTING_KEYS]
    for row in ORGANIZATIONS:
        missing += [f"{row['key']}: {c}" for c in ("parent", "successor") if row[c] and row[c] not in ORGANIZATION_KEYS]
    for name, rows in (("phones", PHONES), ("places", PLACES), ("hours", HOURS), ("web", WEB)):
        missing += [f"{name}: {row['listing']}" for row in rows if row["listing"] not in LISTING_KEYS]
    known = {"listing": LISTING_KEYS, "organization": ORGANIZATION_KEYS}
    missing += [f"checks: {r['key']}" for r in CHECKS if r["of"] in known and r["key"] not in known[r["of"]]]
    assert not missing


def test_every_controlled_word_is_in_the_vocabulary() -> None:
    several = {"needs": "needs", "audiences": "audiences", "formats": "formats"}
    single = {
        "kind": "kinds",
        "service_type": "service_types",
        "status": "statuses",
        "became": "becames",
        "cost": "costs",
        "area": "areas",
        "accepting": "acceptings",
    }
    unknown = []
    for row in LISTINGS:
        pairs = [(words, word) for column, words in several.items() for word in values(row[column])]
        pairs += [(words, row[column]) for column, words in single.items() if row[column]]
        unknown += [f"{row['key']}: {word}" for words, word in pairs if word not in WORDS[words]]
    unknown += [f"{r['listing']}: {r['kind']}" for r in PHONES if r["kind"] not in WORDS["phone_kinds"]]
    unknown += [
        f"{r['key']}: {r['status']}" for r in ORGANIZATIONS if r["status"] and r["status"] not in WORDS["statuses"]
    ]
    for row in CHECKS:
        if row["method"] not in WORDS["check_methods"] or row["outcome"] not in WORDS["check_outcomes"]:
            unknown.append(f"{row['key']}: {row['method']}, {row['outcome']}")
    assert not unknown


def test_every_county_is_one_of_the_hundred() -> None:
    known = counties()
    assert len(known) == 100
    wrong = [r["listing"] for r in PLACES if r["state"] == "NC" and r["county"] and r["county"] not in known]
    wrong += [r["listing"] for r in PLACES if r["state"] != "NC" and r["county"]]
    wrong += [r["key"] for r in LISTINGS if set(values(r["area_counties"])) - known]
    assert not wrong
    compiled = {row["key"] for row in LISTINGS} - {row["key"] for row in BY_HAND}
    assert not [r["listing"] for r in PLACES if r["listing"] in compiled and r["state"] == "NC" and not r["county"]]


def test_points_have_at_most_five_decimals_and_lie_in_the_country() -> None:
    for row in PLACES:
        assert bool(row["latitude"]) == bool(row["longitude"]), row["listing"]
        if row["latitude"]:
            assert re.fullmatch(r"\d{2}\.\d{1,5}", row["latitude"]), row["listing"]
            assert re.fullmatch(r"-\d{2,3}\.\d{1,5}", row["longitude"]), row["listing"]
        if row["latitude"] and row["state"] == "NC":
            assert 33.7 < float(row["latitude"]) < 36.7, row["listing"]
            assert -84.4 < float(row["longitude"]) < -75.4, row["listing"]


def test_every_listing_has_a_check_with_a_date_or_the_sources_words() -> None:
    checked = {row["key"] for row in CHECKS if row["of"] == "listing"}
    assert not LISTING_KEYS - checked
    for row in CHECKS:
        assert row["on"] or row["on_written"], row["key"]
        assert not row["on"] or re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", row["on"]), row["key"]
        assert row["evidence"], row["key"]
        assert not row["evidence"].startswith(("github.com", "www.", "/")), row["key"]


def test_nobody_has_phoned_and_nothing_says_so() -> None:
    assert {row["method"] for row in CHECKS} == {"document"}
    text = " ".join(value for row in LISTINGS for column, value in row.items() if column != "editor_note")
    assert not re.search(r"\bverified\b|\breviewed\b|verificad|revisad[oa]\b", text, re.IGNORECASE)


def test_no_number_without_a_source() -> None:
    with_number = {row["listing"] for row in PHONES}
    assert not [key for key in with_number if not sources_of(key)]
    unsourced = {r["key"] for r in LISTINGS if "has no source (general knowledge)" in r["editor_note"]}
    assert unsourced
    assert not unsourced & with_number


def test_closed_listings_carry_no_number_and_name_who_answers_now() -> None:
    with_number = {row["listing"] for row in PHONES}
    closed = [row for row in LISTINGS if row["status"] == "defunct"]
    assert {row["key"] for row in closed} >= {"y-me", "club-mets-bc"}
    for row in closed:
        assert row["key"] not in with_number
        assert row["successor"] and row["became"], row["key"]


def test_what_is_unknown_says_so() -> None:
    for row in LISTINGS:
        if row["status"] != "active":
            assert row["status_note_en"] and row["status_note_es"], row["key"]
        if not row["status"]:
            assert re.search(r"could not find out|not yet found", row["status_note_en"]), row["key"]


def test_every_listing_speaks_both_languages_briefly() -> None:
    for row in LISTINGS:
        for column in ("summary_en", "summary_es"):
            assert 0 < len(row[column]) <= 160, f"{row['key']}: {column}"
        assert row["summary_en"] != row["summary_es"], row["key"]
        for name in ("status_note", "description", "cost_note", "eligibility", "area_note", "hours_note"):
            assert bool(row[f"{name}_en"]) == bool(row[f"{name}_es"]), f"{row['key']}: {name}"


def test_every_hand_written_listing_meets_a_need() -> None:
    assert not [row["key"] for row in BY_HAND if not row["needs"]]


def test_the_seed_page_is_carried_on() -> None:
    assert {int(row["seed_id"]) for row in LISTINGS if row["seed_id"]} == SEED_IDS


def test_only_the_fda_makes_a_mammography_center() -> None:
    fda = {row["key"] for row in CHECKS if row["evidence"] == "FDA MQSA certified facilities"}
    claims = {row["key"] for row in LISTINGS if "mammogram" in values(row["needs"])}
    assert claims - fda == set()
    sites = [row for row in LISTINGS if row["service_type"] == "health-center" and row["key"] not in fda]
    assert not [row["key"] for row in sites if "mammogra" in (row["summary_en"] + row["description_en"]).lower()]


def test_hours_are_hours() -> None:
    for row in HOURS:
        assert re.fullmatch(r"(mo|tu|we|th|fr|sa|su)([- ](mo|tu|we|th|fr|sa|su))*", row["days"]), row["listing"]
        assert re.fullmatch(r"[01]\d:\d\d|2[0-4]:\d\d", row["opens"]), row["listing"]
        assert row["opens"] < row["closes"] <= "24:00", row["listing"]


def test_all_hospitals_and_cancer_centers_are_there() -> None:
    listed = Counter(row["evidence"] for row in CHECKS if row["of"] == "listing" and not row["field"])
    assert listed["CMS Hospital General Information"] == 120
    assert listed["NCI-Designated Cancer Centers"] == 75
