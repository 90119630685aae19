"""The plan of a book: plain structures that every renderer reads.

``{"title", "author", "date", "lang", "form", "print", "paper", "proof", "volumes": [volume, …]}``. A volume is the book in
one language: ``{"lang", "words", "title", "short", "cover", "parts"}``. Two of them stand side by side, row by row
("beside"), or, where one column is all that fits, one after the other with the page numbers going on. A part is
``{"kind", …}``; ``parts`` and ``indexes`` say what each kind holds. ``checksum`` is taken over the plan, so that two books can be compared.
"""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, field
from textwrap import wrap
from typing import Literal
from zoneinfo import ZoneInfo

import segno

from dogwood.edition.file import EditionReader

from .errors import BookError
from .gather import Gathered, gather
from .guides import tell_guide, tell_numbers
from .indexes import index_names, index_needs, index_places, index_topics
from .outline import flat
from .parts import (
    counties_of,
    find_homes,
    label_all,
    name_urgent_sources,
    tell_closed,
    tell_counties,
    tell_events,
    tell_glossary,
    tell_list,
    tell_needs,
    tell_now,
    tell_publications,
)
from .saying import Plain, Say, show_address
from .scope import Scope
from .teller import Mark, Teller

Form = Literal["book", "booklet", "leaflet"]
Paper = Literal["letter", "half", "a4"]
Print = Literal["standard", "large"]
CUT = 1_200
"""Characters of a description that a book prints; the rest stands on the readers' site."""


@dataclass(frozen=True)
class Choices:
    """What to make. languages: of the volumes, in their order. as_of: None is the day of the edition.

    address: of the readers' site, without final slash; "" prints neither address nor code. cut: most characters of a
    description, 0 for all of it. leave_out: kinds of service that are left out. is_proof: with marks for who proofs it.
    """

    form: Form = "book"
    scopes: tuple[Scope, ...] = ()
    languages: tuple[str, ...] = ("en",)
    paper: Paper = "letter"
    print: Print = "standard"
    as_of: dt.date | None = None
    address: str = ""
    cut: int = CUT
    leave_out: frozenset[str] = frozenset()
    is_proof: bool = False

    @property
    def is_beside(self) -> bool:
        """Are two languages set side by side? Large print and half letter have one column: there they follow each other."""
        return len(self.languages) == 2 and self.paper != "half" and self.print == "standard"


