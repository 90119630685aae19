"""Parts of resources: ways to reach somebody, opening hours, codings of our words."""

from collections.abc import Iterable, Sequence

from dogwood import vocabulary
from dogwood.edition.records import Hours, ListingRecord, Phone
from dogwood.facts.language import name_language
from dogwood.facts.schedule import format_minutes
from dogwood.hsds.frame import Frame
from dogwood.hsds.terms import TAXONOMIES
from dogwood.hsds.values import HsdsObject, as_email, as_uri, drop_empty, join_paragraphs

from .words import ABSENT, LANGUAGES, PROVISION, TERMS_PATH, name_days, say

_SYSTEMS = {"voice": "phone", "toll_free": "phone", "tty": "other", "text": "sms", "fax": "fax"}
"""Our words → ContactPointSystem. A text telephone takes no text messages, so it is no ``sms``: its kind is told in words."""
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = 1440
_LAST = "23:59:59"
"""FHIR has no 24:00."""
_PROVISIONS = {
    "free": ("free", "Free"),
    "sliding-scale": ("disc", "Discounts Available"),
    "fee": ("cost", "Fees apply"),
}
"""Our words that mean the same as a code of HL7; the others are told in words alone."""


def write_telecom(phones: Sequence[Phone], email: str, addresses: Iterable[str], language: str) -> list[HsdsObject]:
    """Phones in the directory's order, which is their rank, then the e-mail address and web addresses."""
    made: list[HsdsObject] = [
        {"system": _SYSTEMS.get(row.kind, "phone"), "value": show_number(row, language), "use": "work", "rank": rank}
        for rank, row in enumerate(phones, 1)
    ]
    if as_email(email):
        made.append({"system": "email", "value": email, "use": "work"})
    urls = dict.fromkeys(filter(None, map(as_uri, addresses)))
    return [*made, *({"system": "url", "value": url, "use": "work"} for url in urls)]


def show_number(row: Phone, language: str) -> str:
    extension = say("extension", language, row.extension) if row.extension else ""
    return f"{row.number.display} {extension}".strip()


def describe_phones(phones: Iterable[Phone], language: str) -> str:
    """What a ContactPoint has no field for: label, kind, letters, languages; a line a number."""
    lines = []
    for row in phones:
        kind = vocabulary.label("phone_kinds", row.kind, language) if row.kind == "tty" else ""
        tongues = ", ".join(name_language(tag, language) for tag in row.languages)
        words = [text for text in (row.label, kind, row.number.vanity, tongues) if text]
        if words:
            lines.append(f"{show_number(row, language)}: {'; '.join(words)}.")
    return "\n".join(lines)


def write_hours(rows: Sequence[Hours], opens: str, closes: str) -> list[HsdsObject]:
    """Hours of every week. opens, closes: what the resource calls the times. Over midnight makes two entries."""
    made = []
    for row in rows:
        if row.weeks:
            continue
        for days, start, end in _split(row):
            when: HsdsObject = {"daysOfWeek": [_WEEKDAYS[day] for day in days]}
            if (start, end) == (0, _DAY):
                when["allDay"] = True
            else:
                when[opens] = f"{format_minutes(start)}:00"
                when[closes] = _LAST if end == _DAY else f"{format_minutes(end)}:00"
            made.append(when)
    return made


def _split(row: Hours) -> list[tuple[tuple[int, ...], int, int]]:
    """(weekdays, opens, closes) within one day each."""
    opens, closes = row.opens % _DAY, row.closes
    days = tuple(sorted(set(row.days)))
    if closes > opens:
        return [(days, opens, closes)]
    first = (days, opens, _DAY)
    if closes == 0:
        return [first]
    return [first, (tuple(sorted((day + 1) % 7 for day in days)), 0, closes)]


def describe_hours(rows: Sequence[Hours], note: str, language: str) -> str:
    """What the weekly entries cannot say: hours of some weeks of the month, notes, the time zone."""
    said = []
    for row in rows:
        if row.weeks:
            weeks = ", ".join(map(str, sorted(row.weeks)))
            times = format_minutes(row.opens), format_minutes(row.closes)
            name = "weeks" if len(row.weeks) == 1 else "more_weeks"
            said.append(say(name, language, name_days(row.days, language), *times, weeks))
        said.append(row.note)
    said.append(note)
    said += [say("zone", language, zone) for zone in dict.fromkeys(row.timezone for row in rows)]
    return "\n".join(dict.fromkeys(text.strip() for text in said if text.strip()))


def write_coding(name: str, key: str, frame: Frame) -> HsdsObject:
    """A word of our vocabulary. name: of the list. Its code is that of the HSDS taxonomy term."""
    code = f"{TAXONOMIES[name][0]}:{key}"
    return {
        "system": f"{frame.site}{TERMS_PATH}",
        "code": code,
        "display": vocabulary.label(name, key, frame.language),
    }


def write_concepts(name: str, keys: Iterable[str], frame: Frame) -> list[HsdsObject]:
    """A CodeableConcept a word."""
    codings = [write_coding(name, key, frame) for key in keys]
    return [{"coding": [coding], "text": coding["display"]} for coding in codings]


def write_unknown(language: str) -> HsdsObject:
    """A CodeableConcept where a profile requires one and the directory has none."""
    return {
        "coding": [{"system": ABSENT, "code": "unknown", "display": "Unknown"}],
        "text": say("absent", language),
    }


def write_category(listing: ListingRecord, frame: Frame) -> HsdsObject:
    """The needs that a service meets: one concept with a coding for each, as the profile takes one category."""
    codings = [write_coding("needs", key, frame) for key in dict.fromkeys(listing.needs)]
    if not codings:
        return write_unknown(frame.language)
    return {"coding": codings, "text": "; ".join(coding["display"] for coding in codings)}


def write_provisions(listing: ListingRecord, language: str) -> list[HsdsObject]:
    """What it costs, in a word."""
    if not listing.cost:
        return []
    found = _PROVISIONS.get(listing.cost)
    coding = [{"system": PROVISION, "code": found[0], "display": found[1]}] if found else []
    return [drop_empty({"coding": coding, "text": vocabulary.label("costs", listing.cost, language)})]


def write_languages(tags: Iterable[str], language: str) -> list[HsdsObject]:
    return [
        {"coding": [{"system": LANGUAGES, "code": tag}], "text": name_language(tag, language)}
        for tag in dict.fromkeys(tags)
    ]


def describe_more(listing: ListingRecord, phones: Sequence[Phone], about: HsdsObject, language: str) -> str:
    """What a HealthcareService has no field of its own for. about: the service in HSDS."""
    assured = about.get("assured_date", "")
    links = [f"{link.url}: {link.label}" for link in listing.web if link.label and as_uri(link.url)]
    return join_paragraphs(
        say("also", language, "; ".join(listing.other_names)) if listing.other_names else "",
        describe_phones(phones, language),
        listing.cost_note,
        listing.insurance,
        say("documents", language, listing.documents) if listing.documents else "",
        say("waiting", language, listing.waiting_time) if listing.waiting_time else "",
        say("area", language, listing.area_note) if listing.area_note else "",
        "\n".join(links),
        say("assured", language, assured) if assured else "",
    )
