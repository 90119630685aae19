"""Books, booklets, videos, magazines and web sites."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from dogwood.editorial.fields import ListField, PartialDateField, WordField

from .base import Entry, StatusFields
from .organizations import Organization

SAFETY = [("unsafe", _("Unsafe: held back from every edition"))]


class Publication(StatusFields, Entry):
    publication_type = WordField(_("type"), words="publication_types", default="book")
    title = models.CharField(_("title"), max_length=300)
    authors = ListField(_("authors"), help_text=_("One a line."))
    year = PartialDateField(_("year"))
    edition = models.CharField(_("edition"), max_length=120, blank=True)
    publication_language = models.CharField(_("language"), max_length=20, blank=True)
    organization = models.ForeignKey(
        Organization, models.SET_NULL, null=True, blank=True, related_name="publications", verbose_name=_("by")
    )
    annotation = models.TextField(_("annotation"), blank=True)
    how_to_get = models.TextField(_("how to get it"), blank=True)
    website = models.URLField(_("web address"), max_length=500, blank=True)
    needs = ListField(_("needs it meets"), words="needs")
    audiences = ListField(_("for whom"), words="audiences")
    safety = models.CharField(_("safety"), max_length=10, blank=True, choices=SAFETY)
    safety_reason = models.TextField(_("reason, with its source"), blank=True)

    WORDS = ("status_note", "annotation", "how_to_get")
    search_fields = [index.SearchField("title", boost=3), index.AutocompleteField("title"), index.SearchField("key")]

    class Meta(Entry.Meta):
        verbose_name = _("publication")
        verbose_name_plural = _("publications")

    def __str__(self) -> str:
        return self.title
