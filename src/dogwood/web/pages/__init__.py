"""One file a page type, each with functions ``(visit, query, **keys) -> Page``, None where there is no such page."""

from .about import changes, changes_feed, editions, information, not_found, site_map
from .counties import counties, county
from .events import event, event_calendar, events, events_calendar
from .glossary import glossary
from .guides import chapter, chapters, guide
from .home import home
from .listings import a_to_z, listing, organization
from .needs import need, needs
from .publications import publication, publications
from .recalls import recalls
from .search import search
from .suggest import suggest

__all__ = [
    "a_to_z",
    "changes",
    "changes_feed",
    "chapter",
    "chapters",
    "counties",
    "county",
    "editions",
    "event",
    "event_calendar",
    "events",
    "events_calendar",
    "glossary",
    "guide",
    "home",
    "information",
    "listing",
    "need",
    "needs",
    "not_found",
    "organization",
    "publication",
    "publications",
    "recalls",
    "search",
    "site_map",
    "suggest",
]
