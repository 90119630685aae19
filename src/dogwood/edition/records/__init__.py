"""What an edition holds: typed records, one class a record type.

A record copies every value it needs and refers to another record only by key. The same thing in two languages is two
records with the same key. Records are frozen; their canonical JSON (``canonical_json``) is what the content hash is
taken over, so the same content has the same hash on any machine.

Raise ``SCHEMA_VERSION`` when a field is added, removed or changes its meaning.
"""

from .base import SCHEMA_VERSION, Confirmation, Record, Source, Status, canonical_json, record_hash
from .blocks import (
    Block,
    CareCardBlock,
    FigureBlock,
    KeyFactsBlock,
    ListingsBlock,
    PointsBlock,
    QuestionBlock,
    QuestionsToAskBlock,
    QuotationBlock,
    SeeAlsoBlock,
    StatisticBlock,
    TextBlock,
)
from .directory import ChapterRecord, DirectoryRecord, GuideRecord, PageRecord, Review, TermRecord, UrgentRecord
from .listing import (
    EventRecord,
    Hours,
    ListingRecord,
    OrganizationRecord,
    Phone,
    Place,
    PublicationRecord,
    WebLink,
)

#: Record type → class, in the order in which they are written and checked.
RECORD_TYPES: dict[str, type[Record]] = {
    cls.record_type: cls
    for cls in (
        DirectoryRecord,
        ChapterRecord,
        GuideRecord,
        OrganizationRecord,
        ListingRecord,
        PublicationRecord,
        EventRecord,
        TermRecord,
        PageRecord,
        UrgentRecord,
    )
}

__all__ = [
    "RECORD_TYPES",
    "SCHEMA_VERSION",
    "Block",
    "CareCardBlock",
    "ChapterRecord",
    "Confirmation",
    "DirectoryRecord",
    "EventRecord",
    "FigureBlock",
    "GuideRecord",
    "Hours",
    "KeyFactsBlock",
    "ListingRecord",
    "ListingsBlock",
    "OrganizationRecord",
    "PageRecord",
    "Phone",
    "Place",
    "PointsBlock",
    "PublicationRecord",
    "QuestionBlock",
    "QuestionsToAskBlock",
    "QuotationBlock",
    "Record",
    "Review",
    "SeeAlsoBlock",
    "Source",
    "StatisticBlock",
    "Status",
    "TermRecord",
    "TextBlock",
    "UrgentRecord",
    "WebLink",
    "canonical_json",
    "record_hash",
]
