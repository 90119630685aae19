"""A directory in two languages."""

import pytest
from wagtail.models import Locale


@pytest.fixture(autouse=True)
def languages(db: None) -> None:
    for tag in ("en", "es"):
        Locale.objects.get_or_create(language_code=tag)
