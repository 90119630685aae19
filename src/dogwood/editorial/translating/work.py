"""Translations that lag behind, as work for those who translate."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Model
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Locale

from ..models import GuidePage, UrgentWords
from ..models.twins import Twin
from ..worklist import Work, register_work
from .parity import find_published

PERMISSION = "wagtail_localize.submit_translation"
_RISK = {"urgentwords": 5.0, "guidepage": 3.0}
_REACH = {"urgentwords": 3.0, "guidepage": 2.0}


@register_work
def find_translations(user: Any) -> Iterable[Work]:
    """What lags behind, and guides and urgent words that have no twin yet."""
    if not user.has_perm(PERMISSION):
        return
    today = localdate()
    for twin in Twin.objects.exclude(behind=[]):
        parts = len(twin.behind)
        why = ngettext(
            "%(parts)d part changed since it was translated", "%(parts)d parts changed since it was translated", parts
        ) % {"parts": parts}
        yield _make(twin.kind, twin.key, twin.language, why, (today - twin.since).days if twin.since else 0)
    models: tuple[type[Model], ...] = (GuidePage, UrgentWords)
    for model in models:
        by_language = find_published(model)
        first = Locale.get_default().language_code
        for tag in Locale.objects.exclude(language_code=first).values_list("language_code", flat=True):
            for key in sorted(by_language.get(first, set()) - by_language.get(tag, set())):
                yield _make(model._meta.model_name or "", key, tag, _("Not translated yet"), 0)


def _make(kind: str, key: str, language: str, why: str, age: int) -> Work:
    return Work(
        key=f"translation:{kind}:{key}:{language}",
        kind="translation",
        title=f"{key} ({language})",
        why=why,
        url=reverse("translate", args=[kind, key, language]),
        risk=_RISK.get(kind, 1.5),
        reach=_REACH.get(kind, 1.0),
        age=age,
    )


"""Model name → model."""
