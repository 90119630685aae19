"""Each publish on the desk asks for a build."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, published, unpublished

from dogwood.checks.models import Check, CheckPolicy
from dogwood.editorial.announce import content_changed
from dogwood.editorial.models import DirectorySettings
from dogwood.editorial.models.base import Entry

from .tasks import request_build


def connect() -> None:
    """Listen to what changes the published content."""
    for signal in (page_published, page_unpublished, published, unpublished):
        signal.connect(_on_publish)
    for model in (DirectorySettings, CheckPolicy, Check):
        post_save.connect(_on_save, sender=model)
    post_delete.connect(_on_delete)
    content_changed.connect(_on_announcement)


def _on_publish(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    revision = kwargs.get("revision")
    request_build(by=getattr(revision, "user", None), why=f"{instance._meta.verbose_name} “{instance}” was published")


def _on_save(sender: type[Model], instance: Model, raw: bool = False, **kwargs: Any) -> None:
    if not raw:
        request_build(by=None, why=f"{instance._meta.verbose_name} was changed")


def _on_delete(sender: type[Model], instance: Model, **kwargs: Any) -> None:
    if isinstance(instance, (Entry, Page)) and instance.live:
        request_build(by=None, why=f"{instance._meta.verbose_name} “{instance}” was deleted")


def _on_announcement(sender: Any, by: Any, why: str, **kwargs: Any) -> None:
    request_build(by=by, why=why)
