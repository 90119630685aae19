"""The one mapping between our records and HSDS 3.x (Human Services Data Specification), used by import, export and the API.

- ``identity``: UUIDs that a record keeps from edition to edition. ``values``: what HSDS's formats take (URI, e-mail, no null).
- ``frame``: what the mapping needs beside a record (``make_frame``).
- ``terms``: our vocabularies as taxonomies, a term a word and language. ``schedules``: hours as RFC 5545's fields.
- ``parts``: phones, places, areas served, cost. ``services`` and ``organizations``: records → objects, nested as the API has
  them: ``write_*`` without what is nested, ``nest_*`` with it.
- ``guides``, ``publications``, ``events``: what HSDS has no object for (docs/partners/profile.md), by the same rules; ``entries``
  and ``assurance`` hold what they share with each other and with services.
- ``fields``: tables and fields of the tabular form. ``tabular``: nested objects → package (``PackageWriter``). ``nesting``: rows
  or documents of HSDS 1.x, 2.0 and 3.x → nested objects, for import.

What may move with the standard (RRULE, ``attribute``) stands in one file each. HSDS's types exclude null, so what is not
known is left out. HSDS 3.1: docs.openreferral.org, CC BY-SA 4.0. Imports facts, places, vocabulary and edition.records;
``fields``, ``nesting``, ``identity``, ``values`` and ``schedules`` nothing of editions, so that the editors' side can use them.
"""
