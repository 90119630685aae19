"""One form for the many ways to write a place's name, so that two spellings of it compare equal."""

import re
import unicodedata

LONGEST_NAME = 120
"""Characters. A longer text is not the name of a place and is not looked at further."""

SHORT_FORMS = {
    "mt": "mount", "mtn": "mountain", "st": "saint", "ft": "fort", "bch": "beach", "spg": "spring", "spgs": "springs",
    "vlg": "village", "lk": "lake", "is": "island", "isl": "island", "jct": "junction", "hts": "heights",
}  # fmt: skip
_JOINERS = re.compile(r"(?<=\w)['’](?=\w)|(?<=\b\w)\.(?=\w\b)")
_DIRECTIONS = {"n": "north", "s": "south", "e": "east", "w": "west"}


def split_words(text: str) -> list[str]:
    """The words of ``text``: lower case, without accents and marks, wide letters and digits as plain ones.

    A text longer than LONGEST_NAME, spaces around it left aside, has none. An apostrophe inside a word joins, and so
    does a dot between single letters ("N.C." is "nc"); every other mark parts. Never raises.
    """
    trimmed = text.strip()
    if len(trimmed) > LONGEST_NAME:
        return []
    plain = "".join(c for c in unicodedata.normalize("NFKD", trimmed.casefold()) if not unicodedata.combining(c))
    return re.findall(r"[^\W_]+", _JOINERS.sub("", plain))


def make_key(words: list[str]) -> str:
    """One string for a name: usual short forms written out ("mt airy" → "mountairy"), spaces left out ("Mc Dowell")."""
    full = [SHORT_FORMS.get(word, word) for word in words]
    if len(full) > 1:
        full[0] = _DIRECTIONS.get(full[0], full[0])
    return "".join(full)


def make_slug(name: str) -> str:
    """The part of an address that stands for ``name``: "Winston-Salem" → "winston-salem"."""
    return "-".join(split_words(name))
