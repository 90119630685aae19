"""The book's own words, in each language (``words.toml`` beside this file), and dates and hours as people say them.

The readers' site has its words from gettext; the book, which knows no Django, has them here.
"""

import datetime as dt
import tomllib
from functools import cache
from importlib.resources import files

from dogwood.facts.language import name_language


@cache
def _entries() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


class Words:
    """All that the book says by itself, in ``language``; English where that language has no words."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.is_spanish = language.startswith("es")

    def __call__(self, key: str, /, **values: object) -> str:
        text = self.raw(key)
        return text.format(**values) if values else text

    def raw(self, key: str) -> str:
        """A text with its places for values left as they are: only the renderer knows the page."""
        entry = _entries()[key]
        return entry.get(self.language) or entry["en"]

    def all(self) -> dict[str, str]:
        """Every text that takes no values, for a template."""
        return {key: self(key) for key, entry in _entries().items() if "{" not in entry["en"]}

    def date(self, value: str | dt.date | None) -> str:
        """A date or ISO partial date: "November 23, 2026", "junio de 2020", "2006"; "" for none."""
        if not value:
            return ""
        text = value.isoformat() if isinstance(value, dt.date) else value
        year, *rest = text.split("-")
        if not rest:
            return year
        month = self("months").split()[int(rest[0]) - 1]
        if len(rest) == 1:
            return f"{month} de {year}" if self.is_spanish else f"{month} {year}"
        day = int(rest[1][:2])
        return f"{day} de {month} de {year}" if self.is_spanish else f"{month} {day}, {year}"

    def time(self, minutes: int) -> str:
        """Minutes after midnight: "9 am", "5:30 pm", "noon"."""
        hour, minute = divmod(minutes % 1440, 60)
        if minute == 0 and hour in {0, 12}:
            return self("noon") if hour else self("midnight")
        half = self("am") if hour < 12 else self("pm")
        return f"{hour % 12 or 12}:{minute:02d} {half}" if minute else f"{hour % 12 or 12} {half}"

    def days(self, days: tuple[int, ...]) -> str:
        """Weekday numbers (0 is Monday): "Monday to Friday", "Monday, Wednesday"."""
        names = [self("weekdays").split()[day] for day in days]
        if len(days) == 7:
            text = self("every_day")
        elif len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
            text = self("day_to_day", first=names[0], last=names[-1])
        else:
            text = ", ".join(names)
        return text[:1].upper() + text[1:]

    def moment(self, value: dt.datetime) -> str:
        """ "Thursday, December 17, 2026, 5:30 pm"."""
        day = self("weekdays").split()[value.weekday()]
        return f"{day[:1].upper()}{day[1:]}, {self.date(value.date())}, {self.time(value.hour * 60 + value.minute)}"

    def languages(self, tags: tuple[str, ...]) -> str:
        names = [name_language(tag, self.language) for tag in tags]
        text = ", ".join(names)
        return text[:1].upper() + text[1:]
