"""Exports: any list of listings as CSV, XLSX or pack; rooms that read editions add forms of their own.

What a spreadsheet program could take for a formula is marked as text, so that opening the file runs nothing. The
headings are those that the importer knows, so the file can come back.
"""

from .choose import ExportError, ExportFilter, choose_listings
from .forms import FileForm, find_form, form_choices, register_form, write_packed
from .sheets import write_csv, write_xlsx
from .tables import HEADINGS, make_rows

__all__ = [
    "HEADINGS",
    "ExportError",
    "ExportFilter",
    "FileForm",
    "choose_listings",
    "find_form",
    "form_choices",
    "make_rows",
    "register_form",
    "write_csv",
    "write_packed",
    "write_xlsx",
]
