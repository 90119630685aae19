"""Bulk work on the desk: choose many entries in a list, then tag or assign them; find and replace; keep a list's filters.

Every change goes through ``actions``, with who and why, and is a revision that can be taken back.
"""
