"""Twins are looked at whenever a page or entry is published."""

from typing import Any

from django.db.models import Model
from wagtail.models import Page
from wagtail.signals import page_published, published

from ..models.base import Entry
from .keeping import key_field, note_twins
from .parity import TRANSLATED


def connect() -> None:
    for signal in (page_published, published):
        signal.connect(_on_publish)


def _on_publish(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, (Page, Entry)) and isinstance(instance, TRANSLATED):
        note_twins(type(instance), [getattr(instance, key_field(type(instance)))])
