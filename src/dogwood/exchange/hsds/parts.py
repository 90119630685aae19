"""The parts of a service of HSDS as a listing's: phones, places, hours, languages, areas and cost."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from dogwood import vocabulary
from dogwood.facts.errors import FactError
from dogwood.facts.language import parse_language_tag
from dogwood.facts.phone import parse_phone
from dogwood.facts.schedule import DAYS, format_minutes
from dogwood.hsds.schedules import Opening, merge_openings, read_opening
from dogwood.hsds.values import HsdsObject
from dogwood.places import find_county, find_state

from ..imports.cells.phones import read_phones
from ..imports.cells.places import read_place
from ..imports.cells.values import find_word, fold, read_languages
from ..imports.drafts import DraftListing, hours_row, phone_row, place_row
from .values import Context, object_of, rows_of, say, say_rows, text_of

_KINDS = {"textphone": "tty", "tty": "tty", "tdd": "tty", "fax": "fax", "text": "text", "sms": "text"}
_EXTENSION = re.compile(r"ext\. (\S+)\Z")
_ZONE = re.compile(r"Local time, ([A-Za-z_]+(?:/[A-Za-z_+-]+)*)\.\Z")
_CIVIC = re.compile(r"ocd-division/country:us(?:/state:([a-z]{2})(?:/county:([a-z0-9_~.-]+))?)?\Z")
_COUNTY = re.compile(r"\s+County(?:,\s*[A-Z]{2})?\Z")
_MOST_AREA = 300


def put_phones(rows: Sequence[HsdsObject], place: int | None, draft: DraftListing, context: Context) -> None:
    """place: number of the place that the phones belong to, None for the service as a whole."""
    for row in rows:
        written, extension = text_of(row, "number"), text_of(row, "extension")
        if not written:
            draft.problems.append("A phone has no number. It is left out.")
            continue
        words = [part for part in (text_of(row, "description") or text_of(row, "department")).split("; ") if part]
        if words and not extension and (found := _EXTENSION.match(words[-1])):
            extension = found[1]
            words.pop()
        kind = _KINDS.get(text_of(row, "type").lower() or text_of(row, "number_type").lower(), "voice")
        dial, problems, sure = _dial(written, extension)
        if words and dial and re.search("[A-Za-z]{3}", words[-1]) and _dial(words[-1], "")[0] == dial:
            written = words.pop()
        if words and (said := find_word("phone_kinds", words[-1])) in {"toll_free", "tty"}:
            kind = said
            words.pop()
        if dial:
            found_rows = [phone_row(written[:100], kind, extension)]
        else:
            read = read_phones(f"{written} ext. {extension}" if extension else written, kind, context.language)
            found_rows, problems, sure = read.rows, read.problems, read.sure
            draft.keep_unread("Phone", read.unread)
        if label := "; ".join(words):
            for one in found_rows:
                one["label"] = {context.language: label}
        tags, unknown = _read_tags(rows_of(row, "languages"))
        draft.keep_unread("Languages of a phone", "; ".join(unknown))
        for one in found_rows:
            one["place"], one["languages"] = place, tags
        draft.problems.extend(f"Phone: {problem}" for problem in problems)
        draft.put("phones", found_rows, say(row), sure=sure, note=" ".join(problems))


def _dial(written: str, extension: str) -> tuple[str, list[str], bool]:
    """What a phone dials, "" for no number; what is wrong; whether it is sure."""
    try:
        return parse_phone(written, extension).dial, [], True
    except FactError:
        return "", [], False


def _read_tags(rows: Sequence[HsdsObject]) -> tuple[tuple[str, ...], list[str]]:
    """(language tags, the words that name none). A code or a name; our own notes carry whole tags (zh-Hant)."""
    tags: list[str] = []
    unknown: list[str] = []
    for row in rows:
        code, name, note = text_of(row, "code"), text_of(row, "name") or text_of(row, "language"), text_of(row, "note")
        named, rest = read_languages(name) if name else ((), [])
        tag = _parse_tag(note) if "-" in note and note.startswith(f"{code}-") else ""
        tag = tag or (_parse_tag(code) if len(code) in {2, 3} else "")
        if len(code) == 3 and named:  # "spa" for es, as ISO 639-2 has it
            tag = "" if tag not in named else tag
        if tag:
            tags.append(tag)
        else:
            tags.extend(named)
            unknown.extend(rest if name else [code] if code else [])
        if note and _parse_tag(note) not in tags:
            unknown.append(note)
    return tuple(dict.fromkeys(tags)), unknown


def _parse_tag(text: str) -> str:
    try:
        return parse_language_tag(text) if text else ""
    except FactError:
        return ""


def put_languages(service: Mapping[str, Any], draft: DraftListing) -> None:
    rows = rows_of(service, "languages")
    if not rows and (words := text_of(service, "languages")):  # HSDS 1.x as one system wrote it: a cell with names
        tags, unknown = read_languages(words)
    else:
        tags, unknown = _read_tags(rows)
    draft.put("languages", tags, say_rows(rows) or text_of(service, "languages"), sure=not unknown)
    draft.keep_unread("Languages", "; ".join(unknown))


def put_hours(rows: Sequence[HsdsObject], place: int | None, draft: DraftListing, context: Context) -> None:
    """Rows that a week or month holds; what says more or less is kept as words."""
    prose: list[str] = []
    made: list[tuple[Opening, str, str]] = []
    for row in rows:
        opening = read_opening(row)
        zone = _ZONE.match(text_of(row, "notes"))
        words = text_of(row, "description")
        notes = "" if zone else text_of(row, "notes")
        if opening is not None:
            made.append((opening, zone[1] if zone else "", "; ".join(filter(None, (words, notes)))))
        elif text_of(row, "freq") or text_of(row, "byday") or text_of(row, "opens_at") or text_of(row, "weekday"):
            prose.append(say(row))
        else:
            prose.append("\n".join(filter(None, (words, notes, text_of(row, "schedule_link")))))
    by_note: dict[tuple[str, str], list[Opening]] = {}
    for opening, zone_name, note in made:
        by_note.setdefault((zone_name, note), []).append(opening)
    is_by_day = any(text_of(row, "weekday") for row in rows)  # HSDS 1.x has a row a day
    found = [
        (opening, zone_name, note)
        for (zone_name, note), openings in by_note.items()
        for opening in merge_openings(openings)
    ] if is_by_day else made  # fmt: skip
    hours = []
    for opening, zone_name, note in found:
        days = " ".join(DAYS[day] for day in opening.days)
        weeks = tuple(str(week) for week in opening.weeks)
        one = hours_row(days, format_minutes(opening.opens), format_minutes(opening.closes), weeks)
        one["timezone"], one["place"] = zone_name, place
        if note:
            one["note"] = {context.language: note}
        hours.append(one)
    draft.put("hours", hours, say_rows(rows))
    put_more_words(draft, "hours_note", [part for part in prose if part], say_rows(rows))


def put_more_words(draft: DraftListing, name: str, parts: Sequence[str], said: str) -> None:
    """Add paragraphs to a field of words."""
    if parts:
        before = draft.fields.get(name)
        text = "\n".join([*([before.value] if before else []), *parts])
        draft.put(name, text, "\n".join(filter(None, (before.said if before else "", said))))


def put_places(service: Mapping[str, Any], draft: DraftListing, context: Context, *, is_ours: bool) -> None:
    """Each service at a location as a place with its phones and hours. is_ours: a directory of this software wrote it."""
    entries: list[list[str]] = []
    rows: list[dict[str, Any]] = []
    said: list[str] = []
    for link in rows_of(service, "service_at_locations"):
        location = object_of(link, "location")
        addresses = rows_of(location, "addresses") or rows_of(location, "physical_addresses")
        physical = [one for one in addresses if text_of(one, "address_type") != "virtual"]
        physical.sort(key=lambda one: text_of(one, "address_type") == "postal")
        address = physical[0] if physical else {}
        number = None
        if address or not (text_of(location, "location_type") == "virtual" or not location):
            row = _make_place(location, address, draft, is_ours=is_ours)
            name = text_of(location, "name")
            row["name"] = "" if name == draft.name else name[:255]
            rows.append(row)
            number = len(rows)
            said.append("; ".join(filter(None, (say(location), say(address)))))
            texts = [_tell_access(one) for one in rows_of(location, "accessibility")] or [
                text_of(location, "accessibility")
            ]
            entries.append(list(dict.fromkeys(filter(None, texts))))
        for one in physical[1:]:
            draft.keep_unread("Further address", say(one))
        if not is_ours:
            draft.keep_unread("Transport", text_of(location, "transportation"))
            web = text_of(location, "url") or text_of(location, "website")
            draft.keep_unread("Web address of the place", web)
        put_phones([*rows_of(link, "phones"), *rows_of(location, "phones")], number, draft, context)
        put_hours([*rows_of(link, "schedules"), *rows_of(location, "schedules")], number, draft, context)
        for inner in (link, location):
            put_contacts(inner, number, draft, context)
    if not rows:
        return
    common = _find_common(entries)
    for row, texts in zip(rows, entries, strict=True):
        own = texts[:-1] if common and texts and texts[-1] == common else texts
        row["accessibility"] = {context.language: "\n".join(own)} if own else {}
    draft.put("places", rows, "\n".join(said))
    draft.put("accessibility", common, common)


def _find_common(entries: Sequence[Sequence[str]]) -> str:
    """What every place ends with is said of the service as a whole."""
    lasts = {texts[-1] if texts else "" for texts in entries}
    return lasts.pop() if len(lasts) == 1 else ""


def _tell_access(row: Mapping[str, Any]) -> str:
    return "\n".join(filter(None, (text_of(row, name) for name in ("description", "accessibility", "details", "url"))))


def _make_place(
    location: Mapping[str, Any], address: Mapping[str, Any], draft: DraftListing, *, is_ours: bool
) -> dict[str, Any]:
    latitude, longitude = text_of(location, "latitude"), text_of(location, "longitude")
    region = _COUNTY.sub("", text_of(address, "region")) or _COUNTY.sub("", text_of(location, "description"))
    if is_ours:
        return place_row(
            address=text_of(address, "address_1"),
            address_2=text_of(address, "address_2"),
            city=text_of(address, "city"),
            state=text_of(address, "state_province"),
            zip=text_of(address, "postal_code"),
            county=region,
            latitude=_number(latitude),
            longitude=_number(longitude),
        )
    county = find_county(text_of(address, "region"))
    read = read_place(
        address=text_of(address, "address_1"),
        address_2=text_of(address, "address_2"),
        city=text_of(address, "city"),
        state=text_of(address, "state_province"),
        zip_code=text_of(address, "postal_code"),
        county=county.name if county else "",
        latitude=latitude,
        longitude=longitude,
    )
    draft.problems.extend(read.problems)
    draft.keep_unread("In care of", text_of(address, "attention"))
    draft.keep_unread("About the place", text_of(location, "description"))
    return read.row


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None


def put_contacts(owner: Mapping[str, Any], place: int | None, draft: DraftListing, context: Context) -> None:
    """People's names go to the editors; a number goes to readers with what the person does, not who it is."""
    for contact in rows_of(owner, "contacts"):
        words = say(contact, "name", "title", "department", "email")
        draft.keep_unread("Contact", words)
        role = text_of(contact, "department") or text_of(contact, "title")
        phones = [{"description": role, **one} for one in rows_of(contact, "phones")]
        put_phones(phones, place, draft, context)


