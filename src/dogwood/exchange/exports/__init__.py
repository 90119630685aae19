"""Exports: any list of listings as CSV or XLSX, one row a listing.

What a spreadsheet program could take for a formula is marked as text, so that opening the file runs nothing. The
headings are those that the importer knows, so the file can come back.
"""

from .choose import ExportFilter, choose_listings
from .sheets import write_csv, write_xlsx
from .tables import HEADINGS, make_rows

__all__ = ["HEADINGS", "ExportFilter", "choose_listings", "make_rows", "write_csv", "write_xlsx"]
