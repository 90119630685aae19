"""The one door between editors and readers: collect → gate → write aside → verify → switch.

- ``collect``: the editorial database's live content as edition records, only what changed where that is enough.
- ``gate``: what may not be published is held back, or the whole edition is stopped; a report names each case.
- ``publish``: the whole way, from the database to the switched edition.

Imports editorial, checks, edition and search.
"""
