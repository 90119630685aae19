"""Who has taken which piece of work."""

from django.conf import settings
from django.db import models
from django.utils.timezone import now


class Claim(models.Model):
    """key: of the work (``editorial.worklist.Work``)."""

    key = models.CharField(max_length=200, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=now)

    def __str__(self) -> str:
        return f"{self.key} {self.by}"
