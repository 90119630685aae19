"""Saving the editorial database as a pack."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import tomli_w
from wagtail.models import Locale, Page

from dogwood.checks.models import Check
from dogwood.editorial.fields import ByLanguageField
from dogwood.editorial.models import ChapterPage, DirectorySettings, GuidePage, InformationPage, Listing

from ..guides import GuideFile, write_guide
from .load import FORMAT
from .tables import CHAPTER_COLUMNS, CHECK_COLUMNS, ENTRY_TABLES, PART_TABLES, EntryTable, PartTable, write_cell


def save_pack(folder: Path) -> list[str]:
    """Write the whole editorial database into ``folder`` and return the names of the files written.

    Files of the same name are replaced; others in the folder are left alone, but guides and pages that are no longer in
    the database are removed, so that the folder can be kept in git.
    """
    directory = DirectorySettings.load()
    default = Locale.get_default().language_code
    others = sorted(Locale.objects.exclude(language_code=default).values_list("language_code", flat=True))
    languages = (default, *others)
    files = {"directory.toml": _directory_text(directory, languages)}
    for table in ENTRY_TABLES:
        files[table.file] = _csv(table.header(languages), _entry_rows(table, languages))
    for part in PART_TABLES:
        files[part.file] = _csv(part.header(languages), _part_rows(part, languages))
    header = ["key", "position", *(f"{name}_{tag}" for name in CHAPTER_COLUMNS for tag in languages)]
    files["chapters.csv"] = _csv(header, _chapter_rows(languages))
    files["checks.csv"] = _csv(list(CHECK_COLUMNS), _check_rows())
    for guide in GuidePage.objects.select_related("locale").order_by("slug"):
        chapter = guide.get_parent().slug
        files[f"guides/{chapter}/{guide.slug}.{guide.locale.language_code}.md"] = write_guide(_guide_file(guide))
    for page in InformationPage.objects.select_related("locale").order_by("slug"):
        files[f"pages/{page.slug}.{page.locale.language_code}.md"] = write_guide(_page_file(page))
    _write(folder, files)
    return sorted(files)


def _write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    for path in [*(folder / "guides").glob("*/*.md"), *(folder / "pages").glob("*.md")]:
        if path.relative_to(folder).as_posix() not in files:
            path.unlink()


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
        yield row


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
        yield row


def _check_rows() -> Iterable[list[str]]:
    for check in Check.objects.order_by("pk"):
        yield [check.subject, *(getattr(check, name) for name in CHECK_COLUMNS if name != "of")]


def _guide_file(guide: GuidePage) -> GuideFile:
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
    return GuideFile(front, _blocks(guide))


def _page_file(page: InformationPage) -> GuideFile:
    front: dict[str, Any] = {"title": page.title, "position": page.position, "main_message": page.main_message}
    if page.changed:
        front["changed"] = page.changed
    return GuideFile(front, _blocks(page))


def _blocks(page: Page) -> list[tuple[str, dict[str, Any]]]:
    return [(block.block_type, _plain(block.block.get_prep_value(block.value))) for block in page.body]


def _plain(value: dict[str, Any]) -> dict[str, Any]:
    """A block's value as the pack writes it: lists of plain values."""
    return {
        name: [item["value"] if isinstance(item, dict) else item for item in inner]
        if isinstance(inner, list)
        else inner
        for name, inner in value.items()
    }
