"""What a translator works on: the source's parts beside the twin's words."""

from dataclasses import dataclass
from typing import Any

from wagtail.models import Locale

from ..models.twins import Twin
from .keeping import key_field
from .segments import Segment, align, read_segments


@dataclass(frozen=True, slots=True)
class Part:
    """name: of the part. text: of the source, HTML where is_html. words: of the twin, "" where it has none. before: the
    text that the words were made from, where that was another."""

    name: str
    text: str
    words: str
    is_html: bool
    is_behind: bool
    before: str = ""


@dataclass(frozen=True, slots=True)
class WorkSheet:
    """source, target: pages or entries, target None where there is none yet. twin: what is known of it."""

    source: Any
    target: Any
    twin: Twin | None
    parts: list[Part]

    @property
    def behind(self) -> int:
        return sum(part.is_behind for part in self.parts)


def open_sheet(model: type, key: str, language: str) -> WorkSheet | None:
    """None where there is no such live source, or no such language beside the first."""
    name, first = key_field(model), Locale.get_default()
    found = {
        row.locale.language_code: row.get_latest_revision_as_object() if row.locale_id != first.pk else row
        for row in model._default_manager.filter(**{name: key}).select_related("locale")  # type: ignore[attr-defined]
    }
    source, target = found.get(first.language_code), found.get(language)
    if source is None or not source.live or language == first.language_code:
        return None
    if not Locale.objects.filter(language_code=language).exists():
        return None
    twin = Twin.objects.filter(kind=model._meta.model_name, key=key, language=language).first()  # type: ignore[attr-defined]
    texts = read_segments(source)
    words = read_segments(target) if target is not None else []
    return WorkSheet(source, target, twin, _pair(texts, words, twin))


def _pair(texts: list[Segment], words: list[Segment], twin: Twin | None) -> list[Part]:
    memory = twin.memory if twin else {}
    made_from = {translation: text for text, translation in memory.items()}
    pairs = {texts[number].name: words[other].text for number, other in align(texts, words)}
    parts = []
    for part in texts:
        own = memory.get(part.text)
        standing = own if own is not None and any(own == other.text for other in words) else pairs.get(part.name, "")
        before = made_from.get(standing, "")
        is_behind = part.text in twin.behind if twin else not standing
        parts.append(
            Part(part.name, part.text, standing, part.is_html, is_behind, "" if before == part.text else before)
        )
    return parts