def put_areas(service: Mapping[str, Any], draft: DraftListing, context: Context) -> None:
    rows = rows_of(service, "service_areas")
    counties: list[str] = []
    states: list[str] = []
    others: list[str] = []
    notes: list[str] = []
    area = ""
    for row in rows:
        name = text_of(row, "name") or text_of(row, "service_area") or text_of(row, "extent")
        note = text_of(row, "description")
        if note and note == name:
            others.append(name)
            continue
        notes.append(note)
        found = _CIVIC.match(text_of(row, "uri"))
        word = find_word("areas", name)
        county, state = _read_county(name), find_state(name)
        if found and not found[1]:
            area = "nation"
        elif found and found[2]:
            counties.append(_COUNTY.sub("", name))
        elif found:
            states.append(found[1].upper())
        elif word:
            area = word
        elif county:
            counties.append(county)
        elif state:
            states.append(state.code)
        elif fold(name) in {"united states", "usa", "us", "nationwide", "national"}:
            area = "nation"
        else:
            others.append(name)
    if not rows and (words := text_of(service, "service_areas")):
        others.append(words)
    said = say_rows(rows) or text_of(service, "service_areas")
    if counties:
        draft.put("area", "county", said)
        draft.put("area_counties", tuple(dict.fromkeys(counties)), said)
    elif states:
        is_home = states == [context.state]
        draft.put("area", "state" if is_home else "states", said)
        draft.put("area_states", () if is_home else tuple(dict.fromkeys(states)), said)
    else:
        draft.put("area", area, said)
    note = "\n".join(dict.fromkeys(filter(None, (*others, *notes))))
    if len(note) <= _MOST_AREA:
        draft.put("area_note", note, said)
    else:
        draft.keep_unread("Area served", note)


