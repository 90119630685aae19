"""Value types of a directory and the rules that belong to them.

A phone number, a partial date, opening hours, a recurrence, a freshness state, a piece of prose: each is a small
frozen type with functions beside it. Nothing here reads a database, a file or the clock: the time is always passed in,
so the desk, a reader's page, the printed book and a test all get the same answer from the same function.

Imports nothing of ours.
"""
