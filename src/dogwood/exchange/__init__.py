"""All that enters or leaves the editorial database goes through here.

- ``packs``: a whole directory in a folder of Markdown and CSV.
- ``markdown``: Markdown ↔ ``facts.prose``; ``guides``: a guide's file ↔ the desk's blocks.

Imports editorial, checks, hsds and what they may import.
"""
