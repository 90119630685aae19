"""Words that may mean an emergency, and what a reader who types them is shown first."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from dogwood.editorial.fields import KeyField, ListField

from .base import Entry


class UrgentWords(Entry):
    """One kind of urgency. Search puts it above every result; it names no illness, it says who helps at once."""

    class Level(models.TextChoices):
        """Two of the three levels of a care card; what can wait for office hours is no alarm."""

        EMERGENCY = "emergency", _("emergency: go now")
        URGENT = "urgent", _("urgent: call now, day or night")

    heading = models.CharField(_("heading"), max_length=160, help_text=_("What to do: Call 911 now"))
    advice = models.TextField(_("advice"), help_text=_("One to three plain sentences, from the source below."))
    phrases = ListField(
        _("words people type"),
        help_text=_(
            "One a line. Small words, endings and accents do not matter; the words stand in this order, with at most "
            "two others between them. A plus parts what may stand anywhere: fever + chemo"
        ),
    )
    calm = ListField(
        _("words that mean something else"),
        help_text=_("One a line, same rules: hay fever. What they cover is no alarm."),
    )
    level = models.CharField(_("level"), max_length=10, choices=Level.choices, default=Level.URGENT)
    guide = KeyField(
        _("guide"), blank=True, help_text=_("Key of the guide whose care card of this level is shown where it has one.")
    )
    listing = models.ForeignKey(
        "editorial.Listing",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("listing to call"),
    )
    source_name = models.CharField(_("source"), max_length=200)
    source_url = models.URLField(_("its address"), max_length=500)

    WORDS = ("heading", "advice", "phrases", "calm")
    search_fields = [index.SearchField("heading", boost=3), index.SearchField("phrases")]

    class Meta(Entry.Meta):
        verbose_name = _("urgent words")
        verbose_name_plural = _("urgent words")

    def __str__(self) -> str:
        return self.heading

    def clean(self) -> None:
        super().clean()
        if not self.phrases:
            raise ValidationError({"phrases": [_("Write at least one phrase that readers type.")]})
