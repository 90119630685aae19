"""Turns public lists of hospitals, clinics and mammography centers into rows of a pack.

``sources`` reads the lists, ``names`` writes names and addresses properly, ``joining`` finds the rows that are one
place, ``wording`` says in English and Spanish what a place is, ``rows`` makes the pack's rows, ``report`` writes
``SOURCES.md``. ``tools/compile_facilities.py`` runs them.
"""
