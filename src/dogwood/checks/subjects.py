"""What can be checked and told about."""

from django.utils.translation import gettext_lazy as _

SUBJECTS = [
    ("listing", _("Listing")),
    ("organization", _("Organization")),
    ("publication", _("Publication")),
    ("event", _("Event")),
]
