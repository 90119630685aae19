"""What stands above all results where the words may mean an emergency."""

from collections.abc import Iterable
from dataclasses import dataclass

from dogwood.edition.records import CareCardBlock, GuideRecord, ListingRecord, UrgentRecord

from ..visit import Visit

MOST_SHOWN = 2
"""More than two at once is no help."""


@dataclass(frozen=True, slots=True)
class UrgentCard:
    """record: what to do, and how urgent. block: the care card of the guide, of this level and in the reader's language.
    guide: to read on. listing: whom to call."""

    record: UrgentRecord
    block: CareCardBlock | None = None
    guide: GuideRecord | None = None
    listing: ListingRecord | None = None

    @property
    def is_911(self) -> bool:
        """911 is to be called: the card says so, or nobody else is named."""
        if self.record.level != "emergency":
            return False
        return "911" in self.record.title or not (self.listing and self.listing.phones)


def make_urgent_cards(visit: Visit, found: Iterable[UrgentRecord]) -> list[UrgentCard]:
    """Cards in the order of ``found``, an emergency before what is urgent."""
    ordered = sorted(found, key=lambda record: record.level != "emergency")
    return [_make_card(visit, record) for record in ordered[:MOST_SHOWN]]


def _make_card(visit: Visit, record: UrgentRecord) -> UrgentCard:
    guide = visit.reader.get_best(GuideRecord, record.guide, visit.language) if record.guide else None
    listing = visit.listing(record.listing) if record.listing else None
    if listing is not None and listing.status.is_closed:
        listing = None
    block = None
    if guide is not None and guide.language == visit.language:
        cards = (block for block in guide.body if isinstance(block, CareCardBlock) and block.level == record.level)
        block = next(cards, None)
    return UrgentCard(record, block, guide, listing)
