"""A list's filters that somebody wants again."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class SavedFilter(models.Model):
    """of: model name of the entries. query: the list's address after "?". is_shared: everybody on the desk sees it."""

    name = models.CharField(_("name"), max_length=80)
    of = models.CharField(max_length=40)
    query = models.CharField(max_length=1000, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    is_shared = models.BooleanField(_("everybody on the desk sees it"), default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "name", "by"], name="saved_filter_name")]
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
