"""A plan as plain text: for reading in any editor, and in lines of 40 for a braille translator.

The second kind (``.brf``) is text that a translation program (such as Liblouis) or a braille editor takes as it is: ASCII
punctuation, lines of 40, pages of 25 lines parted by form feeds. It is not translated into braille cells here: contractions
are a translator's work.
"""

import textwrap
import unicodedata
from collections.abc import Iterator

from .outline import Line, walk
from .plan import Plan

WIDTH, BRAILLE_WIDTH, BRAILLE_LINES = 72, 40, 25
_PLAIN = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "…": "...", "•": "*", "\u00a0": " ", "·": "-", "◻": "?"})  # fmt: skip


def write_text(plan: Plan, *, is_braille: bool = False) -> bytes:
    """The book as text, UTF-8. is_braille: short lines, plain punctuation, pages of 25 lines."""
    width = BRAILLE_WIDTH if is_braille else WIDTH
    lines = [line for item in walk(plan.data) for line in _set(item, width, is_braille)]
    while lines and not lines[0]:
        lines.pop(0)
    if is_braille:
        return _paginate(lines).encode()
    return ("\n".join(lines) + "\n").encode()


def _set(item: Line, width: int, is_braille: bool) -> Iterator[str]:
    text = item.text.translate(_PLAIN) if is_braille else item.text
    if is_braille:
        text = "".join(c for c in text if unicodedata.category(c)[0] not in "SC" or c in "$+<=>^`|~ ")
    if item.level:
        yield from ("",) * (3 if item.level == 1 else 1)
        yield from textwrap.wrap(text.upper() if item.level == 1 else text, width) or [""]
        if item.level < 3 and not is_braille:
            yield ("=" if item.level == 1 else "-") * min(width, len(text))
        return
    lead = "- " if item.is_item else ""
    indent = "  " if item.is_item else ""
    if not item.is_item and not item.is_tight:
        yield ""
    yield from textwrap.wrap(text, width, initial_indent=lead, subsequent_indent=indent, break_on_hyphens=False)


def _paginate(lines: list[str]) -> str:
    pages = [lines[start : start + BRAILLE_LINES] for start in range(0, len(lines), BRAILLE_LINES)]
    return "\f".join("\r\n".join(page) + "\r\n" for page in pages)
