"""What imports remember: sources, runs, and where each value came from."""

import datetime as dt

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from dogwood.editorial.fields import KeyField, PartialDateField

KINDS = [
    ("spreadsheet", _("Spreadsheet")),
    ("fda", _("FDA mammography file")),
    ("hsds", _("HSDS")),
    ("text", _("Text or document")),
]
SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx", ".zip", ".json", ".ndjson")
"""Of files that the desk looks at by itself."""
STATES = [
    ("previewed", _("Preview")),
    ("applied", _("Applied")),
    ("undone", _("Undone")),
    ("discarded", _("Discarded")),
]


class Source(models.Model):
    """Where listings come from, again and again.

    mapping: heading of a column → field, as an editor last chose it. location: file on this server that the desk looks
    at by itself every ``every_days`` days; a preview is made, never more.
    """

    name = models.CharField(_("name"), max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS, default="spreadsheet")
    mapping = models.JSONField(_("columns"), default=dict, blank=True)
    location = models.CharField(
        _("file on this server"), max_length=500, blank=True, help_text=_("Looked at by “dogwood import due”.")
    )
    every_days = models.PositiveSmallIntegerField(
        _("look every, days"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(365)]
    )
    looked_at = models.DateTimeField(_("last looked at"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("source of listings")
        verbose_name_plural = _("sources of listings")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.location and not self.location.lower().endswith(SUFFIXES):
            raise ValidationError(
                {"location": _("It is a file that ends in %(ends)s.") % {"ends": ", ".join(SUFFIXES)}}
            )

    def is_due(self, moment: dt.datetime) -> bool:
        """True where it has a file and a rhythm, and its time has come."""
        if not self.location or not self.every_days:
            return False
        return self.looked_at is None or moment - self.looked_at >= dt.timedelta(days=self.every_days)


class ImportRun(models.Model):
    """One import from preview to undo.

    content: the file, compressed, until it is applied or discarded. options: mapping, decisions and so on. report: the
    plan as JSON (``ImportPlan.as_json``). undo: what was before and after (``undo``). digest: of the plan, so that
    nothing else than what was previewed is applied.
    """

    source = models.ForeignKey(Source, models.PROTECT, related_name="runs", verbose_name=_("source"))
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS)
    state = models.CharField(_("state"), max_length=12, choices=STATES, default="previewed", db_index=True)
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64, editable=False)
    dated = PartialDateField(
        _("date of the source"), help_text=_("As far as it is known: 2026-11-23, 2026-11 or 2026.")
    )
    content = models.BinaryField(default=b"", editable=False)
    options = models.JSONField(default=dict, editable=False)
    counts = models.JSONField(default=dict, editable=False)
    report = models.JSONField(default=dict, editable=False)
    undo = models.JSONField(default=dict, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(_("previewed"), default=now, editable=False, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    applied_at = models.DateTimeField(_("applied"), null=True, blank=True, editable=False)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("applied by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True, editable=False)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("undone by")
    )

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.source} {self.created_at:%Y-%m-%d %H:%M}"


class FieldProvenance(models.Model):
    """Where a value came from: what a source said of one field of one entry, and what was made of it.

    ident: what names the row within its source. field: "" stands for the row as a whole: it says which entry the row
    is. said: the source's words at its last import. kept: the value that stood in the directory after that import where
    it was the source's, as canonical JSON; "" where the directory says something else. row: where it stood.
    """

    source = models.ForeignKey(Source, models.CASCADE, related_name="provenance", verbose_name=_("source"))
    run = models.ForeignKey(ImportRun, models.SET_NULL, null=True, related_name="+", verbose_name=_("import"))
    ident = models.CharField(_("row's own name"), max_length=300)
    subject = models.CharField(_("of"), max_length=20)
    key = KeyField(_("key"))
    field = models.CharField(_("field"), max_length=40, blank=True)
    said = models.TextField(_("the source's words"), blank=True)
    kept = models.TextField(_("as it was put"), blank=True)
    row = models.CharField(_("row"), max_length=100, blank=True)
    on = models.DateTimeField(_("on"), default=now)

    class Meta:
        verbose_name = _("origin of a value")
        verbose_name_plural = _("origins of values")
        constraints = [models.UniqueConstraint(fields=["source", "ident", "field"], name="one_origin_a_field")]
        indexes = [models.Index(fields=["subject", "key"])]

    def __str__(self) -> str:
        return f"{self.key} {self.field}: {self.source}"
