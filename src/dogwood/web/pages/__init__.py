"""One file a page type, each with functions ``(visit, query, **keys) -> Page``, None where there is no such page."""

from .about import changes, changes_feed, editions, information, not_found, site_map
from .cards import cards
from .contact import contact
from .counties import counties, county
from .data import data
from .embeds import listing_card, search_box
from .events import county_calendar, event, event_calendar, events, events_calendar, need_calendar
from .glossary import glossary
from .guides import chapter, chapters, guide
from .home import home
from .keeping import journal, questions, saved
from .listings import a_to_z, listing, organization
from .near import near
from .needs import need, needs
from .offline import manifest, offline
from .opensearch import opensearch
from .prints import guide_print, listing_print
from .publications import publication, publications
from .recalls import recalls
from .search import search
from .suggest import suggest

__all__ = [
    "a_to_z",
    "cards",
    "changes",
    "changes_feed",
    "chapter",
    "chapters",
    "contact",
    "counties",
    "county",
    "county_calendar",
    "data",
    "editions",
    "event",
    "event_calendar",
    "events",
    "events_calendar",
    "glossary",
    "guide",
    "guide_print",
    "home",
    "information",
    "journal",
    "listing",
    "listing_card",
    "listing_print",
    "manifest",
    "near",
    "need",
    "need_calendar",
    "needs",
    "not_found",
    "offline",
    "opensearch",
    "organization",
    "publication",
    "publications",
    "questions",
    "recalls",
    "saved",
    "search",
    "search_box",
    "site_map",
    "suggest",
]
