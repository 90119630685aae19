"""What a book is about: all of an edition, a county, a region, a need, a guide, or a list that a reader saved.

Written ``all``, ``county:pitt``, ``region:mountains``, ``need:ride``, ``guide:pain``, ``list:my-list.json``. Several hold
together: ``need:mammogram`` with ``county:pitt`` is what meets the need there.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from dogwood import vocabulary
from dogwood.edition.records import ListingRecord
from dogwood.places import all_counties, all_regions

from .errors import BookError

Kind = Literal["county", "region", "need", "guide", "list"]
_KINDS = ("county", "region", "need", "guide", "list")
WIDE = frozenset({"state", "states", "nation", "world"})
_BIGGEST_LIST = 2_000_000
_ITEM_TYPES = frozenset({"listing", "guide", "publication", "event"})


@dataclass(frozen=True, slots=True)
class SavedItem:
    """One line of a saved list. record_type: listing, guide, publication or event. group, note: the reader's own words."""

    record_type: str
    key: str
    name: str = ""
    group: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Scope:
    """One condition. key: slug, need or guide. counties: names, of a county or region. items: of a saved list.

    name, name_es: of the place, as it stands in a title.
    """

    kind: Kind
    key: str
    counties: frozenset[str] = frozenset()
    items: tuple[SavedItem, ...] = field(default=(), repr=False)
    name: str = ""
    name_es: str = ""

    def takes(self, listing: ListingRecord, linked: frozenset[str]) -> bool:
        """Does the scope hold ``listing``? linked: keys of the listings that the scope's guide leads to."""
        if self.kind in {"county", "region"}:
            return listing.area in WIDE or stands_in(listing, self.counties)
        if self.kind == "need":
            return self.key in listing.needs
        if self.kind == "guide":
            return listing.key in linked
        return any(item.record_type == "listing" and item.key == listing.key for item in self.items)


def stands_in(listing: ListingRecord, counties: Iterable[str]) -> bool:
    """True where it stands in one of ``counties`` (names) or names one among those it serves."""
    own = {place.county for place in listing.places if place.county_fips} | set(listing.area_counties)
    return not own.isdisjoint(counties)


def parse_scopes(texts: Iterable[str]) -> tuple[Scope, ...]:
    """Scopes as a person writes them; () is all. Raises BookError that says what there is instead."""
    found: list[Scope] = []
    for text in texts:
        if text.strip() == "all":
            continue
        kind, _, key = text.strip().partition(":")
        if kind not in _KINDS or not key:
            raise BookError(
                f"“{text[:60]}” is no scope. Use all, county:pitt, region:mountains, need:ride, guide:pain or list:FILE."
            )
        found.append(_parse(kind, key))
    return tuple(found)


def _parse(kind: str, key: str) -> Scope:
    if kind == "county":
        county = next((item for item in all_counties() if item.slug == key), None)
        if county is None:
            raise BookError(f"There is no county “{key[:60]}”. Write it as in addresses, such as new-hanover.")
        return Scope("county", key, frozenset({county.name}), name=county.name, name_es=county.name)
    if kind == "region":
        region = next((item for item in all_regions() if item.slug == key), None)
        if region is None:
            known = ", ".join(item.slug for item in all_regions())
            raise BookError(f"There is no region “{key[:60]}”. There are: {known}.")
        return Scope("region", key, frozenset(region.counties), name=region.name, name_es=region.name_es)
    if kind == "need":
        if key not in vocabulary.words("needs"):
            raise BookError(f"There is no need “{key[:60]}”. There are: {', '.join(vocabulary.words('needs'))}.")
        return Scope("need", key)
    if kind == "guide":
        return Scope("guide", key)
    return Scope("list", key, items=read_saved_list(Path(key)))


def read_saved_list(path: Path) -> tuple[SavedItem, ...]:
    """The items of a file that the saved list wrote (``dogwood-saved``, version 1), in its order. Raises BookError."""
    try:
        if path.stat().st_size > _BIGGEST_LIST:
            raise BookError(f"{path.name} is too big for a saved list. Save the list again on its page.")
        body = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BookError(f"{path} cannot be read ({error.strerror}). Give the file that the saved list wrote.") from None
    except (ValueError, RecursionError):
        raise BookError(f"{path.name} is damaged: it is not what the saved list writes. Save it again.") from None
    if not isinstance(body, dict) or body.get("format") != "dogwood-saved":
        raise BookError(f"{path.name} is not a saved list. Save the list as a file on its page, and give that file.")
    if body.get("version") != 1:
        raise BookError(f"{path.name} was saved by a newer Dogwood. Upgrade this one.")
    rows = body.get("items")
    items = [item for row in (rows if isinstance(rows, list) else []) if (item := _read_item(row)) is not None]
    if not items:
        raise BookError(f"{path.name} holds nothing that can be printed.")
    return tuple({(item.record_type, item.key): item for item in items}.values())


def _read_item(row: object) -> SavedItem | None:
    if not isinstance(row, dict) or row.get("type") not in _ITEM_TYPES or not isinstance(row.get("key"), str):
        return None
    texts = (value if isinstance(value := row.get(name), str) else "" for name in ("name", "group", "note"))
    return SavedItem(row["type"], row["key"], *texts)