def _read_county(name: str) -> str:
    found = find_county(name) if name.lower().rstrip(" ,.").endswith("county") or _COUNTY.search(name) else None
    return found.name if found else ""


def put_cost(service: Mapping[str, Any], draft: DraftListing) -> None:
    rows = rows_of(service, "cost_options")
    fees = text_of(service, "fees_description") or text_of(service, "fees")
    said = "\n".join(filter(None, (say(service, "fees_description", "fees"), say_rows(rows))))
    if len(rows) == 1 and _is_plain(rows[0]):
        option, note = text_of(rows[0], "option"), text_of(rows[0], "amount_description")
        head = ". ".join(filter(None, (option, note))).strip()
        draft.put("cost", find_word("costs", option), said)
        if fees == head or fees.startswith(f"{head}\n\n"):
            draft.put("cost_note", note, said)
            draft.put("insurance", fees.removeprefix(head).strip(), said)
            return
        draft.put("cost_note", "\n".join(dict.fromkeys(filter(None, (note, fees)))), said)
        return
    if draft.key and not rows:  # of this software: what it costs would stand in a cost option, so this is of insurance
        draft.put("insurance", fees, said)
        return
    told = [_tell_cost(row) for row in rows]
    word = find_word("costs", fees) or ("free" if rows and all(text_of(one, "amount") == "0" for one in rows) else "")
    draft.put("cost", word, said)
    draft.put("cost_note", "\n".join(dict.fromkeys(filter(None, ("" if word and not rows else fees, *told)))), said)


