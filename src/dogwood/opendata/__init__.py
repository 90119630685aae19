"""Open data for partners, without a key: the HSDS 3.1 API, files and changes, all from the current edition.

- ``render``: records → the objects of the API. ``prepare``: all of them, made ready once an edition. ``catalogue``: finds and
  reads what was made ready. ``shelf``: where it stands and who makes it (docs/decisions/0012-open-data-is-made-ready.md).
- ``query``: the parameters of a request, each with its limits. ``problems``: errors as RFC 9457 has them.
- ``answers``: headers, compression, conditions. ``rates``: how often one may ask. ``views``, ``urls``: the addresses.
- ``openapi``: the description that tools read. ``changes``: what changed since an edition. ``bulk``: files.

Imports edition, search.holder, hsds, places and vocabulary.
"""
