"""Pages: the directory's root, chapters, guides, and pages about the directory.

The desk does not serve them: their public address is on the readers' site.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import TranslatableField

from dogwood.editorial.blocks import BodyBlock, NotesBlock, SourcesBlock
from dogwood.editorial.fields import ListField, PartialDateField
from dogwood.editorial.plain.panel import PlainPanel
from dogwood.editorial.review.forms import GuideForm

REVIEW_STATES = [("pending", _("Awaiting clinical review")), ("reviewed", _("Reviewed"))]


class _ReadersPage(Page):
    """A page that readers see on their own site. READERS_FOLDER: the folder of its address there."""

    READERS_FOLDER = ""
    preview_modes: list[tuple[str, str]] = []  # the readers' site renders editions, not drafts

    class Meta:
        abstract = True

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        parts = super().get_url_parts(request)
        if parts is None:
            return None
        return parts[0], settings.READERS_ADDRESS, self.readers_path

    @property
    def readers_path(self) -> str:
        folder = f"{self.READERS_FOLDER}/{self.slug}/" if self.READERS_FOLDER else ""
        return f"/{self.locale.language_code}/{folder}"


class DirectoryPage(_ReadersPage):
    """The root of one language's tree."""

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["editorial.ChapterPage", "editorial.InformationPage"]

    class Meta:
        verbose_name = _("directory")


class ChapterPage(_ReadersPage):
    READERS_FOLDER = "chapter"
    translatable_fields = [TranslatableField("title"), TranslatableField("summary")]
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    summary = models.TextField(_("in one sentence"), blank=True)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("position")]
    parent_page_types = ["editorial.DirectoryPage"]
    subpage_types = ["editorial.GuidePage"]

    class Meta:
        verbose_name = _("chapter")


class GuidePage(_ReadersPage):
    """A guide. Its slug is its key, one in the whole directory."""

    READERS_FOLDER = "guide"
    translatable_fields = [TranslatableField(name) for name in ("title", "main_message", "body")]
    position = models.PositiveSmallIntegerField(_("position in its chapter"), default=0)
    main_message = models.TextField(
        _("main message"), help_text=_("What a reader must not miss, in one to three sentences.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    sources = StreamField(SourcesBlock(required=False), verbose_name=_("sources"), blank=True)
    needs = ListField(_("needs"), words="needs")
    audiences = ListField(_("for whom"), words="audiences")
    changed = models.DateField(_("last change of substance"), null=True, blank=True)
    review_state = models.CharField(_("clinical review"), max_length=10, choices=REVIEW_STATES, default="pending")
    review_by = models.CharField(_("reviewer's name"), max_length=200, blank=True)
    review_role = models.CharField(_("reviewer's role"), max_length=200, blank=True)
    review_on = PartialDateField(_("reviewed on"))
    review_next_due = models.DateField(_("next review due"), null=True, blank=True)
    reviewer_notes = StreamField(NotesBlock(required=False), verbose_name=_("notes for the reviewer"), blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("main_message"),
        FieldPanel("body"),
        FieldPanel("sources"),
        MultiFieldPanel(
            [FieldPanel("needs"), FieldPanel("audiences"), FieldPanel("position"), FieldPanel("changed")],
            _("Found under"),
        ),
        MultiFieldPanel(
            [
                # Written by signing, in the workflow; not by hand.
                FieldPanel("review_state", read_only=True),
                FieldPanel("review_by", read_only=True),
                FieldPanel("review_role", read_only=True),
                FieldPanel("review_on", read_only=True),
                FieldPanel("review_next_due", read_only=True),
                FieldPanel("change_kind"),
                FieldPanel("reviewer_notes"),
            ],
            _("Clinical review"),
        ),
        PlainPanel(heading=_("Plain language")),
    ]
    search_fields = [*Page.search_fields, index.SearchField("main_message"), index.SearchField("body")]
    base_form_class = GuideForm
    parent_page_types = ["editorial.ChapterPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("guide")

    def clean(self) -> None:
        super().clean()
        if self.review_state == "reviewed" and not (self.review_by and self.review_role and self.review_on):
            raise ValidationError({"review_by": _("A reviewed guide names who reviewed it, their role and when.")})
        twin = GuidePage.objects.filter(slug=self.slug, locale=self.locale_id).exclude(pk=self.pk).first()
        if twin is not None:
            raise ValidationError({"slug": _("Another guide has this key: %(title)s.") % {"title": twin.title}})


class InformationPage(_ReadersPage):
    """A page about the directory: about, contact, privacy, terms, accessibility."""

    READERS_FOLDER = "page"
    translatable_fields = [TranslatableField(name) for name in ("title", "main_message", "body")]
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    main_message = models.TextField(_("main message"), blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    changed = models.DateField(_("last change of substance"), null=True, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("main_message"),
        FieldPanel("body"),
        FieldPanel("position"),
        FieldPanel("changed"),
    ]
    parent_page_types = ["editorial.DirectoryPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("page about the directory")
