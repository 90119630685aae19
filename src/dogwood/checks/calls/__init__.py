"""Checks by telephone: whom to call, what to ask, and what was answered.

- ``worklist``: which listings, in which order, and why. ``sheet``: what a call sheet shows for one of them.
- ``actions``: ``record_call``, the one way an answer gets into the database. ``views``: the desk's pages.
"""
