"""Organizations that run listings."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from dogwood.editorial.fields import ListField

from .base import Entry, StatusFields


class Organization(StatusFields, Entry):
    """Who runs a listing (HSDS ``organization``)."""

    name = models.CharField(_("name"), max_length=255)
    other_names = ListField(_("other and old names"), help_text=_("One a line. They stay findable."))
    parent = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="children", verbose_name=_("part of")
    )
    website = models.URLField(_("web address"), max_length=500, blank=True)

    WORDS = ("status_note",)
    search_fields = [index.SearchField("name"), index.AutocompleteField("name"), index.SearchField("key")]

    class Meta(Entry.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")

    def __str__(self) -> str:
        return self.name
