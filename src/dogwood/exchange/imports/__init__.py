"""Imports: what others wrote down becomes listings, with the source's own words kept beside every field.

The way of every import, whatever the form of its file:

    read      bytes → rows or paragraphs            ``spreadsheets.sheets``, ``fda.read``, the importer's own
    draft     a row → ``DraftListing``              each field with the source's words and whether it is sure
    plan      drafts + database → ``ImportPlan``    ``plan.make_plan``: duplicates, field by field what would happen
    apply     plan → database                       ``apply.apply_plan``: one transaction, through editorial ``actions``
    undo      run → database as it was              ``undo.undo_run``: but for what was edited since

A new kind of file needs a function that gives ``Reading`` (``drafts``) and one entry in ``kinds.KINDS``; preview,
duplicates, provenance, re-import, command line and desk come with it. ``Source`` remembers the mapping, ``ImportRun``
what was done, ``FieldProvenance`` where each value came from (``dogwood.exchange.models``).

Nothing is invented: what a reader of cells does not understand stays as the source's words in the note for editors.
"""
