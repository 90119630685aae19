"""The edition: an immutable, numbered, content-hashed snapshot of all that is published, in every language.

- ``records``: what an edition holds, typed and documented field by field.
- ``file``: writing an edition's folder and reading it back, with every byte accounted for.
- ``store``: which edition is current; switching is one atomic rename.
- ``diff``: what changed between two editions.

The readers' wing starts here. Imports only facts, places and vocabulary.
"""
