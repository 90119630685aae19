"""What guides, publications and events of the profile share (docs/partners/profile.md)."""

from collections.abc import Sequence

from dogwood.edition.records import Record

from .frame import Frame
from .identity import make_id
from .services import format_moment
from .values import HsdsObject, as_uri


def publication_id(key: str) -> str:
    return make_id("publication", key)


def event_id(key: str) -> str:
    return make_id("event", key)


def write_common(record: Record, frame: Frame, languages: Sequence[str]) -> HsdsObject:
    """languages: in which the edition has the record."""
    return {
        "language": record.language,
        "available_languages": list(languages),
        "notices": list(record.notices),
        "text_license": frame.licence,
        "text_license_url": as_uri(frame.licence_url),
        "last_modified": format_moment(frame.modified(record.record_type, record.key)),
    }


def find_page(record: Record, frame: Frame) -> str:
    """The page on which people read it, "" where the site is not known."""
    return as_uri(f"{frame.site}/{frame.language}/{record.record_type}/{record.key}/") if frame.site else ""
