"""The editors' models and desk: guides, listings, publications, events, glossary.

- ``models``: Wagtail pages (chapters, guides, pages about the directory) and snippets (listings and all that is shared).
- ``fields``: the few field types of our own. ``blocks``: what a guide's body is made of.
- ``richtext``: the desk's rich text ↔ ``facts.prose``.
- ``actions``: the only functions that change editorial data; desk, commands, imports and tests all call them.
- ``wagtail_hooks``: the desk's menus and forms, in our words.

Imports facts, places and vocabulary.
"""
