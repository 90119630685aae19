"""Revisions of entries that a pack, an import or a call made, which have none of their own."""

from typing import Any

from django.db import transaction
from wagtail.log_actions import log


def keep_first_revision(*, instance: Any) -> None:
    """Before an entry is edited for the first time on the desk, keep what is published as a revision, so that the edit can
    be compared with it and taken back. Does nothing where there is a revision, or the entry is not published."""
    if instance.latest_revision_id is not None or not instance.live:
        return
    with transaction.atomic():
        revision = instance.save_revision(clean=False, log_action=False)
        type(instance).objects.filter(pk=instance.pk).update(live_revision=revision, latest_revision=revision)
        log(instance, "wagtail.publish", revision=revision, data={"why": "as it was before its first edit on the desk"})
