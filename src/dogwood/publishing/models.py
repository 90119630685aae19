"""What the desk knows of builds."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _


class Build(models.Model):
    """One build of an edition, asked for or done.

    collected_from: when collecting began; the next build need only look at what changed after it. edition: number of
    the edition it made, None when nothing had changed or it failed. findings: the gate's report.
    """

    QUEUED, RUNNING, DONE, UNCHANGED, STOPPED, FAILED = "queued", "running", "done", "unchanged", "stopped", "failed"
    STATES = [
        (QUEUED, _("Queued")),
        (RUNNING, _("Being built")),
        (DONE, _("Live")),
        (UNCHANGED, _("Nothing had changed")),
        (STOPPED, _("Stopped by the gate")),
        (FAILED, _("Failed")),
    ]
    state = models.CharField(_("state"), max_length=10, choices=STATES, default=QUEUED)
    asked_at = models.DateTimeField(_("asked for"), default=now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    why = models.CharField(_("why"), max_length=300, blank=True)
    collected_from = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    edition = models.PositiveIntegerField(_("edition"), null=True, blank=True)
    content_hash = models.CharField(max_length=64, blank=True)
    software_version = models.CharField(max_length=60, blank=True)
    error = models.TextField(_("error"), blank=True)
    findings = models.JSONField(_("gate report"), default=list, blank=True)

    class Meta:
        verbose_name = _("build")
        verbose_name_plural = _("builds")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.pk} {self.get_state_display()}"
