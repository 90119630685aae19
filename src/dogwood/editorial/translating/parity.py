"""How much of what is published has words in the other languages that are up to date."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Model, Q
from wagtail.models import Locale, Page

from ..actions.entries import ENTRY_MODELS
from ..models import ChapterPage, GuidePage, InformationPage
from ..models.twins import Twin
from .keeping import key_field

TRANSLATED: tuple[type[Model], ...] = (GuidePage, ChapterPage, InformationPage, *ENTRY_MODELS)
TRANSLATED_KINDS = {model._meta.model_name or "": model for model in TRANSLATED}
"""Name, as in addresses and packs → model."""
"""Everything that has twins."""


@dataclass(frozen=True, slots=True)
class Parity:
    """Of one type in one language. label: of the type. published: in the first language. current, behind: twins that are
    live, up to date and not; missing: without one."""

    kind: str
    label: str
    language: str
    published: int
    current: int
    behind: int

    @property
    def missing(self) -> int:
        return self.published - self.current - self.behind

    @property
    def share(self) -> float:
        """Of what is published, 0 to 1; 1 where nothing is."""
        return self.current / self.published if self.published else 1.0


def count_twins() -> list[Parity]:
    """By type, then language."""
    return [found for model in TRANSLATED for found in _count(model)]


def find_published(model: type[Model]) -> dict[str, set[str]]:
    """Language → keys of what is live in it and has words to translate."""
    rows = model._default_manager.filter(live=True)
    if not issubclass(model, Page):
        has_words = Q()
        for name in model.WORDS:  # type: ignore[attr-defined]
            has_words |= ~Q(**{name: ""})
        rows = rows.filter(has_words)
    found: dict[str, set[str]] = {}
    for key, language in rows.values_list(key_field(model), "locale__language_code"):
        found.setdefault(language, set()).add(key)
    return found


def _count(model: type[Model]) -> Iterable[Parity]:
    first = Locale.get_default()
    by_language = find_published(model)
    published = by_language.get(first.language_code, set())
    kind = model._meta.model_name or ""
    late: dict[str, set[str]] = {}
    for key, language in Twin.objects.filter(kind=kind).exclude(behind=[]).values_list("key", "language"):
        late.setdefault(language, set()).add(key)
    for locale in Locale.objects.exclude(pk=first.pk).order_by(F("pk")):
        tag = locale.language_code
        twins = by_language.get(tag, set()) & published
        behind = twins & late.get(tag, set())
        label = str(model._meta.verbose_name_plural)
        yield Parity(kind, label, tag, len(published), len(twins) - len(behind), len(behind))
