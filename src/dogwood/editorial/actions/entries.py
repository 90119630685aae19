"""Putting entries (organizations, listings, publications, events, terms, urgent words) into the editorial database, many at a time."""

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.timezone import now
from modelcluster.models import get_all_child_relations
from wagtail.models import Locale, ModelLogEntry
from wagtail.search.backends import get_search_backend

from dogwood.editorial.models import Event, GlossaryTerm, Listing, Organization, Publication, UrgentWords
from dogwood.editorial.models.base import Entry
from dogwood.editorial.translating.keeping import note_twins

#: In the order in which they can refer to each other.
ENTRY_MODELS: tuple[type[Entry], ...] = (Organization, Listing, Publication, Event, GlossaryTerm, UrgentWords)
_NAMESPACE = uuid.UUID("6f0c8a1e-54b1-4c55-9d0e-2d6f3a8f7c11")
_BATCH = 500


class EntryError(Exception):
    """Entries that cannot be saved. problems: (input, field, what is wrong and what would be right)."""

    def __init__(self, problems: list[tuple["EntryInput", str, str]]) -> None:
        self.problems = problems
        super().__init__("; ".join(f"{entry.key}, {field}: {reason}" for entry, field, reason in problems[:20]))


@dataclass
class EntryInput:
    """One entry in one language.

    values: field → value. references: field → key of another entry, "" for none. parts: related name (``phones``) →
    rows of values, in order; only with the source language. origin: where it was read, for messages.
    """

    model: type[Entry]
    key: str
    language: str
    values: Mapping[str, Any]
    references: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Sequence[Mapping[str, Any]]] = field(default_factory=dict)
    origin: Any = None


@dataclass
class PutReport:
    """How many were new, changed and already so."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0


def put_entries(*, entries: Iterable[EntryInput], by: AbstractBaseUser | None, why: str) -> PutReport:
    """Create or update ``entries``, all or none, and log who and why.

    Raises EntryError that names every value that cannot be saved; then nothing was.
    """
    by_model: dict[type[Entry], list[EntryInput]] = defaultdict(list)
    for entry in entries:
        by_model[entry.model].append(entry)
    locales = {locale.language_code: locale for locale in Locale.objects.all()}
    report = PutReport()
    problems: list[tuple[EntryInput, str, str]] = []
    with transaction.atomic():
        touched: dict[type[Entry], list[tuple[EntryInput, Entry, bool]]] = {}
        for model in ENTRY_MODELS:
            touched[model] = _put_model(model, by_model[model], locales, report, problems)
        _link(touched, by_model, problems)
        if problems:
            raise EntryError(problems)
        for model, rows in touched.items():
            _renew_revisions(model, rows, by)
            _log(model, rows, by, why)
            _index(model, [instance for _, instance, _ in rows])
            if rows:
                note_twins(model, {entry.key for entry, _, _ in rows})
    return report


def find_translation_key(model: type[Entry], key: str) -> uuid.UUID:
    """The UUID that the twins of ``key`` share: the same on every installation."""
    return uuid.uuid5(_NAMESPACE, f"{model._meta.model_name}:{key}")


def part_names(model: type[Entry]) -> list[str]:
    """Related names of a model's parts (``phones``, ``places``, …)."""
    return [relation.get_accessor_name() for relation in get_all_child_relations(model)]


def part_fields(part_model: type[models.Model]) -> list[models.Field]:
    """The fields of a part that hold its values."""
    return [
        field
        for field in part_model._meta.fields
        if not field.primary_key and not field.is_relation and field.name != "sort_order"
    ]


def _put_model(
    model: type[Entry],
    entries: list[EntryInput],
    locales: dict[str, Locale],
    report: PutReport,
    problems: list[tuple[EntryInput, str, str]],
) -> list[tuple[EntryInput, Entry, bool]]:
    """(input, saved instance, is new) for every entry that was new or changed."""
    if not entries:
        return []
    names = part_names(model)
    existing = {
        (instance.key, instance.locale_id): instance
        for instance in model._default_manager.filter(key__in={entry.key for entry in entries}).prefetch_related(*names)
    } if len(entries) < _BATCH or model._default_manager.exists() else {}  # fmt: skip
    created: list[tuple[EntryInput, Entry]] = []
    changed: list[tuple[EntryInput, Entry]] = []
    seen: set[tuple[str, int]] = set()
    for entry in entries:
        locale = locales.get(entry.language)
        if locale is None:
            problems.append((entry, "language", f"“{entry.language}” is not a language of this directory."))
            continue
        if (entry.key, locale.pk) in seen:
            problems.append((entry, "key", f"“{entry.key}” is given twice."))
            continue
        seen.add((entry.key, locale.pk))
        instance = existing.get((entry.key, locale.pk))
        is_new = instance is None
        if instance is None:
            instance = model(key=entry.key, locale=locale, translation_key=find_translation_key(model, entry.key))
        before = None if is_new else _state(instance, names)
        for name, value in entry.values.items():
            setattr(instance, name, value)
        parts = _make_parts(model, instance, entry, problems)
        _clean(instance, entry, problems)
        if is_new:
            created.append((entry, instance))
        elif before != _state(instance, names, parts) or _references_differ(instance, entry):
            changed.append((entry, instance))
        else:
            report.unchanged += 1
            continue
        instance._put_parts = parts
    if problems:
        return []
    model._default_manager.bulk_create([instance for _, instance in created], batch_size=_BATCH)
    for _, instance in changed:
        models.Model.save(instance)
        instance.save(update_fields=["changed_at"])
    _save_parts(model, [instance for _, instance in created + changed])
    report.created += len(created)
    report.changed += len(changed)
    return [(entry, instance, True) for entry, instance in created] + [
        (entry, instance, False) for entry, instance in changed
    ]


