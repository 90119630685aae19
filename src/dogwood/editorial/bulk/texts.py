"""Finding words in everything that editors write, and what it would say with others in their place."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from django.db import models
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page

from ..actions import TextChange
from ..actions.entries import ENTRY_MODELS
from ..fields import KeyField, ListField, PartialDateField, WordField, validate_key
from ..models import ChapterPage, GuidePage, InformationPage
from ..models.base import Entry

PAGE_MODELS: tuple[type[Page], ...] = (GuidePage, ChapterPage, InformationPage)
_PAGE_TEXTS = ("title", "main_message", "summary", "body", "sources", "reviewer_notes")
_NO_TEXT = (WordField, ListField, PartialDateField, KeyField)
_TEXT_BLOCKS = (blocks.CharBlock, blocks.TextBlock, blocks.URLBlock, blocks.RichTextBlock)
_TAG = re.compile(r"(<[^>]*>)")
AROUND = 60
"""Characters shown on either side of what is found."""
MOST = 500
"""Texts shown at once; more cannot be looked through by a person."""

Passage = tuple[str, str, str, str]
"""(before, what is found, what stands there then, after)"""


@dataclass(frozen=True, slots=True)
class Found:
    """A text with the words in it. ident: of this text as it is now; it is another one when the text changed.

    kind: of entry or page, in words. passages: where they stand. change: what would be done to it.
    """

    ident: str
    kind: str
    title: str
    field_label: str
    passages: tuple[Passage, ...]
    change: TextChange


def make_pattern(find: str, *, whole_words: bool, match_case: bool) -> re.Pattern[str]:
    """find: words as typed; no sign in it has a meaning of its own."""
    text = re.escape(find)
    if whole_words:
        text = (r"\b" if find[:1].isalnum() else "") + text + (r"\b" if find[-1:].isalnum() else "")
    return re.compile(text, 0 if match_case else re.IGNORECASE)


def find_texts(
    find: str, replace: str, *, language: str = "", whole_words: bool = False, match_case: bool = True
) -> list[Found]:
    """Every text with ``find`` in it, by type and name; at most ``MOST`` + 1. language: a tag, "" for all."""
    pattern = make_pattern(find, whole_words=whole_words, match_case=match_case)
    found: list[Found] = []
    for one in _search_all(pattern, replace, language):
        found.append(one)
        if len(found) > MOST:
            break
    return found


def _search_all(pattern: re.Pattern[str], replace: str, language: str) -> Iterator[Found]:
    for entry_model in ENTRY_MODELS:
        query = entry_model._default_manager.select_related("locale").order_by("key", "locale")
        if language:
            query = query.filter(locale__language_code=language)
        for entry in query.iterator():
            yield from _search_entry(entry, pattern, replace)
    for page_model in PAGE_MODELS:
        pages = page_model.objects.select_related("locale").order_by("slug", "locale")
        if language:
            pages = pages.filter(locale__language_code=language)
        for page in pages:
            yield from _search_page(page, pattern, replace)


def _search_entry(entry: Entry, pattern: re.Pattern[str], replace: str) -> Iterator[Found]:
    for field in entry._meta.fields:
        is_text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, _NO_TEXT)
        if not is_text or field.choices or not field.editable or field.is_relation:
            continue
        if not entry.is_source and field.name not in (*entry.WORDS, "editor_note"):
            continue
        text = getattr(entry, field.name) or ""
        passages = _find_passages(text, pattern, replace)
        if passages:
            change = TextChange(
                type(entry), entry.key, entry.locale.language_code, field.name, pattern.sub(lambda _: replace, text)
            )
            yield _make_found(change, str(entry), str(field.verbose_name), passages, text)


def _search_page(page: Page, pattern: re.Pattern[str], replace: str) -> Iterator[Found]:
    for name in _PAGE_TEXTS:
        if name not in {field.name for field in page._meta.fields}:
            continue
        field = page._meta.get_field(name)
        value = getattr(page, name)
        passages: list[Passage] = []
        if isinstance(field, StreamField):
            before: Any = value.get_prep_value()
            after: Any = _replace_in(field.stream_block, before, _replacer(pattern, replace, passages))
        else:
            before = value or ""
            passages += _find_passages(before, pattern, replace)
            after = pattern.sub(lambda _: replace, before)
        if passages:
            change = TextChange(type(page), page.slug, page.locale.language_code, name, after)
            yield _make_found(change, page.title, str(field.verbose_name), passages, repr(before))


def _make_found(change: TextChange, title: str, label: str, passages: list[Passage], text: str) -> Found:
    name = f"{change.model._meta.model_name}:{change.key}:{change.language}:{change.field}"
    ident = f"{name}:{sha256(text.encode()).hexdigest()[:12]}"
    return Found(ident, str(change.model._meta.verbose_name), title, label, tuple(passages), change)


def _find_passages(text: str, pattern: re.Pattern[str], replace: str) -> list[Passage]:
    return [
        (
            ("…" if found.start() > AROUND else "") + text[max(0, found.start() - AROUND) : found.start()],
            found[0],
            replace,
            text[found.end() : found.end() + AROUND] + ("…" if len(text) > found.end() + AROUND else ""),
        )
        for found in pattern.finditer(text)
    ]


Replacer = Callable[[blocks.Block, str], str]


def _replacer(pattern: re.Pattern[str], replace: str, passages: list[Passage]) -> Replacer:
    def replace_one(block: blocks.Block, text: str) -> str:
        if not isinstance(block, blocks.RichTextBlock):
            passages.extend(_find_passages(text, pattern, replace))
            return pattern.sub(lambda _: replace, text)
        parts = _TAG.split(text)  # text, tag, text, …: a link's address and other marks stay as they are
        for number in range(0, len(parts), 2):
            plain = html.unescape(parts[number])
            hits = _find_passages(plain, pattern, replace)
            if hits:
                passages.extend(hits)
                parts[number] = html.escape(pattern.sub(lambda _: replace, plain), quote=False)
        return "".join(parts)

    return replace_one


def _replace_in(block: blocks.Block, value: Any, replace: Replacer) -> Any:
    """``value``, the plain value of ``block``, with its texts replaced; keys and choices are no texts."""
    if isinstance(block, blocks.BaseStreamBlock):
        return [
            {**child, "value": _replace_in(block.child_blocks[child["type"]], child["value"], replace)}
            if child["type"] in block.child_blocks
            else child
            for child in value
        ]
    if isinstance(block, blocks.BaseStructBlock):
        return {
            name: _replace_in(block.child_blocks[name], inner, replace) if name in block.child_blocks else inner
            for name, inner in value.items()
        }
    if isinstance(block, blocks.ListBlock):
        return [
            {**child, "value": _replace_in(block.child_block, child["value"], replace)}
            if isinstance(child, dict) and "value" in child
            else child
            for child in value
        ]
    is_key = validate_key in getattr(getattr(block, "field", None), "validators", ())
    if isinstance(value, str) and isinstance(block, _TEXT_BLOCKS) and not is_key:
        return replace(block, value)
    return value
