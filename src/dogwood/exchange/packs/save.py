"""Saving the editorial database as a pack."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import tomli_w
from wagtail.models import Locale, Page

from dogwood.checks.models import Check
from dogwood.editorial.actions.translations import Reading, find_readings
from dogwood.editorial.fields import ByLanguageField
from dogwood.editorial.models import (
    ChapterPage,
    DirectorySettings,
    GuidePage,
    InformationPage,
    Listing,
    Organization,
)
from dogwood.editorial.models.base import Entry

from ..guides import GuideFile, write_guide
from .pictures import FOLDER, name_pictures
from .read import FORMAT
from .tables import (
    CHAPTER_COLUMNS,
    CHECK_COLUMNS,
    ENTRY_TABLES,
    PART_TABLES,
    READING_COLUMNS,
    SEPARATOR,
    UNPUBLISHED,
    EntryTable,
    PartTable,
    write_cell,
)


def save_pack(folder: Path, only: Iterable[Listing] | None = None) -> list[str]:
    """Write the whole editorial database into ``folder`` and return the names of the files written.

    only: these listings, with those that took their place, who runs them and their checks, and nothing else.

    Files of the same name are replaced; others in the folder are left alone, but guides and pages that are no longer in
    the database are removed, so that the folder can be kept in git.
    """
    directory = DirectorySettings.load()
    default = Locale.get_default().language_code
    others = sorted(Locale.objects.exclude(language_code=default).values_list("language_code", flat=True))
    languages = (default, *others)
    files = {"directory.toml": _directory_text(directory, languages)}
    if only is not None:
        files |= _chosen_tables(find_belonging(only), languages)
        _write(folder, {name: text.encode() for name, text in files.items()})
        return sorted(files)
    for table in ENTRY_TABLES:
        files[table.file] = _csv(table.header(languages), _entry_rows(table, languages))
    for part in PART_TABLES:
        files[part.file] = _csv(part.header(languages), _part_rows(part, languages))
    header = ["key", "position", *(f"{name}_{tag}" for name in CHAPTER_COLUMNS for tag in languages), UNPUBLISHED]
    files["chapters.csv"] = _csv(header, _chapter_rows(languages))
    files["checks.csv"] = _csv(list(CHECK_COLUMNS), _check_rows())
    if readings := find_readings():
        files["readings.csv"] = _csv(list(READING_COLUMNS), map(_reading_row, readings))
    guides = list(GuidePage.objects.select_related("locale").order_by("slug"))
    pages = list(InformationPage.objects.select_related("locale").order_by("slug"))
    pictures = name_pictures(number for page in [*guides, *pages] for number in _figures(page))
    names = {number: name for number, (name, _) in pictures.items()}
    for guide in guides:
        chapter = guide.get_parent().slug
        files[f"guides/{chapter}/{guide.slug}.{guide.locale.language_code}.md"] = write_guide(_guide_file(guide, names))
    for page in pages:
        files[f"pages/{page.slug}.{page.locale.language_code}.md"] = write_guide(_page_file(page, names))
    _write(folder, {name: text.encode() for name, text in files.items()})
    for name, image in pictures.values():
        with image.file.open("rb") as file:
            _write(folder, {name: file.read()})
    kept = {*files, *names.values()}
    _remove_others(folder, kept)
    return sorted(kept)


def find_belonging(listings: Iterable[Listing]) -> dict[type[Entry], set[str]]:
    """Keys of ``listings`` and of all that their rows name: successors, organizations, those above them."""
    keys: dict[type[Entry], set[str]] = {Listing: set(), Organization: set()}
    waiting: list[Entry] = list(listings)
    while waiting:
        entry = waiting.pop()
        if entry.key in keys[type(entry)]:
            continue
        keys[type(entry)].add(entry.key)
        for table in ENTRY_TABLES:
            if table.model is type(entry):
                waiting += filter(None, (getattr(entry, name) for name in table.references))
    return keys


def _chosen_tables(keys: Mapping[type[Entry], set[str]], languages: tuple[str, ...]) -> dict[str, str]:
    files = {}
    for table in ENTRY_TABLES:
        if table.model in keys:
            rows = (row for row in _entry_rows(table, languages) if row[0] in keys[table.model])
            files[table.file] = _csv(table.header(languages), rows)
    for part in PART_TABLES:
        rows = (row for row in _part_rows(part, languages) if row[0] in keys[Listing])
        files[part.file] = _csv(part.header(languages), rows)
    about = {(model._meta.model_name, key) for model, found in keys.items() for key in found}
    rows = (row for row in _check_rows() if (row[0], row[1]) in about)
    return {**files, "checks.csv": _csv(list(CHECK_COLUMNS), rows)}


def _write(folder: Path, files: dict[str, bytes]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def _remove_others(folder: Path, files: set[str]) -> None:
    """Guides, pages and pictures that are in the database no more."""
    for path in [
        *(folder / "guides").glob("*/*.md"),
        *(folder / "pages").glob("*.md"),
        folder / "readings.csv",
        *(path for path in (folder / FOLDER).glob("*.*") if path.suffix in {".png", ".jpg", ".jpeg", ".webp", ".gif"}),
    ]:
        if path.relative_to(folder).as_posix() not in files:
            path.unlink(missing_ok=True)


def _directory_text(directory: DirectorySettings, languages: tuple[str, ...]) -> str:
    values: dict[str, Any] = {
        "format": FORMAT,
        "key": directory.key,
        "languages": list(languages),
        "timezone": directory.timezone,
        "answers_at_night": list(directory.answers_at_night),
        "name": directory.name,
        "short_name": directory.short_name,
        "area": {**directory.area_name, **({"state": directory.state} if directory.state else {})},
        "credit": directory.credit,
    }
    if directory.licence:
        values["licence"] = {"name": directory.licence, "url": directory.licence_url}
    return tomli_w.dumps({name: value for name, value in values.items() if value})


def _csv(header: list[str], rows: Iterable[list[str]]) -> str:
    return "".join(_csv_line(row) for row in (header, *rows))


def _csv_line(row: list[str]) -> str:
    # Python quotes a cell for the characters of its line end: with both of them a lone carriage return is kept too.
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(row)
    return out.getvalue().removesuffix("\r\n") + "\n"


def _entry_rows(table: EntryTable, languages: tuple[str, ...]) -> Iterable[list[str]]:
    model = table.model
    twins: dict[str, dict[str, Any]] = {}
    for entry in model._default_manager.select_related("locale", *table.references).order_by("pk"):
        twins.setdefault(entry.key, {})[entry.locale.language_code] = entry
    for key, by_language in twins.items():
        source = by_language.get(languages[0]) or next(iter(by_language.values()))
        row = [key]
        for column in table.columns:
            if column in model.WORDS:
                row.extend(
                    write_cell(getattr(by_language[tag], column)) if tag in by_language else "" for tag in languages
                )
            elif column in table.references:
                target = getattr(source, column)
                row.append(target.key if target else "")
            else:
                row.append(write_cell(getattr(source, column)))
        yield [*row, _unpublished(by_language, languages)]


def _unpublished(by_language: Mapping[str, Any], languages: tuple[str, ...]) -> str:
    return SEPARATOR.join(tag for tag in languages if tag in by_language and not by_language[tag].live)


def _part_rows(table: PartTable, languages: tuple[str, ...]) -> Iterable[list[str]]:
    parts = table.model._default_manager.select_related("listing").filter(listing__in=Listing.objects.sources())
    for part in parts.order_by("listing_id", "sort_order", "pk"):
        row = [part.listing.key]
        for column in table.columns:
            value = getattr(part, column)
            if isinstance(table.model._meta.get_field(column), ByLanguageField):
                row.extend(value.get(tag, "") for tag in languages)
            else:
                row.append(write_cell(value))
        yield row


def _chapter_rows(languages: tuple[str, ...]) -> Iterable[list[str]]:
    twins: dict[str, dict[str, ChapterPage]] = {}
    for chapter in ChapterPage.objects.select_related("locale").order_by("position", "slug"):
        twins.setdefault(chapter.slug, {})[chapter.locale.language_code] = chapter
    for key, by_language in twins.items():
        source = by_language.get(languages[0]) or next(iter(by_language.values()))
        row = [key, str(source.position)]
        for name in CHAPTER_COLUMNS:
            row.extend(getattr(by_language[tag], name) if tag in by_language else "" for tag in languages)
        yield [*row, _unpublished(by_language, languages)]


def _check_rows() -> Iterable[list[str]]:
    for check in Check.objects.order_by("pk"):
        yield [check.subject, *(getattr(check, name) for name in CHECK_COLUMNS if name != "of")]


def _reading_row(one: Reading) -> list[str]:
    return [one.kind, one.key, one.language, one.by, one.role, one.on.isoformat(), one.words]


def _guide_file(guide: GuidePage, names: Mapping[int, str]) -> GuideFile:
    front: dict[str, Any] = {"title": guide.title, "position": guide.position, "main_message": guide.main_message}
    front["needs"] = list(guide.needs)
    if guide.audiences:
        front["audiences"] = list(guide.audiences)
    if guide.changed:
        front["changed"] = guide.changed
    review: dict[str, Any] = {"state": guide.review_state}
    for name in ("by", "role", "on", "next_due"):
        value = getattr(guide, f"review_{name}")
        if value:
            review[name] = value
    front["review"] = review
    front["sources"] = [
        {name: block.value[name] for name in ("name", "title", "url", "date") if block.value[name] or name == "date"}
        for block in guide.sources
    ]
    if guide.reviewer_notes:
        front["reviewer_notes"] = [{"text": block.value} for block in guide.reviewer_notes]
    if not guide.live:
        front["unpublished"] = True
    return GuideFile(front, _blocks(guide, names))


def _page_file(page: InformationPage, names: Mapping[int, str]) -> GuideFile:
    front: dict[str, Any] = {"title": page.title, "position": page.position, "main_message": page.main_message}
    if page.changed:
        front["changed"] = page.changed
    if not page.live:
        front["unpublished"] = True
    return GuideFile(front, _blocks(page, names))


def _figures(page: Page) -> list[int]:
    """Numbers of the images that its figures show; a figure whose image was deleted shows none."""
    return [block.value["image"].pk for block in page.body if block.block_type == "figure" and block.value["image"]]


def _blocks(page: Page, names: Mapping[int, str]) -> list[tuple[str, dict[str, Any]]]:
    blocks = []
    for block in page.body:
        value = _plain(block.block.get_prep_value(block.value))
        if block.block_type == "figure":
            if value["image"] not in names:
                continue  # its image was deleted on the desk; nothing of it is published either
            value["image"] = names[value["image"]]
        blocks.append((block.block_type, value))
    return blocks


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """A block's value as the pack writes it: lists of plain values."""
    return {
        name: [item["value"] if isinstance(item, dict) else item for item in inner]
        if isinstance(inner, list)
        else inner
        for name, inner in value.items()
    }
