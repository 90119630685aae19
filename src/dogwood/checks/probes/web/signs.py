"""The words and hosts of ``signs.toml``, and how they are looked for."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from .domains import find_site
from .text import PageText

LONGEST_SENTENCE = 320
FEW_WORDS = 250
"""A page with fewer is no organization's home page at its best: what it says of itself weighs more."""
_FOREIGN_KINDS, _FOREIGN_TIMES = 4, 10
_ENDS = re.compile(r"[.!?…](?=\s|\Z)|\n")


@dataclass(frozen=True, slots=True)
class Signs:
    closing: tuple[str, ...]
    not_closing: tuple[str, ...]
    parked: tuple[str, ...]
    parking_sites: frozenset[str]
    foreign_trades: tuple[str, ...]


@cache
def load_signs() -> Signs:
    raw = tomllib.loads(files(__package__).joinpath("signs.toml").read_text(encoding="utf-8"))
    return Signs(
        tuple(raw["closing"]),
        tuple(raw["not_closing"]),
        tuple(raw["parked"]),
        frozenset(raw["parking_sites"]),
        tuple(raw["foreign_trades"]),
    )


def find_closing(page: PageText, most: int = 3) -> list[str]:
    """Sentences of the page that say that something closed, ended or became part of another, as they stand."""
    text, lower = page.text, _fold(page.text)
    if len(text) != len(lower):  # a few letters grow when they are made small
        text = lower
    found: dict[int, str] = {}
    for words in load_signs().closing:
        position = lower.find(words)
        for _ in range(10):
            if position < 0:
                break
            if not _is_inside_word(lower, position, len(words)):
                start, sentence = _cut_sentence(text, position)
                if not any(other in _fold(sentence) for other in load_signs().not_closing):
                    found[start] = sentence
            position = lower.find(words, position + len(words))
    return [found[start] for start in sorted(found)][:most]


def find_parked(page: PageText, final_host: str) -> str:
    """Why the page looks parked or for sale, "" when it does not."""
    signs = load_signs()
    if find_site(final_host) in signs.parking_sites:
        return f"It leads to {final_host}, where names are sold."
    text = _fold(f"{page.title}\n{page.text}")
    if len(text.split()) >= FEW_WORDS:
        return ""
    said = next((words for words in signs.parked if words in text), "")
    if said:
        return f"The page says: “{_cut_sentence(text, text.find(said))[1]}”"
    if len(text.split()) < FEW_WORDS // 4:
        for source in page.sources:
            host = source.partition("//")[2].partition("/")[0].partition(":")[0]
            if find_site(host) in signs.parking_sites:
                return f"The page has next to no words of its own and shows what {host} sends."
    return ""


def find_foreign_trade(page: PageText, names: tuple[str, ...]) -> str:
    """Why the page looks like another trade's, "" when it does not. names: of the organization and its listing."""
    text = _fold(f"{page.title}\n{page.text}")
    words = re.findall(r"[^\W_]+", text)
    if not words or mentions(page, names):
        return ""
    padded = f" {' '.join(words)} "
    counts = {sign: padded.count(f" {sign} ") for sign in load_signs().foreign_trades}
    seen = {sign: count for sign, count in counts.items() if count}
    if len(seen) < _FOREIGN_KINDS or sum(seen.values()) < _FOREIGN_TIMES:
        return ""
    told = ", ".join(f"{sign} ({count})" for sign, count in sorted(seen.items(), key=lambda item: -item[1])[:6])
    return f"The page speaks of {told}, and nowhere of {names[0] if names else 'the organization'}. Its title: “{page.title}”"


def mentions(page: PageText, names: tuple[str, ...]) -> bool:
    """True when a telling word of one of ``names`` is on the page. Names without one are taken as mentioned."""
    words = set(re.findall(r"[^\W_]+", _fold(f"{page.title}\n{page.text}")))
    telling = {word for name in names for word in find_telling_words(name)}
    return not telling or bool(telling & words)


def find_telling_words(name: str) -> set[str]:
    """Words of a name, of four letters or more, that not every organization of this kind has in its name."""
    return set(re.findall(r"[^\W_]{4,}", _fold(name))) - _COMMON


_COMMON = frozenset(
    "center centre help line care health free home house program services service support with from your national american"
    " united states north south east west association foundation the and for of society fund group"
    " hospital medical clinic breast cancer imaging mammography diagnostic women womens radiology community regional".split()
)


def _fold(text: str) -> str:
    return text.replace("’", "'").lower()


def _is_inside_word(text: str, start: int, length: int) -> bool:
    return text[start - 1 : start].isalnum() or text[start + length : start + length + 1].isalnum()


def _cut_sentence(text: str, position: int) -> tuple[int, str]:
    """(where it starts, the sentence around ``position``), at most LONGEST_SENTENCE characters."""
    low = max(0, position - LONGEST_SENTENCE // 2)
    ends = list(_ENDS.finditer(text, low, position))
    start = ends[-1].end() if ends else low
    stop = _ENDS.search(text, position, position + LONGEST_SENTENCE)
    end = stop.end() if stop else min(len(text), position + LONGEST_SENTENCE // 2)
    return start, " ".join(text[start:end].split())
