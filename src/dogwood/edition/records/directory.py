"""The directory itself, and what a reader reads: chapters, guides, terms and pages."""

import datetime as dt
from typing import ClassVar, Literal

from .base import Key, LanguageTag, Part, PartialDate, Record, Source
from .blocks import Block


class DirectoryRecord(Record):
    """The publication as a whole; one a language, key ``directory``.

    area_name: where it serves ("North Carolina"). state: two-letter code of that state, "" if none.
    languages: all its languages, the first is the default. answers_at_night: listings whose numbers stand at the foot
    of every page. credit: where it comes from. licence, licence_url: of its text.
    """

    record_type: ClassVar[str] = "directory"
    name: str
    short_name: str = ""
    area_name: str = ""
    state: str = ""
    languages: tuple[LanguageTag, ...] = ("en",)
    timezone: str = "America/New_York"
    answers_at_night: tuple[Key, ...] = ()
    credit: str = ""
    licence: str = ""
    licence_url: str = ""

    @property
    def heading(self) -> str:
        return self.name

    def references(self) -> set[tuple[str, str]]:
        return {("listing", key) for key in self.answers_at_night}


class ChapterRecord(Record):
    record_type: ClassVar[str] = "chapter"
    title: str
    summary: str = ""
    position: int = 0

    @property
    def heading(self) -> str:
        return self.title


class Review(Part):
    """Clinical review. state ``pending`` until a named person signs. next_due: day of the next one."""

    state: Literal["pending", "reviewed"] = "pending"
    by: str = ""
    role: str = ""
    on: PartialDate | None = None
    next_due: dt.date | None = None


class GuideRecord(Record):
    """One article. main_message: what a reader must not miss. changed: day of the last change of substance."""

    record_type: ClassVar[str] = "guide"
    title: str
    chapter: Key
    position: int = 0
    main_message: str = ""
    body: tuple[Block, ...] = ()
    sources: tuple[Source, ...] = ()
    review: Review = Review()
    needs: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    changed: dt.date | None = None

    @property
    def heading(self) -> str:
        return self.title

    def references(self) -> set[tuple[str, str]]:
        return {("chapter", self.chapter)} | {link for block in self.body for link in block.linked()}

    def facets(self) -> set[tuple[str, str]]:
        return (
            {("chapter", self.chapter)}
            | {("need", need) for need in self.needs}
            | {("audience", audience) for audience in self.audiences}
        )


class TermRecord(Record):
    """A word explained. lay: what people say. clinical: what doctors and records say."""

    record_type: ClassVar[str] = "term"
    term: str
    definition: str
    lay: tuple[str, ...] = ()
    clinical: tuple[str, ...] = ()
    source: Source | None = None

    @property
    def heading(self) -> str:
        return self.term


class UrgentRecord(Record):
    """Words that may mean an emergency, and what a reader who types them is shown above every result.

    title: what to do. advice: one to three plain sentences. phrases: what people type; the words of one stand in order
    with at most two others between, a plus parts what may stand anywhere. calm: phrases that mean something else; what
    they cover is no alarm. level: emergency (go now) or urgent (call now). guide: whose care card of this level is shown
    where it has one in the reader's language. listing: whose numbers are shown.
    """

    record_type: ClassVar[str] = "urgent"
    title: str
    advice: str
    phrases: tuple[str, ...]
    calm: tuple[str, ...] = ()
    level: Literal["emergency", "urgent"] = "urgent"
    guide: str = ""
    listing: str = ""
    source: Source

    @property
    def heading(self) -> str:
        return self.title

    def references(self) -> set[tuple[str, str]]:
        return {(name, key) for name, key in (("guide", self.guide), ("listing", self.listing)) if key}


class PageRecord(Record):
    """A page about the directory itself: about, contact, privacy, terms, accessibility."""

    record_type: ClassVar[str] = "page"
    title: str
    position: int = 0
    main_message: str = ""
    body: tuple[Block, ...] = ()
    changed: dt.date | None = None

    @property
    def heading(self) -> str:
        return self.title

    def references(self) -> set[tuple[str, str]]:
        return {link for block in self.body for link in block.linked()}
