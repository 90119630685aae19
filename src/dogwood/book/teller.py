"""What one volume is told with: its words, day, labels and the notes for the proof."""

import datetime as dt
from dataclasses import dataclass, field
from typing import NamedTuple

from dogwood import vocabulary
from dogwood.edition.records import Confirmation, Record
from dogwood.facts.freshness import Freshness

from .saying import Plain, Say, Sayer
from .words import Words

SOON = dt.timedelta(days=60)
"""A book lies on a table for months: what lapses this soon after printing says so already."""
STALE = frozenset({Freshness.OVERDUE, Freshness.LAPSED})


class Mark(NamedTuple):
    """A note for the proof. what: cut, stale or sign. words: for the person who proofs it."""

    record_type: str
    key: str
    heading: str
    what: str
    words: str


@dataclass
class Teller:
    """today: the as-of day. cut: most characters of a description, 0 all. address: of the readers' site, "" unknown."""

    language: str
    today: dt.date
    cut: int
    address: str
    labels: dict[tuple[str, str], str]
    is_proof: bool = False
    marks: list[Mark] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.words = Words(self.language)
        self.sayer = Sayer(self.language, self.labels)

    def say(self, text: str, language: str | None = None) -> Say:
        return self.sayer.say(text, language)

    def name(self, record: Record, language: str | None = None) -> Say:
        """What a record is called; its key where not one sign of its name can be printed."""
        return self.say(record.heading, language) or record.key

    def label(self, name: str, key: str) -> str:
        """A vocabulary word, "" for "" and for one that this software does not know."""
        known = vocabulary.words(name)
        return known[key].label(self.language) if key in known else ""

    def to(self, record_type: str, key: str) -> str:
        """Label of a record where it stands in this volume, else ""."""
        return self.labels.get((record_type, key), "")

    def mark(self, record: Record, what: str, words: str) -> str:
        self.marks.append(Mark(record.record_type, record.key, record.heading, what, words))
        return words

    def checked(self, confirmation: Confirmation) -> Plain:
        """How sure we are: ``{"s": words, "sure": is it confirmed, "stale": should one check today}``."""
        words = self.words
        found = confirmation.freshness(self.today)
        state = self.label("freshness", found.state)
        if found.state is Freshness.UNCONFIRMED:
            if confirmation.checked_on:
                text = words("from_document", state=state, date=words.date(confirmation.checked_on[:7]))
            else:
                text = words("from_undated" if confirmation.method else "from_nothing", state=state)
            return {"s": text, "sure": False, "stale": False}
        lapses = confirmation.lapses_on
        is_stale = found.state in STALE or (lapses is not None and lapses - SOON <= self.today)
        date = words.date(confirmation.checked_on)
        if is_stale:
            text = words("check_today", date=date, printed=words.date(self.today))
        else:
            how = self.label("check_methods", confirmation.method or "")
            text = words("checked", state=state, date=date, how=how)
        return {"s": text, "sure": not is_stale, "stale": is_stale}

    def notice(self, record: Record) -> list[str]:
        """Notices that the record carries in every output, in words."""
        found = []
        if record.language != self.language:
            found.append(self.words("not_translated", language=self.words.languages((record.language,)).lower()))
        return found + [
            self.words(name) for name in ("awaiting_language_review", "translation_behind") if name in record.notices
        ]
