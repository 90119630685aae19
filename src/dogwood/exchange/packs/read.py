"""Reading a pack: all of it into memory, and all that is wrong with it, before anything is changed."""

import csv
import datetime as dt
import io
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError

from dogwood.editorial.actions import EntryInput, PageInput
from dogwood.editorial.actions.translations import Reading
from dogwood.editorial.fields import ByLanguageField, validate_key
from dogwood.editorial.models import ChapterPage, Listing
from dogwood.editorial.models.base import Entry
from dogwood.editorial.translating.parity import TRANSLATED_KINDS
from dogwood.facts.errors import FactError
from dogwood.facts.language import parse_language_tag

from ..guides import GuideFile, GuideFileError, read_guide
from .front import read_guide_page, read_information_page
from .pictures import PictureError, read_picture
from .problems import PackError, Problem
from .tables import (
    CHAPTER_COLUMNS,
    CHECK_COLUMNS,
    ENTRY_TABLES,
    PART_TABLES,
    READING_COLUMNS,
    RENAMED,
    UNPUBLISHED,
    EntryTable,
    PartTable,
    read_cell,
)

FORMAT = 1
_MOST_CELL = 100_000
"""Characters in one cell; more is a paste by mistake."""
_MOST_FILE = 500_000
"""Characters in one guide."""
Origin = tuple[str, int]


@dataclass
class ReadPack:
    """All that was read, and all that is wrong with it. pictures: path in the pack → bytes, of the figures."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    directory: dict[str, Any] = field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    entries: list[EntryInput] = field(default_factory=list)
    pages: list[PageInput] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    checks: list[tuple[Origin, dict[str, Any]]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    def complain(self, file: str, line: int, name: str, reason: object) -> None:
        self.problems.append(Problem(file, line, name, str(reason)))


def read_pack(folder: Path) -> ReadPack:
    """Read the pack in ``folder``. Raises PackError where it has no usable ``directory.toml``; every other problem is in
    ``problems``."""
    pack = ReadPack(folder)
    _read_directory(pack)
    if not pack.directory:
        raise PackError(pack.problems)
    parts = _read_parts(pack)
    for table in ENTRY_TABLES:
        _read_entries(pack, table, parts if table.model is Listing else {})
    _read_chapters(pack)
    _read_pages(pack)
    _read_checks(pack)
    _read_readings(pack)
    return pack


def _read_directory(pack: ReadPack) -> None:
    name = "directory.toml"
    try:
        raw = tomllib.loads((pack.root / name).read_text(encoding="utf-8"))
    except FileNotFoundError:
        pack.complain(name, 0, "", f"There is no such file in {pack.root}. Every pack has one.")
        return
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        pack.complain(name, 0, "", f"It cannot be read: {error}.")
        return
    if raw.get("format") != FORMAT:
        pack.complain(name, 0, "format", f"This software reads format {FORMAT}, the pack has {raw.get('format')!r}.")
        return
    for table in ("name", "short_name", "area", "licence", "credit"):
        value = raw.get(table, {})
        if not isinstance(value, dict) or not all(isinstance(words, str) for words in value.values()):
            pack.complain(name, 0, table, f"It is a table of texts, such as [{table}] and below it en = “…”.")
    for texts in ("languages", "answers_at_night"):
        value = raw.get(texts, [])
        if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
            pack.complain(name, 0, texts, f"It is a list of texts, such as {texts} = [“…”, “…”].")
    if pack.problems:
        return
    area, licence = raw.get("area", {}), raw.get("licence", {})
    pack.languages = _read_languages(pack, name, raw.get("languages", ["en"]))
    pack.directory = {
        "key": raw.get("key", "directory"),
        "name": raw.get("name", {}),
        "short_name": raw.get("short_name", {}),
        "area_name": {tag: words for tag, words in area.items() if tag != "state"},
        "state": area.get("state", ""),
        "credit": raw.get("credit", {}),
        "timezone": raw.get("timezone", "America/New_York"),
        "answers_at_night": tuple(raw.get("answers_at_night", ())),
        "licence": licence.get("name", ""),
        "licence_url": licence.get("url", ""),
    }


def _read_languages(pack: ReadPack, file: str, tags: list[str]) -> tuple[str, ...]:
    """The pack's languages; each has to be one of this installation, and the first the same."""
    known = [tag for tag, _ in settings.WAGTAIL_CONTENT_LANGUAGES]
    found: list[str] = []
    for text in tags:
        try:
            tag = parse_language_tag(text)
        except FactError as error:
            pack.complain(file, 0, "languages", error)
            continue
        if tag not in known:
            pack.complain(
                file, 0, "languages", f"“{tag}” is not one of DOGWOOD_LANGUAGES ({', '.join(known)}). Add it there."
            )
        found.append(tag)
    if found[:1] != known[:1] or len(set(found)) != len(found):
        pack.complain(
            file,
            0,
            "languages",
            f"The first language is that of this installation, “{known[0]}”, and each stands once.",
        )
        return tuple(known)
    return tuple(found)


