"""What the words of a twin in another language were made from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Twin(models.Model):
    """One page or entry in one other language, and which of its parts lag behind the first language.

    kind: model name, such as ``guidepage``. memory: text of the first language → the words that were made from it. behind:
    texts of the first language that changed, or came, after the words did. read_by, read_role, read_on: the person who read
    the whole as a speaker of the language; "" until then, and again when the words change.
    """

    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120)
    language = models.CharField(max_length=40)
    memory = models.JSONField(default=dict)
    behind = models.JSONField(default=list)
    since = models.DateField(null=True, blank=True)
    read_by = models.CharField(_("read by"), max_length=200, blank=True)
    read_role = models.CharField(_("as"), max_length=200, blank=True)
    read_on = models.DateField(_("on"), null=True, blank=True)

    objects = models.Manager["Twin"]()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key", "language"], name="one_twin")]
        permissions = [("sign_twin", "Can say that a translation was read by a speaker of its language")]

    def __str__(self) -> str:
        return f"{self.key} ({self.language})"
