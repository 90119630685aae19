"""Opening hours in prose, English or Spanish: rows where every word is understood, else None and the prose stays.

Mon-Fri 7AM - 3PM                          sure
Tues & Thurs: 9am-4pm, Sat: 9-1pm          sure: 9 pm to 1 pm would be no opening
lunes a viernes de 9 a. m. a 5 p. m.       sure
9-5                                        not sure: no days
Thurs: 7-8:30pm                            not sure: seven in the morning or in the evening?
Arrive before 6PM Sun-Sat                  not sure: "arrive before" was not understood
"""

import re
import unicodedata
from typing import Any

from dogwood.facts.schedule import DAYS, format_minutes

from ..drafts import hours_row

_MOST = 300
_DAY_WORDS = {
    "mo": "monday mon mo mondays lunes lun", "tu": "tuesday tuesdays tues tue tu martes mar",
    "we": "wednesday wednesdays wed weds we miercoles mie mier", "th": "thursday thursdays thurs thur thu th jueves jue",
    "fr": "friday fridays fri fr viernes vie", "sa": "saturday saturdays sat sa sabado sabados sab",
    "su": "sunday sundays sun su domingo domingos dom",
}  # fmt: skip
_DAY = {word: day for day, words in _DAY_WORDS.items() for word in words.split()}
_ALL_DAYS = re.compile(r"(?:every ?day|daily|all week|7 days(?: a week|/week)?|todos los dias|diario|diariamente)\b")
_WEEKDAYS = re.compile(r"(?:weekdays|entre semana|dias laborables)\b")
_ROUND_THE_CLOCK = re.compile(
    r"(?:24 ?/ ?7(?: ?/ ?365)?|24 ?hours?(?: a day)?[,;/ ]*(?:and )?(?:7|seven) days(?: a week)?"
    r"|(?:7|seven) days(?: a week)?[,;/ ]*24 ?hours?(?: a day)?|las 24 horas(?: del dia)?,? (?:los )?7 dias(?: de la semana)?)\Z"
)
_ALL_DAY = re.compile(r"(?:24 ?hours?(?: a day)?|open 24 hours|las 24 horas|24 ?hrs)\b")
_TIME = re.compile(
    r"([0-9]{1,2})(?:[:.]([0-9]{2}))?\s*(a\.? ?m\b\.?|p\.? ?m\b\.?|noon\b)?|(noon|mediodia|midday)\b|(midnight|medianoche)\b"
)
_WEEK = re.compile(
    r"(1st|2nd|3rd|4th|5th|first|second|third|fourth|fifth|primer[oa]?|segund[oa]|tercer[oa]?|cuart[oa]|quint[oa])\b"
)
_WEEK_NUMBER = {
    "1st": "1", "first": "1", "prim": "1", "2nd": "2", "seco": "2", "segu": "2", "3rd": "3", "thir": "3", "terc": "3",
    "4th": "4", "four": "4", "cuar": "4", "5th": "5", "fift": "5", "quin": "5",
}  # fmt: skip
_TO = re.compile(r"\s*(?:-|–|—|to\b|thru\b|through\b|until\b|till\b|a\b|al\b|hasta\b)\s*")
_AND = re.compile(r"\s*(?:,|&|\+|/|and\b|y\b|e\b)\s*(?:and\b|&|y\b)?\s*")
_FILLER = re.compile(r"(?:\s|[.,;:()|]|\b(?:from|open|hours|de|desde|las|los|el|la|abierto|horario|only|at)\b)+")
_GAP = re.compile(r"[\s.:,(]*(?:from\b|de\b|desde\b|las\b)?\s*(?:las\b)?\s*")


class _NotUnderstood(Exception):
    """The prose says more than these rows can."""


def read_hours(words: str) -> list[dict[str, Any]] | None:
    """Rows of ``hours``; None where anything in ``words`` was not understood or could mean two things. Never raises."""
    text = _plain(words)
    if not text or len(text) > _MOST:
        return None
    try:
        rows = _Reader(text).read()
    except _NotUnderstood:
        return None
    return rows or None


def read_clock(words: str) -> int | None:
    """One time of day that says am or pm (``7:30 PM``, ``noon``), or stands in 24 hours (``17:00``): minutes after
    midnight; None for anything else."""
    text = _plain(words)
    found = _TIME.fullmatch(text)
    if not found:
        return None
    try:
        minutes, is_sure = _minutes(found)
    except _NotUnderstood:
        return None
    if not is_sure and found[2] and (minutes >= 13 * 60 or re.match("0[0-9]", text)):
        is_sure = True
    return minutes if is_sure and minutes <= 1440 else None


def _plain(words: str) -> str:
    text = unicodedata.normalize("NFKD", words).replace("\u2013", "-").replace("\u2014", "-").replace("’", "'")
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(text.lower().split()).strip(" .;,")


def _minutes(found: re.Match[str]) -> tuple[int, bool]:
    """(minutes after midnight, is it sure whether before or after noon). Raises _NotUnderstood for no time of day."""
    if found[4]:
        return 720, True
    if found[5]:
        return 1440, True
    hour, minute = int(found[1]), int(found[2] or 0)
    half = (found[3] or "").replace(".", "").replace(" ", "")
    if minute > 59 or hour > 24 or (half and not 1 <= hour <= 12):
        raise _NotUnderstood
    if half == "noon":
        if hour != 12 or minute:
            raise _NotUnderstood
        return 720, True
    if half:
        return hour % 12 * 60 + minute + (720 if half == "pm" else 0), True
    return hour * 60 + minute, False


