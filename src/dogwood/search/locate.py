"""The place in a reader's question: "a ride near Boone", "mamografía en Asheville", "in the mountains", "27858"."""

import re
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from dogwood.places import Place, all_counties, all_regions, all_states, all_towns, find_place, find_zip
from dogwood.places.names import SHORT_FORMS, make_key, split_words


class Word(NamedTuple):
    """text: as typed. start, end: where it stands. plain: its own words as places are compared, mostly one."""

    text: str
    start: int
    end: int
    plain: tuple[str, ...]


_LONGEST_PLACE = 6
_PREPOSITIONS = frozenset(
    "near in at on along around from outside by nearby cerca en alrededor desde por within".split()
)
_JOINING = frozenset("de del to of the el la los las".split())
_AFTER = (("nc",), ("n", "c"), ("north", "carolina"), ("carolina", "del", "norte"), ("county",), ("area",))
_COUNTY = frozenset({"county", "condado", "co"})
#: Places whose names are everyday words in this field. They count where the text is nothing else, or says NC or county.
_EVERYDAY = frozenset(
    "advance alliance almond alexis ash avery barber bath black broadway candor climax coats colon comfort concord "
    "council duck earl eden ether faith fountain george harmony hope husk kelly king lee liberty maiden maple marble "
    "micro oriental person pilot pinnacle providence robbins shannon speed star stella stem supply swain toast trinity "
    "turkey union vale waves welcome wise yadkin young home orange dana olivia sophia julian rex coast costa mountains "
    "montanas".split()
)
#: Those of them that are a place after "near" or "in" all the same.
_LED_EVERYDAY = frozenset(
    "coast costa mountains montanas concord orange avery lee eden swain yadkin trinity liberty".split()
)
#: Places that are names of people as well. They count after "near" or "in", or where the rest asks for help of some kind.
_PEOPLE = frozenset(
    "albertson alexander andrews anson bailey bennett benson burke butler caldwell cameron carteret cary chandler chatham "
    "clay clayton clinton clyde columbus conway craven currie davidson davie davis denton dobson dover drexel dudley dunn "
    "edward erwin ferguson fletcher forsyth franklin garland garner gaston gates gibson godwin graham greene grover hamilton "
    "harris hays henderson hobgood hoffman hudson hubert hyde jackson jefferson johnston jones jonesville lansing lincoln "
    "linden lynn madison magnolia manson marion marshall marston martin marvin matthews maury mcdowell mcfarlan merritt "
    "mitchell monroe montgomery moore morgan murphy nash newell newland norman otto patterson pender penrose polk randolph "
    "richmond ronda rowan rowland ruffin rutherford sampson sanford scott scotts selma shelby simpson sims spencer stacy "
    "staley stanley stokes stonewall terrell todd troy tyner tyrrell vance vaughan wade wake wallace warren washington "
    "wayne webster wendell whitaker whittier willard wilson windsor winton yancey dallas denver columbia charlotte".split()
)
_STATE_CODES = frozenset(state.code for state in all_states()) - {"NC"}
_OTHER_STATES = frozenset(make_key(split_words(state.name)) for state in all_states() if state.code != "NC")
#: Regions that are no everyday words: known wherever they stand.
_PLAIN_REGIONS = frozenset("wnc enc obx sandhills rdu metrolina".split())


def find_place_in(text: str) -> tuple[Place | None, str]:
    """The place that ``text`` names and the text without it; (None, text) where it names none. Never raises."""
    words = _split(text)
    if not words:
        return None, text
    whole = find_place(text)
    if whole is not None:
        return whole, ""
    return _find_zip(words, text) or _find_named(words, text, _place_at)


def find_loose_place(text: str) -> tuple[Place | None, str]:
    """A place that nothing leads up to: "Asheville wigs", "hospital Wilson". Whoever asks has to see that the rest asks for
    something, for it could be a name as well. (None, text) where there is none. Never raises."""
    return _find_named(_split(text), text, _loose_place_at)


def _split(text: str) -> list[Word]:
    return [
        Word(found[0], found.start(), found.end(), tuple(split_words(found[0])))
        for found in re.finditer(r"[^\s,;!?¿¡()]+", text)
    ]