def _clean(
    instance: models.Model, entry: EntryInput, problems: list[tuple[EntryInput, str, str]], row: str = ""
) -> None:
    skip = [field.name for field in instance._meta.fields if field.is_relation]
    try:
        instance.clean_fields(exclude=skip)
        instance.clean()
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            problems.extend((entry, f"{row}{name}", message) for message in messages)


def _make_parts(
    model: type[Entry], instance: Entry, entry: EntryInput, problems: list[tuple[EntryInput, str, str]]
) -> dict[str, list[models.Model]]:
    made: dict[str, list[models.Model]] = {}
    for relation in get_all_child_relations(model):
        name = relation.get_accessor_name()
        rows = entry.parts.get(name)
        if rows is None:
            continue
        made[name] = []
        for number, row in enumerate(rows):
            part = relation.related_model(sort_order=number, **row)
            _clean(part, entry, problems, f"{name} {number + 1}, ")
            made[name].append(part)
    return made


def _state(instance: Entry, names: list[str], parts: dict[str, list[models.Model]] | None = None) -> Any:
    fields = {
        field.name: field.value_to_string(instance) if not field.is_relation else getattr(instance, field.attname)
        for field in instance._meta.fields
        if field.name not in {"changed_at", "latest_revision"}
    }
    rows = {}
    for name in names:
        children = parts[name] if parts and name in parts else list(getattr(instance, name).all())
        rows[name] = [[getattr(child, field.name) for field in part_fields(type(child))] for child in children]
    return fields, rows


def _references_differ(instance: Entry, entry: EntryInput) -> bool:
    for name, key in entry.references.items():
        current = getattr(instance, name)
        if (current.key if current is not None else "") != key:
            return True
    return False


def _save_parts(model: type[Entry], instances: list[Entry]) -> None:
    for relation in get_all_child_relations(model):
        name, field_name = relation.get_accessor_name(), relation.field.name
        replaced = [instance for instance in instances if name in instance._put_parts]
        ids = [instance.pk for instance in replaced]
        for start in range(0, len(ids), _BATCH):
            relation.related_model._default_manager.filter(
                **{f"{field_name}_id__in": ids[start : start + _BATCH]}
            ).delete()
        fresh = []
        for instance in replaced:
            for part in instance._put_parts[name]:
                setattr(part, f"{field_name}_id", instance.pk)
                fresh.append(part)
        relation.related_model._default_manager.bulk_create(fresh, batch_size=_BATCH)


def _link(
    touched: dict[type[Entry], list[tuple[EntryInput, Entry, bool]]],
    by_model: dict[type[Entry], list[EntryInput]],
    problems: list[tuple[EntryInput, str, str]],
) -> None:
    """Set the foreign keys, now that everything exists. They point to the twin that carries the facts."""
    if problems:
        return
    source = Locale.get_default()
    ids: dict[type[Entry], dict[str, int]] = {}
    for model, rows in touched.items():
        linked: set[str] = set()
        for entry, instance, _ in rows:
            for name, key in entry.references.items():
                target = model._meta.get_field(name).related_model
                if target not in ids:
                    ids[target] = dict(target._default_manager.filter(locale=source).values_list("key", "pk"))
                if key and key not in ids[target]:
                    problems.append((entry, name, f"There is no {target._meta.verbose_name} “{key}”."))
                    continue
                setattr(instance, f"{name}_id", ids[target][key] if key else None)
                linked.add(name)
        if linked and not problems:
            model._default_manager.bulk_update([instance for _, instance, _ in rows], sorted(linked), batch_size=_BATCH)


def _renew_revisions(
    model: type[Entry], rows: list[tuple[EntryInput, Entry, bool]], by: AbstractBaseUser | None
) -> None:
    """Where the desk keeps revisions of a changed entry, its form opens the last one, and publishing that would undo the
    change. So what was changed is a revision too, and the last one; an editor's draft stays in the history."""
    for _, instance, is_new in rows:
        if is_new or instance.latest_revision_id is None:
            continue
        current = model._default_manager.get(pk=instance.pk)
        revision = current.save_revision(user=by, clean=False, log_action=False)
        if current.live:
            revision.publish(user=by)


def _log(model: type[Entry], rows: list[tuple[EntryInput, Entry, bool]], by: AbstractBaseUser | None, why: str) -> None:
    content_type = ContentType.objects.get_for_model(model)
    moment = now()
    ModelLogEntry.objects.bulk_create(
        [
            ModelLogEntry(
                content_type=content_type,
                object_id=str(instance.pk),
                label=str(instance)[:255],
                action="wagtail.create" if is_new else "wagtail.edit",
                timestamp=moment,
                user_id=by.pk if by else None,
                data={"why": why},
                content_changed=True,
                uuid=uuid.uuid4(),
            )
            for _, instance, is_new in rows
        ],
        batch_size=_BATCH,
    )


def _index(model: type[Entry], instances: list[Entry]) -> None:
    """Make them findable on the desk; a bulk save sends no signals."""
    backend = get_search_backend()
    for start in range(0, len(instances), _BATCH):
        backend.add_bulk(model, instances[start : start + _BATCH])
