"""What readers told us."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from dogwood.editorial.fields import KeyField

from ..subjects import SUBJECTS

KINDS = [
    ("number", _("The number is wrong or nobody answers")),
    ("closed", _("It is closed or has moved")),
    ("facts", _("Other facts are not right")),
    ("harm", _("Treated badly, or not what it says")),
    ("other", _("Something else")),
]
STATES = [("new", _("New")), ("corrected", _("Corrected")), ("right", _("Was right")), ("useless", _("Not useful"))]


class Report(models.Model):
    """subject, key: of what. words: the reader's own, "" for none. is_suspect: looks like advertising; shown last.

    Nothing is kept of the reader: no name, no address, no browser.
    """

    subject = models.CharField(max_length=20, choices=SUBJECTS)
    key = KeyField(db_index=True)
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=10, choices=KINDS)
    words = models.TextField(blank=True, max_length=2000)
    is_suspect = models.BooleanField(default=False)
    at = models.DateTimeField(default=now, db_index=True)
    state = models.CharField(max_length=10, choices=STATES, default="new", db_index=True)
    settled_by = models.CharField(max_length=200, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("reader's report")
        verbose_name_plural = _("readers' reports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.key} {self.kind}"
