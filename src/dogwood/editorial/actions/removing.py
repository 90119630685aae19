"""Removing entries that an import made: for undo alone."""

import uuid
from collections.abc import Iterable, Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.timezone import now
from modelcluster.models import get_all_child_relations
from wagtail.models import ModelLogEntry
from wagtail.search.backends import get_search_backend
from wagtail_localize.models import TranslatableObject

from dogwood.editorial.models.base import Entry

_BATCH = 400


def remove_entries(*, model: type[Entry], keys: Sequence[str], by: AbstractBaseUser | None, why: str) -> int:
    """Delete the entries ``keys`` in all languages, all or none, and log who and why. Gives how many there were.

    Only for what nobody but a machine has touched: entries that readers know are closed, not removed.
    """
    count = 0
    with transaction.atomic():
        for start in range(0, len(keys), _BATCH):
            instances = list(model._default_manager.filter(key__in=keys[start : start + _BATCH]))
            _log(model, instances, by, why)
            bound = _find_bound(model, instances)
            _remove_free(model, [one for one in instances if one.pk not in bound])
            for instance in instances:
                if instance.pk in bound:
                    instance.delete()
            count += len(instances)
    return count


def _find_bound(model: type[Entry], instances: Sequence[Entry]) -> set[int]:
    """Ids of entries that something else refers to, or that are set up for translation: Django and Wagtail have to see
    each of them go. For the others that would be 25 queries each for nothing."""
    ids = [one.pk for one in instances]
    parts = {relation.related_model for relation in get_all_child_relations(model)}
    bound: set[int] = {one.pk for one in instances if one.latest_revision_id is not None}
    for relation in model._meta.related_objects:
        if relation.related_model in parts:
            continue
        name = relation.field.name
        rows = relation.related_model._base_manager.filter(**{f"{name}__in": ids})
        bound.update(rows.values_list(name, flat=True))
    keys = {one.translation_key: one.pk for one in instances}
    translated = TranslatableObject.objects.filter(translation_key__in=keys).values_list("translation_key", flat=True)
    bound.update(keys[key] for key in translated)
    return bound


def _remove_free(model: type[Entry], instances: Sequence[Entry]) -> None:
    ids = [one.pk for one in instances]
    backend = get_search_backend()
    for instance in instances:
        backend.delete(instance)
    for relation in get_all_child_relations(model):
        rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__in": ids})
        rows._raw_delete(rows.db)
    rows = model._base_manager.filter(pk__in=ids)
    rows._raw_delete(rows.db)


def _log(model: type[Entry], instances: Iterable[Entry], by: AbstractBaseUser | None, why: str) -> None:
    content_type = ContentType.objects.get_for_model(model)
    ModelLogEntry.objects.bulk_create(
        ModelLogEntry(
            content_type=content_type, object_id=str(instance.pk), label=str(instance)[:255], action="wagtail.delete",
            timestamp=now(), user_id=by.pk if by else None, data={"why": why}, deleted=True, content_changed=True,
            uuid=uuid.uuid4(),
        )
        for instance in instances
    )  # fmt: skip
