"""Putting a translation's words into its twin."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page

from ..models.twins import Twin
from ..translating.keeping import key_field, note_twins
from ..translating.parity import TRANSLATED_KINDS
from ..translating.segments import digest_words, has_known_links, write_segments
from ..translating.work_sheet import WorkSheet


def put_translation(*, sheet: WorkSheet, language: str, texts: dict[str, str], by: Any, publishes: bool) -> bool:
    """Give the twin the source's build and the words of ``texts`` (name of a part → words); what it does not name keeps its
    words. Makes the twin where there is none. publishes: also publish, where no part is without words.

    True where it was published. Raises SegmentError for words that do not fit; nothing is saved then.
    """
    source = sheet.source
    # Words that lag behind and no longer fit are not forced into the new text.
    kept = {part.name: part.words for part in sheet.parts if not part.is_html or has_known_links(part.text, part.words)}
    words = {part.name: texts.get(part.name, kept.get(part.name, "")).strip() for part in sheet.parts}
    is_whole = all(words.values())
    # A part without words stands in the source's language in the draft, where nobody but the desk sees it.
    filled = {part.name: words[part.name] or part.text for part in sheet.parts}
    with transaction.atomic():
        target = sheet.target if sheet.target is not None else _make_twin(source, language)
        write_segments(source, target, filled)
        revision = target.save_revision(user=by, clean=False)
        if publishes and is_whole:
            revision.publish(user=by)
            return True
    return False


def confirm_translation(*, sheet: WorkSheet) -> None:
    """A person says that the twin's words are right although the source changed."""
    target = sheet.target
    with transaction.atomic():
        note_twins(type(target), [getattr(target, key_field(type(target)))], is_confirmed=True)
        _touch(target)


def sign_translation(*, sheet: WorkSheet, name: str, role: str, on: Any) -> None:
    """name, role: of the person who read the whole as a speaker of its language. on: the day."""
    assert sheet.twin is not None
    with transaction.atomic():
        Twin.objects.filter(pk=sheet.twin.pk).update(read_by=name, read_role=role, read_on=on)
        _touch(sheet.target)


@dataclass(frozen=True, slots=True)
class Reading:
    """That a person read a translation as a speaker of its language. kind: model's name. on: the day. words: digest of what
    was read."""

    kind: str
    key: str
    language: str
    by: str
    role: str
    on: dt.date
    words: str


def find_readings() -> list[Reading]:
    """All that stand, by kind, key and language."""
    found = []
    for twin in Twin.objects.exclude(read_on=None).order_by("kind", "key", "language"):
        target = _find_target(twin.kind, twin.key, twin.language)
        if target is not None and twin.read_on is not None:
            words = digest_words(target)
            found.append(Reading(twin.kind, twin.key, twin.language, twin.read_by, twin.read_role, twin.read_on, words))
    return found


def put_readings(*, readings: Iterable[Reading]) -> int:
    """Take over what was read elsewhere, where the words here are those that were read and nobody read them later. Returns how
    many were taken."""
    count = 0
    with transaction.atomic():
        for one in readings:
            twin = Twin.objects.filter(kind=one.kind, key=one.key, language=one.language).first()
            target = _find_target(one.kind, one.key, one.language)
            if twin is None or target is None or digest_words(target) != one.words:
                continue
            if twin.read_on is not None and twin.read_on >= one.on:
                continue
            Twin.objects.filter(pk=twin.pk).update(read_by=one.by, read_role=one.role, read_on=one.on)
            _touch(target)
            count += 1
    return count


def _find_target(kind: str, key: str, language: str) -> Any:
    model = TRANSLATED_KINDS.get(kind)
    if model is None:
        return None
    where = {key_field(model): key, "locale__language_code": language}
    return model._default_manager.filter(**where).first()


def _touch(target: Any) -> None:
    if not isinstance(target, Page):  # pages are collected at every build
        type(target)._default_manager.get(pk=target.pk).save(update_fields=["changed_at"])


def _make_twin(source: Any, language: str) -> Any:
    locale = Locale.objects.get(language_code=language)
    if isinstance(source, Page):
        made = source.copy_for_translation(locale, copy_parents=True)
        made.slug = source.slug
        return made
    made = source.copy_for_translation(locale)
    made.live = False
    made.save()
    return made
