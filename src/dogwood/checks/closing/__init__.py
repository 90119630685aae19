"""Closing, renaming, merging and moving: one guided act that keeps the old name findable and names who answers now.

- ``actions``: ``close_entry``. ``mentions``: which guides still send a reader there. ``views``: the desk's form.

What closed is told to readers by the next edition, and to holders of a printed one at ``/recalls/``.
"""
