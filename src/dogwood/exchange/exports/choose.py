"""Which listings are exported."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from dogwood import vocabulary
from dogwood.editorial.models import Listing
from dogwood.places import find_county


class ExportError(Exception):
    """A filter that cannot be. The message says what there is."""


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """kind: of listing (``service``, ``trial``) or a type of service (``helpline``). county: by name; of a place, or
    served. need: a word of the vocabulary. keys: these alone. live: only what is published. "" and None: all."""

    kind: str = ""
    county: str = ""
    need: str = ""
    keys: tuple[str, ...] = ()
    live: bool = False


def choose_listings(chosen: ExportFilter) -> QuerySet[Listing]:
    """The listings in the directory's first language that the filter lets through, by name. Raises ExportError."""
    query = Listing.objects.sources().order_by("name", "key")
    if chosen.kind in {"service", "trial"}:
        query = query.filter(kind=chosen.kind)
    elif chosen.kind:
        if chosen.kind not in vocabulary.words("service_types"):
            known = ", ".join(["service", "trial", *vocabulary.words("service_types")])
            raise ExportError(f"“{chosen.kind}” is not a kind. There are: {known}.")
        query = query.filter(service_type=chosen.kind)
    if chosen.need:
        if chosen.need not in vocabulary.words("needs"):
            raise ExportError(f"“{chosen.need}” is not a need. There are: {', '.join(vocabulary.words('needs'))}.")
        query = query.filter(needs__contains=f"\n{chosen.need}\n")
    if chosen.county:
        county = find_county(chosen.county)
        if county is None:
            raise ExportError(f"“{chosen.county}” is not a county of North Carolina.")
        in_it = Q(places__county=county.name) | Q(area_counties__contains=f"\n{county.name}\n")
        query = query.filter(pk__in=Listing.objects.filter(in_it).values("pk"))
    if chosen.keys:
        query = query.filter(key__in=chosen.keys)
    if chosen.live:
        query = query.filter(live=True)
    return query
