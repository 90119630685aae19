"""The printed directory: an edition as PDF, EPUB and plain text.

``gather`` chooses the records of a scope, ``plan`` turns them into plain structures in one language (what stands where,
in which words), and three renderers set those: ``typeset`` (Typst, PDF/UA-1), ``epub`` and ``text``. The same edition,
as-of date and choices give the same bytes.

Text of editors and organizations travels as data and is never read as markup of any renderer.
"""
