"""Checks and their policy."""

from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting

from dogwood.editorial.fields import KeyField, PartialDateField, WordField

from .subjects import SUBJECTS

FIELDS = [
    ("", _("The whole")),
    ("phone", _("Phone")),
    ("hours", _("Hours")),
    ("website", _("Web address")),
    ("address", _("Address")),
    ("eligibility", _("Who may use it")),
    ("cost", _("Cost")),
    ("languages", _("Languages")),
    ("status", _("Status")),
]
CONFIDENCES = [("high", _("High")), ("medium", _("Medium")), ("low", _("Low"))]


class CheckIsFinalError(Exception):
    """Checks are append-only: a wrong check is answered by a new one."""


class CheckQuerySet(models.QuerySet):
    def update(self, **kwargs: Any) -> NoReturn:
        raise CheckIsFinalError("A check is never changed. Add a new one.")

    def delete(self) -> NoReturn:
        raise CheckIsFinalError("A check is never deleted. Add a new one.")


class Check(models.Model):
    """One act that confirmed or refuted something.

    subject, key: of what. field: "" for the whole. on: ISO partial date, "" undated, with the source's own words in
    on_written. Names the thing by key, so that it survives every edit of it.
    """

    subject = models.CharField(_("of"), max_length=20, choices=SUBJECTS)
    key = KeyField(_("key"), db_index=True)
    field = models.CharField(_("field"), max_length=20, blank=True, choices=FIELDS)
    value = models.CharField(_("value checked"), max_length=300, blank=True)
    on = PartialDateField(_("on"))
    on_written = models.CharField(_("date in the source's words"), max_length=200, blank=True)
    method = WordField(_("how"), words="check_methods", blank=False)
    outcome = WordField(_("outcome"), words="check_outcomes", blank=False)
    by = models.CharField(_("who"), max_length=200)
    role = models.CharField(_("role"), max_length=100, blank=True)
    evidence = models.CharField(_("evidence"), max_length=1000, blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, blank=True, choices=CONFIDENCES)
    note = models.TextField(_("note"), blank=True)
    recorded_at = models.DateTimeField(default=now, editable=False, db_index=True)

    objects = CheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("check")
        verbose_name_plural = _("checks")
        ordering = ["pk"]
        indexes = [models.Index(fields=["subject", "key"])]

    def __str__(self) -> str:
        return f"{self.key} {self.field} {self.outcome} {self.on or self.on_written}".replace("  ", " ")

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise CheckIsFinalError("A check is never changed. Add a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise CheckIsFinalError("A check is never deleted. Add a new one.")


_DAYS = [MinValueValidator(1), MaxValueValidator(3650)]


class CheckPolicy(BaseGenericSetting):
    """How long a confirmation holds, in days, and what follows when it runs out. The defaults are DESIGN.md's."""

    phone_days = models.PositiveIntegerField(_("phone numbers, days"), default=90, validators=_DAYS)
    listing_days = models.PositiveIntegerField(_("listings, days"), default=365, validators=_DAYS)
    publication_days = models.PositiveIntegerField(_("publications, days"), default=730, validators=_DAYS)
    grace_days = models.PositiveIntegerField(_("from overdue to lapsed, days"), default=90, validators=_DAYS)
    letter_days = models.PositiveIntegerField(_("a letter every … days"), default=365, validators=_DAYS)
    remind_days = models.PositiveIntegerField(_("a reminder after … days"), default=21, validators=_DAYS)
    link_days = models.PositiveIntegerField(_("a letter's link holds for … days"), default=60, validators=_DAYS)
    holds_back_lapsed = models.BooleanField(_("lapsed listings are held back"), default=False)
    changed_at = models.DateTimeField(auto_now=True)
    requires_translation = models.BooleanField(_("what is not translated is held back"), default=False)

    class Meta:
        verbose_name = _("check policy")

    def clean(self) -> None:
        super().clean()
        if self.phone_days > self.listing_days:
            raise ValidationError({"phone_days": _("Phone numbers change more often than listings.")})

    def days_for(self, subject: str, field: str) -> int:
        """Days that a confirmation of ``field`` of a ``subject`` holds."""
        if field == "phone":
            return self.phone_days
        return self.publication_days if subject == "publication" else self.listing_days


from .audits.models import Audit, AuditItem  # noqa: E402 - Django looks for models here; they have rooms of their own
from .contacts.models import Contact, Letter  # noqa: E402
from .probes.models import HostMemory, ProbeFinding, ProbeItem, ProbeRun, WebMemory  # noqa: E402
from .reports.models import Report  # noqa: E402

__all__ = [
    "CONFIDENCES", "FIELDS", "SUBJECTS", "Audit", "AuditItem", "Check", "CheckIsFinalError", "CheckPolicy", "Contact", "HostMemory",
    "Letter", "ProbeFinding", "ProbeItem", "ProbeRun", "Report", "WebMemory",
]  # fmt: skip
