"""Noting what a twin's words were made from, whenever either of the two changes.

Each twin has a memory: a text of the first language → the words that were made from it. A part lags behind where the first
language's text is not in the memory, or where its words no longer stand in the twin. The memory learns where words change.
So a change of the source marks just the parts that it touched, wherever they moved to.
"""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils.timezone import localdate
from wagtail.models import Locale, Page

from ..models.twins import Twin
from .segments import Segment, align, read_segments


def note_twins(
    model: type[models.Model], keys: Iterable[str] | None = None, *, is_confirmed: bool = False
) -> list[Twin]:
    """Look at the live twins of ``keys`` (None: of all) and keep what they were made from; returns those that changed.

    is_confirmed: a person says that every part that stands in both is right as it is. What is not live is left as it was.
    """
    name = key_field(model)
    query: Any = model._default_manager.filter(live=True).select_related("locale")
    if keys is not None:
        query = query.filter(**{f"{name}__in": list(keys)})
    first = Locale.get_default().pk
    sources: dict[str, Any] = {}
    others: list[Any] = []
    for instance in query:
        if instance.locale_id == first:
            sources[getattr(instance, name)] = instance
        else:
            others.append(instance)
    kind = model._meta.model_name or ""
    known = {(twin.key, twin.language): twin for twin in find_twins(kind, None if keys is None else list(keys))}
    parts = {key: read_segments(source) for key, source in sources.items()}
    fresh, changed = [], []
    for instance in others:
        key, language = getattr(instance, name), instance.locale.language_code
        if key not in sources:
            continue
        twin = known.get((key, language))
        is_new = twin is None
        twin = twin or Twin(kind=kind, key=key, language=language)
        before = (dict(twin.memory), list(twin.behind), twin.read_on)
        learn(twin, parts[key], read_segments(instance), is_first=is_new or is_confirmed)
        if is_new:
            fresh.append(twin)
        elif before != (twin.memory, twin.behind, twin.read_on):
            changed.append(twin)
    Twin.objects.bulk_create(fresh, batch_size=500)
    Twin.objects.bulk_update(changed, ["memory", "behind", "since", "read_by", "read_role", "read_on"], batch_size=200)
    return fresh + changed


def find_twins(kind: str, keys: list[str] | None = None) -> list[Twin]:
    """kind: a model's name. keys: None for all."""
    query = Twin.objects.filter(kind=kind)
    return list(query if keys is None else query.filter(key__in=keys))


def key_field(model: type[models.Model]) -> str:
    """Name of the field that twins share."""
    return "slug" if issubclass(model, Page) else "key"


def learn(twin: Twin, source: list[Segment], words: list[Segment], *, is_first: bool) -> None:
    """Bring ``twin`` up to the parts as they are now. is_first: all that stands in both belongs together."""
    memory: dict[str, str] = twin.memory
    made = set(memory.values())
    learnt = {}
    for number, other in align(source, words):
        text, translation = source[number].text, words[other].text
        is_new_here = memory.get(text) != translation and translation not in made
        if is_first or is_new_here:
            learnt[text] = translation
    standing = {part.text for part in words}
    texts = {part.text for part in source}
    if learnt.keys() - memory.keys() or any(memory[text] != learnt[text] for text in learnt if text in memory):
        twin.read_by, twin.read_role, twin.read_on = (
            ("", "", None) if not is_first else (twin.read_by, twin.read_role, twin.read_on)
        )
    # What a text was before it changed is kept while its words stand, to show a translator what changed.
    twin.memory = {
        text: translation
        for text, translation in {**memory, **learnt}.items()
        if text in texts or (translation in standing and translation not in learnt.values())
    }
    behind = [part.text for part in source if twin.memory.get(part.text) not in standing]
    if not behind:
        twin.since = None
    elif not twin.behind:
        twin.since = localdate()
    twin.behind = behind
