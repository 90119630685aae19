"""Web and e-mail addresses, languages and the vocabulary's words in cells."""

import re
import unicodedata
from functools import cache

from dogwood import vocabulary
from dogwood.facts.language import NAMES

_URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"“”'|;]+|(?<![@\w.-])(?:[a-z0-9-]+\.)+(?:org|com|net|edu|gov|us|info|health|care|mil)(?:/[^\s<>\"|;,]*)?(?![\w@])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63})*\.[A-Za-z]{2,24}")
_JOINTS = re.compile(
    r"(?:[\s,;/|()<>\[\]]|\b(?:or|and|y|o|mailto|website|web|site|e-?mail|correo)\b:?)*\Z", re.IGNORECASE
)
_OTHER = re.compile(r"[^a-z0-9]+")
_NOTHING = {
    "",
    "-",
    "--",
    "—",
    "–",
    "n/a",
    "na",
    "none",
    "null",
    "nan",
    "nil",
    "unknown",
    "tbd",
    "?",
    "#n/a",
    "ninguno",
    "desconocido",
    "no aplica",
}


def is_nothing(words: str) -> bool:
    """True for a cell that says that it says nothing: empty, ``N/A``, ``-``, ``desconocido``."""
    return words.strip().lower() in _NOTHING


def read_web(words: str) -> tuple[list[str], str]:
    """(web addresses, the words that are none). ``www.example.org`` becomes ``https://www.example.org``: the only thing
    added is how browsers ask today; an address that names ``http://`` keeps it."""
    found: list[str] = []
    spans: list[tuple[int, int]] = []
    for hit in _URL.finditer(words[:5000]):
        address = hit[0].rstrip(".,;:!?)]}'")
        if "@" in address.split("/")[0] or not re.match(
            r"(?:https?://)?(?:[\w-]+\.)+[A-Za-z]{2,24}(?::[0-9]+)?(?:[/?#]|\Z)", address
        ):
            continue
        if not address.lower().startswith(("http://", "https://")):
            address = f"https://{address}"
        if len(address) <= 500 and address not in found:
            found.append(address)
        spans.append((hit.start(), hit.start() + len(hit[0])))
    return found, _rest(words, spans)


def read_emails(words: str) -> tuple[list[str], str]:
    """(e-mail addresses, the words that are none)."""
    hits = [hit for hit in _EMAIL.finditer(words[:5000]) if len(hit[0]) <= 254 and ".." not in hit[0]]
    return list(dict.fromkeys(hit[0] for hit in hits)), _rest(words, [hit.span() for hit in hits])


def _rest(words: str, spans: list[tuple[int, int]]) -> str:
    """The words beside ``spans``; "" where these are nothing but joints."""
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts.append(words[at:start])
        at = end
    parts.append(words[at:])
    return " … ".join(part.strip() for part in parts if not _JOINTS.match(part))


def fold(words: str) -> str:
    """``words`` for comparison: lower case, no accents, no punctuation, one space."""
    plain = words.lower()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain)
        plain = "".join(c for c in plain if not unicodedata.combining(c))
    return _OTHER.sub(" ", plain).strip()


@cache
def _languages() -> dict[str, str]:
    names = {fold(name): tag for tag, labels in NAMES.items() for name in labels.values()}
    names.update({tag: tag for tag in NAMES})
    names.update(
        {
            "asl": "ase",
            "american sign": "ase",
            "mandarin": "zh",
            "chinese mandarin": "zh",
            "tagalog": "tl",
            "haitian creole": "ht",
        }
    )
    return names


def split_list(words: str) -> list[str]:
    """The parts of a cell that holds several values: ``Spanish, Tagalog``, ``a; b``, one a line."""
    separator = r"[;|\n]" if re.search(r"[;|\n]", words) else r"[,/]|\band\b|\by\b|&"
    return [part.strip() for part in re.split(separator, words) if part.strip()]


def read_languages(words: str) -> tuple[tuple[str, ...], list[str]]:
    """(language tags, the words that name no language known here)."""
    tags: list[str] = []
    unknown: list[str] = []
    for part in split_list(words):
        tag = _languages().get(fold(part))
        (tags if tag else unknown).append(tag or part)
    return tuple(dict.fromkeys(tags)), unknown


@cache
def _words(name: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, word in vocabulary.words(name).items():
        for text in (key, *word.labels.values()):
            found.setdefault(fold(text), key)
    return found


def find_word(name: str, words: str) -> str:
    """The vocabulary's word that ``words`` is, by key or by label in any language; "" for none. Nothing is guessed."""
    return _words(name).get(fold(words), "")


def find_words(name: str, words: str) -> tuple[tuple[str, ...], list[str]]:
    """(keys of the vocabulary's list, the words that are none of it)."""
    whole = find_word(name, words)
    if whole:
        return (whole,), []
    known: list[str] = []
    unknown: list[str] = []
    for part in split_list(words):
        key = find_word(name, part)
        (known if key else unknown).append(key or part)
    return vocabulary.sort_words(name, known), unknown
