"""Events, once or repeating."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from dogwood.editorial.fields import ListField, WordField
from dogwood.facts.dates import FIRST_YEAR, LAST_YEAR
from dogwood.facts.errors import FactError
from dogwood.facts.language import parse_language_tag
from dogwood.facts.recurrence import parse_recurrence
from dogwood.facts.schedule import find_timezone

from .base import Entry
from .listings import Listing
from .organizations import Organization


class Event(Entry):
    """starts, ends: local time in ``timezone``, kept as ISO text (``2026-12-17T17:30``) so that no server's clock
    moves them. recurrence: an RFC 5545 rule, "" for once."""

    name = models.CharField(_("name"), max_length=255)
    summary = models.TextField(_("in a few words"), blank=True)
    starts = models.CharField(_("starts"), max_length=16, help_text=_("Local time: 2026-12-17T17:30"))
    ends = models.CharField(_("ends"), max_length=16, blank=True)
    timezone = models.CharField(_("time zone"), max_length=60, default="America/New_York")
    recurrence = models.CharField(_("repeats"), max_length=200, blank=True, help_text="FREQ=MONTHLY;BYDAY=3TH")
    listing = models.ForeignKey(
        Listing, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("listing")
    )
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="events", verbose_name=_("run by")
    )
    place_name = models.CharField(_("place"), max_length=255, blank=True)
    address = models.CharField(_("street address"), max_length=255, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    zip = models.CharField(_("ZIP"), max_length=10, blank=True)
    online = models.URLField(_("link to join"), max_length=500, blank=True)
    website = models.URLField(_("web address"), max_length=500, blank=True)
    phone = models.CharField(_("phone"), max_length=100, blank=True)
    cost = WordField(_("cost"), words="costs")
    languages = ListField(_("languages"), parse=parse_language_tag)
    needs = ListField(_("needs it meets"), words="needs")
    audiences = ListField(_("for whom"), words="audiences")
    status = WordField(_("status"), words="statuses")
    status_note = models.TextField(_("status in words"), blank=True)

    WORDS = ("name", "summary", "status_note")
    search_fields = [index.SearchField("name", boost=3), index.AutocompleteField("name"), index.SearchField("key")]

    class Meta(Entry.Meta):
        verbose_name = _("event")
        verbose_name_plural = _("events")

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        wrong: dict[str, str] = {}
        for name in ("starts", "ends"):
            value = getattr(self, name)
            if value and parse_local_time(value) is None:
                wrong[name] = str(_("Write it as 2026-12-17T17:30."))
        try:
            find_timezone(self.timezone)
        except FactError as error:
            wrong["timezone"] = str(error)
        if self.recurrence:
            try:
                self.recurrence = parse_recurrence(self.recurrence)
            except FactError as error:
                wrong["recurrence"] = str(error)
        if not wrong and self.ends and self.ends <= self.starts:
            wrong["ends"] = str(_("It ends before it starts."))
        if wrong:
            raise ValidationError(wrong)


def parse_local_time(text: str) -> dt.datetime | None:
    """``2026-12-17T17:30`` as a naive datetime from 1900 to 2100, None when it is none."""
    try:
        value = dt.datetime.strptime(text, "%Y-%m-%dT%H:%M")  # noqa: DTZ007 - local by definition
    except ValueError:
        return None
    return value if FIRST_YEAR <= value.year <= LAST_YEAR else None
