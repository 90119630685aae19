"""What readers keep on their own device: the saved list, questions for the care team, the journal.

The server sends empty pages and never learns what is put into them. Without script each says what it would do.
"""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dogwood.edition.records import GuideRecord

from ..page import Page
from ..visit import Visit

_PAIN_GUIDE = "pain"
"""Where pain is explained, in a directory that has this guide."""


def saved(visit: Visit, query: Mapping[str, str]) -> Page:
    return Page(
        "saved",
        title=_("My saved list"),
        description=_(
            "Keep phone numbers, guides and events together, print them on one page, or send them to another phone."
        ),
    )


def questions(visit: Visit, query: Mapping[str, str]) -> Page:
    return Page(
        "questions",
        title=_("Questions for my care team"),
        description=_("Gather questions from the guides, add your own, take them to your visit and tick them off."),
    )


def journal(visit: Visit, query: Mapping[str, str]) -> Page:
    return Page(
        "journal",
        title=_("My journal"),
        description=_("Write down how you feel, your pain and your appointments. It stays on this device."),
        context={"pain_guide": _PAIN_GUIDE if visit.reader.languages_of(GuideRecord, _PAIN_GUIDE) else ""},
    )
