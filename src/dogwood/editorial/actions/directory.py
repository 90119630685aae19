"""Describing the directory itself."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from wagtail.log_actions import log
from wagtail.models import Locale

from dogwood.editorial.models import DirectorySettings


def describe_directory(
    *, values: Mapping[str, Any], languages: tuple[str, ...], by: AbstractBaseUser | None, why: str
) -> DirectorySettings:
    """Set the directory's name, area, foot numbers and so on, and see that its languages exist.

    Raises django.core.exceptions.ValidationError.
    """
    for language in languages:
        Locale.objects.get_or_create(language_code=language)
    directory = DirectorySettings.load()
    before = {name: getattr(directory, name) for name in values}
    for name, value in values.items():
        setattr(directory, name, value)
    directory.full_clean()
    if before != dict(values) or directory.pk is None:
        directory.save()
        log(directory, "wagtail.edit", user=by, data={"why": why}, content_changed=True)
    return directory
