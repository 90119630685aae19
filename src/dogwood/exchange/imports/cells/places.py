"""Addresses, ZIP codes and coordinates in cells."""

import re
from dataclasses import dataclass, field
from typing import Any

from dogwood.places import Point, Zip, find_county, find_state, find_zip, miles_between

from ..drafts import place_row

_MOST = 600
_END = re.compile(
    r"(?P<before>.*?)[\s,]+(?P<state>[A-Za-z]{2}|[A-Z][a-z]+(?: [A-Z][a-z]+)?)\.?[\s,]+(?P<zip>[0-9]{5}(?:\s*[-–]\s*[0-9]{4})?)"
    r"(?:[\s,]+(?:USA|US|U\.S\.A?\.?|United States))?\s*\Z",
    re.DOTALL,
)
_NUMBER = re.compile(r"[-+−]?[0-9]{1,3}(?:\.[0-9]+)?\Z")
_SUITE = re.compile(
    r"[\s,]+((?:suite|ste\.?|unit|apt\.?|room|rm\.?|floor|bldg\.?|building)\s*#?\s*[\w-]+|#\s*\w+|[0-9]+(?:st|nd|rd|th) floor)\Z",
    re.IGNORECASE,
)
_FAR_MILES = 60.0
"""From the middle of a ZIP code to a point in it; the large ones of the west are wider."""


@dataclass
class ReadPlace:
    """row: of ``places``. problems: for people. notes: how something was worked out. sure: False where one should look."""

    row: dict[str, Any] = field(default_factory=place_row)
    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sure: bool = True


def read_place(
    *,
    address: str = "",
    address_2: str = "",
    city: str = "",
    state: str = "",
    zip_code: str = "",
    county: str = "",
    latitude: str = "",
    longitude: str = "",
    point: str = "",
) -> ReadPlace:
    """One place from the cells of a row; every cell may be empty. An address with town, state and ZIP code in one cell
    is parted where that is sure. Nothing is looked up but the county of a ZIP code, and that is noted."""
    found = ReadPlace()
    row = found.row
    street, town, state_code, code = _part_address(address[:_MOST], city, found)
    row["address"], row["city"] = _cut(street, 255, "address", found), _cut(city or town, 100, "town", found)
    row["address_2"] = _cut(_squeeze(address_2), 255, "second line", found)
    if not row["address_2"] and (suite := _SUITE.search(row["address"])) and suite.start() > 0:
        row["address_2"], row["address"] = suite[1].strip(), row["address"][: suite.start()].rstrip(" ,")
    row["state"] = _read_state(state, state_code, found)
    row["zip"] = _read_zip(zip_code, code, row["state"], found)
    where = find_zip(row["zip"]) if row["zip"] else None
    _check_zip(row, where, found)
    row["county"] = _read_county(county, where, row, found)
    here = _read_point(latitude, longitude, point, found)
    if here and where and where.point and miles_between(here, where.point) > _FAR_MILES:
        found.sure = False
        found.problems.append(
            f"The coordinates {here.latitude}, {here.longitude} lie {miles_between(here, where.point):.0f} miles from "
            f"ZIP code {row['zip']}. They are left out."
        )
        here = None
    if here:
        row["latitude"], row["longitude"] = here.latitude, here.longitude
    return found


def _squeeze(words: str) -> str:
    return " ".join(words.split()).strip(" ,")


def _cut(words: str, most: int, what: str, found: ReadPlace) -> str:
    if len(words) <= most:
        return words
    found.sure = False
    found.problems.append(
        f"The {what} has {len(words)} characters; {most} fit. The whole stands in the source's words."
    )
    return words[:most]


