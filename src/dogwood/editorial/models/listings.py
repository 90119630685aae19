"""Listings: what a reader can turn to, with its phones, places, hours and web addresses.

In HSDS's meaning a listing is a ``service``, its places are ``location`` and ``service_at_location``, and so on; an
editor sees one form.
"""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable
from wagtail.search import index

from dogwood.editorial.fields import ByLanguageField, ListField, WordField
from dogwood.facts.errors import FactError
from dogwood.facts.language import parse_language_tag
from dogwood.facts.schedule import find_timezone, parse_days, parse_time

from .base import Entry, StatusFields
from .organizations import Organization

KINDS = [("service", _("Service")), ("trial", _("Clinical trial"))]
WEEKS = ("1", "2", "3", "4", "5")


class Listing(StatusFields, Entry):
    kind = models.CharField(_("kind"), max_length=10, choices=KINDS, default="service")
    service_type = WordField(_("type"), words="service_types")
    name = models.CharField(_("name"), max_length=255)
    other_names = ListField(_("other and old names"), help_text=_("One a line. They stay findable."))
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="listings", verbose_name=_("run by")
    )
    summary = models.CharField(
        _("in one sentence"), max_length=300, blank=True, help_text=_("Readers see it in every list.")
    )
    description = models.TextField(_("description"), blank=True, max_length=20_000)
    needs = ListField(_("needs it meets"), words="needs")
    audiences = ListField(_("for whom"), words="audiences")
    formats = ListField(_("how one is served"), words="formats")
    languages = ListField(
        _("languages one is served in"), parse=parse_language_tag, help_text=_("One code a line, such as en or es.")
    )
    cost = WordField(_("cost"), words="costs")
    cost_note = models.TextField(_("more on cost"), blank=True)
    eligibility = models.TextField(_("who may use it"), blank=True)
    area = WordField(_("area served"), words="areas")
    area_counties = ListField(_("counties served"), help_text=_("One name a line, without “County”."))
    area_states = ListField(_("states served"), help_text=_("Two letters, one a line."))
    area_note = models.CharField(_("area in words"), max_length=300, blank=True)
    website = models.URLField(_("web address"), max_length=500, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    hours_note = models.TextField(_("hours in words"), blank=True)
    accessibility = models.TextField(_("accessibility"), blank=True)
    documents = models.TextField(_("what to bring"), blank=True)
    accepting = WordField(_("taking new people"), words="acceptings")
    insurance = models.TextField(_("insurance taken"), blank=True)
    waiting_time = models.CharField(_("waiting time"), max_length=200, blank=True)

    WORDS = (
        "status_note", "summary", "description", "cost_note", "eligibility", "area_note", "hours_note",
        "accessibility", "documents", "insurance", "waiting_time",
    )  # fmt: skip
    search_fields = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("key"),
        index.SearchField("summary"),
        index.FilterField("service_type"),
        index.FilterField("status"),
        index.FilterField("locale_id"),
    ]

    class Meta(Entry.Meta):
        verbose_name = _("listing")
        verbose_name_plural = _("listings")

    def __str__(self) -> str:
        return self.name


class _ListingPart(Orderable):
    place = models.PositiveSmallIntegerField(
        _("at place"), null=True, blank=True, help_text=_("1 is the first place below; empty for all.")
    )

    class Meta(Orderable.Meta):
        abstract = True


class ListingPhone(_ListingPart):
    """written: as the source or the editor writes it; the dialable number is worked out when it is published.

    A number that cannot be dialled may be kept: the gate holds it back and tells the editors.
    """

    listing = ParentalKey(Listing, on_delete=models.CASCADE, related_name="phones")
    written = models.CharField(_("number"), max_length=100, help_text=_("As it is written: 800.ACS.2345"))
    kind = WordField(_("kind"), words="phone_kinds", default="voice")
    extension = models.CharField(_("extension"), max_length=10, blank=True)
    languages = ListField(_("languages"), parse=parse_language_tag)
    label = ByLanguageField(_("label"))


class ListingPlace(Orderable):
    listing = ParentalKey(Listing, on_delete=models.CASCADE, related_name="places")
    name = models.CharField(_("name"), max_length=255, blank=True)
    address = models.CharField(_("street address"), max_length=255, blank=True)
    address_2 = models.CharField(_("suite, floor"), max_length=255, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    zip = models.CharField(_("ZIP"), max_length=10, blank=True)
    county = models.CharField(_("county"), max_length=60, blank=True, help_text=_("Without “County”."))
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    accessibility = ByLanguageField(_("accessibility"))


class ListingHours(_ListingPart):
    listing = ParentalKey(Listing, on_delete=models.CASCADE, related_name="hours")
    days = models.CharField(_("days"), max_length=40, help_text=_("mo-fr, or mo we fr"))
    opens = models.CharField(_("opens"), max_length=5, help_text=_("09:00"))
    closes = models.CharField(_("closes"), max_length=5, help_text=_("17:30; 24:00 is midnight"))
    weeks = ListField(_("weeks of the month"), help_text=_("One a line: 1 and 3. Empty: every week."))
    timezone = models.CharField(_("time zone"), max_length=60, blank=True, help_text=_("Empty: the directory's."))
    note = ByLanguageField(_("note"))

    def clean(self) -> None:
        super().clean()
        for name, check in (("days", parse_days), ("opens", parse_time), ("closes", parse_time)):
            try:
                check(getattr(self, name))
            except FactError as error:
                raise ValidationError({name: str(error)}) from None
        if self.timezone:
            try:
                find_timezone(self.timezone)
            except FactError as error:
                raise ValidationError({"timezone": str(error)}) from None
        if not set(self.weeks) <= set(WEEKS):
            raise ValidationError({"weeks": _("Weeks of the month are 1 to 5.")})


class ListingWeb(Orderable):
    listing = ParentalKey(Listing, on_delete=models.CASCADE, related_name="web")
    url = models.URLField(_("web address"), max_length=500)
    label = ByLanguageField(_("label"))
