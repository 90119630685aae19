"""The Jinja2 environment of the readers' site: its functions and filters."""

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

from django.utils import dateformat
from django.utils.translation import get_language, gettext, ngettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from dogwood import vocabulary
from dogwood.edition.records import Place, WebLink
from dogwood.facts.language import name_language
from dogwood.facts.prose import plain_text
from dogwood.places import county_shapes

from .gentle import speaks_of_dying

STATIC = Path(__file__).parent / "static"


def make_environment(**options: Any) -> Environment:
    """Called by Django's Jinja2 backend."""
    options["undefined"] = StrictUndefined
    environment = Environment(**options, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])  # noqa: S701 - Django's backend turns autoescape on
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.globals.update(
        static=static_url,
        label=label,
        hint=hint,
        words=vocabulary.words,
        language_name=lambda tag: name_language(tag, get_language() or "en"),
        own_language_name=lambda tag: name_language(tag, tag).capitalize(),
        county_map=county_shapes,
        map_link=map_link,
        map_search=MAP_SEARCH,
        speaks_of_dying=speaks_of_dying,
        query=query,
    )
    environment.filters.update(
        date=format_date,
        when=show_moment,
        clock=format_clock,
        days=format_days,
        minutes=format_time,
        jsonld=as_json_ld,
        shortly=shorten,
        host=show_host,
        plain=plain_text,
    )
    return environment


@cache
def _hash(name: str) -> str:
    """Of a script, the hash of all scripts: one that is imported by another is found beside it, at ``./name.js``."""
    names = sorted(STATIC.glob("*.js")) if name.endswith(".js") else [STATIC / name]
    return hashlib.sha256(b"".join(path.read_bytes() for path in names)).hexdigest()[:10]


def static_url(name: str) -> str:
    """Address of a static file, with its hash, so that it can be kept for ever."""
    return f"/static/{_hash(name)}/{name}"


def label(name: str, key: str) -> str:
    """A vocabulary word in the page's language, "" for ""."""
    return vocabulary.label(name, key, get_language() or "en") if key else ""


def hint(name: str, key: str) -> str:
    return vocabulary.find_word(name, key).hint(get_language() or "en")


def format_date(value: str | dt.date | None) -> str:
    """A date or ISO partial date in words: "23 November 2026", "noviembre de 2026", "2026"."""
    if not value:
        return ""
    if isinstance(value, str):
        if len(value) == 4:
            return value
        if len(value) == 7:
            first = dt.date.fromisoformat(f"{value}-01")
            return dateformat.format(first, r"F \d\e Y" if _is_spanish() else "F Y")
        value = dt.date.fromisoformat(value)
    return dateformat.format(value, r"j \d\e F \d\e Y" if _is_spanish() else "F j, Y")


def format_moment(value: dt.datetime) -> str:
    """An aware or naive moment in its own zone: "Thursday, December 17, 2026, 5:30 pm"."""
    day = dateformat.format(value, "l").capitalize() if not _is_spanish() else dateformat.format(value, "l")
    return f"{day}, {format_date(value.date())}, {format_time(value.hour * 60 + value.minute)}"


def show_moment(value: dt.datetime) -> Markup:
    """The same, with what a machine reads: kept pages take away what is over."""
    return Markup('<time datetime="{}">{}</time>').format(value.isoformat(), format_moment(value))


def format_clock(value: dt.datetime, zone: dt.tzinfo) -> str:
    local = value.astimezone(zone)
    return format_time(local.hour * 60 + local.minute)


def format_time(minutes: int) -> str:
    """Minutes after midnight as people say them: "9 am", "5:30 pm", "noon", "midnight"."""
    hour, minute = divmod(minutes % 1440, 60)
    if minute == 0 and hour in {0, 12}:
        return gettext("noon") if hour else gettext("midnight")
    half = gettext("am") if hour < 12 else gettext("pm")
    twelve = hour % 12 or 12
    return f"{twelve}:{minute:02d} {half}" if minute else f"{twelve} {half}"


def format_days(days: tuple[int, ...]) -> str:
    """Weekday numbers in words: "Monday to Friday", "Monday, Wednesday"."""
    names = [dateformat.format(dt.date(2026, 1, 5 + day), "l") for day in days]
    if len(days) == 7:
        text = gettext("Every day")
    elif len(days) > 2 and list(days) == list(range(days[0], days[-1] + 1)):
        text = gettext("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    else:
        text = ", ".join(names)
    return text[:1].upper() + text[1:]


def as_json_ld(value: Mapping[str, Any]) -> Markup:
    """JSON for a data block; ``<`` cannot end it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))  # noqa: S704


def shorten(text: str, length: int = 160) -> str:
    """At most ``length`` characters, cut at a word."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[:length].rsplit(" ", 1)[0].rstrip(",.;:") + "…"


def show_host(link: str | WebLink) -> str:
    """An address as one would type it: without scheme and final slash."""
    url = link.url if isinstance(link, WebLink) else link
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


MAP_SEARCH = "https://www.openstreetmap.org/search?query="


def map_link(place: Place) -> str:
    """A search for the place on OpenStreetMap, opened only when a reader chooses to."""
    parts = [place.address, place.city, f"{place.state} {place.zip}".strip()]
    return MAP_SEARCH + quote(", ".join(part for part in parts if part))


def query(**values: str | None) -> str:
    """A query string of the values that are not empty."""
    return urlencode({name: value for name, value in values.items() if value})


def _is_spanish() -> bool:
    return (get_language() or "").startswith("es")
