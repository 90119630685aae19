"""Whom we write to, and the letters."""

from django.core.validators import EmailValidator
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from dogwood.editorial.fields import KeyField

STATES = [
    ("sent", _("Waiting for an answer")),
    ("correct", _("Everything is correct")),
    ("changes", _("Changes proposed")),
    ("settled", _("Changes settled")),
    ("failed", _("Could not be sent")),
]


class Contact(models.Model):
    """The person or desk at a listed organization that answers for a listing. Never published, and in no pack.

    listing: its key. language: of the letters. is_silent: wants no letters.
    """

    listing = KeyField(_("listing"), unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    email = models.EmailField(_("e-mail"), validators=[EmailValidator()])
    language = models.CharField(_("language of letters"), max_length=12, default="en")
    is_silent = models.BooleanField(_("wants no letters"), default=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        ordering = ["listing"]

    def __str__(self) -> str:
        return f"{self.listing}: {self.name or self.email}"


class Letter(models.Model):
    """One request, its reminder and its answer.

    token_hash: SHA-256 of the link's secret. answer: ``{"values": field → text, "was": field → text, "note": text,
    "is_closed": bool}`` of proposed changes.
    """

    listing = KeyField(db_index=True)
    email = models.EmailField()
    language = models.CharField(max_length=12)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField(default=now, db_index=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=STATES, default="sent", db_index=True)
    answer = models.JSONField(default=dict, blank=True)
    settled_by = models.CharField(max_length=200, blank=True)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.listing} {self.state}"
