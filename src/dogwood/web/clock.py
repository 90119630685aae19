"""The clock of one page: it tells the time, and remembers until when what it was asked stays true."""

import datetime as dt
from collections.abc import Iterable
from zoneinfo import ZoneInfo

from dogwood.edition.records import Confirmation, EventRecord, ListingRecord
from dogwood.facts.freshness import Freshness
from dogwood.facts.recurrence import next_occurrences
from dogwood.facts.schedule import OpenState, open_now


class Clock:
    """now: aware. timezone: of the directory. ``until`` is the earliest moment at which an answer given would change,
    None while none was given that ever does."""

    def __init__(self, now: dt.datetime, timezone: str) -> None:
        self.now = now
        self.zone = ZoneInfo(timezone)
        self.until: dt.datetime | None = None

    @property
    def today(self) -> dt.date:
        return self.now.astimezone(self.zone).date()

    def open_now(self, listing: ListingRecord) -> OpenState | None:
        state = open_now(listing.open_hours, self.now)
        if state is not None and state.until is not None:
            self._expire(state.until)
        return state

    def freshness(self, confirmation: Confirmation) -> Freshness:
        found = confirmation.freshness(self.today)
        if found.until is not None:
            self._expire_on(found.until)
        return found.state

    def turns(self, confirmation: Confirmation) -> list[tuple[dt.date, Freshness]]:
        """The days from today on which its freshness turns, and into what; for pages that are read later."""
        found = []
        state = confirmation.freshness(self.today)
        while state.until is not None:
            day = state.until
            state = confirmation.freshness(day)
            found.append((day, state.state))
        return found

    def next_dates(self, event: EventRecord, limit: int = 6) -> list[dt.datetime]:
        """The next starts, from the beginning of today on, aware."""
        self._expire_on(self.today + dt.timedelta(days=1))
        midnight = dt.datetime.combine(self.today, dt.time(), self.zone)
        return next_occurrences(event.starts, event.recurrence, event.timezone, midnight, limit)

    def sort_events(self, events: Iterable[EventRecord]) -> list[tuple[dt.datetime, EventRecord]]:
        """Events that still come, by their next start."""
        coming = [(dates[0], event) for event in events if (dates := self.next_dates(event, 1))]
        return sorted(coming, key=lambda pair: (pair[0], pair[1].key))

    def _expire(self, moment: dt.datetime) -> None:
        self.until = moment if self.until is None else min(self.until, moment)

    def _expire_on(self, day: dt.date) -> None:
        self._expire(dt.datetime.combine(day, dt.time(), self.zone))
