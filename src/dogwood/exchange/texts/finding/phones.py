"""Phone numbers in running text, as they are written, with the words beside them that say what they are.

800.ACS.2345 or 866.228.4327 (TTY)       letters; a number for the deaf
888.753.5222(LBBC)                        digits with their spelling behind
Spanish Hotline: 800.986.9505             a label
(919) 555-0100, ext. 12                   an extension
call 211                                  a short code, where the words say that it is dialled
"""

import re
from functools import lru_cache

from dogwood.facts.errors import FactError
from dogwood.facts.phone import parse_phone

from .spans import Span

_NUMBER = re.compile(
    r"(?<![\w+$#/.-])(?:\+?1[-. ]{1,3})?(?:\([2-9][0-9]{2}\)[-./ ]{0,3}\n?|[2-9][0-9]{2}[-./ ]{0,3}|[2-9][0-9]{2}[-.]\n)[0-9]{3}(?:[-. ]{1,3}|[-.]\n)[0-9]{4}(?![0-9]|[-.][0-9])"
    r"|(?<![\w+$#/.-])1?[2-9][0-9]{9}(?![\w.-])"
    r"|(?<![\w+])\+[2-9][0-9]{0,2}(?:[-. ()]{0,2}[0-9]){7,12}(?![0-9])"
)
_LETTERED = re.compile(
    r"(?<![\w+$#/-])(?:\+?1[-. ]{1,3})?\(?[2-9][0-9]{2}\)?[-. ]{1,3}(?=[0-9\-. ]{0,9}[A-Z]{2})[A-Z0-9]{1,11}(?:[-.][A-Z0-9]{1,9}| [A-Z0-9]*[0-9][A-Z0-9]*| [A-Z]{4}(?![A-Za-z])){0,4}(?![\w])"
)
_LOCAL = re.compile(r"(?<![\w+$#/.)-])(?<![0-9][ ])[2-9][0-9]{2}-[0-9]{4}(?![\w]|-[0-9])")
_SHORT = re.compile(
    r"(?:\b(?:call|dial|text|phone|tel|telephone|llame|llamar|marque|env[ií]e)\b(?:\s+(?:us|al?|or|o|text|free|gratis)){0,3}:?\s+(?:al?\s+)?)"
    r"([2-9]11|988|[2-9][0-9]{4,5})(?![\w-]|\.[0-9])",
    re.IGNORECASE,
)
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_EXTENSION = re.compile(
    r"\s{0,2}[,;]?\s{0,2}\(?(?:ext(?:ension|ensi[oó]n)?\b\.?|x(?=\s?[0-9])|#|\bopt(?:ion)?\b\.?|\bpress\b)\s{0,2}:?\s{0,2}#?([0-9]{1,7})\b\)?",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"\s{0,2}(?:[(\[]\s{0,2}([^()\[\]\n]{1,40})\s{0,2}[)\]]|[-–—,]?\s{0,2}(fax|tty|tdd|tty/tdd|toll[- ]free|voice|text)\b)",
    re.IGNORECASE,
)
_KINDS = (
    ("tty", re.compile(r"\b(?:tty|tdd|ttd)\b", re.IGNORECASE)),
    ("fax", re.compile(r"\b(?:fax|facs[ií]mile?)\b|\AF\Z", re.IGNORECASE)),
    ("text", re.compile(r"\b(?:texts?|sms|texto)\b", re.IGNORECASE)),
    ("toll_free", re.compile(r"\b(?:toll[- ]?free|gratuit[oa])\b", re.IGNORECASE)),
)
_LABEL = re.compile(
    r"(?:\A|[.;,|)\n•·]|\bor\b|\band\b|[-–—]\s)\s{0,3}((?:[^\W\d][\w'’&/().-]{0,24}[ ]?){1,6}?)\s{0,2}[:=]\s{0,3}\(?\Z"
)
_PLAIN_LABEL = re.compile(
    r"(?:\W|\b(?:phone|phones|tel|telephone|tel[eé]fono|ph|call|main|voice|office|number|no|toll[- ]?free|fax|tty|tdd|contact|or|and|o|y|p|t|f|at|llame)\b)*\Z",
    re.IGNORECASE,
)
_LANGUAGES = (
    (re.compile(r"\b(?:spanish|espa[nñ]ol|en espa[nñ]ol|hispanic)\b", re.IGNORECASE), "es"),
    (re.compile(r"\b(?:english|ingl[eé]s)\b", re.IGNORECASE), "en"),
)
_MOST = 60


