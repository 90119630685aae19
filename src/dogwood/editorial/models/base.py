"""What all snippets of the directory share: key, twins in other languages, drafts, history and locking."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import now
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, Locale, LockableMixin, RevisionMixin, TranslatableMixin, WorkflowMixin
from wagtail.search import index

from dogwood.editorial.fields import KeyField, PartialDateField, WordField


class EntryQuerySet(models.QuerySet):
    def in_language(self, language: str) -> "EntryQuerySet":
        return self.filter(locale__language_code=language)

    def sources(self) -> "EntryQuerySet":
        """Those in the directory's first language: they carry the facts; their twins carry words only."""
        return self.filter(locale=Locale.get_default())


class Entry(
    WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, TranslatableMixin, index.Indexed, ClusterableModel
):
    """One entry of the directory in one language.

    key: shared with its twins. changed_at: last time that anything a reader sees was changed; the publishing wing
    collects again what changed after it last looked.
    """

    key = KeyField(_("key"), help_text=_("Its name for ever, part of its address: nc-211"))
    changed_at = models.DateTimeField(default=now, editable=False, db_index=True)
    editor_note = models.TextField(_("note for editors"), blank=True, help_text=_("Never published."))
    seed_id = models.PositiveIntegerField(_("number in the first edition"), null=True, blank=True, editable=False)

    objects = EntryQuerySet.as_manager()
    #: Fields that hold words for readers, and so differ between the twins. All others are facts.
    WORDS: ClassVar[tuple[str, ...]] = ()

    class Meta(TranslatableMixin.Meta):
        abstract = True
        constraints = [models.UniqueConstraint(fields=["key", "locale"], name="%(class)s_key_in_locale")]
        unique_together = [("translation_key", "locale")]

    @property
    def is_source(self) -> bool:
        """True for the twin that carries the facts."""
        return self.locale_id == Locale.get_default().id

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.changed_at = now()
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "changed_at"}
        super().save(*args, **kwargs)


class StatusFields(models.Model):
    """Whether the thing still is, and who took over."""

    status = WordField(_("status"), words="statuses")
    status_date = PartialDateField(_("since"))
    became = WordField(_("what became of it"), words="becames")
    successor = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="predecessors", verbose_name=_("successor")
    )
    status_note = models.TextField(
        _("status in words"), blank=True, help_text=_("One plain sentence: what happened, when, who answers now.")
    )

    class Meta:
        abstract = True

    def clean(self) -> None:
        super().clean()
        if self.successor is not None and self.successor.pk == self.pk:
            raise ValidationError({"successor": _("Something cannot be its own successor.")})
