"""The directory itself and its glossary."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting
from wagtail.search import index

from dogwood.editorial.fields import ByLanguageField, KeyField, ListField, validate_key

from .base import Entry


class DirectorySettings(BaseGenericSetting):
    """What the directory is called and where it serves."""

    key = KeyField(_("key"), default="directory")
    name = ByLanguageField(_("name"), blank=False)
    short_name = ByLanguageField(_("short name"))
    area_name = ByLanguageField(_("area"))
    credit = ByLanguageField(_("where it comes from"))
    state = models.CharField(_("state"), max_length=2, blank=True)
    timezone = models.CharField(_("time zone"), max_length=60, default="America/New_York")
    answers_at_night = ListField(
        _("numbers that someone answers at night"), help_text=_("Keys of listings, one a line."), parse=None
    )
    licence = models.CharField(_("licence of the text"), max_length=60, blank=True)
    licence_url = models.URLField(_("address of the licence"), blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = _("directory")

    def clean(self) -> None:
        super().clean()
        for key in self.answers_at_night:
            try:
                validate_key(key)
            except ValidationError as error:
                raise ValidationError({"answers_at_night": [f"“{key}”: {text}" for text in error.messages]}) from None


class GlossaryTerm(Entry):
    term = models.CharField(_("term"), max_length=120)
    definition = models.TextField(_("definition"))
    lay = ListField(_("words people say"), help_text=_("One a line: spread, chemo brain"))
    clinical = ListField(_("words doctors and records use"), help_text=_("One a line: metastasis, mets"))
    source_name = models.CharField(_("source"), max_length=200, blank=True)
    source_url = models.URLField(_("its address"), max_length=500, blank=True)

    WORDS = ("term", "definition", "lay", "clinical")
    search_fields = [
        index.SearchField("term", boost=3),
        index.AutocompleteField("term"),
        index.SearchField("definition"),
    ]

    class Meta(Entry.Meta):
        verbose_name = _("glossary term")
        verbose_name_plural = _("glossary terms")

    def __str__(self) -> str:
        return self.term
