"""FDA's list of certified mammography facilities (Mammography Quality Standards Act), in each form it goes about.

    public.zip, public.txt   nine fields parted by pipes: name, three address lines, city, state, ZIP, phone, fax
    the same, fixed width    columns found by where the lines leave gaps
    CSV with headings        as others carry it on (``source_facility_name`` or ``facility_name``, …)

FDA gives no number of its own: a facility is known by name, address, city, state and the first five digits of its ZIP
code. Its fax is left out, because readers call. The list is complete, so what is missing from it is gone.
"""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Sequence

from .cells.phones import read_phones
from .cells.places import read_place
from .cells.values import fold
from .drafts import DraftListing, Reading, give_unique_idents
from .errors import SourceFileError
from .spreadsheets.sheets import MOST_BYTES, decode

NAME = "FDA MQSA certified facilities"
"""The usual name of this source."""
ADDRESS = "https://www.accessdata.fda.gov/premarket/ftparea/public.zip"
FIELDS = ("name", "address_1", "address_2", "address_3", "city", "state", "zip", "phone", "fax")
_MOST_ROWS = 50_000
_MOBILE = re.compile(r"\bmobiles?\b|\bmobile unit\b|\bvan\b", re.IGNORECASE)
_STATE_ZIP = re.compile(r"(?<![A-Z])[A-Z]{2} *[0-9]{5}(?:-?[0-9]{4})?(?![0-9])")
_WORDS_KEPT = {"NC", "II", "III", "IV", "LLC", "PLLC", "PA", "PC", "OB", "GYN", "UNC", "ECU", "VA", "MRI", "DBA"}


def read_fda(data: bytes, name: str = "", *, state: str = "") -> Reading:
    """The facilities in FDA's file. state: two letters, only those; "" for all. Raises SourceFileError."""
    text, notes = _open(data)
    rows = _read_rows(text, notes)
    drafts: list[DraftListing] = []
    left_out = 0
    for number, cells in rows:
        if state and cells["state"].strip().upper() != state.upper():
            left_out += 1
            continue
        drafts.append(_draft(number, cells))
    if left_out:
        notes.append(f"{left_out} facilities outside {state.upper()} were left out.")
    if not drafts:
        raise SourceFileError(f"The file lists no facility{' in ' + state if state else ''}.")
    give_unique_idents(drafts)
    return Reading(drafts, notes, is_complete=True)


def _open(data: bytes) -> tuple[str, list[str]]:
    if len(data) > MOST_BYTES:
        raise SourceFileError(f"The file has {len(data) // 2**20} MB; FDA's has about 1. Is it the right one?")
    notes: list[str] = []
    if data.startswith(b"PK\x03\x04"):
        try:
            archive = zipfile.ZipFile(io.BytesIO(data))
            part = next(one for one in archive.infolist() if one.filename.lower().endswith((".txt", ".csv")))
            if part.file_size > MOST_BYTES:
                raise SourceFileError("The archive would unpack to more than FDA's list ever had. It was not opened.")
            data = archive.read(part)
        except StopIteration:
            raise SourceFileError("The archive holds no public.txt. Download FDA's public.zip again.") from None
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError):
            raise SourceFileError("The archive is damaged or cut off. Download it again.") from None
        notes.append(f"Read {part.filename} out of the archive.")
    if not data.strip():
        raise SourceFileError("The file is empty.")
    text, encoding = decode(data)
    notes.append(f"Read as text in {encoding}.")
    return text, notes


def _read_rows(text: str, notes: list[str]) -> list[tuple[int, dict[str, str]]]:
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip(" \t\x1a")]
    if len(lines) > _MOST_ROWS:
        raise SourceFileError(f"The file has more than {_MOST_ROWS} lines. It is not FDA's list.")
    piped = sum(1 for _, line in lines if line.count("|") == len(FIELDS) - 1)
    if piped >= 0.9 * len(lines):
        notes.append("Its fields are parted by pipes.")
        return _read_pipes(lines, notes)
    if re.search(r"(?:^|,)\"?(?:source_)?facility_name\"?(?:,|\r?\n)", text[:3000]):
        notes.append("It is CSV with headings.")
        return _read_csv(text)
    notes.append("Its fields stand in columns of fixed width.")
    return _read_fixed(lines, notes)


def _read_pipes(lines: Sequence[tuple[int, str]], notes: list[str]) -> list[tuple[int, dict[str, str]]]:
    rows = []
    bad = []
    for number, line in lines:
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) != len(FIELDS):
            bad.append(number)
            continue
        rows.append((number, dict(zip(FIELDS, cells, strict=True))))
    if bad:
        notes.append(f"{len(bad)} lines have not nine fields and were not read: {', '.join(map(str, bad[:10]))}.")
    if rows and fold(rows[0][1]["name"]) in {"facility name", "name"}:
        rows = rows[1:]
    return rows


def _read_csv(text: str) -> list[tuple[int, dict[str, str]]]:
    names = {
        "name": ("source_facility_name", "facility_name"), "address_1": ("source_address_1", "address_1", "address1"),
        "address_2": ("source_address_2", "address_2", "address2"), "address_3": ("source_address_3", "address_3", "address3"),
        "city": ("source_city", "city"), "state": ("source_state", "state"), "zip": ("source_zip_code", "zip_code", "zip"),
        "phone": ("source_phone", "phone_number", "phone"), "fax": ("source_fax", "fax"),
        "latitude": ("latitude",), "longitude": ("longitude",),
    }  # fmt: skip
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows = []
    try:
        for row in reader:
            cells = {
                field: next((str(row[name]).strip() for name in having if row.get(name)), "")
                for field, having in names.items()
            }
            rows.append((reader.line_num, cells))
    except csv.Error as error:
        raise SourceFileError(f"Line {reader.line_num} is not CSV ({error}).") from None
    return rows


