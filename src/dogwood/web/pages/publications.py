"""Books, booklets, videos and web sites."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from dogwood import vocabulary
from dogwood.edition.records import PublicationRecord

from ..linked import describe_publication
from ..page import Page
from ..visit import Visit


def publications(visit: Visit, query: Mapping[str, str]) -> Page:
    """All publications, those in the reader's language first, by type."""
    found = visit.reader.all_best(PublicationRecord, visit.language)
    found.sort(key=lambda item: item.publication_language not in {"", visit.language})
    groups = [
        (name, [item for item in found if item.publication_type == name])
        for name in vocabulary.words("publication_types")
    ]
    return Page(
        "publications",
        title=_("Books, booklets and web sites"),
        description=_("What to read and watch, what became of it, and how to get it."),
        context={"groups": [(name, items) for name, items in groups if items]},
    )


def publication(visit: Visit, query: Mapping[str, str], key: str) -> Page | None:
    found = visit.reader.get_best(PublicationRecord, key, visit.language)
    if found is None:
        return None
    successor = visit.reader.get_best(PublicationRecord, found.status.successor, visit.language)
    return Page(
        "publication",
        title=found.title,
        description=found.annotation,
        context={
            "publication": found,
            "freshness": visit.clock.freshness(found.confirmation),
            "successor": successor if found.status.successor else None,
        },
        data=describe_publication(found),
        crumbs=[(_("Books, booklets and web sites"), visit.url("publications"))],
        kind="article",
    )