def _rows(pack: ReadPack, file: str, header: list[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line, cells) of a CSV file; missing columns are empty, unknown ones a problem. A missing file has no rows."""
    try:
        # Line breaks inside of a cell stay as they are; a mark of the byte order, as Excel writes it, goes.
        text = (pack.root / file).read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return
    except UnicodeDecodeError as error:
        pack.complain(file, 0, "", f"It is not UTF-8 ({error.reason} at byte {error.start}). Save it as UTF-8.")
        return
    csv.field_size_limit(16 * 1024 * 1024)
    if "\0" in text:
        pack.complain(file, text[: text.index("\0")].count("\n") + 1, "", "It holds a NUL, which no text has.")
        return
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        double = [name for name in dict.fromkeys(reader.fieldnames or []) if (reader.fieldnames or []).count(name) > 1]
        if double:
            pack.complain(file, 1, ", ".join(map(str, double)), "The column stands there twice.")
            return
        unknown = [name for name in reader.fieldnames or [] if name not in header]
        if unknown:
            pack.complain(file, 1, ", ".join(map(str, unknown)), f"No such column. There are: {', '.join(header)}.")
            return
        for row in reader:
            line = reader.line_num
            if None in row:
                pack.complain(
                    file, line, "", "The row has more cells than the header. Put cells with a comma in quotes."
                )
                continue
            cells = {name: (row.get(name) or "").strip() for name in header}
            long = [name for name, text in cells.items() if len(text) > _MOST_CELL]
            if long:
                pack.complain(
                    file, line, long[0], f"The cell holds {len(cells[long[0]])} characters; {_MOST_CELL} is the most."
                )
                continue
            yield line, cells
    except csv.Error as error:
        pack.complain(file, reader.reader.line_num, "", f"The row is not CSV ({error}). Check its quotes.")


def _read_entries(pack: ReadPack, table: EntryTable, parts: Mapping[str, dict[str, list[dict[str, Any]]]]) -> None:
    seen: dict[str, int] = {}
    model: type[Entry] = table.model
    for line, cells in _rows(pack, table.file, table.header(pack.languages)):
        key = cells["key"]
        if key in seen:
            pack.complain(table.file, line, "key", f"“{key}” stands in line {seen[key]} already.")
            continue
        seen[key] = line
        facts: dict[str, Any] = {}
        references: dict[str, str] = {}
        unpublished = _read_unpublished(pack, table.file, line, cells)
        for column in table.columns:
            if column in model.WORDS:
                continue
            text = cells[RENAMED.get(column, column)]
            if column in table.references:
                references[column] = text
                continue
            try:
                facts[column] = read_cell(model, column, text)
            except ValueError as error:
                pack.complain(table.file, line, column, error)
        for position, language in enumerate(pack.languages):
            words = {
                column: read_cell(model, column, cells[f"{column}_{language}"])
                for column in table.columns
                if column in model.WORDS
            }
            if position and not any(words.values()):
                continue  # not translated
            own_parts = (
                {part.related_name: parts.get(key, {}).get(part.related_name, []) for part in PART_TABLES}
                if model is Listing and position == 0
                else {}
            )
            pack.entries.append(
                EntryInput(
                    model,
                    key,
                    language,
                    {**facts, **words, **({"live": False} if language in unpublished else {})},
                    references if position == 0 else {},
                    own_parts,
                    (table.file, line),
                )
            )
    if model is Listing:
        is_read = not any(problem.file == table.file for problem in pack.problems)
        for key, having in parts.items():
            if key not in seen and is_read:  # else its row may be one of those that were not
                for part in PART_TABLES:
                    for row in having.get(part.related_name, []):
                        pack.complain(
                            part.file, row["_line"], "listing", f"There is no listing “{key}” in listings.csv."
                        )
        for having in parts.values():
            for rows in having.values():
                for row in rows:
                    row.pop("_line", None)


def _read_unpublished(pack: ReadPack, file: str, line: int, cells: Mapping[str, str]) -> tuple[str, ...]:
    found = tuple(part.strip() for part in cells[UNPUBLISHED].split(";") if part.strip())
    for tag in found:
        if tag not in pack.languages:
            pack.complain(file, line, UNPUBLISHED, f"“{tag[:40]}” is not one of {'; '.join(pack.languages)}.")
    return found


def _read_parts(pack: ReadPack) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Listing's key → related name → rows."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for table in PART_TABLES:
        for line, cells in _rows(pack, table.file, table.header(pack.languages)):
            row: dict[str, Any] = {"_line": line}
            for column in table.columns:
                try:
                    row[column] = _read_part_cell(table, column, cells, pack.languages)
                except ValueError as error:
                    pack.complain(table.file, line, column, error)
            found[cells["listing"]][table.related_name].append(row)
    return found


def _read_part_cell(table: PartTable, column: str, cells: Mapping[str, str], languages: tuple[str, ...]) -> Any:
    if isinstance(table.model._meta.get_field(column), ByLanguageField):
        return {tag: cells[f"{column}_{tag}"] for tag in languages if cells[f"{column}_{tag}"]}
    return read_cell(table.model, column, cells[column])


def _read_chapters(pack: ReadPack) -> None:
    header = ["key", "position", *(f"{name}_{tag}" for name in CHAPTER_COLUMNS for tag in pack.languages), UNPUBLISHED]
    seen: dict[str, int] = {}
    for line, cells in _rows(pack, "chapters.csv", header):
        if cells["key"] in seen:
            pack.complain("chapters.csv", line, "key", f"“{cells['key']}” stands in line {seen[cells['key']]} already.")
            continue
        seen[cells["key"]] = line
        _check_key(pack, "chapters.csv", line, cells["key"])
        if not re.fullmatch("[0-9]{1,4}", cells["position"]):
            pack.complain("chapters.csv", line, "position", f"“{cells['position']}” is not a number.")
            continue
        unpublished = _read_unpublished(pack, "chapters.csv", line, cells)
        for language in pack.languages:
            title = cells[f"title_{language}"] or cells[f"title_{pack.languages[0]}"]
            values = {
                "summary": cells[f"summary_{language}"],
                "position": int(cells["position"]),
                **({"live": False} if language in unpublished else {}),
            }
            pack.pages.append(
                PageInput(
                    ChapterPage,
                    cells["key"],
                    language,
                    title,
                    int(cells["position"]),
                    "",
                    values,
                    ("chapters.csv", line),
                )
            )


def _check_key(pack: ReadPack, file: str, line: int, key: str) -> None:
    try:
        validate_key(key)
    except ValidationError as error:
        pack.complain(file, line, "key", f"“{key[:60]}”: {' '.join(error.messages)}")


def _read_pages(pack: ReadPack) -> None:
    seen: dict[tuple[bool, str], str] = {}
    for path in sorted((pack.root / "guides").glob("*/*.md")) + sorted((pack.root / "pages").glob("*.md")):
        name = path.relative_to(pack.root).as_posix()
        key, dot, language = path.stem.partition(".")
        if not dot or language not in pack.languages:
            pack.complain(name, 0, "", f"The name ends in a language of this pack: {key}.{pack.languages[0]}.md.")
            continue
        try:
            is_guide = path.parent.parent.name == "guides"
            _check_key(pack, name, 0, key)
            if (is_guide, path.name) in seen:
                raise GuideFileError(1, f"A guide has its key for itself; {seen[is_guide, path.name]} has it too.")
            seen[is_guide, path.name] = name
            text = path.read_text(encoding="utf-8-sig")
            if len(text) > _MOST_FILE:
                raise GuideFileError(1, f"The file holds {len(text)} characters; {_MOST_FILE} is the most.")
            guide = read_guide(text)
            page = read_guide_page(guide, path.parent.name) if is_guide else read_information_page(guide)
        except GuideFileError as error:
            pack.complain(name, error.line, "", error)
            continue
        except UnicodeDecodeError as error:
            pack.complain(name, 0, "", f"It is not UTF-8 ({error.reason} at byte {error.start}). Save it as UTF-8.")
            continue
        page.key, page.language, page.origin = key, language, (name, 1)
        pack.pages.append(page)
        _read_pictures(pack, name, guide)


def _read_pictures(pack: ReadPack, file: str, guide: GuideFile) -> None:
    for block, value in guide.blocks:
        if block == "figure" and value["image"] not in pack.pictures:
            try:
                pack.pictures[value["image"]] = read_picture(pack.root, value["image"])
            except PictureError as error:
                pack.complain(file, 0, "figure", error)


def _read_checks(pack: ReadPack) -> None:
    for line, cells in _rows(pack, "checks.csv", list(CHECK_COLUMNS)):
        values: dict[str, Any] = dict(cells)
        values["subject"] = values.pop("of")
        pack.checks.append((("checks.csv", line), values))


def _read_readings(pack: ReadPack) -> None:
    """Who read which translation."""
    file = "readings.csv"
    for line, cells in _rows(pack, file, list(READING_COLUMNS)):
        try:
            on = dt.date.fromisoformat(cells["on"])
        except ValueError:
            pack.complain(file, line, "on", f"“{cells['on'][:40]}” is not a date such as 2026-11-23.")
            continue
        if not cells["by"]:
            pack.complain(file, line, "by", "Say who read it.")
        elif cells["of"] not in TRANSLATED_KINDS:
            pack.complain(file, line, "of", f"“{cells['of'][:40]}” is not one of {', '.join(TRANSLATED_KINDS)}.")
        else:
            kind = cells["of"]
            who = {name: cells[name] for name in ("key", "language", "by", "role", "words")}
            pack.readings.append(Reading(kind=kind, on=on, **who))
