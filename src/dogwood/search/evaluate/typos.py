"""One slip of the finger, the same for the same seed and query."""

import re
from random import Random

SHORTEST = 5
"""Letters of a word that may be hit."""
_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
KINDS = ("swap", "drop", "double", "neighbour")


def add_typo(text: str, seed: int, query_id: str) -> str:
    """``text`` with one letter of one word of five or more wrong: two swapped, one dropped, one doubled, or the key
    beside it. The text itself where it has no such word."""
    random = Random(f"{seed}:{query_id}")  # noqa: S311 - no secret
    words = list(_WORD.finditer(text))
    if not words:
        return text
    word = random.choice(words)
    kinds = list(KINDS)
    random.shuffle(kinds)
    for kind in kinds:
        places = list(range(len(word[0])))
        random.shuffle(places)
        for at in places:
            found = _slip(word[0], at, kind, random)
            if found != word[0]:
                return text[: word.start()] + found + text[word.end() :]
    return text


def _slip(word: str, at: int, kind: str, random: Random) -> str:
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[: at + 1] + word[at:]
    if kind == "swap":
        return word[:at] + word[at + 1 : at + 2] + word[at] + word[at + 2 :]
    near = _neighbours(word[at])
    return word[:at] + random.choice(near) + word[at + 1 :] if near else word


def _neighbours(letter: str) -> str:
    """Keys beside ``letter`` in its case; "" for what is no plain letter."""
    plain = letter.lower()
    for row in _ROWS:
        at = row.find(plain)
        if at >= 0:
            found = row[max(0, at - 1) : at] + row[at + 1 : at + 2]
            return found.upper() if letter.isupper() else found
    return ""
