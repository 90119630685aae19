"""Audits: how accurate is the directory really? A random sample is called, and the share is told with its interval.

- ``models``: ``Audit``, ``AuditItem``. ``intervals``: Wilson's interval. ``actions``: drawing and judging. ``views``: the desk's pages.
"""