def _read_fixed(lines: Sequence[tuple[int, str]], notes: list[str]) -> list[tuple[int, dict[str, str]]]:
    """Two capitals and a ZIP code stand at one place in (nearly) every line: that is where state and ZIP code are. The
    columns before and behind them are found by the gaps that all lines leave."""
    texts = [line.expandtabs() for _, line in lines]
    places = Counter(found.span() for text in texts if (found := _STATE_ZIP.search(text)))
    state_at = Counter(start for start, _ in places.elements()).most_common(1)
    if not state_at or state_at[0][1] < 0.9 * len(texts):
        raise SourceFileError(
            "This is not FDA's list: its lines have neither nine fields parted by pipes nor columns with state and ZIP code."
        )
    at = state_at[0][0]
    ends = [found.end() for text in texts if (found := _STATE_ZIP.match(text, at))]
    end = max(ends)
    left = _cut_columns([text[:at] for text in texts])
    right = _cut_columns([text[end:] for text in texts])
    if len(left) < 3:
        raise SourceFileError(
            "The columns of this file are not FDA's: name, address lines, city, state, ZIP, phone, fax."
        )
    if len(left) > 5:
        notes.append(f"{len(left) - 5} address columns more than FDA's three were not read.")
    rows = []
    for index, (number, _) in enumerate(lines):
        cells = dict.fromkeys(FIELDS, "")
        cells["name"], cells["city"] = left[0][index], left[-1][index]
        cells.update(
            dict(zip(("address_1", "address_2", "address_3"), (one[index] for one in left[1:-1]), strict=False))
        )
        cells["state"], cells["zip"] = texts[index][at : at + 2], texts[index][at + 2 : end].strip()
        cells.update(dict(zip(("phone", "fax"), (one[index] for one in right), strict=False)))
        rows.append((number, cells))
    return rows


def _cut_columns(texts: Sequence[str]) -> list[list[str]]:
    """The columns of ``texts``, each with a cell a line: one begins where something stands behind two places that are
    blank in (nearly) every line. Columns that are blank throughout are none."""
    width = max(map(len, texts), default=0)
    blank = [0] * (width + 1)
    for text in texts:
        for at, char in enumerate(text.ljust(width)):
            blank[at] += char == " "
    nearly = len(texts) * 0.995
    starts = [0, *(at for at in range(2, width) if blank[at - 2] >= nearly and blank[at - 1] >= nearly > blank[at])]
    columns = [
        [text[start:stop].strip() for text in texts] for start, stop in zip(starts, [*starts[1:], None], strict=True)
    ]
    return [column for column in columns if any(column)]


def make_ident(cells: dict[str, str]) -> str:
    """Name, address, city, state and five digits of the ZIP code, folded: what names a facility from list to list."""
    address = " ".join(cells[field] for field in ("address_1", "address_2", "address_3"))
    return "|".join(
        (fold(cells["name"]), fold(address), fold(cells["city"]), cells["state"].upper(), cells["zip"][:5])
    )[:300]


def _draft(number: int, cells: dict[str, str]) -> DraftListing:
    draft = DraftListing(f"line {number}", make_ident(cells))
    draft.is_mobile = bool(_MOBILE.search(cells["name"]))
    name = write_properly(cells["name"])
    if not name:
        draft.problems.append("The line names no facility.")
    draft.put("name", name[:255], cells["name"])
    if cells["phone"]:
        read = read_phones(cells["phone"])
        draft.problems.extend(f"Phone: {problem}" for problem in read.problems)
        draft.keep_unread("Phone", read.unread)
        draft.put("phones", read.rows, cells["phone"], sure=read.sure, note=" ".join(read.problems))
    lines = [cells[field] for field in ("address_1", "address_2", "address_3") if cells[field]]
    # Some put the department first: the street is the line that begins with a house number.
    lines.sort(key=lambda line: not line[:1].isdigit() and any(other[:1].isdigit() for other in lines))
    place = read_place(
        address=lines[0] if lines else "",
        address_2=", ".join(lines[1:]),
        city=write_properly(cells["city"]),
        state=cells["state"],
        zip_code=cells["zip"],
        latitude=cells.get("latitude", ""),
        longitude=cells.get("longitude", ""),
    )
    draft.problems.extend(place.problems)
    said = "|".join(cells[field] for field in FIELDS[1:7])
    draft.put("places", [place.row], said, sure=place.sure, note=" ".join(place.notes))
    draft.defaults = {
        "kind": "service", "service_type": "mammography", "needs": ("mammogram",), "formats": ("in-person",), "status": "active",
    }  # fmt: skip
    if re.search(r"address typo", cells["name"], re.IGNORECASE):
        draft.problems.append("The list itself says that something is wrong with this line.")
    return draft


def write_properly(text: str) -> str:
    """``text`` with one space between words; a name all in capitals gets capitals at the start of its words only."""
    text = " ".join(text.split())
    letters = Counter(char.isupper() for char in text if char.isalpha())
    if not letters or letters[False] > 0 or len(text) < 5:
        return text
    return re.sub(r"[A-Za-z']+", lambda hit: hit[0] if hit[0] in _WORDS_KEPT else hit[0].capitalize(), text)
