"""Readers' reports: what a reader found wrong, without an account or a word about the reader.

- ``models``: ``Report``. ``actions``: ``file_report``, ``settle_reports``. ``views``: the public form and the desk's triage.
"""