@dataclass(frozen=True)
class Plan:
    """data: the structures. marks: what a person who proofs the book should see. images: of guides, by path."""

    data: Plain
    marks: list[Mark] = field(default_factory=list)

    @property
    def checksum(self) -> str:
        return hashlib.sha256(json.dumps(self.data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def plan_book(reader: EditionReader, choices: Choices) -> Plan:
    """Everything that will be printed. Raises BookError where the choices hold nothing."""
    manifest = reader.manifest
    missing = [tag for tag in choices.languages if tag not in manifest.languages]
    if missing:
        raise BookError(f"This edition has no “{missing[0]}”. It has: {', '.join(manifest.languages)}.")
    volumes, marks = [], []
    for language in choices.languages:
        volume, found = _plan_volume(reader, language, choices)
        volumes.append(volume)
        marks += found
    data: Plain = {
        "title": " · ".join(volume["title"] for volume in volumes) if choices.is_beside else volumes[0]["title"],
        "author": volumes[0]["name"],
        "date": volumes[0]["as_of"],
        "lang": choices.languages[0],
        "form": choices.form,
        "paper": choices.paper,
        "print": choices.print,
        "proof": choices.is_proof,
        "beside": choices.is_beside,
        "volumes": volumes,
    }
    return Plan(data, marks)


def _plan_volume(reader: EditionReader, language: str, choices: Choices) -> tuple[Plain, list[Mark]]:
    gathered = gather(reader, language, choices.scopes)
    if choices.leave_out:
        kept = [item for item in gathered.listings if item.service_type not in choices.leave_out]
        gathered.listings[:] = kept
    built_on = reader.manifest.built_at.astimezone(ZoneInfo(gathered.directory.timezone)).date()
    as_of = choices.as_of or built_on
    is_list = any(scope.kind == "list" for scope in choices.scopes)
    has_guides = choices.form == "book" or any(scope.kind == "guide" for scope in choices.scopes)
    labels = label_all(language, gathered, has_guides=has_guides, has_glossary=choices.form == "book")
    homes = find_homes(gathered)
    if not is_list:
        labels |= {
            ("county", name): f"{language}.county.{number}" for number, name in enumerate(counties_of(gathered, homes))
        }
        labels |= {
            ("need", home.key): f"{language}.need.{home.key}" for home in homes if home.kind == "need" and home.key
        }
    teller = Teller(language, as_of, choices.cut, choices.address, labels, is_proof=choices.is_proof)
    parts = _plan_parts(teller, gathered, choices, has_guides=has_guides)
    for part in parts:
        part.setdefault("id", f"{language}.part.{part['kind']}")
    if choices.form == "leaflet":
        bare_titles(parts, _subject(teller, gathered, choices))
    if choices.form != "leaflet":
        parts.insert(2, {"kind": "contents", "id": f"{language}.part.contents", "rows": _contents(teller, parts)})
    volume: Plain = {
        "lang": language,
        "words": teller.words.all(),
        "name": gathered.directory.name,
        "short": gathered.directory.short_name or gathered.directory.name,
        "title": _title(teller, gathered, choices),
        "as_of": as_of.isoformat(),
        "printed": teller.words("printed_on", date=teller.words.date(as_of)),
        "signs": list_signs(teller),
        "star": any("awaiting_language_review" in item.notices for item in gathered.listings),
        "cover": _cover(teller, gathered, reader, choices, as_of, built_on),
        "parts": parts,
    }
    return volume, teller.marks


def _plan_parts(teller: Teller, gathered: Gathered, choices: Choices, *, has_guides: bool) -> list[Plain]:
    homes = find_homes(gathered)
    found: list[Plain | None] = []
    lists = [scope for scope in choices.scopes if scope.kind == "list"]
    counties = None if lists else tell_counties(teller, gathered, homes)
    county_part = f"{teller.language}.part.counties" if counties else ""
    if choices.form != "leaflet":
        found += [tell_now(teller, gathered), {"kind": "how"}]
    if has_guides:
        found += _chapters(teller, gathered)
    elif gathered.guides and not lists and choices.form != "leaflet":
        found.append(_short_guides(teller, gathered))
    if lists:
        found += [tell_list(teller, gathered, scope) for scope in lists]
    else:
        found += [
            tell_needs(teller, gathered, homes),
            counties,
            tell_publications(teller, gathered),
            tell_events(teller, gathered),
            tell_closed(teller, gathered, homes),
        ]
    numbers = [told for guide in gathered.guides if has_guides and (told := tell_numbers(teller, guide))]
    if numbers:
        found.append({"kind": "numbers", "guides": numbers})
    if choices.form == "book":
        found.append(tell_glossary(teller, gathered))
    if choices.form != "leaflet" and not lists:
        found.append(_index(teller, "names", index_names(teller, gathered)))
        found.append(_index(teller, "needs", index_needs(teller, gathered, county_part)))
        found.append(_index(teller, "places", index_places(teller, gathered)))
        if choices.form == "book":
            found.append(_index(teller, "topics", index_topics(teller, gathered)))
    if choices.form == "leaflet":
        if gathered.guides and not lists and not has_guides:
            found.append(_short_guides(teller, gathered))
        found.append(tell_now(teller, gathered))
    else:
        found.append({"kind": "notes"})
    found.append({"kind": "credits"})
    return [part for part in found if part is not None]


def _index(teller: Teller, name: str, groups: list[Plain]) -> Plain | None:
    if not groups:
        return None
    words = teller.words
    return {
        "kind": "index",
        "id": f"{teller.language}.part.index.{name}",
        "name": name,
        "title": words(f"index_{name}_title"),
        "intro": words(f"index_{name}_intro"),
        "groups": groups,
    }


def _chapters(teller: Teller, gathered: Gathered) -> list[Plain | None]:
    found: list[Plain | None] = []
    for chapter in gathered.chapters:
        guides = [tell_guide(teller, item, gathered) for item in gathered.guides if item.chapter == chapter.key]
        if guides:
            found.append(
                {
                    "kind": "chapter",
                    "id": f"{teller.language}.chapter.{chapter.key}",
                    "title": teller.say(chapter.title, chapter.language),
                    "summary": teller.say(chapter.summary, chapter.language) if chapter.summary else "",
                    "guides": guides,
                }
            )
    return found


def _short_guides(teller: Teller, gathered: Gathered) -> Plain:
    rows = [
        {
            "s": teller.say(item.title, item.language),
            "text": teller.say(item.main_message, item.language),
            "review": "" if item.review.state == "reviewed" else "*",
            "key": item.key,
        }
        for item in gathered.guides
    ]
    if teller.address:
        intro = teller.words("short_guides_intro", address=show_address(teller.address + "/"))
    else:
        intro = teller.words("short_guides_plain")
    return {"kind": "short", "rows": rows, "intro": intro}


def _contents(teller: Teller, parts: list[Plain]) -> list[Plain]:
    """Rows ``{"s", "to", "level"}``: every part, the guides of each chapter, and the needs."""
    words = teller.words
    titles = {
        "now": "now_title", "how": "how_title", "short": "short_guides_title", "needs": "needs_title",
        "counties": "counties_title", "publications": "publications_title", "events": "events_title",
        "closed": "closed_title", "numbers": "numbers_title", "glossary": "glossary_title", "notes": "notes_title",
        "credits": "credits_title", "list": "my_list",
    }  # fmt: skip
    rows: list[Plain] = []
    for part in parts:
        title: Say = part["title"] if "title" in part else words(titles[part["kind"]])
        rows.append({"s": title, "to": part["id"], "level": 1})
        if part["kind"] == "chapter":
            rows += [{"s": guide["title"], "to": guide["id"], "level": 2} for guide in part["guides"]]
        if part["kind"] == "needs":
            rows += [{"s": group["title"], "to": group["id"], "level": 2} for group in part["groups"]]
    return rows


def bare_titles(parts: list[Plain], subject: str) -> None:
    """Mark as "bare" the titles that say what stands on top of the leaflet already."""
    for part in parts:
        groups = part.get("groups") or part.get("guides") or []
        is_one = len(groups) == 1 and _fold(groups[0]["title"]) == _fold(subject)
        if part["kind"] in {"needs", "chapter", "list"} and is_one:
            part["bare"] = groups[0]["bare"] = True
        elif part["kind"] in {"list", "errata"}:
            part["bare"] = True


def _fold(said: Say) -> str:
    return flat(said).casefold()


def list_signs(teller: Teller) -> dict[str, Plain]:
    """The signs of entries, each short as it stands there, and what it means."""
    names = ("free", "pay", "spanish", "online", "tty", "always")
    return {name: {"short": teller.words(f"sign_{name}"), "means": teller.words(f"means_{name}")} for name in names}


def _title(teller: Teller, gathered: Gathered, choices: Choices) -> str:
    subject = _subject(teller, gathered, choices)
    return f"{gathered.directory.name}: {subject}" if subject else gathered.directory.name


def _subject(teller: Teller, gathered: Gathered, choices: Choices) -> str:
    """What the scopes are, in words; "" for all."""
    names = []
    for scope in choices.scopes:
        if scope.kind == "county":
            names.append(teller.words("county", county=scope.name))
        elif scope.kind == "region":
            names.append(scope.name_es if teller.words.is_spanish else scope.name)
        elif scope.kind == "need":
            names.append(teller.label("needs", scope.key))
        elif scope.kind == "guide":
            names.append(gathered.every_guide[scope.key].title)
        else:
            names.append(teller.words("my_list"))
    text = ", ".join(names)
    return text[:1].upper() + text[1:]


def _cover(
    teller: Teller, gathered: Gathered, reader: EditionReader, choices: Choices, as_of: dt.date, built_on: dt.date
) -> Plain:
    words, manifest, directory = teller.words, reader.manifest, gathered.directory
    recalls = f"{choices.address}/recalls/" if choices.address else ""
    edition = words("edition_line", number=manifest.number, date=words.date(built_on))
    named = words("edition_named", name=manifest.name) if manifest.name else ""
    credits = [
        words(
            "credits_made",
            number=manifest.number,
            name=directory.name,
            date=words.date(built_on),
            as_of=words.date(as_of),
        ),
        words("credits_counts", guides=len(gathered.guides), listings=len(gathered.listings)),
        directory.credit,
        words("credits_license", licence=directory.licence) if directory.licence else "",
        words("credits_sources"),
        words("credits_urgent", names=name_urgent_sources(gathered)) if gathered.urgent else "",
        words("disclaimer"),
        words("copying") if directory.licence else "",
        words("credits_fonts"),
        words("credits_hash", hash=" ".join(wrap(manifest.content_hash, 8))),
    ]
    return {
        "name": teller.say(directory.name),
        "subject": teller.say(_subject(teller, gathered, choices)),
        "area": teller.say(words("for_area", area=directory.area_name)) if directory.area_name else "",
        "edition": teller.say(f"{named}. {edition}" if named else edition),
        "large": words("large_print") if choices.print == "large" else "",
        "recalls": teller.say(show_address(recalls)) if recalls else "",
        "qr": draw_qr(recalls) if recalls else "",
        "qr_alt": words("qr_alt", address=recalls) if recalls else "",
        "credits": [teller.say(text) for text in credits if text],
        "brief": [teller.say(text) for text in (credits[0], words("disclaimer"), credits[3]) if text],
    }


def draw_qr(text: str) -> str:
    """An SVG of ``text``, error correction M (15%): paper gets stained and creased."""
    made: str = segno.make(text, micro=False, error="m").svg_inline(scale=1, border=4, omitsize=True, light="#fff")
    return made
