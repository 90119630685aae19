"""Gentle by design: how much a reader wants to know, and what is announced before it is shown."""

from collections.abc import Mapping

from dogwood.edition.records import GuideRecord

LEVELS = ("short", "some", "all")
"""The short answer; the guide with its numbers folded; all of it, numbers too."""
_END_OF_LIFE = frozenset({"grief"})
"""A guide on one of these needs speaks of the end of life."""


def speaks_of_dying(guide: GuideRecord) -> bool:
    """True for a guide that is announced before it is shown."""
    return not _END_OF_LIFE.isdisjoint(guide.needs)


def choose_level(guide: GuideRecord, query: Mapping[str, str]) -> str:
    """What the reader chose; else the short answer of a guide that is announced, and the guide of any other."""
    chosen = query.get("know", "")
    if chosen in LEVELS:
        return chosen
    return "short" if speaks_of_dying(guide) else "some"