def find_phones(text: str, *, is_contact: bool = False) -> list[Span]:
    """Every number in ``text``, from left to right. is_contact: the line holds nothing but contact facts, so that seven
    digits are a number whose area code is missing. Values: rows with written, kind, extension, label, languages."""
    hits: list[tuple[int, int, str]] = []
    for pattern in (_NUMBER, _LETTERED, _SHORT):
        for hit in pattern.finditer(text):
            start, end = hit.span(1) if pattern is _SHORT else hit.span()
            end -= len(text[start:end]) - len(text[start:end].rstrip(" .-"))
            if text[start] == "(" and ")" not in text[start:end]:
                start += 1
            if pattern is _LETTERED and not _spells(text[start:end]):
                continue
            if not any(a < end and start < b for a, b, _ in hits):
                hits.append((start, end, "full"))
    for hit in _LOCAL.finditer(text):
        before = text[max(hit.start() - 20, 0) : hit.start()]
        is_said = is_contact or re.search(
            r"\b(?:phone|tel|call|fax|llame|at|tel[eé]fono)\b\.?:?\s*\Z", before, re.IGNORECASE
        )
        if is_said and not any(a < hit.end() and hit.start() < b for a, b, _ in hits):
            hits.append((hit.start(), hit.end(), "local"))
    spans: list[Span] = []
    position = 0
    for start, end, how in sorted(hits)[:_MOST]:
        span = _read_one(text, start, end, how, position)
        spans.append(span)
        position = span.end
    return spans


def _spells(written: str) -> bool:
    """True where letters make up a number of ten to fourteen keys."""
    keys = re.sub(r"\D", "", written.translate(_KEYS)).removeprefix("1")
    return 10 <= len(keys) <= 14 and bool(re.search(r"[A-Z]{2}", written))


@lru_cache(maxsize=8192)
def _is_dialable(written: str) -> bool:
    try:
        parse_phone(written)
    except FactError:
        return False
    return True


def _read_one(text: str, start: int, end: int, how: str, position: int) -> Span:
    written = " ".join(text[start:end].split())
    before = text[max(position, start - 60) : start]
    sure, note = True, ""
    if how == "local":
        sure, note = False, "The area code is missing."
    elif not _is_dialable(written):
        sure, note = False, "This is no number that can be dialled; look at the source."
    extension = ""
    if found := _EXTENSION.match(text, end):
        extension, end = found[1], found.end()
    label, said = _label(before)
    kind = _kind(before[-30:] if said else before[-14:])
    if (behind := _BEHIND.match(text, end)) is not None:
        words = (behind[1] or behind[2]).strip()
        own = _kind(words)
        keys = words.upper().translate(_KEYS)
        digits = re.sub(r"\D", "", written)
        if own or behind[2] or (behind[1] and len(words) <= 30 and not re.search(r"[0-9@]|www\.|,", words)):
            end = behind.end()
            kind = own or kind
            if re.fullmatch(r"[A-Z-]{3,10}", words) and digits.endswith(re.sub(r"\D", "", keys)):
                pass  # the digits again, in letters: 753-5222 (LBBC)
            elif not _PLAIN_LABEL.match(words) and not label:
                label = words
    languages = tuple(tag for pattern, tag in _LANGUAGES if pattern.search(label))
    row = {
        "written": written,
        "kind": _settle_kind(kind, written),
        "extension": extension,
        "label": label,
        "languages": languages,
    }
    return Span(start, end, "phone", row, sure, note)


def _settle_kind(kind: str, written: str) -> str:
    """What the words say; a toll-free number is one whatever they say not."""
    if kind not in {"", "toll_free"} or not _is_dialable(written):
        return kind or "voice"
    return "toll_free" if parse_phone(written).is_toll_free else "voice"


def _kind(words: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(words)), "")


def _label(before: str) -> tuple[str, bool]:
    """(the label that ends at the number, whether there is one): ``Spanish Hotline:``; plain ones such as ``Phone:`` say
    nothing beyond the kind."""
    if not before.rstrip(" (").endswith((":", "=")):
        return "", False
    found = _LABEL.search(before)
    if not found:
        return "", False
    words = found[1].strip()
    return ("" if _PLAIN_LABEL.match(words) else words), True
