"""How much of an edition stands in each of its languages, and is up to date there."""

from collections.abc import Mapping
from typing import TypedDict

from .file import EditionReader
from .records import (
    ChapterRecord,
    EventRecord,
    GuideRecord,
    ListingRecord,
    PageRecord,
    PublicationRecord,
    Record,
    TermRecord,
    UrgentRecord,
)

BEHIND = "translation_behind"
"""The notice of a record whose words lag behind the first language's."""
TYPES: tuple[type[Record], ...] = (
    GuideRecord, ChapterRecord, PageRecord, ListingRecord, PublicationRecord, EventRecord, TermRecord, UrgentRecord,
)  # fmt: skip
"""Record types that consist of words for readers."""


class Share(TypedDict):
    """published: in the first language. current, behind, missing: of these, in the other. share: current, 0 to 1."""

    published: int
    current: int
    behind: int
    missing: int
    share: float


def measure_parity(reader: EditionReader) -> Mapping[str, Mapping[str, Share]]:
    """Language (all but the first) → record type → share. Types of which nothing is published are left out."""
    first, *others = reader.manifest.languages
    return {
        tag: {cls.record_type: share for cls in TYPES if (share := _measure(reader, cls, first, tag))} for tag in others
    }


def _measure(reader: EditionReader, cls: type[Record], first: str, other: str) -> Share | None:
    published = {record.key for record in reader.all(cls, first)}
    if not published:
        return None
    twins = {record.key: record for record in reader.all(cls, other) if record.key in published}
    behind = sum(BEHIND in record.notices for record in twins.values())
    current = len(twins) - behind
    return Share(
        published=len(published),
        current=current,
        behind=behind,
        missing=len(published) - len(twins),
        share=round(current / len(published), 4),
    )
