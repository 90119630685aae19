"""Finding: a document's lines → drafts. ``walk.find_drafts`` is the way in.

spans      a piece of text with what was found where in it
phones, webs, places, words    facts in any text
passages   lines that belong together; roles: what a line looks like; sections: what a heading announces
units      entries that follow each other without an empty line
heads, citations, tables       where an entry's name stands, in each layout
entries    the rest of an entry becomes fields; references: names in sentences; walk: the whole document
"""

from .walk import MOST_DRAFTS, find_drafts

__all__ = ["MOST_DRAFTS", "find_drafts"]
