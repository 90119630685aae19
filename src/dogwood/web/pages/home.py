"""Home: one search box, needs in plain words, chapters."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext as _

from dogwood import vocabulary
from dogwood.edition.records import ChapterRecord, GuideRecord, ListingRecord

from ..linked import describe_site
from ..page import Page
from ..visit import Visit

FIRST_NEEDS = 12
"""Needs on the home page; the others stand on their own page."""
_FEVER_GUIDE = "managing-side-effects"
"""Where a fever during chemotherapy is explained, in a directory that has this guide."""


def home(visit: Visit, query: Mapping[str, str]) -> Page:
    """The first page: what would help you today?"""
    counts = visit.reader.count_facet(ListingRecord, "need")
    offered = [word for word in vocabulary.words("needs").values() if counts.get(word.key)]
    return Page(
        "home",
        title=_("What would help you today?"),
        description=_("Guides in plain words, and people who can help: helplines, groups, money, rides and care."),
        context={
            "needs": offered[:FIRST_NEEDS],
            "has_more_needs": len(offered) > FIRST_NEEDS,
            "chapters": visit.reader.all_best(ChapterRecord, visit.language),
            "fever_guide": _FEVER_GUIDE if visit.reader.languages_of(GuideRecord, _FEVER_GUIDE) else "",
        },
        data=describe_site(visit.directory, visit.language, settings.READERS_ADDRESS),
    )
