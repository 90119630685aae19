"""What the desk knows of books: one row for each that was asked for."""

import datetime as dt
from decimal import Decimal

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

STOPPED_AFTER = dt.timedelta(minutes=30)
"""A book that is being made for longer than this has lost its worker: the biggest takes a few minutes."""


class PrintJob(models.Model):
    """One book that was asked for.

    choices: as ``making.read_choices`` takes them. edition: number of the edition it was made of, None before. log:
    ``[{"at": ISO time, "words": …}]``. price: of one printed page, in the directory's currency. marks: of the proof,
    ``[{"record_type", "key", "heading", "what", "words"}]``, at most ``making.MOST_MARKS``; marks_count: all there are.
    size: bytes. previews: how many first pages there are as pictures. has_file: False once it was removed to make room.
    """

    WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"
    STATES = [
        (WAITING, _("Waiting")),
        (RUNNING, _("Being made")),
        (DONE, _("Done")),
        (FAILED, _("Failed")),
    ]
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=WAITING)
    choices = models.JSONField(_("choices"), default=dict)
    edition = models.PositiveIntegerField(_("edition"), null=True, blank=True)
    progress = models.CharField(_("progress"), max_length=300, blank=True)
    log = models.JSONField(_("log"), default=list, blank=True)
    error = models.TextField(_("error"), blank=True)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    price = models.DecimalField(_("price of a page"), max_digits=8, decimal_places=4, default=Decimal(0))
    copies = models.PositiveIntegerField(_("copies"), default=1)
    marks = models.JSONField(_("marks"), default=list, blank=True)
    marks_count = models.PositiveIntegerField(_("number of marks"), default=0)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    content = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(_("file"), max_length=120, blank=True)
    has_file = models.BooleanField(default=False)
    previews = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(_("asked for"), default=now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    started_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    class Meta:
        verbose_name = _("book")
        verbose_name_plural = _("books")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk} {self.get_state_display()}"

    @property
    def is_stopped(self) -> bool:
        """Has its worker died? Nothing takes so long."""
        return self.state == self.RUNNING and self.started_at is not None and now() - self.started_at > STOPPED_AFTER

    @property
    def is_open(self) -> bool:
        """Is something still to come?"""
        return self.state in {self.WAITING, self.RUNNING} and not self.is_stopped

    @property
    def state_words(self) -> str:
        return str(_("Stopped")) if self.is_stopped else str(self.get_state_display())

    @property
    def cost_of_one(self) -> Decimal:
        """pages × price."""
        return (self.pages or 0) * self.price

    @property
    def cost(self) -> Decimal:
        """pages × price × copies."""
        return self.cost_of_one * self.copies

    @property
    def sheets(self) -> int:
        """Sheets of paper for one copy, printed on both sides; half-letter pages stand four to a folded letter sheet."""
        return -(-(self.pages or 0) // (4 if self.choices.get("paper") == "half" else 2))
