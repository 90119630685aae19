"""The place in a reader's question: "a ride near Boone", "mamografía en Asheville", "27858"."""

import re

from dogwood.places import Place, find_place, find_zip
from dogwood.places.names import split_words

_LONGEST_PLACE = 5
_PREPOSITIONS = frozenset("near in at around from outside by nearby cerca en alrededor desde por within".split())
_JOINING = frozenset("de del to of the el la los las".split())
_AFTER = (("nc",), ("n", "c"), ("north", "carolina"), ("carolina", "del", "norte"), ("county",), ("area",))
_COUNTY = frozenset({"county", "condado", "co"})
#: Places whose names are everyday words in this field. They count where the text is nothing else, or says NC or county.
_EVERYDAY = frozenset(
    "advance alliance almond alexis ash avery barber bath black broadway candor climax coats colon comfort concord "
    "council duck earl eden ether faith fountain george harmony hope husk kelly king lee liberty maiden maple marble "
    "micro oriental person pilot pinnacle providence robbins shannon speed star stella stem supply swain toast trinity "
    "turkey union vale waves welcome wise yadkin young home orange dana olivia sophia julian rex".split()
)


def find_place_in(text: str) -> tuple[Place | None, str]:
    """The place that ``text`` names and the text without it; (None, text) where it names none. Never raises."""
    words = [(found[0], found.start(), found.end()) for found in re.finditer(r"[^\s,;!?¿¡()]+", text)]
    if not words:
        return None, text
    whole = find_place(text)
    if whole is not None:
        return whole, ""
    for start in range(len(words)):
        word = words[start][0].strip(".:")
        if len(word) in {5, 10} and word[:5].isascii() and (found := find_zip(word)) is not None:
            first = _grow_left(words, start)
            place = find_place(found.code)
            if place is not None:
                return place, _without(text, words, first, start + 1)
    for start in range(len(words)):
        for end in range(min(len(words), start + _LONGEST_PLACE), start, -1):
            place = _place_at(words, start, end)
            if place is not None:
                return place, _without(text, words, _grow_left(words, start), end)
    return None, text


Word = tuple[str, int, int]


def _place_at(words: list[Word], start: int, end: int) -> Place | None:
    """The place of words ``start`` to ``end``, where what stands around makes it one."""
    phrase = " ".join(word for word, _, _ in words[start:end])
    plain = split_words(phrase)
    if not plain or plain[0] in _PREPOSITIONS | _JOINING or plain[-1] in _PREPOSITIONS | _JOINING:
        return None
    says_county = bool(_COUNTY & set(plain)) and len(plain) > 1
    says_state = any(len(plain) > len(after) and tuple(plain[-len(after) :]) == after for after in _AFTER)
    is_everyday = len(plain) == 1 and plain[0] in _EVERYDAY
    if not says_county and not says_state and (is_everyday or not _is_led(words, start, end)):
        return None
    return find_place(phrase)


def _is_led(words: list[Word], start: int, end: int) -> bool:
    """True after a preposition, or at the end of a longer text."""
    before = [split_words(word)[:1] for word, _, _ in words[max(0, start - 2) : start]]
    near = [found[0] for found in before if found]
    if near and (near[-1] in _PREPOSITIONS or (near[-1] in _JOINING and near[0] in _PREPOSITIONS and len(near) == 2)):
        return True
    return end == len(words) and start > 0


def _grow_left(words: list[Word], start: int) -> int:
    """The first of the small words that lead up to a place ("near", "cerca de")."""
    while start > 0:
        plain = split_words(words[start - 1][0])
        if not plain or plain[0] not in _PREPOSITIONS | _JOINING | {"close", "zip", "code"}:
            break
        start -= 1
    return start


def _without(text: str, words: list[Word], first: int, end: int) -> str:
    return f"{text[: words[first][1]]} {text[words[end - 1][2] :]}".strip()
