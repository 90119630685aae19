"""Packs: a whole directory in a folder of Markdown and CSV (docs/editors/packs.md).

``load_pack`` puts a folder into the editorial database, all or nothing; ``save_pack`` writes the database into a
folder. Saving and loading again changes nothing, and loading and saving again gives the same bytes.
"""

from .load import LoadReport, load_pack
from .problems import PackError, Problem
from .save import save_pack

__all__ = ["LoadReport", "PackError", "Problem", "load_pack", "save_pack"]
