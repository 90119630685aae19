"""Changing many entries and pages at once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from wagtail.fields import StreamField
from wagtail.models import Locale, Page

from dogwood.editorial.models import GuidePage
from dogwood.editorial.models.base import Entry

from .entries import EntryInput, PutReport, put_entries
from .pages import PageInput, put_pages


@dataclass(frozen=True, slots=True)
class TextChange:
    """A field of an entry or page in one language that gets another value: a text, or a stream's plain value."""

    model: type[Any]
    key: str
    language: str
    field: str
    value: Any


def tag_entries(
    *,
    model: type[Entry],
    keys: Iterable[str],
    add: Mapping[str, Sequence[str]],
    remove: Mapping[str, Sequence[str]],
    by: AbstractBaseUser | None,
    why: str,
) -> PutReport:
    """Put words on and take words off list fields (``needs``, ``audiences``) of entries, all or none.

    Facts stand with the source language, so that is what changes, whichever twin was chosen. Raises EntryError.
    """
    source = Locale.get_default()
    names = sorted({*add, *remove})
    entries = []
    for entry in model._default_manager.filter(locale=source, key__in=list(keys)):
        values = {}
        for name in names:
            kept = [word for word in getattr(entry, name) if word not in remove.get(name, ())]
            values[name] = tuple(dict.fromkeys((*kept, *add.get(name, ()))))
        entries.append(EntryInput(model, entry.key, source.language_code, values))
    return put_entries(entries=entries, by=by, why=why)


def change_texts(
    *, changes: Iterable[TextChange], by: AbstractBaseUser | None, why: str, is_minor: bool = True
) -> PutReport:
    """Set the fields of ``changes``, all or none. is_minor: False opens the clinical review of guides again.

    Raises EntryError or PageError; then nothing was changed.
    """
    by_thing: dict[tuple[type[Any], str, str], dict[str, Any]] = {}
    for change in changes:
        by_thing.setdefault((change.model, change.key, change.language), {})[change.field] = change.value
    entries, pages = [], []
    for (model, key, language), values in by_thing.items():
        if issubclass(model, Page):
            pages.append(_make_page_input(model, key, language, values, is_minor))
        else:
            entries.append(EntryInput(model, key, language, values))
    report = PutReport()
    with transaction.atomic():
        for found in (put_entries(entries=entries, by=by, why=why), put_pages(pages=pages, by=by, why=why)):
            report.created += found.created
            report.changed += found.changed
            report.unchanged += found.unchanged
    return report


def _make_page_input(model: type[Page], key: str, language: str, values: dict[str, Any], is_minor: bool) -> PageInput:
    page = model.objects.get(slug=key, locale__language_code=language)
    made: dict[str, Any] = {}
    for name, value in values.items():
        field = model._meta.get_field(name)
        made[name] = field.stream_block.to_python(value) if isinstance(field, StreamField) else value
    title = made.pop("title", page.title)
    if model is GuidePage and not is_minor and page.review_state == "reviewed":
        made |= {
            "review_state": "pending",
            "review_by": "",
            "review_role": "",
            "review_on": "",
            "review_next_due": None,
        }
    chapter = page.get_parent().slug if model is GuidePage else ""
    return PageInput(model, key, language, title, page.position, chapter, made)
