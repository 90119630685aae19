"""Tests write nothing into the checkout."""

import tempfile
from pathlib import Path

from django.conf import settings


def test_whatever_is_written_is_written_to_a_temporary_folder() -> None:
    temporary = Path(tempfile.gettempdir()).resolve()
    for path in (settings.EDITIONS_ROOT, settings.MEDIA_ROOT, settings.STATIC_ROOT):
        assert Path(path).resolve().is_relative_to(temporary), path
    assert settings.DATABASES["default"]["NAME"] == ":memory:" or "memory" in str(settings.DATABASES["default"]["NAME"])