def _is_plain(row: Mapping[str, Any]) -> bool:
    option = text_of(row, "option")
    is_free = find_word("costs", option) == "free" and text_of(row, "amount") in {"", "0"}
    has_more = any(text_of(row, name) for name in ("amount", "valid_from", "valid_to"))
    return (not option or bool(find_word("costs", option))) and (is_free or not has_more)


def _tell_cost(row: Mapping[str, Any]) -> str:
    amount = " ".join(filter(None, (text_of(row, "currency").upper(), text_of(row, "amount"))))
    until = f"until {text_of(row, 'valid_to')}" if text_of(row, "valid_to") else ""
    return ": ".join(
        filter(
            None, (text_of(row, "option"), " ".join(filter(None, (amount, text_of(row, "amount_description"), until))))
        )
    )


def put_words(service: Mapping[str, Any], draft: DraftListing) -> None:
    """Needs, audiences, type, formats: from attributes; of others only where their term is a word of ours."""
    chosen: dict[str, list[str]] = {}
    unknown: list[str] = []
    said: list[str] = []
    lists = {"need": "needs", "audience": "audiences", "service_type": "service_types", "format": "formats",
             "accepting": "acceptings", "kind": "kinds"}  # fmt: skip
    for row in rows_of(service, "attributes"):
        term = object_of(row, "taxonomy_term")
        facet, _, word = text_of(term, "code").partition(":")
        word = word.partition(".")[0]
        if facet in lists and word in vocabulary.words(lists[facet]):
            if word not in chosen.setdefault(facet, []):
                chosen[facet].append(word)
                said.append(say(term, "code", "name"))
            continue
        if facet == "entry":
            continue
        name = text_of(term, "name") or text_of(row, "value")
        hits = [
            (facet, hit) for facet in ("need", "service_type", "audience") if (hit := find_word(lists[facet], name))
        ]
        for facet, hit in hits[:1]:
            if hit not in chosen.setdefault(facet, []):
                chosen[facet].append(hit)
            said.append(name)
        if not hits and name and name not in unknown:
            unknown.append(name)
    words = "\n".join(said)
    for facet in ("need", "audience", "format"):
        if facet in chosen:
            draft.put(lists[facet], vocabulary.sort_words(lists[facet], chosen[facet]), words)
    for facet, name in (("service_type", "service_type"), ("accepting", "accepting"), ("kind", "kind")):
        if facet in chosen and (facet != "kind" or chosen[facet][0] in {"service", "trial"}):
            draft.put(name, chosen[facet][0], words)
    draft.keep_unread("Categories of the source", "; ".join(unknown))