def _part_address(words: str, city: str, found: ReadPlace) -> tuple[str, str, str, str]:
    """(street, town, state, ZIP code) of an address in one cell; what cannot be parted for sure stays in the street."""
    text = _squeeze(words.replace("\n", ", "))
    end = _END.match(text)
    state = find_state(end["state"]) if end else None
    if not end or state is None:
        return text, "", "", ""
    before, code = end["before"].rstrip(" ,"), end["zip"]
    where = find_zip(code)
    if "," in before:
        street, _, town = before.rpartition(",")
        if town.strip() and not re.search(r"[0-9]", town):
            return street.strip(" ,"), town.strip(), state.code, code
    for name in filter(None, (city, where.city if where else "")):
        if before.lower().endswith(name.lower()) and len(before) > len(name):
            return before[: -len(name)].rstrip(" ,"), before[-len(name) :], state.code, code
    if city:
        return before, "", state.code, code
    found.sure = False
    found.notes.append(f"Where the street ends and the town begins in “{before}” is not sure.")
    return before, "", state.code, code


def _read_state(cell: str, parted: str, found: ReadPlace) -> str:
    if not cell.strip():
        return parted
    state = find_state(cell)
    if state is None:
        found.sure = False
        found.problems.append(f"“{cell.strip()[:40]}” is not a state. It is left out.")
        return parted
    return str(state.code)


def _read_zip(cell: str, parted: str, state: str, found: ReadPlace) -> str:
    text = re.sub(r"\.0\Z", "", cell.strip()) or parted
    text = re.sub(r"\s*[-–]\s*", "-", text)
    if not text:
        return ""
    if re.fullmatch(r"[0-9]{9}", text):
        text = f"{text[:5]}-{text[5:]}"
    if re.fullmatch(r"[0-9]{5}(-[0-9]{4})?", text):
        return text
    short = find_zip(text.zfill(5)) if re.fullmatch(r"[0-9]{3,4}", text) else None
    if short and short.state == state:
        found.sure = False
        found.notes.append(f"ZIP code “{text}” lost its leading zero in a spreadsheet.")
        return text.zfill(5)
    found.sure = False
    found.problems.append(f"“{text[:20]}” is not a ZIP code. It is left out.")
    return ""


def _check_zip(row: dict[str, Any], where: Zip | None, found: ReadPlace) -> None:
    if not row["zip"]:
        return
    if where is None:
        found.sure = False
        found.notes.append(f"ZIP code {row['zip']} is not in the list of ZIP codes.")
    elif row["state"] and where.state != row["state"]:
        found.sure = False
        found.problems.append(f"ZIP code {row['zip']} is in {where.state}, not in {row['state']}.")


def _read_county(cell: str, where: Zip | None, row: dict[str, Any], found: ReadPlace) -> str:
    text = re.sub(r"\s+(?:county|co\.?)\Z|\A(?:condado de|county of)\s+", "", _squeeze(cell), flags=re.IGNORECASE)
    if text:
        known = find_county(text) if (row["state"] or "NC") == "NC" else None
        return known.name if known else _cut(text, 60, "county", found)
    if where and where.county and where.state == "NC" and row["state"] in {"", "NC"}:
        found.notes.append(f"{where.county} County is that of the ZIP code.")
        return where.county
    return ""


def _read_point(latitude: str, longitude: str, pair: str, found: ReadPlace) -> Point | None:
    said = (latitude.strip(), longitude.strip())
    if pair.strip():
        parts = [part for part in re.split(r"[,;\s]+", pair.strip(" ()[]")) if part]
        if len(parts) != 2:
            found.sure = False
            found.problems.append(f"“{pair.strip()[:60]}” are not coordinates. They are left out.")
            return None
        said = (parts[0], parts[1])
    if not any(said):
        return None
    if not all(_NUMBER.match(part) for part in said):
        found.sure = False
        found.problems.append(f"“{said[0][:30]}”, “{said[1][:30]}” are not coordinates. They are left out.")
        return None
    first, second = (float(part.replace("−", "-")) for part in said)
    # In this country latitudes are positive and longitudes negative, so the two cannot be mistaken for each other.
    if first > 0 > second and abs(first) <= 90 and abs(second) <= 180:
        return Point(first, second)
    if second > 0 > first and abs(second) <= 90 and abs(first) <= 180:
        if not pair:
            found.notes.append("Latitude and longitude stood in each other's column.")
        return Point(second, first)
    if (first, second) != (0.0, 0.0):
        found.problems.append(f"{said[0]}, {said[1]} is no point in the United States. The coordinates are left out.")
        found.sure = False
    return None
