"""Telling that published content changed, for changes that send none of Wagtail's own signals."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.dispatch import Signal

content_changed = Signal()
"""Sent with by (who, or None) and why (a text); publishing asks for a build."""


def announce_change(*, by: AbstractBaseUser | None, why: str) -> None:
    """Say that what readers see has changed. Heard when the running transaction is committed."""
    details: dict[str, Any] = {"by": by, "why": why}
    transaction.on_commit(lambda: content_changed.send(sender=None, **details))
