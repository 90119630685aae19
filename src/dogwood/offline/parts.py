"""Which addresses belong into which part: ``core`` (with every pack), a county, or the whole state.

A county's pack is core and county; the whole state's is core and state. Core holds every guide, list, term and
publication, and what serves the state or the nation or has no place; a county what stands in it or serves only it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dogwood.edition.file import EditionReader
from dogwood.edition.records import EventRecord, ListingRecord, OrganizationRecord
from dogwood.places import all_counties

CORE, STATE = "core", "state"
_PRINT = "print/"


@dataclass(frozen=True)
class Partition:
    """of: (record type, key) → parts it belongs into; what is not named belongs into core."""

    of: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def parts_of(self, record_type: str, key: str) -> tuple[str, ...]:
        return self.of.get((record_type, key), (CORE,))

    def parts_of_path(self, path: str) -> tuple[str, ...]:
        """Parts of an address without its language ("listing/nc-211/"); () for what no pack holds."""
        if path.endswith(_PRINT) or path.endswith(".atom"):
            return ()
        pieces = path.strip("/").removesuffix(".ics").split("/")
        if len(pieces) == 2 and pieces[0] == "county":
            return (pieces[1], STATE)
        return self.parts_of(pieces[0], pieces[1]) if len(pieces) == 2 else (CORE,)


def divide(reader: EditionReader) -> Partition:
    """The partition of an edition."""
    slugs = {county.name: county.slug for county in all_counties()}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    language = reader.manifest.languages[0]
    parts_of_organization: dict[str, set[str]] = {}
    for listing in reader.all_best(ListingRecord, language):
        counties = [place.county for place in listing.places if place.county_fips]
        parts = _local(listing.area, (*counties, *listing.area_counties), slugs)
        found["listing", listing.key] = parts
        if listing.organization:
            parts_of_organization.setdefault(listing.organization, set()).update(parts)
    for event in reader.all_best(EventRecord, language):
        counties = [event.place.county] if event.place and event.place.county_fips else []
        found["event", event.key] = _local("", counties, slugs)
    for key in reader.keys(OrganizationRecord):
        own = parts_of_organization.get(key, {CORE})
        found["organization", key] = (CORE,) if CORE in own else tuple(sorted(own))
    return Partition(found)


def _local(area: str, counties: Iterable[str], slugs: Mapping[str, str]) -> tuple[str, ...]:
    here = dict.fromkeys(slugs[name] for name in counties if name in slugs)
    is_wide = area in {"state", "states", "nation", "world"}
    return (CORE,) if is_wide or not here else (*here, STATE)
