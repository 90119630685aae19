"""Runs of probes, their items, what they found, and what they remember for the next time."""

import datetime as dt

from django.conf import settings
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _

from dogwood.editorial.fields import KeyField

from ..subjects import SUBJECTS
from .problems import KINDS, SEVERITIES, WHATS

LEASE = dt.timedelta(seconds=90)
"""A run that gave no sign for longer has lost its worker."""
RUN_WHATS = [*WHATS, ("all", _("Everything"))]
QUEUED, RUNNING, STOPPED, DONE = "queued", "running", "stopped", "done"
RUN_STATES = [
    (QUEUED, _("Waits for the worker")),
    (RUNNING, _("Under way")),
    (STOPPED, _("Stopped")),
    (DONE, _("Done")),
]
OPEN, ACCEPTED, DISMISSED, GONE = "open", "accepted", "dismissed", "gone"
FINDING_STATES = [(OPEN, _("Open")), (ACCEPTED, _("It is so")), (DISMISSED, _("Dismissed")), (GONE, _("Seen no more"))]
ADDRESS_LENGTH = 500


class ProbeRun(models.Model):
    """One run, cut into items that are looked at a few at a time.

    listing: key of the one listing that it is about, "" for all. total, done, failed: items; failed ones could not be looked at.
    reached: what → items where somebody answered. turn: raised by whoever goes on with the run, so that only one does.
    sign_at: last sign of life. is_here: driven by a command, not by the worker.
    """

    what = models.CharField(_("what"), max_length=12, choices=RUN_WHATS, default="all")
    state = models.CharField(_("state"), max_length=10, choices=RUN_STATES, default=QUEUED, db_index=True)
    listing = models.CharField(_("listing"), max_length=120, blank=True)
    total = models.PositiveIntegerField(_("in all"), default=0)
    done = models.PositiveIntegerField(_("looked at"), default=0)
    failed = models.PositiveIntegerField(_("could not be looked at"), default=0)
    found = models.PositiveIntegerField(_("found"), default=0)
    reached = models.JSONField(default=dict, editable=False)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("asked by")
    )
    asked_at = models.DateTimeField(_("asked for"), default=now)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    sign_at = models.DateTimeField(_("last sign"), default=now)
    turn = models.PositiveIntegerField(default=0, editable=False)
    is_here = models.BooleanField(default=False, editable=False)
    stop_requested = models.BooleanField(_("asked to stop"), default=False)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("run of probes")
        verbose_name_plural = _("runs of probes")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_what_display()}, {self.asked_at:%Y-%m-%d %H:%M}"

    @property
    def is_active(self) -> bool:
        return self.state in {QUEUED, RUNNING}

    @property
    def is_stalled(self) -> bool:
        """True when it should be under way and nobody has been at it for longer than LEASE."""
        return self.state == RUNNING and now() - self.sign_at > LEASE

    @property
    def percent(self) -> int:
        return 100 if self.state == DONE else (self.done * 100) // max(1, self.total)


class ProbeItem(models.Model):
    """One thing to look at in a run; deleted when the run is done. value: address, domain, or "" for all of a listing.

    holders: whose it is, as ``Holder.as_json``. unreached: what was seen that counts only if others were reached.
    """

    run = models.ForeignKey(ProbeRun, models.CASCADE, related_name="items")
    position = models.PositiveIntegerField()
    what = models.CharField(max_length=12, choices=WHATS)
    value = models.CharField(max_length=ADDRESS_LENGTH, blank=True)
    holders = models.JSONField(default=list)
    attempts = models.PositiveSmallIntegerField(default=0)
    is_done = models.BooleanField(default=False)
    not_before = models.DateTimeField(null=True, blank=True)
    unreached = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["run", "is_done", "position"])]

    def __str__(self) -> str:
        return f"{self.what} {self.value or self.holders}"


class ProbeFinding(models.Model):
    """Something that a probe saw, for a person to decide on.

    value: what it is about, as it stands in the listing (address, number as written, domain). signature: what makes it
    the same thing when it is seen again. changed_at: when it began or stopped to keep a value from the next edition.
    """

    kind = models.CharField(_("what"), max_length=20, choices=KINDS, db_index=True)
    subject = models.CharField(_("of"), max_length=20, choices=SUBJECTS)
    key = KeyField(_("key"), db_index=True)
    field = models.CharField(_("field"), max_length=20)
    value = models.CharField(_("value"), max_length=ADDRESS_LENGTH, blank=True)
    severity = models.CharField(_("weight"), max_length=10, choices=SEVERITIES)
    seen = models.CharField(_("what was seen"), max_length=500)
    evidence = models.TextField(_("evidence"), blank=True)
    signature = models.CharField(max_length=64, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=FINDING_STATES, default=OPEN, db_index=True)
    first_seen = models.DateTimeField(_("first seen"), default=now)
    last_seen = models.DateTimeField(_("last seen"), default=now)
    run = models.ForeignKey(ProbeRun, models.SET_NULL, null=True, blank=True, related_name="findings")
    settled_by = models.CharField(_("settled by"), max_length=200, blank=True)
    settled_at = models.DateTimeField(_("settled"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    changed_at = models.DateTimeField(default=now, editable=False, db_index=True)

    class Meta:
        verbose_name = _("finding of a probe")
        verbose_name_plural = _("findings of probes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "key", "field", "value"], name="probe_finding_once")
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.kind}"


class WebMemory(models.Model):
    """What is known of an address from the last look. failures: looks in a row that did not reach it."""

    url = models.CharField(max_length=ADDRESS_LENGTH, unique=True)
    final = models.CharField(max_length=2_000, blank=True)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    fingerprint = models.CharField(max_length=16, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    status = models.PositiveSmallIntegerField(default=0)
    looked_at = models.DateTimeField(default=now, db_index=True)

    def __str__(self) -> str:
        return self.url


class HostMemory(models.Model):
    """What is known of a host: what it allows (``Robots.as_text``), and before when it is left alone."""

    host = models.CharField(max_length=255, unique=True)
    robots = models.TextField(blank=True)
    robots_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.host
