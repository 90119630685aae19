"""Translations: which parts of a twin lag behind, and working on them part by part.

``segments`` takes pages and entries apart; ``keeping`` notes what a twin's words were made from; ``parity`` counts;
``work_sheet``, ``exchange`` (PO files) and ``views`` are what a translator sees, ``work`` what the desk's list shows.
"""
