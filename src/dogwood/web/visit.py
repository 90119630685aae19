"""What a page is rendered from: an edition, a language and a clock."""

import datetime as dt
from collections.abc import Mapping, Sequence
from functools import cached_property
from urllib.parse import urlencode

from django.conf import settings

from dogwood.edition.records import DirectoryRecord, ListingRecord, PageRecord, Record, TermRecord
from dogwood.search.holder import OpenEdition

from . import simple
from .clock import Clock


class Visit:
    """One rendering. path: of the page, with its language prefix. language: of the interface. query: what the address
    says beside the path."""

    def __init__(self, edition: OpenEdition, language: str, path: str, now: dt.datetime) -> None:
        self.edition = edition
        self.reader = edition.reader
        self.language = language
        self.path = path
        self.clock = Clock(now, self.directory.timezone)
        self.is_kept = True
        self.query: Mapping[str, str] = {}
        self.has_saving = False
        self.is_copy = False

    @cached_property
    def directory(self) -> DirectoryRecord:
        found = self.reader.get_best(DirectoryRecord, "directory", self.language)
        assert found is not None  # every edition has one
        return found

    @property
    def languages(self) -> tuple[str, ...]:
        return self.edition.manifest.languages

    @cached_property
    def night_listings(self) -> list[ListingRecord]:
        """Those whose numbers stand at the foot of every page."""
        found = (self.listing(key) for key in self.directory.answers_at_night)
        return [listing for listing in found if listing is not None and listing.phones]

    @cached_property
    def page_keys(self) -> set[str]:
        """The pages about the directory that there are; the foot of a page links to no other."""
        return self.reader.keys(PageRecord)

    @cached_property
    def terms(self) -> list[TermRecord]:
        return self.reader.all_best(TermRecord, self.language)

    def listing(self, key: str) -> ListingRecord | None:
        return self.reader.get_best(ListingRecord, key, self.language)

    def url(self, *parts: str) -> str:
        """Path of a page in this visit's language: ``url("guide", "pain")`` is ``/en/guide/pain/``."""
        return "/" + "/".join((self.language, *parts)) + "/"

    def record_url(self, record: Record) -> str:
        if record.record_type == "term":
            return f"{self.url('glossary')}#{record.key}"
        return self.url(record.record_type, record.key)

    def tell_us_url(self, record: Record) -> str:
        """Where a reader says that something about ``record`` is wrong; "" where there is no such place."""
        if settings.TELL_US_ADDRESS:
            return f"{settings.TELL_US_ADDRESS}/{self.language}/{record.record_type}/{record.key}/"
        return self.url("page", "contact") if "contact" in self.page_keys else ""

    def path_in(self, language: str) -> str:
        """This page's path in another language."""
        return f"/{language}{self.path[len(self.language) + 1 :]}"

    def twin_url(self, language: str) -> str:
        """This page in another language, with the place, the filters and the view that the address holds."""
        path = self.path_in(language)
        return f"{path}?{urlencode(self.query)}" if self.query else path

    @property
    def is_simple(self) -> bool:
        return simple.is_simple(self.query)

    @property
    def other_view_url(self) -> str:
        """This page in the simple view, or out of it."""
        return simple.switch_view(self.path, self.query)

    def offer_saving(self) -> str:
        """Note that the page holds something to save, so that it loads the script for it; prints nothing."""
        self.has_saving = True
        return ""

    def become_copy(self) -> None:
        """The page is read later and elsewhere (a pack, an export): it tells the time of the edition, not of this moment."""
        self.is_copy = True
        self.clock = Clock(self.edition.manifest.built_at, self.directory.timezone)

    def keep_not(self) -> None:
        """The answer depends on more than the path: it is not kept."""
        self.is_kept = False


def sort_listings(listings: Sequence[ListingRecord]) -> list[ListingRecord]:
    """Open ones first, by name."""
    return sorted(listings, key=lambda listing: (listing.status.is_closed, listing.name.casefold(), listing.key))
