"""What all records share."""

import datetime as dt
import hashlib
import json
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from dogwood.facts.dates import parse_partial_date
from dogwood.facts.freshness import FreshnessState, freshness
from dogwood.facts.language import parse_language_tag

SCHEMA_VERSION = 1

Key = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=120)]
"""A record's name for ever: lower-case letters, digits and single hyphens."""
LanguageTag = Annotated[str, AfterValidator(parse_language_tag)]
PartialDate = Annotated[str, AfterValidator(parse_partial_date)]


class Part(BaseModel):
    """A value inside a record."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Record(BaseModel):
    """One thing in one language.

    key: shared by its twins in other languages. language: BCP 47 tag of the words. notices: notices that every
    output shows with it, as keys of the interface's texts (``awaiting_clinical_review``, ``awaiting_language_review``, ``translation_behind``).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    record_type: ClassVar[str]

    key: Key
    language: LanguageTag
    notices: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """The name or title that lists show."""
        raise NotImplementedError

    @property
    def identity(self) -> tuple[str, str, str]:
        return (self.record_type, self.key, self.language)

    def references(self) -> set[tuple[str, str]]:
        """All ``(record type, key)`` this record points to. The gate sees that each exists."""
        return set()

    def facets(self) -> set[tuple[str, str]]:
        """``(facet, value)`` pairs by which lists find this record (``("need", "ride")``)."""
        return set()

    @classmethod
    def from_json(cls, text: str | bytes) -> Self:
        return cls.model_validate_json(text)


class Confirmation(Part):
    """What is known about when and how a record or a field was last checked.

    checked_on: ISO partial date, None when undated. as_written: the source's own words for the date.
    method: word of ``check_methods``, None when never checked. source: name or address of the evidence.
    due_on: day by which the policy wants the next check. lapses_on: day from which it is no longer shown as confirmed.
    """

    checked_on: PartialDate | None = None
    as_written: str = ""
    method: str | None = None
    source: str = ""
    due_on: dt.date | None = None
    lapses_on: dt.date | None = None

    def freshness(self, today: dt.date) -> FreshnessState:
        return freshness(
            checked_on=self.checked_on,
            method=self.method,
            due_on=self.due_on,
            lapses_on=self.lapses_on,
            today=today,
        )


class Status(Part):
    """Whether the thing still is. state: word of ``statuses``, "" unknown. since: ISO partial date.

    became: word of ``becames`` and successor: the key of the record that took over, of the same record type.
    note: one plain sentence for readers.
    """

    state: str = ""
    since: PartialDate | None = None
    became: str = ""
    successor: str = ""
    note: str = ""

    @property
    def is_closed(self) -> bool:
        """True where a reader must not be sent: closed for good, not active, or closed for now."""
        return self.state in {"defunct", "inactive", "temporarily_closed"}


class Source(Part):
    """A named public source. date: its own date as far as known, ISO partial, None undated."""

    name: str
    title: str = ""
    url: str = ""
    date: PartialDate | None = None


def canonical_json(record: BaseModel) -> str:
    """The record as JSON with sorted keys, no spaces and no default values: equal records, equal text."""
    return json.dumps(
        record.model_dump(mode="json", exclude_defaults=True), sort_keys=True, ensure_ascii=False, separators=(",", ":")
    )


def record_hash(json_text: str) -> str:
    """SHA-256 of a record's canonical JSON, in hexadecimal."""
    return hashlib.sha256(json_text.encode()).hexdigest()
