"""Spreadsheets: bytes → ``sheets.Table`` → ``columns`` guessed → ``drafting`` rows as drafts.

``read_spreadsheet`` does all three.
"""

from .drafting import read_spreadsheet

__all__ = ["read_spreadsheet"]
