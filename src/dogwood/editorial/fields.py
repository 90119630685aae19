"""Model fields of our own: lists of short texts, partial dates and keys."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from dogwood import vocabulary
from dogwood.facts.dates import parse_partial_date
from dogwood.facts.errors import FactError
from dogwood.facts.language import parse_language_tag

validate_key = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z", "Use lower-case letters, digits and single hyphens, such as nc-211."
)


def validate_partial_date(value: str) -> None:
    try:
        parse_partial_date(value)
    except FactError as error:
        raise ValidationError(str(error)) from None


class KeyField(models.CharField):
    """A key: the thing's name for ever, part of its address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 120)
        kwargs.setdefault("validators", [validate_key])
        super().__init__(*args, **kwargs)


class PartialDateField(models.CharField):
    """A day, month or year as ISO text: ``2026-11-23``, ``2026-11`` or ``2026``; "" unknown."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 10)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("validators", [validate_partial_date])
        kwargs.setdefault("help_text", "2026-11-23, 2026-11 or 2026")
        super().__init__(*args, **kwargs)


class ListField(models.TextField):
    """A tuple of short texts, kept one a line with a line break at both ends.

    So ``filter(needs__contains="\\nride\\n")`` finds a member on any database. words: name of the vocabulary's list
    that the values must come from; "" for free text. parse: checks and normalises one value; raises FactError.
    """

    def __init__(self, *args: Any, words: str = "", parse: Callable[[str], str] | None = None, **kwargs: Any) -> None:
        self.words = words
        self.parse = parse
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", tuple)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        if self.words:
            kwargs["words"] = self.words
        return name, path, args, kwargs

    def to_python(self, value: Any) -> tuple[str, ...]:
        if value is None:
            return ()
        if isinstance(value, str):
            return tuple(line.strip() for line in value.splitlines() if line.strip())
        return tuple(str(item).strip() for item in value if str(item).strip())

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> tuple[str, ...]:
        return self.to_python(value)

    def get_prep_value(self, value: Any) -> str:
        if isinstance(value, str):  # a look-up
            return value
        return join_lines(value or ())

    def value_to_string(self, obj: Any) -> str:
        return join_lines(self.to_python(self.value_from_object(obj)))

    def clean(self, value: Any, model_instance: models.Model | None) -> tuple[str, ...]:
        values = self.to_python(value)
        if any(";" in item for item in values):
            raise ValidationError("Write one value a line, without a semicolon: packs part values with it.")
        try:
            if self.words:
                values = vocabulary.sort_words(self.words, values)
            elif self.parse:
                values = tuple(dict.fromkeys(self.parse(item) for item in values))
        except ValueError as error:
            raise ValidationError(str(error)) from None
        super().clean(join_lines(values), model_instance)
        return values

    def formfield(self, **kwargs: Any) -> Any:
        common = {
            "required": not self.blank,
            "label": kwargs.get("label", str(self.verbose_name).capitalize()),
            "help_text": self.help_text,
        }
        if self.words:
            return forms.MultipleChoiceField(
                choices=vocabulary.choices(self.words), widget=forms.CheckboxSelectMultiple, **common
            )
        return LinesFormField(**common)


class LinesFormField(forms.CharField):
    """A text area with one value a line."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(value or ())

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.prepare_value(initial), data)


def join_lines(values: Iterable[str]) -> str:
    text = "\n".join(values)
    return f"\n{text}\n" if text else ""


class ByLanguageField(models.JSONField):
    """Short words in each language: ``{"en": "Teens", "es": "Adolescentes"}``. The form has a line a language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        return ByLanguageFormField(
            required=not self.blank,
            label=kwargs.get("label", str(self.verbose_name).capitalize()),
            help_text=self.help_text or "One line a language, such as “en: Teens”.",
        )


class ByLanguageFormField(forms.CharField):
    """A text area with lines such as ``es: Adolescentes``."""

    widget = forms.Textarea(attrs={"rows": 2})

    def prepare_value(self, value: Any) -> Any:
        return value if isinstance(value, str) else "\n".join(f"{tag}: {words}" for tag, words in (value or {}).items())

    def to_python(self, value: Any) -> Any:
        if isinstance(value, dict):
            return value
        found: dict[str, str] = {}
        for line in (value or "").splitlines():
            if not line.strip():
                continue
            tag, colon, words = line.partition(":")
            try:
                found[parse_language_tag(tag)] = words.strip()
            except FactError as error:
                raise ValidationError(f"“{line[:40]}”: {error}") from None
            if not colon:
                raise ValidationError(f"“{line[:40]}”: begin the line with its language and a colon, such as “en: ”.")
        return {tag: words for tag, words in found.items() if words}

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:  # a line that cannot be read is a change; the form says what is wrong with it
            return True


class WordField(models.CharField):
    """One word of the vocabulary's list ``words``, or "" unknown."""

    def __init__(self, *args: Any, words: str = "", **kwargs: Any) -> None:
        self.words = words
        kwargs.setdefault("max_length", 40)
        kwargs.setdefault("blank", True)
        if words:
            kwargs["choices"] = vocabulary.choices(words)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("choices", None)  # a new word needs no migration
        kwargs["words"] = self.words
        return name, path, args, kwargs
