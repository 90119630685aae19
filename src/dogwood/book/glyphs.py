"""Which characters the book's fonts can print, and what stands in for the others.

PDF/UA-1 allows no character without a glyph, so every text passes through here first. ``fonts/coverage.json`` is made
with the fonts by ``tools/make_book_fonts.py``.
"""

import json
import unicodedata
from bisect import bisect_right
from functools import cache
from importlib.resources import files

MISSING = "◻"
"""Printed for a character that no font of the book has (U+25FB)."""
_TURNERS = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u00ad\u200b")
"""Marks that turn the direction of text (they could hide or reorder what follows) or are not seen at all."""
_ALIKE = str.maketrans(
    {"\u202f": "\u00a0", "\u2010": "-", "\u2028": " ", "\u2029": " ", "→": "›", "←": "‹", "✓": "•", "★": "*", "●": "•", "■": "•", "⁄": "/", "−": "–", "µ": "μ"}
)  # fmt: skip

#: First and last character of a script → its language, for the mark on a run of text.
_SCRIPTS = (
    (0x0590, 0x05FF, "he"), (0xFB1D, 0xFB4F, "he"), (0x0600, 0x06FF, "ar"), (0x0750, 0x077F, "ar"),
    (0x08A0, 0x08FF, "ar"), (0xFB50, 0xFDFF, "ar"), (0xFE70, 0xFEFE, "ar"), (0x13A0, 0x13FF, "chr"),
    (0xAB70, 0xABBF, "chr"), (0x0370, 0x03FF, "el"), (0x0400, 0x04FF, "ru"),
)  # fmt: skip


@cache
def _ranges() -> tuple[list[int], list[int]]:
    pairs = json.loads(files(__package__).joinpath("fonts/coverage.json").read_text(encoding="ascii"))
    return [first for first, _ in pairs], [last for _, last in pairs]


@cache
def can_print(character: str) -> bool:
    firsts, lasts = _ranges()
    place = bisect_right(firsts, ord(character)) - 1
    return place >= 0 and ord(character) <= lasts[place]


def tidy(text: str) -> tuple[str, int]:
    """``text`` as it can be printed, white space as single spaces, and how many characters had to be replaced."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(), 0
    text = unicodedata.normalize("NFC", text.translate(_ALIKE))
    kept: list[str] = []
    replaced = 0
    for character in text:
        if character.isspace() and character != "\u00a0":
            kept.append(" ")
        elif character in _TURNERS or unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"}:
            continue
        elif unicodedata.combining(character) and script_of(character) is None:
            continue  # a mark that no letter before it takes: no font would set it
        elif can_print(character):
            kept.append(character)
        else:
            replaced += 1
            kept.append(MISSING)
    return " ".join(part for part in "".join(kept).split(" ") if part), replaced


@cache
def script_of(character: str) -> str | None:
    """The language that a character of another script than Latin stands for, else None."""
    point = ord(character)
    if point < 0x370:
        return None
    return next((language for first, last, language in _SCRIPTS if first <= point <= last), None)


def split_scripts(text: str) -> list[tuple[str, str | None]]:
    """``text`` in runs of one script, each with its language or None for Latin; spaces and signs stay with the run before."""
    if text.isascii():
        return [(text, None)]
    runs: list[tuple[str, str | None]] = []
    for character in text:
        language = script_of(character)
        is_letter = character.isalpha() or bool(unicodedata.combining(character))
        if runs and (not is_letter or language == runs[-1][1]):
            runs[-1] = (runs[-1][0] + character, runs[-1][1])
        else:
            runs.append((character, language if is_letter else None))
    return [(text, language) for text, language in runs if text]
