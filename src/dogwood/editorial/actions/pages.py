"""Putting pages (chapters, guides, pages about the directory) into the editorial database."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.fields import StreamField
from wagtail.log_actions import log
from wagtail.models import Locale, Page, Site

from dogwood.editorial.models import ChapterPage, DirectoryPage, DirectorySettings, GuidePage, InformationPage

from .entries import PutReport

_NAMESPACE = uuid.UUID("0d9f6f0a-3f5c-4b55-8f8d-93d5c8e0b1d2")


class PageError(Exception):
    """Pages that cannot be saved. problems: (input, field, what is wrong and what would be right)."""

    def __init__(self, problems: list[tuple["PageInput", str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{page.key}.{page.language}, {name}: {text}" for page, name, text in problems[:20]))


@dataclass
class PageInput:
    """One page in one language. chapter: key of a guide's chapter. position: its place among its siblings."""

    model: type[Page]
    key: str
    language: str
    title: str
    position: int = 0
    chapter: str = ""
    values: Mapping[str, Any] = field(default_factory=dict)
    origin: Any = None


def put_pages(*, pages: Iterable[PageInput], by: AbstractBaseUser | None, why: str) -> PutReport:
    """Create or update ``pages`` and publish them, all or none. What is not published stays so, and what has the
    value ``live`` False becomes so. Raises PageError that names all that is wrong."""
    report = PutReport()
    problems: list[tuple[PageInput, str, str]] = []
    with transaction.atomic():
        roots = {locale.language_code: _put_root(locale) for locale in Locale.objects.all()}
        order = {ChapterPage: 0, InformationPage: 1, GuidePage: 2}
        for page in sorted(pages, key=lambda page: (order[page.model], page.position)):
            root = roots.get(page.language)
            if root is None:
                problems.append((page, "language", f"“{page.language}” is not a language of this directory."))
                continue
            parent = root
            if page.model is GuidePage:
                parent = ChapterPage.objects.filter(slug=page.chapter, locale=root.locale).first()
                if parent is None:
                    problems.append((page, "chapter", f"There is no chapter “{page.chapter}”."))
                    continue
            try:
                _put_page(page, parent, by, why, report)
            except ValidationError as error:
                problems.extend((page, name, text) for name, texts in error.message_dict.items() for text in texts)
        if problems:
            raise PageError(problems)
    return report


def _put_root(locale: Locale) -> DirectoryPage:
    """The root of one language's tree, made on first use. Wagtail's welcome page goes."""
    found = DirectoryPage.objects.filter(locale=locale).first()
    if found is not None:
        return found
    top = Page.get_first_root_node()
    names = DirectorySettings.load().name
    root = DirectoryPage(
        title=names.get(locale.language_code) or next(iter(names.values()), "Directory"),
        slug=f"directory-{locale.language_code}",
        locale=locale,
        translation_key=uuid.uuid5(_NAMESPACE, "directory"),
    )
    top.add_child(instance=root)
    if locale == Locale.get_default():
        Site.objects.update_or_create(
            is_default_site=True, defaults={"hostname": "localhost", "root_page": root, "site_name": root.title[:255]}
        )
        Page.objects.filter(depth=2, slug="home").exclude(pk=root.pk).delete()
        root.refresh_from_db()
    return root


def _put_page(page: PageInput, parent: Page, by: AbstractBaseUser | None, why: str, report: PutReport) -> None:
    same = page.model.objects.filter(slug=page.key, locale=parent.locale)
    found = same.first()
    is_moved = found is not None and not found.is_child_of(parent)
    if found is not None and is_moved:  # to another chapter
        found.move(Page.objects.get(pk=parent.pk), pos="last-child", user=by)
        found = same.get()
    instance = found or page.model(
        slug=page.key,
        locale=parent.locale,
        translation_key=uuid.uuid5(_NAMESPACE, f"{page.model._meta.model_name}:{page.key}"),
    )
    before = None if found is None else _state(instance)
    instance.title = page.title
    values = dict(page.values)
    is_live = values.pop("live", found is None or found.live)
    for name, value in values.items():
        setattr(instance, name, value)
    _clean_streams(instance)
    if found is None:
        instance.live = is_live
        parent.add_child(instance=instance)
    elif _state(instance) == before and not is_moved and found.live == is_live:
        report.unchanged += 1
        return
    else:
        instance.full_clean()
    log(
        instance,
        "wagtail.create" if found is None else "wagtail.edit",
        user=by,
        data={"why": why},
        content_changed=True,
    )
    revision = instance.save_revision(user=by, clean=False)
    if is_live:
        revision.publish(user=by)
    elif instance.live:
        instance.unpublish(user=by, log_action=False)
    if found is None:
        report.created += 1
    else:
        report.changed += 1


def _clean_streams(instance: Page) -> None:
    """Check every block; Wagtail's model validation leaves that to its forms."""
    for model_field in instance._meta.fields:
        if isinstance(model_field, StreamField):
            stream = getattr(instance, model_field.name)
            if not stream and model_field.blank:
                continue
            try:
                model_field.stream_block.clean(stream)
            except ValidationError as error:
                raise ValidationError({model_field.name: _explain(error)}) from None


def _explain(error: ValidationError) -> list[str]:
    """What is wrong in which block: "block 3, year: …"."""
    lines: list[str] = []
    for number, inner in sorted((getattr(error, "block_errors", None) or {}).items(), key=str):
        where = f"block {number + 1}, " if isinstance(number, int) else f"{number}: "
        lines.extend(where + line for line in _explain(inner))
    non_block = getattr(error, "non_block_errors", None)
    if lines or non_block:
        return lines + [message for found in non_block or [] for message in found.messages]
    return list(error.messages)


def _state(instance: Page) -> dict[str, Any]:
    skip = {"latest_revision", "live_revision", "latest_revision_created_at", "last_published_at", "first_published_at",
            "draft_title", "has_unpublished_changes", "search_description", "url_path"}  # fmt: skip
    return {
        field.name: _without_ids(getattr(instance, field.name).get_prep_value())
        if isinstance(field, StreamField)
        else str(field.value_to_string(instance))
        for field in instance._meta.fields
        if field.name not in skip and not field.is_relation
    }


def _without_ids(value: Any) -> Any:
    """A stream's plain value without its blocks' ids, which are new whenever it is read."""
    if isinstance(value, dict):
        return {name: _without_ids(inner) for name, inner in value.items() if name != "id"}
    return [_without_ids(inner) for inner in value] if isinstance(value, list) else value
