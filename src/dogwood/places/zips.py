"""Every ZIP code of the United States and its territories, without the military ones, which have no place.

The table is a compressed text of sorted lines inside this package (see ``data/README.md``), unpacked at the first
look-up and searched as it stands: 2 MB of memory, no parsing of the 41,960 lines that were not asked for.
"""

import csv
import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from dogwood.places.distance import Point

_WRITTEN = re.compile(r"\s*([0-9]{5})(?:\s*[-–]?\s*[0-9]{4})?\s*")
_CODE = slice(0, 5)


@dataclass(frozen=True, slots=True)
class Zip:
    """One ZIP code.

    code: five digits. city: the mail's main city for it. state: two capitals. county: the one that most of it lies in,
    without the word County ("Pitt", "Orleans Parish"), None where unknown; in NC always a ``County.name``.
    latitude, longitude: degrees, None where unknown. Both are known or neither.
    """

    code: str
    city: str
    state: str
    county: str | None
    latitude: float | None
    longitude: float | None

    @property
    def point(self) -> Point | None:
        return None if self.latitude is None or self.longitude is None else Point(self.latitude, self.longitude)


@cache
def _table() -> bytes:
    return gzip.decompress(files(__package__).joinpath("data/us_zips.csv.gz").read_bytes())


def _find_line(code: bytes) -> bytes | None:
    """The line of ``code`` by halving the table: each step goes to the start of the line that the middle falls in."""
    table = _table()
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.index(b"\n", start) + 1
        line = table[start:end]
        if line[_CODE] == code:
            return line
        low, high = (end, high) if line[_CODE] < code else (low, start)
    return None


def _read_line(line: str) -> Zip:
    code, city, state, county, latitude, longitude = next(csv.reader([line]))
    point = (float(latitude), float(longitude)) if latitude and longitude else (None, None)
    return Zip(code, city, state, county or None, *point)


@lru_cache(maxsize=4096)
def _find_code(code: str) -> Zip | None:
    line = _find_line(code.encode("ascii"))
    return None if line is None else _read_line(line.decode("utf-8"))


def find_zip(text: str) -> Zip | None:
    """The ZIP code that ``text`` is: "27858", "27858-4353", spaces around it; else None. Never raises."""
    written = _WRITTEN.fullmatch(text) if len(text) <= 40 else None
    return _find_code(written[1]) if written else None


def zips_of_state(state: str) -> Iterator[Zip]:
    """Every ZIP code of a state ("NC"), in order. Reads the whole table (20 ms): for builds, not for requests."""
    for line in _table().decode("utf-8").splitlines():
        if f",{state}," in line and (found := _read_line(line)).state == state:
            yield found