@cache
def _first_words() -> frozenset[str]:
    """Every word that the name of a place begins with, however short it is written: nothing else is looked up."""
    names = [county.name for county in all_counties()] + [town.name for town in all_towns()]
    names += [name for region in all_regions() for name in (region.name, region.name_es, *region.other_names)]
    firsts = {words[0] for name in names if (words := split_words(name))}
    firsts |= {short for short, full in SHORT_FORMS.items() if full in firsts}
    return frozenset(firsts | set("n s e w mc county condado rtp".split()))


def _find_zip(words: list[Word], text: str) -> tuple[Place, str] | None:
    for start in range(len(words)):
        word = words[start].text.strip(".:")
        if len(word) in {5, 10} and word[:5].isascii() and (found := find_zip(word)) is not None:
            first = _grow_left(words, start)
            place = find_place(found.code)
            if place is not None:
                return place, _without(text, words, first, start + 1)
    return None


def _find_named(
    words: list[Word], text: str, place_at: Callable[[list[Word], int, int], Place | None]
) -> tuple[Place | None, str]:
    """The first place of several words that ``place_at`` sees, the longest of those that start alike."""
    for start in range(len(words)):
        if not words[start].plain or words[start].plain[0] not in _first_words():
            continue
        for end in range(min(len(words), start + _LONGEST_PLACE), start, -1):
            place = place_at(words, start, end)
            if place is not None:
                return place, _without(text, words, _grow_left(words, start), end)
    return None, text


def _place_at(words: list[Word], start: int, end: int) -> Place | None:
    """The place of words ``start`` to ``end``, where what stands around makes it one."""
    phrase = " ".join(word.text for word in words[start:end])
    plain = _plain(words, start, end)
    if not plain or plain[0] in _PREPOSITIONS | _JOINING or plain[-1] in _PREPOSITIONS | _JOINING:
        return None
    says_county = bool(_COUNTY & set(plain)) and len(plain) > 1
    says_state = any(len(plain) > len(after) and tuple(plain[-len(after) :]) == after for after in _AFTER)
    if _is_abroad(words, end):
        return None
    if len(plain) == 1 and plain[0] in _PLAIN_REGIONS:
        return find_place(phrase)
    if not says_county and not says_state:
        is_led = _is_led(words, start)
        is_alone = len(plain) == 1
        if is_alone and plain[0] in _EVERYDAY and not (is_led and plain[0] in _LED_EVERYDAY):
            return None
        is_last = end == len(words) and start > 0 and not (is_alone and plain[0] in _PEOPLE)
        if not is_led and not is_last:
            return None
    return find_place(phrase)


def _loose_place_at(words: list[Word], start: int, end: int) -> Place | None:
    plain = _plain(words, start, end)
    if not plain or (len(plain) == 1 and plain[0] in _EVERYDAY) or _is_abroad(words, end):
        return None
    if plain[0] in _PREPOSITIONS | _JOINING or plain[-1] in _PREPOSITIONS | _JOINING:
        return None
    return find_place(" ".join(plain))


def _plain(words: list[Word], start: int, end: int) -> list[str]:
    return [part for word in words[start:end] for part in word.plain]


def _is_abroad(words: list[Word], end: int) -> bool:
    """True where the name of another state follows: "Greenville, SC"."""
    for length in (1, 2):
        following = _plain(words, end, end + length)
        if following and make_key(following) in _OTHER_STATES:
            return True
    return end < len(words) and words[end].text.strip(".:") in _STATE_CODES


def _is_led(words: list[Word], start: int) -> bool:
    """True after a preposition."""
    before = [word.plain[:1] for word in words[max(0, start - 2) : start]]
    near = [found[0] for found in before if found]
    return bool(
        near and (near[-1] in _PREPOSITIONS or (near[-1] in _JOINING and near[0] in _PREPOSITIONS and len(near) == 2))
    )


def _grow_left(words: list[Word], start: int) -> int:
    """The first of the small words that lead up to a place ("near", "cerca de")."""
    while start > 0:
        plain = words[start - 1].plain
        if not plain or plain[0] not in _PREPOSITIONS | _JOINING | {"close", "zip", "code"}:
            break
        start -= 1
    return start


def _without(text: str, words: list[Word], first: int, end: int) -> str:
    return f"{text[: words[first].start]} {text[words[end - 1].end :]}".strip()
