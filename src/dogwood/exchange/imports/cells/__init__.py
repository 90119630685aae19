"""Cells: the words of one cell become values, where that is sure; else they stay words.

    phones  several numbers, extensions, letters, faxes      ``read_phones``
    hours   prose in English or Spanish                      ``read_hours``
    places  addresses in one cell, ZIP codes, lon,lat        ``read_place``, ``read_point``
    values  web and e-mail addresses, languages, vocabulary  ``read_web``, ``read_emails``, ``read_languages``, …

None of them raises for any text; each gives what was understood and, apart from it, the words that were not.
"""
