"""Home: one search box, needs in plain words, chapters."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dogwood import vocabulary
from dogwood.edition.records import ChapterRecord, GuideRecord, ListingRecord

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
        data={
            "@context": "https://schema.org",
            "@type": "WebSite",
            "name": visit.directory.name,
            "inLanguage": visit.language,
        },
    )
