"""Clinical review of guides: a reviewer signs; a change of substance afterwards opens the review again.

- ``forms``: what the page's form asks after a review. ``signing``: what signing writes. ``work``: which guides wait.
"""
