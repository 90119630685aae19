"""Dogwood publishes and maintains a health resource directory.

Two wings and one door: editors change the editorial database (``editorial``, ``checks``, ``exchange``); readers see
only the current edition (``edition``, ``search``, ``web``); ``publishing`` is the door between them.
"""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("dogwood-directory")
except PackageNotFoundError:  # a checkout that was never installed
    __version__ = "0+unknown"