class _Reader:
    """Reads ``DAYS TIMES, DAYS TIMES …`` from left to right; whatever else stands there raises _NotUnderstood."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0

    def read(self) -> list[dict[str, Any]]:
        if _ROUND_THE_CLOCK.fullmatch(self.text):
            return [hours_row("mo-su", "00:00", "24:00")]
        rows: list[dict[str, Any]] = []
        self._skip(_FILLER)
        while self.at < len(self.text):
            weeks = self._weeks()
            days = self._days()
            if not days:
                raise _NotUnderstood
            spans = self._spans()
            for opens, closes in spans:
                rows.append(hours_row(_write_days(days), format_minutes(opens), format_minutes(closes), weeks))
            if len(rows) > 40:
                raise _NotUnderstood
            for between in (_FILLER, _AND, _FILLER):
                self._skip(between)
        if len({(row["days"], row["opens"], row["weeks"]) for row in rows}) < len(rows):
            raise _NotUnderstood
        return rows

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def _skip(self, pattern: re.Pattern[str]) -> None:
        self._match(pattern)

    def _weeks(self) -> tuple[str, ...]:
        weeks: list[str] = []
        while found := self._match(_WEEK):
            weeks.append(_WEEK_NUMBER.get(found[1][:4], _WEEK_NUMBER.get(found[1], "")))
            self._skip(_AND)
            self._skip(re.compile(r"\s+"))
        return tuple(sorted(set(weeks)))

    def _day(self) -> str:
        found = re.compile(r"([a-z]+)\b\.?").match(self.text, self.at)
        if not found or found[1] not in _DAY:
            return ""
        self.at = found.end()
        return _DAY[found[1]]

    def _days(self) -> tuple[int, ...]:
        if self._match(_ALL_DAYS):
            return tuple(range(7))
        if self._match(_WEEKDAYS):
            return tuple(range(5))
        days: set[int] = set()
        while True:
            first = self._day()
            if not first:
                if days:  # the joint belonged to what follows
                    raise _NotUnderstood
                return ()
            start = DAYS.index(first)
            before = self.at
            if self._match(_TO):
                last = self._day()
                if last:
                    days.update((start + step) % 7 for step in range((DAYS.index(last) - start) % 7 + 1))
                else:
                    self.at = before
                    days.add(start)
            else:
                days.add(start)
            before = self.at
            if not self._match(_AND):
                return tuple(sorted(days))
            self._skip(re.compile(r"(?:los|el|las)\s+"))
            after = re.compile(r"([a-z]+)\b").match(self.text, self.at)
            if not after or after[1] not in _DAY:
                self.at = before
                return tuple(sorted(days))

    def _spans(self) -> list[tuple[int, int]]:
        self._skip(_GAP)
        if self._match(_ALL_DAY):
            return [(0, 1440)]
        spans = [self._span()]
        while True:
            before = self.at
            if not self._match(_AND) or not _TIME.match(self.text, self.at):
                self.at = before
                return spans
            spans.append(self._span())

    def _span(self) -> tuple[int, int]:
        first = self._match(_TIME)
        if not first or not self._match(_TO):
            raise _NotUnderstood
        self._skip(re.compile(r"las?\s+"))
        second = self._match(_TIME)
        if not second or re.compile(r"[0-9a-z]").match(self.text, self.at):
            raise _NotUnderstood
        return _settle(first, second)


def _settle(first: re.Match[str], second: re.Match[str]) -> tuple[int, int]:
    """Opening and closing in minutes. Raises _NotUnderstood where they could mean two things."""
    (opens, is_first_sure), (closes, is_second_sure) = _minutes(first), _minutes(second)
    if is_second_sure and not is_first_sure:
        if not 1 <= int(first[1]) <= 12:
            raise _NotUnderstood
        morning = opens % 720
        readings = [reading for reading in (morning, morning + 720) if 0 < closes - reading <= 16 * 60]
        if int(first[1]) == 12 and len(readings) > 1:  # nobody writes midnight as 12 without saying so
            readings = [720]
        if len(readings) != 1:
            raise _NotUnderstood
        return readings[0], closes
    if is_first_sure and not is_second_sure:
        raise _NotUnderstood
    if not is_first_sure:
        # 24 hours only where the writing shows it: 09:00 or an hour after twelve.
        if not (first[2] and second[2] and (re.match("0[0-9]", first[0]) or opens >= 780 or closes >= 780)):
            raise _NotUnderstood
        if closes <= opens:
            raise _NotUnderstood
    if closes == 0:
        closes = 1440
    if opens == 1440:
        opens = 0
    if opens == closes:
        raise _NotUnderstood
    return opens, closes


def _write_days(days: tuple[int, ...]) -> str:
    """``mo-fr`` for days in a row, else ``mo we fr``."""
    if len(days) > 2 and days[-1] - days[0] == len(days) - 1:
        return f"{DAYS[days[0]]}-{DAYS[days[-1]]}"
    return " ".join(DAYS[day] for day in days)
