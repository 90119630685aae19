"""HSDS in: packages and documents of HSDS 1.x, 2.0 and 3.x become draft listings and organizations.

    files      bytes → services and organizations, nested as the API of 3.x has them (``dogwood.hsds.nesting``)
    drafting   a service → ``DraftListing``; ``parts``: its phones, places, hours, areas and cost
    importing  a whole file → ``Reading``, which ``dogwood.exchange.imports`` previews, matches, applies and undoes

What a directory of this software wrote is taken as it stands; from others, vocabulary and county are worked out as from
a spreadsheet. Nothing is invented: what has no field here goes into the note for editors. HSDS out is ``dogwood export
hsds``, which writes an edition: what is published, not what editors have in drafts.
"""

from .importing import SUFFIXES, read_hsds

__all__ = ["SUFFIXES", "read_hsds"]
