"""Plain language while writing: grade, length, passive sentences, unexplained words, and what is missing.

- ``measures``: pure functions of a text. ``report``: a guide's draft → what to look at. ``panel``: it, beside the form.
"""
