"""The CSV files of a pack: their columns, and how each stands for a model's field.

One description serves loading and saving, so the two cannot drift apart.
"""

import math
from dataclasses import dataclass
from typing import Any

from dogwood.editorial.fields import ByLanguageField, ListField
from dogwood.editorial.models import (
    Event,
    GlossaryTerm,
    Listing,
    ListingHours,
    ListingPhone,
    ListingPlace,
    ListingWeb,
    Organization,
    Publication,
    UrgentWords,
)
from dogwood.editorial.models.base import Entry

SEPARATOR = "; "
UNPUBLISHED = "unpublished"
"""The last column of every entry: the languages in which it is not published, empty for none."""
#: Text fields whose pack column has another name than the model's field.
RENAMED = {"publication_language": "language"}


@dataclass(frozen=True)
class EntryTable:
    """A file with one row an entry. columns: the model's fields in order; those in ``model.WORDS`` stand once a
    language (``summary_en``). references: fields that hold another entry's key."""

    file: str
    model: type[Entry]
    columns: tuple[str, ...]
    references: tuple[str, ...] = ()

    def header(self, languages: tuple[str, ...]) -> list[str]:
        names = ["key"]
        for column in self.columns:
            if column in self.model.WORDS:
                names.extend(f"{column}_{language}" for language in languages)
            else:
                names.append(RENAMED.get(column, column))
        return [*names, UNPUBLISHED]


@dataclass(frozen=True)
class PartTable:
    """A file with one row a part of a listing, in order. by_language: fields that stand once a language."""

    file: str
    related_name: str
    model: type[Any]
    columns: tuple[str, ...]

    def header(self, languages: tuple[str, ...]) -> list[str]:
        names = ["listing"]
        for column in self.columns:
            if isinstance(self.model._meta.get_field(column), ByLanguageField):
                names.extend(f"{column}_{language}" for language in languages)
            else:
                names.append(column)
        return names


_STATUS = ("status", "status_date", "became", "successor", "status_note")

ENTRY_TABLES = (
    EntryTable(
        "organizations.csv",
        Organization,
        ("name", "other_names", "parent", *_STATUS, "website"),
        ("parent", "successor"),
    ),
    EntryTable(
        "listings.csv",
        Listing,
        (
            "kind", "service_type", "name", "other_names", "organization", *_STATUS, "summary", "description", "needs",
            "audiences", "formats", "languages", "cost", "cost_note", "eligibility", "area", "area_counties",
            "area_states", "area_note", "website", "email", "hours_note", "accessibility", "documents", "accepting",
            "insurance", "waiting_time", "seed_id", "editor_note",
        ),
        ("organization", "successor"),
    ),
    EntryTable(
        "publications.csv",
        Publication,
        (
            "publication_type", "title", "authors", "year", "edition", "publication_language", "organization",
            "annotation", "how_to_get", "website", "needs", "audiences", *_STATUS, "safety", "safety_reason",
            "seed_id", "editor_note",
        ),
        ("organization", "successor"),
    ),
    EntryTable(
        "events.csv",
        Event,
        (
            "name", "summary", "starts", "ends", "timezone", "recurrence", "listing", "organization", "place_name",
            "address", "city", "state", "zip", "online", "website", "phone", "cost", "languages", "needs", "audiences",
            "status", "status_note", "editor_note",
        ),
        ("listing", "organization"),
    ),
    EntryTable(
        "glossary.csv",
        GlossaryTerm,
        ("term", "definition", "lay", "clinical", "source_name", "source_url"),
    ),
    EntryTable(
        "urgent.csv",
        UrgentWords,
        ("heading", "advice", "phrases", "calm", "level", "guide", "listing", "source_name", "source_url"),
        ("listing",),
    ),
)  # fmt: skip

PART_TABLES = (
    PartTable("phones.csv", "phones", ListingPhone, ("written", "kind", "extension", "languages", "place", "label")),
    PartTable(
        "places.csv",
        "places",
        ListingPlace,
        ("name", "address", "address_2", "city", "state", "zip", "county", "latitude", "longitude", "accessibility"),
    ),
    PartTable("hours.csv", "hours", ListingHours, ("days", "opens", "closes", "weeks", "timezone", "place", "note")),
    PartTable("web.csv", "web", ListingWeb, ("url", "label")),
)

CHECK_COLUMNS = (
    "of", "key", "field", "value", "on", "on_written", "method", "outcome", "by", "role", "evidence", "confidence", "note",
)  # fmt: skip
READING_COLUMNS = ("of", "key", "language", "by", "role", "on", "words")
CHAPTER_COLUMNS = ("title", "summary")


def read_cell(model: type[Any], column: str, text: str) -> Any:
    """The field's value for a cell's text. Raises ValueError with what would be right."""
    field = model._meta.get_field(column)
    kind = field.get_internal_type()
    if isinstance(field, ListField):
        return tuple(part.strip() for part in text.split(";") if part.strip())
    if kind in {"FloatField", "PositiveIntegerField", "PositiveSmallIntegerField"}:
        if not text:
            return None
        try:
            number = float(text) if kind == "FloatField" else int(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number) or "_" in text:
            raise ValueError(f"“{text[:40]}” is not a number.")
        return number
    return text


def write_cell(value: Any) -> str:
    """The cell's text for a field's value."""
    if value is None:
        return ""
    if isinstance(value, (tuple, list)):
        return SEPARATOR.join(value)
    if isinstance(value, float):
        return repr(value)
    return str(value)
