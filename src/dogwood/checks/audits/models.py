"""Audits and what was found."""

from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from dogwood.editorial.fields import KeyField

RESULTS = [
    ("", _("Not called yet")),
    ("accurate", _("Fully accurate: everything we print is right")),
    ("usable", _("Usable: something is wrong, but a reader still gets there")),
    ("unusable", _("Not usable: a reader does not get there")),
    ("unreached", _("Nobody answered on three different days")),
]


class Audit(models.Model):
    """One random sample. seed: by which it can be drawn again. population: listings that it was drawn from."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    seed = models.BigIntegerField()
    drawn_at = models.DateTimeField(default=now)
    drawn_by = models.CharField(max_length=200)
    population = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("audit")
        verbose_name_plural = _("audits")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class AuditItem(models.Model):
    """One drawn listing. stratum: its type of service when it was drawn."""

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="items")
    key = KeyField()
    stratum = models.CharField(max_length=40, blank=True)
    result = models.CharField(max_length=12, choices=RESULTS, blank=True)
    note = models.TextField(blank=True)
    on = models.DateField(null=True, blank=True)
    by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["audit", "key"], name="audit_item_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.result}"
